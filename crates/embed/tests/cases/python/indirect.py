FORMULA = """
$n = {n};
$TargetDedicatedNodes = min({cap}, $n);
"""


class Pools:
    def create(self, size):
        self.formula = textwrap.dedent("""\
            $a = 1;
              b = 2;

            c = 3;
            """)
        big = "d = 1;" if size else "e = 2;"
        add(auto_scale_formula=self.formula.strip())
        add(auto_scale_formula=big)
        add(auto_scale_formula=FORMULA.format(n=1, cap=size))
        add(auto_scale_formula=self.build())
        add(auto_scale_formula=unknown())

    def build(self):
        return "f = 1;".replace("1", str(2))
