(assignment
  left: (identifier) @name) @item
