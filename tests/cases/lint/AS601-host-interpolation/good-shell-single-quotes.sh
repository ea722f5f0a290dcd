az batch pool autoscale enable --pool-id render \
  --auto-scale-formula '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
