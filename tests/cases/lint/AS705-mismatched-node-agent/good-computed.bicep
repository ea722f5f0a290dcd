param image object

resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.windows amd64'
        imageReference: image
      }
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
      }
    }
  }
}
