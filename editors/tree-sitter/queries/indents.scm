; For Neovim (`indent.*`) and for Helix (`indent`, `outdent`).

[
  (argument_list)
  (parenthesized_expression)
  (vector)
] @indent.begin @indent

[
  (assignment)
  (ternary_expression)
] @indent.begin @indent

[
  ")"
  "]"
] @indent.branch @indent.end @outdent
