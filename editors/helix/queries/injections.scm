; Derived from editors/tree-sitter/queries/injections.scm; do not edit.

((comment) @injection.content
  (#set! injection.language "comment"))
