// scaleFormula = '$no = 1;'
def rule = '$a = 1;'
String other = "\u0041 = 1;\t\101"
azure.batch.pools = [
    one: [scaleFormula: rule, vmType: 'x'],
    two: [scaleFormula: other, autoScale: true],
]
