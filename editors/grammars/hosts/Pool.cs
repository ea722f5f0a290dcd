// SYNTAX TEST "source.cs" "regular, verbatim and raw strings"
class Pools
{
    const string AutoScaleFormula = """
//                                  ^^^ string.quoted.raw.cs
        $TargetDedicatedNodes = time() > time("2026-03-02") ? 2 : 0;
//      ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
//                                            ^^^^^^^^^^^^ string.quoted.double.autoscale
        """;
    void Create(CloudPool pool)
    {
        pool.AutoScaleFormula = @"
//                              ^^ string.quoted.double.cs
            start = time(""2026-03-02"");
//          ^^^^^ variable.other.autoscale
//                         ^^^^^^^^^^ string.quoted.double.autoscale
            $NodeDeallocationOption = requeue;";
//                                    ^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.deallocation-option.autoscale
        pool.AutoScaleFormula = "$TargetDedicatedNodes = 2;";
//                               ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
        pool.AutoScaleFormula = $@"n = {nodes};
//                                 ^^^^ meta.embedded.block.autoscale source.autoscale
//                                     ^^^^^^^ constant.other.placeholder.autoscale
            $TargetDedicatedNodes = n;";
//          ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
        pool.Id = "max(0, 1)";
//                 ^^^ string.quoted.double.cs - source.autoscale
    }
}
