param maxNodes int = 10

resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'render'
  properties: {
    scaleSettings: {
      autoScale: {
        formula: '''
          $TargetDedicatedNodes = ${maxNodes};
          $NodeDeallocationOption = taskcompletion;
        '''
      }
    }
  }
}
