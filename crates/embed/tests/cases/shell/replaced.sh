az batch pool autoscale enable --pool-id a --auto-scale-formula "$TargetDedicatedNodes = 3;"
az batch pool autoscale enable --pool-id b --auto-scale-formula "$n = 3; \$TargetDedicatedNodes = \$n;"
az batch pool autoscale enable --pool-id c --auto-scale-formula "$$TargetDedicatedNodes = 3;"
TARGET='$TargetDedicatedNodes'
az batch pool autoscale enable --pool-id d --auto-scale-formula "$TARGET = $COUNT;"
az batch pool autoscale enable --pool-id e --auto-scale-formula "\$x = ${PendingTasks}; \$y = $PendingTasks;"
