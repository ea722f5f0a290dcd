FORMULA='$TargetDedicatedNodes = now().hour >= 8 ? 4 : 0; $NodeDeallocationOption = taskcompletion;'
az batch pool autoscale evaluate --pool-id sims --auto-scale-formula "$FORMULA"
