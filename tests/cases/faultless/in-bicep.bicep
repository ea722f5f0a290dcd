param maxNodes int = 10

resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: 'render'
  properties: {
    vmSize: 'Standard_D4s_v3'
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT15M'
        formula: 'w = TimeInterval_Minute * 5;\ntasks = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));\n$TargetDedicatedNodes = min(${maxNodes}, tasks);\n$NodeDeallocationOption = taskcompletion;'
      }
    }
  }
}
