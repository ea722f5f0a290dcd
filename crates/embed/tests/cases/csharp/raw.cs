var a = new AutoScaleSettings
{
    Formula = """
        $a = "x";
          $b = 1;

        $c = 2;
        """,
    EvaluationInterval = TimeSpan.FromMinutes(10),
};
f(autoScaleFormula: $"""
    $n = {n};
    """);
f(autoScaleFormula: $$"""$n = {{n}}; {x}""");
f(autoScaleFormula: """$n = "1";""");
