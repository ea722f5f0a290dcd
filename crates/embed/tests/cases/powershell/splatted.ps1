$parameters = @{
    Id = 'render'
    VirtualMachineSize = 'standard_d2'
    'AutoScaleFormula' = $Body
    TargetDedicatedComputeNodes = 3
}
$Body = '$a = 1;' + "`n" + '$b = {0};'
New-AzBatchPool @parameters
$pool.AutoScaleFormula = '$c = {0}; {{x}}' -f $n
$pool['autoScaleFormula'] = @('$d = 1;', '$e = 2;') -join "`n"
$text = ' $f = COUNT; '.Trim().Replace('COUNT', $n)
Enable-AzBatchAutoScale -AutoScaleFormula $text
