az batch pool create --id render --vm-size standard_d4s_v3 --target-dedicated-nodes 2 \
  --auto-scale-formula '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
