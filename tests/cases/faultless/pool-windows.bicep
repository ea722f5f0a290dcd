resource pool 'Microsoft.Batch/batchAccounts/pools@2025-06-01' = {
  name: 'acct/windows'
  properties: {
    displayName: 'Windows tools'
    vmSize: 'STANDARD_D4S_V3'
    taskSlotsPerNode: 16
    taskSchedulingPolicy: {
      nodeFillType: 'Pack'
    }
    interNodeCommunication: 'Disabled'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'MicrosoftWindowsServer'
          offer: 'WindowsServer'
          sku: '2022-datacenter-azure-edition'
          version: 'latest'
        }
        nodeAgentSkuId: 'batch.node.windows amd64'
        windowsConfiguration: {
          enableAutomaticUpdates: false
        }
        dataDisks: [
          {
            lun: 0
            diskSizeGB: 128
            caching: 'ReadOnly'
          }
        ]
      }
    }
    applicationPackages: [
      {
        id: resourceId('Microsoft.Batch/batchAccounts/applications', 'acct', 'tool')
        version: '2.1'
      }
    ]
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT10M'
        formula: '$TargetDedicatedNodes = time().hour < 6 ? 0 : 4; $NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
