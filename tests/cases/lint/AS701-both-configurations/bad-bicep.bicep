resource render 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2_V3'
    deploymentConfiguration: {
      cloudServiceConfiguration: {
        osFamily: '6'
      }
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.windows amd64'
        imageReference: {
          publisher: 'microsoftwindowsserver'
          offer: 'windowsserver'
          sku: '2022-datacenter'
        }
      }
    }
    scaleSettings: {
      autoScale: {
        formula: '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
