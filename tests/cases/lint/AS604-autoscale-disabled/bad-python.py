pool = models.PoolAddParameter(
    id="render",
    vm_size="standard_d4s_v3",
    enable_auto_scale=False,
    auto_scale_formula="$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;",
)
