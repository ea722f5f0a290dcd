$formula = @'
$PendingTasks.GetSamplePercent(TimeInterval_Minute * 5) < 70 ? stop() : 0;
$TargetDedicatedNodes = min(10, $PendingTasks.Sum());
$NodeDeallocationOption = taskcompletion;
'@
Enable-AzBatchAutoScale -Id "sims" -AutoScaleFormula $formula -BatchContext $context
