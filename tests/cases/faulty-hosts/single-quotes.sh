#!/bin/bash
set -euo pipefail
az batch pool autoscale enable \
  --pool-id "$POOL" \
  --auto-scale-evaluation-interval PT15M \
  --auto-scale-formula 'w = TimeInterval_Second * 15;
tasks = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
$TargetDedicatedNodes = min(10, tasks);
$NodeDeallocationOption = taskcompletion;'
