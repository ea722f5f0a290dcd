//! The rows of the service variables.

use super::table::{end, metric, variables};
use super::{Target, Variable, VariableKind};
use crate::sources::docs;
use crate::{Status, sources};

const DEDICATED: VariableKind = VariableKind::Target(Target::Dedicated);
const LOW_PRIORITY: VariableKind = VariableKind::Target(Target::LowPriority);

const RETIRED: Status = Status::Retired {
    note: "no samples since 31 March 2024",
};
const RETIRED_SOURCE: &str =
    docs!("said to be retired after 31 March 2024, missing from the article of 2025-06-05");

variables! {
    pool {
        TargetDedicatedNodes = "$TargetDedicatedNodes" is DEDICATED => {
            summary: "The number of dedicated nodes that the pool shall have.",
            details: "Holds the pool's present target until the formula assigns it; what it holds \
                when the formula ends is the new target. A fraction is cut off, so 0.5 is 0. An \
                error leaves the pool as it is.",
            unit: "nodes",
            since: "2017",
            source: docs!("truncation: Azure/Batch#151, MicrosoftDocs/azure-docs#95350"),
            examples: [
                "n = $TargetDedicatedNodes" => "n=2",
                "$TargetDedicatedNodes = min(25, 30); n = $TargetDedicatedNodes" => "n=25",
            ],
        }
        TargetLowPriorityNodes = "$TargetLowPriorityNodes" is LOW_PRIORITY => {
            summary: "The number of low-priority or spot nodes that the pool shall have.",
            details: "Works as `$TargetDedicatedNodes` does. The documentation has said *spot* \
                since 2021; the name stayed.",
            unit: "nodes",
            since: "2017",
            source: sources::DOCS,
            examples: [
                "n = $TargetLowPriorityNodes" => "n=1",
                "$TargetLowPriorityNodes = 3; n = $TargetLowPriorityNodes" => "n=3",
            ],
        }
        NodeDeallocationOption = "$NodeDeallocationOption" is VariableKind::DeallocationOption => {
            summary: "What happens to the tasks of a node that leaves the pool.",
            details: "One of the words `requeue`, `terminate`, `taskcompletion` and \
                `retaineddata`, without quotes. Unassigned it is `requeue`, which ends running \
                tasks.",
            source: sources::DOCS,
            examples: [
                "o = $NodeDeallocationOption" => "o=requeue",
                "$NodeDeallocationOption = taskcompletion; o = $NodeDeallocationOption"
                    => "o=taskcompletion",
            ],
        }
        TargetDedicated = "$TargetDedicated" is DEDICATED => {
            status: Status::Alias { name: "$TargetDedicatedNodes" },
            summary: "An alias of `$TargetDedicatedNodes`.",
            details: "The name of 2014 to 2016. Where a formula assigns both, the full name wins. \
                Results print the full name.",
            unit: "nodes",
            source: sources::DOCS,
            examples: [
                "n = $TargetDedicated" => "n=2",
                "$TargetDedicated = 3; n = $TargetDedicatedNodes" => "n=3",
            ],
        }
        TargetLowPriority = "$TargetLowPriority" is LOW_PRIORITY => {
            status: Status::Alias { name: "$TargetLowPriorityNodes" },
            summary: "An alias of `$TargetLowPriorityNodes`.",
            details: "Where a formula assigns both, the full name wins. Results print the full \
                name.",
            unit: "nodes",
            source: sources::DOCS,
            examples: ["n = $TargetLowPriority" => "n=1"],
        }
        TvmDeallocationOption = "$TVMDeallocationOption" is VariableKind::DeallocationOption => {
            status: Status::Legacy { name: "$NodeDeallocationOption" },
            summary: "The name of `$NodeDeallocationOption` when nodes were called TVMs.",
            source: sources::DOCS_2015,
            examples: ["o = $TVMDeallocationOption" => "o=requeue"],
        }
        CurrentDedicated = "$CurrentDedicated" is metric!(CurrentDedicatedNodes scalar) => {
            status: Status::Legacy { name: "$CurrentDedicatedNodes" },
            summary: "The name of `$CurrentDedicatedNodes` before low-priority nodes came.",
            unit: "nodes",
            source: sources::DOCS_2015,
            examples: ["n = $CurrentDedicated" => "n=2"],
        }
        SampleTvmCount = "$SampleTVMCount" is metric!(SampleNodeCount sampled) => {
            status: Status::Legacy { name: "$SampleNodeCount" },
            summary: "The name of `$SampleNodeCount` when nodes were called TVMs.",
            details: "`$SampleNodeCount` itself is retired.",
            unit: "nodes",
            source: sources::DOCS_2015,
            examples: ["n = $SampleTVMCount.Count()" => "n=0"],
        }
    }
    metrics {
        ActiveTasks = "$ActiveTasks" (sampled) {
            summary: "The number of tasks that are ready to run but not yet running.",
            details: "Tasks that wait for others are not counted; a multi-instance task counts \
                once for each of its instances. A target that follows `$ActiveTasks` alone shrinks \
                the pool under its running tasks; `$PendingTasks` does not.",
            unit: "tasks",
            since: "2014",
            source: docs!("shrinking: Azure/batch-shipyard#136 and #218"),
            examples: [
                "n = max(0, $ActiveTasks.GetSample(1))" => "n=12",
                "n = avg($ActiveTasks.GetSample(2 * TimeInterval_Minute))" => "n=10.5",
            ],
        }
        RunningTasks = "$RunningTasks" (sampled) {
            summary: "The number of tasks that are running.",
            unit: "tasks",
            since: "2014",
            source: sources::DOCS,
            examples: ["n = max(0, $RunningTasks.GetSample(1))" => "n=8"],
        }
        PendingTasks = "$PendingTasks" (sampled) {
            summary: "The number of tasks that are ready to run or running.",
            details: "The sum of `$ActiveTasks` and `$RunningTasks`, and the usual measure of \
                how many nodes are needed. Job release tasks are not counted, deleted tasks may \
                be for a while. A task counts once however many slots it takes.",
            unit: "tasks",
            since: "2016",
            source: docs!("slots: Azure/Batch#117 and #118"),
            examples: [
                "n = max(0, $PendingTasks.GetSample(1))" => "n=20",
                "n = $PendingTasks.GetSamplePercent(5 * TimeInterval_Minute) < 70 ? 0 \
                 : avg($PendingTasks.GetSample(5 * TimeInterval_Minute))" => "n=15.5",
            ],
        }
        SucceededTasks = "$SucceededTasks" (sampled) {
            summary: "The number of tasks that finished successfully.",
            unit: "tasks",
            since: "2014",
            source: sources::DOCS,
            examples: ["n = max(0, $SucceededTasks.GetSample(1))" => "n=50"],
        }
        FailedTasks = "$FailedTasks" (sampled) {
            summary: "The number of tasks that failed.",
            unit: "tasks",
            since: "2014",
            source: sources::DOCS,
            examples: ["n = max(0, $FailedTasks.GetSample(1))" => "n=2"],
        }
        CurrentDedicatedNodes = "$CurrentDedicatedNodes" (scalar) {
            summary: "The number of dedicated nodes that the pool has.",
            details: "Used as a plain number, as the documentation does in \
                `$CurrentDedicatedNodes * 1.1`.",
            unit: "nodes",
            source: sources::DOCS,
            examples: ["n = $CurrentDedicatedNodes * 1.5" => "n=3"],
        }
        CurrentLowPriorityNodes = "$CurrentLowPriorityNodes" (scalar) {
            summary: "The number of low-priority or spot nodes that the pool has.",
            details: "Preempted nodes are counted, because they stay in the pool and come back.",
            unit: "nodes",
            since: "2017",
            source: docs!("plain number: Azure/batch-shipyard `convoy/autoscale.py`"),
            examples: ["n = $CurrentDedicatedNodes + $CurrentLowPriorityNodes" => "n=3"],
        }
        PreemptedNodeCount = "$PreemptedNodeCount" (sampled) {
            summary: "The number of nodes that the pool has lost to preemption for now.",
            details: "May have no samples at all, so look at `GetSamplePercent` first.",
            unit: "nodes",
            since: "2017",
            source: docs!("missing samples: nextflow-io/nextflow#5545"),
            examples: [
                "n = max(0, $PreemptedNodeCount.GetSample(1))" => "n=1",
                "p = $PreemptedNodeCount.GetSamplePercent(5 * TimeInterval_Minute)" => "p=100",
            ],
        }
        TaskSlotsPerNode = "$TaskSlotsPerNode" (scalar) {
            least: 1.0,
            summary: "How many tasks of one slot a node runs at a time.",
            details: "A fact of the pool, used as a plain number. A formula cannot tell how many \
                slots a task takes.",
            unit: "slots",
            since: "November 2020",
            source: sources::DOCS_2021,
            examples: [
                "n = $TaskSlotsPerNode" => "n=4",
                "n = ceil(max(0, $PendingTasks.GetSample(1)) / $TaskSlotsPerNode)" => "n=5",
            ],
        }
        UsableNodeCount = "$UsableNodeCount" (sampled) {
            summary: "The number of nodes that are fit to run tasks.",
            unit: "nodes",
            since: "2023",
            source: sources::DOCS_2025,
            examples: ["n = max(0, $UsableNodeCount.GetSample(1))" => "n=2"],
        }
        CPUPercent = "$CPUPercent" (sampled) {
            greatest: 100.0,
            summary: "The average use of the processors.",
            details: "A percentage by name and description, yet the documentation's own example \
                compares it with 0.7. Look at real samples before you choose a threshold.",
            unit: "percent",
            since: "2014",
            source: sources::DOCS,
            examples: ["x = avg($CPUPercent.GetSample(5 * TimeInterval_Minute))" => "x=75"],
        }
        WallClockSeconds = "$WallClockSeconds" (sampled) {
            status: RETIRED,
            summary: "The number of seconds that tasks have used.",
            unit: "seconds",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $WallClockSeconds.Count()" => "n=0"],
        }
        MemoryBytes = "$MemoryBytes" (sampled) {
            status: RETIRED,
            summary: "The average use of memory.",
            unit: "megabytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $MemoryBytes.Count()" => "n=0"],
        }
        DiskBytes = "$DiskBytes" (sampled) {
            status: RETIRED,
            summary: "The average use of the local disks.",
            unit: "gigabytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $DiskBytes.Count()" => "n=0"],
        }
        DiskReadBytes = "$DiskReadBytes" (sampled) {
            status: RETIRED,
            summary: "The number of bytes read from disk.",
            unit: "bytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $DiskReadBytes.Count()" => "n=0"],
        }
        DiskWriteBytes = "$DiskWriteBytes" (sampled) {
            status: RETIRED,
            summary: "The number of bytes written to disk.",
            unit: "bytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $DiskWriteBytes.Count()" => "n=0"],
        }
        DiskReadOps = "$DiskReadOps" (sampled) {
            status: RETIRED,
            summary: "The number of reads from disk.",
            unit: "operations",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $DiskReadOps.Count()" => "n=0"],
        }
        DiskWriteOps = "$DiskWriteOps" (sampled) {
            status: RETIRED,
            summary: "The number of writes to disk.",
            unit: "operations",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $DiskWriteOps.Count()" => "n=0"],
        }
        NetworkInBytes = "$NetworkInBytes" (sampled) {
            status: RETIRED,
            summary: "The number of bytes received.",
            unit: "bytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $NetworkInBytes.Count()" => "n=0"],
        }
        NetworkOutBytes = "$NetworkOutBytes" (sampled) {
            status: RETIRED,
            summary: "The number of bytes sent.",
            unit: "bytes",
            since: "2014",
            source: RETIRED_SOURCE,
            examples: ["n = $NetworkOutBytes.Count()" => "n=0"],
        }
        SampleNodeCount = "$SampleNodeCount" (sampled) {
            status: RETIRED,
            summary: "The number of nodes.",
            details: "`$CurrentDedicatedNodes` and `$CurrentLowPriorityNodes` tell it today.",
            unit: "nodes",
            source: RETIRED_SOURCE,
            examples: ["n = $SampleNodeCount.Count()" => "n=0"],
        }
    }
}
