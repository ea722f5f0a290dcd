class Pools
{
    const string Fixed = "$TargetDedicatedNodes = 1;";

    void Create(int n)
    {
        pool.AutoScaleFormula = "$a = \"x\";\r\n\t$b = \u0041\x42;";
        pool.AutoScaleFormula = @"$c = ""x"";
$d = 1;";
        pool.AutoScaleFormula = $"$e = {n}; // {{braces}} {name(n, "q"):D2}";
        pool.AutoScaleFormula = $@"$f = {n}; ""\n""";
        pool.AutoScaleFormula = Fixed;
        pool.EnableAutoScale(autoScaleFormula: string.Format("$g = {0};", n));
    }
}
