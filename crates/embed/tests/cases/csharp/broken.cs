class Fine { string AutoScaleFormula = "$a = 1;"; }
class Broken {
    void M() { pool.AutoScaleFormula = @"$b = 1;
