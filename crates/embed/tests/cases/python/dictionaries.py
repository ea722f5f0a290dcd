pool = {
    "id": "p",
    "vmSize": "standard_d2",
    "scaleSettings": {
        "autoScale": {"evaluationInterval": "PT5M", "formula": ("$a = 1;" "$b = 2;")},
        "fixedScale": {"targetDedicatedNodes": 3},
    },
}
pool["autoScaleFormula"] = "c = 3;"
settings["autoScale"]["formula"] = "d = 4;"
excel = {"formula": "=SUM(A1)"}
