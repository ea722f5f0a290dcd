// SYNTAX TEST "source.bicep" "strings and multi-line strings"
resource pool 'Microsoft.Batch/batchAccounts/pools@2023-05-01' = {
  properties: {
    scaleSettings: {
      autoScale: {
        formula: '''
//               ^^^ string.quoted.multi.bicep
          w = TimeInterval_Minute * 10;
//        ^ variable.other.autoscale
//            ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
          $TargetDedicatedNodes = max(0, $PendingTasks.GetSample(w));
//        ^^^^^^^^^^^^^^^^^^^^^ support.variable.target.autoscale
        '''
        evaluationInterval: 'PT5M'
//                           ^^^^ string.quoted.single.bicep - source.autoscale
      }
    }
  }
}
var small = '$TargetDedicatedNodes = ${nodes}; $NodeDeallocationOption = requeue;'
//           ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
//                                     ^^^^^ meta.interpolation.bicep
//                                                                       ^^^^^^^ support.constant.deallocation-option.autoscale
var name = 'max(0, 1)'
//          ^^^ - source.autoscale
