; Every token is captured once, so it does not matter whether an editor lets the
; first match win or the last one. The lists of names are generated from the
; catalog: `UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors`.

(comment) @comment

(string) @string

(number) @number

(placeholder) @string.special

[
  "="
  "?"
  ":"
  "||"
  "&&"
  "=="
  "!="
  "<"
  "<="
  ">"
  ">="
  "+"
  "-"
  "*"
  "/"
  "!"
] @operator

[
  ";"
  ","
  "."
] @punctuation.delimiter

[
  "("
  ")"
  "["
  "]"
] @punctuation.bracket

; What a formula may assign.
((identifier) @variable.builtin
  (#any-of? @variable.builtin
; generated: targets
    "$TargetDedicatedNodes" "$TargetLowPriorityNodes" "$NodeDeallocationOption"
    "$TargetDedicated" "$TargetLowPriority" "$TVMDeallocationOption"
; end generated
  ))

; What the service measures.
((identifier) @variable.builtin.readonly
  (#any-of? @variable.builtin.readonly
; generated: metrics
    "$CurrentDedicated" "$SampleTVMCount" "$ActiveTasks" "$RunningTasks" "$PendingTasks"
    "$SucceededTasks" "$FailedTasks" "$CurrentDedicatedNodes" "$CurrentLowPriorityNodes"
    "$PreemptedNodeCount" "$TaskSlotsPerNode" "$UsableNodeCount" "$CPUPercent"
    "$WallClockSeconds" "$MemoryBytes" "$DiskBytes" "$DiskReadBytes" "$DiskWriteBytes"
    "$DiskReadOps" "$DiskWriteOps" "$NetworkInBytes" "$NetworkOutBytes"
    "$SampleNodeCount"
; end generated
  ))

((identifier) @constant.builtin
  (#any-of? @constant.builtin
; generated: constants
    "TimeInterval_Zero" "TimeInterval_100ns" "TimeInterval_Microsecond"
    "TimeInterval_Millisecond" "TimeInterval_Second" "TimeInterval_Minute"
    "TimeInterval_Hour" "TimeInterval_Day" "TimeInterval_Week" "TimeInterval_Year"
; end generated
  ))

((identifier) @constant.builtin.option
  (#any-of? @constant.builtin.option
; generated: options
    "requeue" "terminate" "taskcompletion" "retaineddata"
; end generated
  ))

((identifier) @variable
  (#not-any-of? @variable
; generated: names
    "$TargetDedicatedNodes" "$TargetLowPriorityNodes" "$NodeDeallocationOption"
    "$TargetDedicated" "$TargetLowPriority" "$TVMDeallocationOption" "$CurrentDedicated"
    "$SampleTVMCount" "$ActiveTasks" "$RunningTasks" "$PendingTasks" "$SucceededTasks"
    "$FailedTasks" "$CurrentDedicatedNodes" "$CurrentLowPriorityNodes"
    "$PreemptedNodeCount" "$TaskSlotsPerNode" "$UsableNodeCount" "$CPUPercent"
    "$WallClockSeconds" "$MemoryBytes" "$DiskBytes" "$DiskReadBytes" "$DiskWriteBytes"
    "$DiskReadOps" "$DiskWriteOps" "$NetworkInBytes" "$NetworkOutBytes"
    "$SampleNodeCount" "TimeInterval_Zero" "TimeInterval_100ns"
    "TimeInterval_Microsecond" "TimeInterval_Millisecond" "TimeInterval_Second"
    "TimeInterval_Minute" "TimeInterval_Hour" "TimeInterval_Day" "TimeInterval_Week"
    "TimeInterval_Year" "requeue" "terminate" "taskcompletion" "retaineddata"
; end generated
  ))

((function_identifier) @function.builtin
  (#any-of? @function.builtin
; generated: functions
    "avg" "ceil" "floor" "len" "lg" "ln" "log" "max" "min" "norm" "percentile" "rand"
    "range" "round" "std" "stop" "sum" "time" "val" "vec"
; end generated
  ))

((function_identifier) @function
  (#not-any-of? @function
; generated: functions
    "avg" "ceil" "floor" "len" "lg" "ln" "log" "max" "min" "norm" "percentile" "rand"
    "range" "round" "std" "stop" "sum" "time" "val" "vec"
; end generated
  ))

((method_identifier) @function.method
  (#any-of? @function.method
; generated: methods
    "GetSample" "GetSamplePercent" "GetSamplePeriod" "Count" "HistoryBeginTime"
; end generated
  ))

((method_identifier) @function
  (#not-any-of? @function
; generated: methods
    "GetSample" "GetSamplePercent" "GetSamplePeriod" "Count" "HistoryBeginTime"
; end generated
  ))

((member_identifier) @property
  (#any-of? @property
; generated: members
    "year" "month" "day" "weekday" "hour" "minute" "second"
; end generated
  ))

((member_identifier) @variable.member
  (#not-any-of? @variable.member
; generated: members
    "year" "month" "day" "weekday" "hour" "minute" "second"
; end generated
  ))
