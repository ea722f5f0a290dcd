pool.auto_scale_formula = (
    "w = TimeInterval_Minute * 5;"
    "tasks = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));"
    "$TargetDedicatedNodes = min(10, tasks);"
    "$NodeDeallocationOption = retaineddata;"
)
