$Plain = @'
$TargetDedicatedNodes = 3; // it's "quoted"
$x = `1;
'@
$Filled = @"
`$TargetDedicatedNodes = $Count; // "quoted" $(Get-Cap "a" 'b')
"@
Enable-AzBatchAutoScale -Id p -AutoScaleFormula $Plain
Enable-AzBatchAutoScale -Id p -AutoScaleFormula $Filled
