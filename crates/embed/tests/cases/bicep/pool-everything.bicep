param size string = 'STANDARD_D2S_V3'
param disks array = []

resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  parent: account
  name: 'render'
  identity: {
    type: 'UserAssigned'
  }
  tags: { cost: '7' }
  properties: {
    vmSize: size
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'microsoftwindowsserver'
          offer: 'windowsserver'
          sku: windows ? '2022-datacenter' : '2019-datacenter'
          version: 'latest'
        }
        nodeAgentSkuId: 'batch.node.windows amd64'
        dataDisks: disks
        containerConfiguration: {
          type: 'DockerCompatible'
          containerImageNames: [
            'a'
            '${registry}/b', 'c'
          ]
          containerRegistries: [for it in registries: {
            registryServer: it
          }]
        }
        extensions: [
          {
            name: 'watch'
            publisher: 'example'
            type: 'watcher'
          }
          {
            name: 'other'
            ...more
          }
        ]
      }
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
        targetLowPriorityNodes: spot
        resizeTimeout: 'PT10M'
        nodeDeallocationOption: 'TaskCompletion'
      }
    }
    taskSlotsPerNode: 2 // as many as cores
    taskSchedulingPolicy: { nodeFillType: 'Pack' }
    interNodeCommunication: 'Disabled'
    startTask: {
      commandLine: 'cmd /c echo %AZ_BATCH_NODE_ID%'
      maxTaskRetryCount: -1
      waitForSuccess: false
      environmentSettings: [for e in environment: { name: e, value: '1' }]
    }
    applicationPackages: [
      { id: app.id, version: '1' }
    ]
    certificates: []
    metadata: [
      {
        name: 'team'
        value: 'fx'
      }
    ]
    networkConfiguration: withNetwork ? {
      subnetId: subnet
    } : null
    mountConfiguration: [
      { cifsMountConfiguration: { relativeMountPath: 'm' } }
    ]
    targetNodeCommunicationMode: 'Simplified'
    upgradePolicy: { mode: 'Manual' }
    resourceTags: { a: 'b' }
  }
}

resource many 'Microsoft.Batch/batchAccounts/pools@2023-11-01' = [for name in names: if (wanted) {
  name: name
  properties: {
    vmSize: 'small'
    deploymentConfiguration: {
      cloudServiceConfiguration: {
        osFamily: '5'
      }
    }
  }
}]

resource known 'Microsoft.Batch/batchAccounts/pools@2024-07-01' existing = {
  name: 'known'
}

resource set 'Microsoft.Compute/virtualMachineScaleSets@2024-03-01' = {
  name: 'set'
  properties: {
    vmSize: 'no pool'
  }
}
