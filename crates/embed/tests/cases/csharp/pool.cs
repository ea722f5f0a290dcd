var data = new BatchAccountPoolData()
{
    VmSize = "STANDARD_D4",
    TaskSlotsPerNode = 4,
    ScaleSettings = new BatchAccountPoolScaleSettings()
    {
        AutoScale = new BatchAccountAutoScaleSettings("$TargetDedicatedNodes = 3;")
        {
            EvaluationInterval = XmlConvert.ToTimeSpan("PT5M"),
        },
        FixedScale = new() { TargetDedicatedNodes = 2 },
    },
};
CloudPool pool = client.CreatePool(poolId: "p", virtualMachineSize: "small", targetDedicatedComputeNodes: 3);
