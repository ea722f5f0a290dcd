def straight():
    formula = "$a = 1;\n"
    log(formula)
    formula += "$b = 2;\n"
    formula = formula + f"$c = {c};"
    return Pool(auto_scale_formula=formula)


def branching(big):
    formula = ""
    formula += "$a = 1;"
    if big:
        formula += "$b = 2;"
    formula += "$c = 3;"
    return Pool(auto_scale_formula=formula)
