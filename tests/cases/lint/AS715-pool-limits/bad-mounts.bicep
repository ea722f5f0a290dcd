resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'acct/render'
  properties: {
    vmSize: 'STANDARD_D2S_V3'
    mountConfiguration: [
      { nfsMountConfiguration: { source: '10.0.0.4:/v1', relativeMountPath: 'v1' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v2', relativeMountPath: 'v2' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v3', relativeMountPath: 'v3' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v4', relativeMountPath: 'v4' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v5', relativeMountPath: 'v5' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v6', relativeMountPath: 'v6' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v7', relativeMountPath: 'v7' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v8', relativeMountPath: 'v8' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v9', relativeMountPath: 'v9' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v10', relativeMountPath: 'v10' } }
      { nfsMountConfiguration: { source: '10.0.0.4:/v11', relativeMountPath: 'v11' } }
    ]
    scaleSettings: {
      fixedScale: {
        targetDedicatedNodes: 2
      }
    }
  }
}
