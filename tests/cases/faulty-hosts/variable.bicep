var scaleFormula = '$TargetDedicatednodes = 4; $NodeDeallocationOption = taskcompletion;'

resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'render'
  properties: {
    scaleSettings: {
      autoScale: {
        formula: scaleFormula
      }
    }
  }
}
