var fine = { autoScale: { formula: '$a = 1;' } }
var broken = { autoScale: { formula: '$TargetDedicatedNodes = 1; } }
var after = { autoScale: { formula: '$b = 2;'
