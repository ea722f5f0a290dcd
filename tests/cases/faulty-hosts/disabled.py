pool = batchmodels.PoolAddParameter(
    id="sims",
    enable_auto_scale=False,
    auto_scale_formula="$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;",
)
