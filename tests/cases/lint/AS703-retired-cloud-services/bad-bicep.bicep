resource render 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2_V2'
    deploymentConfiguration: {
      cloudServiceConfiguration: {
        osFamily: '6'
      }
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 1
      }
    }
  }
}
