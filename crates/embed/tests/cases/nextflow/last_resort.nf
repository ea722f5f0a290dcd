def formula = params.big ? '$TargetDedicatedNodes = 9;' : '$TargetDedicatedNodes = 1;'
workflow {
    main:
    send("x")
}
