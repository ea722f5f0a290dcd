; Editors fold what spans several lines.

[
  (assignment)
  (expression_statement)
  (argument_list)
  (parenthesized_expression)
  (vector)
] @fold

(comment)+ @fold
