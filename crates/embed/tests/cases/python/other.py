formula = "H2O"
print(formula, "autoscale", {"formula": 3})
