#!/bin/sh
# az batch pool create --auto-scale-formula '$no = 1;'
az batch pool create --id render --vm-size standard_d2 \
  --auto-scale-formula '$TargetDedicatedNodes = 3;
$x = "a";' \
  --auto-scale-evaluation-interval PT5M --target-dedicated-nodes 2
az batch pool autoscale enable --pool-id p --auto-scale-formula="\$a = $N; \"x\" \`y\` \n"
az batch pool autoscale evaluate --pool-id p --auto-scale-formula $'$b = 1;\n\'\x41\u00e9'
az batch pool autoscale evaluate --pool-id p --auto-scale-formula '$c = '"${N:-"1"}"';'\ d
ID=$(az batch pool create --id nested --auto-scale-formula '$d = 1;' --query id)
