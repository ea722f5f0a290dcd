# SYNTAX TEST "source.powershell" "strings and here-strings"
$formula = @'
#          ^^ string.quoted.single.heredoc.powershell
w = TimeInterval_Minute * 5;
#   ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
'@
Enable-AzBatchAutoScale -Id 'sims' -AutoScaleFormula '$TargetDedicatedNodes = 2;'
#                            ^^^^ string.quoted.single.powershell - source.autoscale
#                                                     ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
$text = "`$TargetDedicatedNodes = $(max);"
#        ^ constant.character.escape.powershell
#         ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
$other = 'max(0, 1)'
#         ^^^ - source.autoscale
