param size string = 'STANDARD_D2_V3'

resource account 'Microsoft.Batch/batchAccounts@2024-02-01' existing = {
  name: 'account'
}

resource render 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = if (deploy) {
  parent: account
  name: 'render'
  properties: {
    vmSize: size
    taskSlotsPerNode: 4
    interNodeCommunication: 'Enabled'
    scaleSettings: {
      autoScale: {
        formula: '$TargetDedicatedNodes = ${max(count, 3)}; // it\'s \u{41}\n$x = \${y};'
        evaluationInterval: 'PT5M'
      }
      fixedScale: {
        targetDedicatedNodes: 3
      }
    }
  }
}
