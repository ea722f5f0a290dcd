pool_name          = "sims"
auto_scale_formula = "max = 10; $TargetDedicatedNodes = 2 % max; $NodeDeallocationOption = taskcompletion;"
