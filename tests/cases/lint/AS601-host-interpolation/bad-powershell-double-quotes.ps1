Enable-AzBatchAutoScale -Id "render" -AutoScaleFormula "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;" -BatchContext $context
