resource render 'Microsoft.Batch/batchAccounts/pools@2025-06-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.ubuntu 22.04'
        imageReference: {
          publisher: 'canonical'
          offer: '0001-com-ubuntu-server-jammy'
          sku: '22_04-lts'
          version: 'latest'
        }
      }
    }
    targetNodeCommunicationMode: 'Simplified'
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
      }
    }
  }
}
