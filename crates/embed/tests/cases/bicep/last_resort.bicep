// var no = '$TargetDedicatedNodes = 1;'
/* '$TargetDedicatedNodes = 2;' */
output rule string = '$TargetDedicatedNodes = 3;'
#disable-next-line no-unused-vars
var rule = '$TargetLowPriorityNodes = 4;'
