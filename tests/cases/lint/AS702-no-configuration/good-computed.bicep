var machines = {
  virtualMachineConfiguration: loadJsonContent('machines.json')
}

resource computed 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {
  parent: account
  name: 'computed'
  properties: {
    vmSize: 'Standard_D4s_v3'
    deploymentConfiguration: machines
    startTask: {
      commandLine: 'hostname'
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 1
      }
    }
  }
}

resource taken 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {
  parent: account
  name: 'taken'
  properties: {
    ...machines
    vmSize: 'Standard_D4s_v3'
    startTask: {
      commandLine: 'hostname'
    }
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 1
      }
    }
  }
}
