; Derived from editors/tree-sitter/queries/textobjects.scm; do not edit.

; For Neovim (`inner`, `outer`) and for Helix (`inside`, `around`).

(statement) @statement.outer @entry.around

(assignment
  left: (_) @assignment.lhs
  right: (_) @assignment.rhs @assignment.inner @entry.inside) @assignment.outer

(call_expression
  arguments: (argument_list) @call.inner) @call.outer

(method_call
  arguments: (argument_list) @call.inner) @call.outer

(argument_list
  (expression) @parameter.inner @parameter.inside @parameter.outer @parameter.around)

(vector
  (expression) @entry.inside @entry.around)

(ternary_expression
  condition: (_) @conditional.inner) @conditional.outer

(number) @number.inner

(comment) @comment.inner @comment.inside @comment.outer

(comment)+ @comment.around
