az batch pool autoscale enable --auto-scale-formula '$TargetDedicatedNodes = 1;
echo
