resource render 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2_V2'
    deploymentConfiguration: {
      cloudServiceConfiguration: {
        osFamily: '6'
        osVersion: 'WA-GUEST-OS-6.44_202205-01'
      }
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 1
      }
    }
  }
}
