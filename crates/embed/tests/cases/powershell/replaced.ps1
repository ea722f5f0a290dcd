Enable-AzBatchAutoScale -Id p -AutoScaleFormula "$TargetDedicatedNodes = 3;"
Enable-AzBatchAutoScale -Id p -AutoScaleFormula "$n = 3; `$TargetDedicatedNodes = $n;"
$Target = '$TargetDedicatedNodes'
Enable-AzBatchAutoScale -Id p -AutoScaleFormula "$Target = $Count;"
