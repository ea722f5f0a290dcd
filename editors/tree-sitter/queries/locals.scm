; A formula is one scope; a variable is defined by its first assignment.

(source_file) @local.scope

(assignment
  left: (identifier) @local.definition)

(identifier) @local.reference
