MAX=4
az batch pool autoscale enable --pool-id render \
  --auto-scale-formula "\$TargetDedicatedNodes = min($MAX, 2); \$NodeDeallocationOption = taskcompletion;"
