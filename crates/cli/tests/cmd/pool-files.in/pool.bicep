resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
  name: 'render'
  properties: {
    vmSize: 'standard_d2_v3'
    startTask: 'true'
  }
}
