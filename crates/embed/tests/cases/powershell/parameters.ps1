# New-AzBatchPool -AutoScaleFormula '$no = 1;'
$Formula = '$TargetDedicatedNodes = 3; # it''s one'
New-AzBatchPool -Id "render" -VirtualMachineSize "standard_d2" -AutoScaleFormula $Formula `
    -AutoScaleEvaluationInterval (New-TimeSpan -Minutes 10) -TaskSlotsPerNode 4
Enable-AzBatchAutoScale -Id p -AutoScaleFormula:'$a = 1;'
Test-AzBatchAutoScale -Id p -AutoScaleFormula "`$a = $n; `"x`" ""y"" ${count} $($pool.Size + 1) `t$cfg.Cap"
