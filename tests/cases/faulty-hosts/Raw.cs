class Pools
{
    const string AutoScaleFormula = """
        $TargetDedicatedNodes = 4;
        $TargetDedicated = 2;
        $NodeDeallocationOption = taskcompletion;
        """;
}
