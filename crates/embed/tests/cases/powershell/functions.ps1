function Get-Formula {
    param(
        [string]$Size = '3'
    )
    $formula = '$a = 1;'
    $formula += "`$b = $Size;"
    if ($Size) { $formula += '$c = 3;' }
    Enable-AzBatchAutoScale -AutoScaleFormula $formula
    return '$TargetDedicatedNodes = 2;'
}
