@description('Name of the Batch account')
param batchAccountName string
param vmSize string = 'Standard_D4s_v3'
@minValue(1)
param slots int = 4
param tags object = {}

resource account 'Microsoft.Batch/batchAccounts@2024-02-01' existing = {
  name: batchAccountName
}

resource pool 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {
  parent: account
  name: 'win-pool'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    displayName: 'Windows pool'
    vmSize: vmSize
    taskSlotsPerNode: slots
    taskSchedulingPolicy: {
      nodeFillType: 'Pack'
    }
    interNodeCommunication: 'Disabled'
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: {
          publisher: 'MicrosoftWindowsServer'
          offer: 'WindowsServer'
          sku: '2022-datacenter-core'
          version: 'latest'
        }
        nodeAgentSkuId: 'batch.node.windows amd64'
        windowsConfiguration: {
          enableAutomaticUpdates: false
        }
        nodePlacementConfiguration: {
          policy: 'Zonal'
        }
        osDisk: {
          ephemeralOSDiskSettings: {
            placement: 'CacheDisk'
          }
        }
      }
    }
    startTask: {
      commandLine: 'cmd /c "%AZ_BATCH_APP_PACKAGE_SETUP%\\install.cmd"'
      waitForSuccess: true
      maxTaskRetryCount: 2
      userIdentity: {
        autoUser: {
          elevationLevel: 'Admin'
          scope: 'Pool'
        }
      }
      resourceFiles: [
        {
          autoStorageContainerName: 'scripts'
          filePath: ''
        }
      ]
    }
    applicationPackages: [
      {
        id: resourceId('Microsoft.Batch/batchAccounts/applications', batchAccountName, 'setup')
        version: '1.0'
      }
    ]
    networkConfiguration: {
      subnetId: subnetId
      publicIPAddressConfiguration: {
        provision: 'NoPublicIPAddresses'
      }
      endpointConfiguration: {
        inboundNatPools: []
      }
    }
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT5M'
        formula: loadTextContent('./scale.txt')
      }
    }
    metadata: [
      {
        name: 'env'
        value: env
      }
    ]
    userAccounts: [
      {
        name: 'runner'
        password: pw
        elevationLevel: 'Admin'
        windowsUserConfiguration: {
          loginMode: 'Batch'
        }
      }
    ]
  }
}

resource many 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = [for (p, i) in pools: {
  parent: account
  name: p.name
  properties: {
    vmSize: p.size
    taskSlotsPerNode: p.slots
    deploymentConfiguration: {
      virtualMachineConfiguration: union(base, {
        nodeAgentSkuId: p.agent
      })
    }
    scaleSettings: empty(p.formula) ? {
      fixedScale: {
        targetDedicatedNodes: p.nodes
        targetLowPriorityNodes: 0
        resizeTimeout: 'PT15M'
      }
    } : {
      autoScale: {
        formula: p.formula
        evaluationInterval: 'PT5M'
      }
    }
  }
}]
