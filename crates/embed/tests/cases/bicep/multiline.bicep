var plain = '''
$TargetDedicatedNodes = 3; // it's "one"
'''
var unfilled = '''$TargetDedicatedNodes = ${count}; x = ${other};'''
var filled = $'''
$TargetDedicatedNodes = ${count};
'''
var doubled = $$'''$TargetDedicatedNodes = $${count}; y = ${z};'''
