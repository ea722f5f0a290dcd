Enable-AzBatchAutoScale -AutoScaleFormula '$a = 1;'
$x = @{ AutoScaleFormula = "$TargetDedicatedNodes = 1;
