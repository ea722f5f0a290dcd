resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: vmSize
    taskSlotsPerNode: 512
    scaleSettings: {
      autoScale: {
        formula: '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
