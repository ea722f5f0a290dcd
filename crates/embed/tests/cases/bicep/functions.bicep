var a = { autoScale: { formula: format('$a = {0}; {{x}}', count) } }
var b = { autoScale: { formula: concat('$b = ', string(count), ';', '''
c = 1;''') } }
var c = { autoScale: { formula: replace('$d = COUNT;', 'COUNT', string(count)) } }
var d = { autoScale: { formula: loadTextContent('pool.autoscale') } }
var e = { autoScale: { formula: join(['$e = 1;', '$f = 2;'], '\n') } }
var f = { autoScale: { formula: big ? '$g = 1;' : '$h = 2;' } }
