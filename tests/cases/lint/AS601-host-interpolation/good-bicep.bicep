param maxNodes int = 4

resource pool 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D4S_V3'
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT5M'
        formula: '$TargetDedicatedNodes = min(${maxNodes}, 2); $NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
