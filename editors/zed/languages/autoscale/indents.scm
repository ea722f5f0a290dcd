(_ "(" ")" @end) @indent
(_ "[" "]" @end) @indent
(assignment) @indent
