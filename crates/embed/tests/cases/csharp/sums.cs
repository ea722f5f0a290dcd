class Sums
{
    string Build(int n)
    {
        var formula = "$a = " + n + ";" + Environment.NewLine + "b = 1;";
        formula += @"c = 2;";
        if (n > 1) { formula += "d = 3;"; }
        return formula;
    }

    string Lines() => string.Join("\n", "$TargetDedicatedNodes = 1;", "x = 2;");

    void Use()
    {
        pool.AutoScaleFormula = Build(3);
        pool.AutoScaleFormula = (big ? "e = 1;" : "f = 2;");
        pool.AutoScaleFormula = " g = COUNT; ".Trim().Replace("COUNT", n);
    }
}
