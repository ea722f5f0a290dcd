resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.debian 11'
        imageReference: {
          publisher: 'debian'
          offer: 'debian-12'
          sku: '12-gen2'
          version: 'latest'
        }
      }
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
      }
    }
  }
}
