resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  name: '${account.name}/render'
  properties: {
    vmSize: 'Standard_D4s_v3'
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT15M'
        formula: '''
          w = TimeInterval_Minute * 10;
          tasks = max(0, $PendingTasks.GetSample(w));
          $TargetDedicatedNodes = min(10, tasks);
          $NodeDeallocationOption = taskcompletion;
        '''
      }
    }
  }
}
