resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'render'
  properties: {
    scaleSettings: {
      autoScale: {
        formula: 'day = time().weekday;\n$TargetDedicatedNodes = day == 0 || day == 6 ? 0 : 10;\n$NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
