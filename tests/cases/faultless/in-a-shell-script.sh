#!/usr/bin/env bash
set -euo pipefail

FORMULA=$(cat <<'END'
w = TimeInterval_Minute * 5;
n = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
$TargetDedicatedNodes = min(10, n);
$NodeDeallocationOption = taskcompletion;
END
)
az batch pool autoscale enable --pool-id "$POOL_ID" \
  --auto-scale-evaluation-interval PT15M \
  --auto-scale-formula "$FORMULA"
