resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
        resizeTimeout: '15'
      }
    }
  }
}
