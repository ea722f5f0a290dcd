Enable-AzBatchAutoScale -Id "sims" -AutoScaleFormula "$TargetDedicatedNodes = 4; $NodeDeallocationOption = taskcompletion;" -BatchContext $context
