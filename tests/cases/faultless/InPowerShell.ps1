$formula = @'
w = TimeInterval_Minute * 5;
n = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
$TargetDedicatedNodes = min(10, n);
$NodeDeallocationOption = taskcompletion;
'@
Enable-AzBatchAutoScale -Id "sims" -AutoScaleFormula $formula -BatchContext $context
