;;; autoscale-keywords.el --- Names of Azure Batch autoscale formulas -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Generated from the catalog; do not edit.  To write it anew:
;; UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors

;;; Code:

(defconst autoscale-keywords-writable-variables
  '("$TargetDedicatedNodes" "$TargetLowPriorityNodes" "$NodeDeallocationOption"
    "$TargetDedicated" "$TargetLowPriority" "$TVMDeallocationOption")
  "Service variables that a formula may assign.")

(defconst autoscale-keywords-readable-variables
  '("$CurrentDedicated" "$SampleTVMCount" "$ActiveTasks" "$RunningTasks" "$PendingTasks"
    "$SucceededTasks" "$FailedTasks" "$CurrentDedicatedNodes" "$CurrentLowPriorityNodes"
    "$PreemptedNodeCount" "$TaskSlotsPerNode" "$UsableNodeCount" "$CPUPercent"
    "$WallClockSeconds" "$MemoryBytes" "$DiskBytes" "$DiskReadBytes" "$DiskWriteBytes"
    "$DiskReadOps" "$DiskWriteOps" "$NetworkInBytes" "$NetworkOutBytes"
    "$SampleNodeCount")
  "Service variables that a formula may only read.")

(defconst autoscale-keywords-functions
  '("avg" "ceil" "floor" "len" "lg" "ln" "log" "max" "min" "norm" "percentile" "rand"
    "range" "round" "std" "stop" "sum" "time" "val" "vec")
  "Functions.")

(defconst autoscale-keywords-methods
  '("GetSample" "GetSamplePercent" "GetSamplePeriod" "Count" "HistoryBeginTime")
  "Methods of metrics.")

(defconst autoscale-keywords-members
  '("year" "month" "day" "weekday" "hour" "minute" "second")
  "Members of timestamps.")

(defconst autoscale-keywords-constants
  '("TimeInterval_Zero" "TimeInterval_100ns" "TimeInterval_Microsecond"
    "TimeInterval_Millisecond" "TimeInterval_Second" "TimeInterval_Minute"
    "TimeInterval_Hour" "TimeInterval_Day" "TimeInterval_Week" "TimeInterval_Year")
  "Lengths of time.")

(defconst autoscale-keywords-options
  '("requeue" "terminate" "taskcompletion" "retaineddata")
  "Values of `$NodeDeallocationOption'.")

(provide 'autoscale-keywords)
;;; autoscale-keywords.el ends here
