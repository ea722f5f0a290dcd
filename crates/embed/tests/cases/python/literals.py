a = dict(auto_scale_formula=r'a = "\n";' "b = \x31;" u'\u00e9 \101 \d' """
c = 2; \
d = 3;
""")
b = dict(auto_scale_formula="$x = " + str(size) + ";\n" + ('y' "= 1;"))
c = dict(auto_scale_formula="\n".join(["$a = 1;", f"$b = {b};", "$c = 2;", tail]))
d = dict(auto_scale_formula="$x = %d; // 100%% of %(name)s" % values)
e = dict(auto_scale_formula="\N{DASH}1")
f = dict(auto_scale_formula=b"no text")
g = dict(auto_scale_formula="verbatim {x} placeholder")
