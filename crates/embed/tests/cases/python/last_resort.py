def scale(n):
    rule = "$TargetDedicatedNodes = 3;"
    send(rule)
    send("x = 1;\n$TargetLowPriorityNodes = {};".format(n))
    log("it sets $TargetDedicatedNodes = 3")
    run("az batch pool autoscale enable --auto-scale-formula '$TargetDedicatedNodes = 1'")
    compare("$TargetDedicatedNodes == 3")
    post(data='{"autoScaleFormula": "$TargetDedicatedNodes = 2;\\n"}')
    return "$TargetDedicated = 1;"
