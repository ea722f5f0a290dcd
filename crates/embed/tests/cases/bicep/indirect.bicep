@description('The formula')
param formula string = '$a = 1;'
var other = formula
var small = '$b = 1;'
resource pools 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = [for name in names: {
  name: name
  properties: {
    vmSize: 'small'
    scaleSettings: { autoScale: { formula: other } }
  }
}]
module pool './pool.bicep' = {
  params: {
    autoScaleFormula: small
  }
}
