az batch pool autoscale enable --pool-id a --auto-scale-formula '$a = 1;'
az batch pool autoscale enable --pool-id b --auto-scale-formula "$TargetDedicatedNodes = 1;
