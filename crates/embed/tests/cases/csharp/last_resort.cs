// $TargetDedicatedNodes = 1; in a comment
var body = new Dictionary<string, string> { { "autoScaleFormula", "$a = 1;" }, ["other"] = "x" };
Send("$TargetDedicatedNodes = 2;");
var empty = new { autoScaleFormula = $"" };
