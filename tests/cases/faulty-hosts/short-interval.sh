az batch pool autoscale enable --pool-id sims --auto-scale-evaluation-interval PT1M --auto-scale-formula '$TargetDedicatedNodes = 4; $NodeDeallocationOption = taskcompletion;'
