resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.windows amd64'
        imageReference: {
          publisher: 'microsoftwindowsserver'
          offer: 'windowsserver'
          sku: '2022-datacenter'
          version: 'latest'
        }
      }
    }
    applicationPackages: [
      {
        id: blender.id
      }
    ]
    startTask: {
      commandLine: 'cmd /c %AZ_BATCH_APP_PACKAGE_blender%\\setup.exe'
      waitForSuccess: false
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
      }
    }
  }
}
