auto_scale_formula = "$TargetDedicatedNodes = min({max_nodes}, max(0, $PendingTasks.GetSample(1)));"

pool = models.PoolAddParameter(
    id="sims",
    auto_scale_formula=auto_scale_formula.format(max_nodes=5),
)
