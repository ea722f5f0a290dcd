# `az` reads these from files; only the last is a formula.
az batch pool autoscale enable --pool-id p --auto-scale-formula @formula.txt
az batch pool autoscale enable --pool-id p --auto-scale-formula "@$HOME/formula.txt"
az batch pool autoscale enable --pool-id p --auto-scale-formula='@formula.txt'
az batch pool autoscale enable --pool-id p --auto-scale-formula "$(cat formula.txt)"
az batch pool autoscale enable --pool-id p --auto-scale-formula '$TargetDedicatedNodes = 1;'
