resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'D4s_v5'
    scaleSettings: {
      autoScale: {
        formula: '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
