#!/bin/bash
az batch pool autoscale enable --pool-id sims \
  --auto-scale-formula "$TargetDedicatedNodes = 4; $NodeDeallocationOption = taskcompletion;"
