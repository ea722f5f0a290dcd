//! The snapshot that the examples of the tables are evaluated against: a pool
//! of two dedicated nodes and a preempted low-priority one, four slots each,
//! and ten minutes of samples in which a task is added every 30 seconds.

use crate::Metric;

/// The time of the evaluation: a Monday, on the second of the newest sample.
pub const NOW: &str = "2026-03-02T09:15:00Z";

/// Seconds from one sample to the next.
pub const PERIOD_SECONDS: i64 = 30;

/// Samples of each sampled metric.
pub const SAMPLES_PER_METRIC: usize = 20;

/// The facts of the pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExamplePool {
    /// `$TargetDedicatedNodes` on entry.
    pub target_dedicated_nodes: f64,
    /// `$TargetLowPriorityNodes` on entry.
    pub target_low_priority_nodes: f64,
    /// `$CurrentDedicatedNodes`.
    pub current_dedicated_nodes: f64,
    /// `$CurrentLowPriorityNodes`.
    pub current_low_priority_nodes: f64,
    /// `$TaskSlotsPerNode`.
    pub task_slots_per_node: f64,
}

/// The pool of the examples.
pub const POOL: ExamplePool = ExamplePool {
    target_dedicated_nodes: 2.0,
    target_low_priority_nodes: 1.0,
    current_dedicated_nodes: 2.0,
    current_low_priority_nodes: 1.0,
    task_slots_per_node: 4.0,
};

/// The samples, oldest first; the last is taken at [`NOW`]. Metrics that are
/// not here have none.
pub const SAMPLES: &[(Metric, [f64; SAMPLES_PER_METRIC])] = &[
    (
        // Tasks wait once the eight slots of the dedicated nodes are taken.
        Metric::ActiveTasks,
        [
            0., 0., 0., 0., 0., 0., 0., 0., 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12.,
        ],
    ),
    (
        Metric::RunningTasks,
        [
            1., 2., 3., 4., 5., 6., 7., 8., 8., 8., 8., 8., 8., 8., 8., 8., 8., 8., 8., 8.,
        ],
    ),
    (
        Metric::PendingTasks,
        [
            1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11., 12., 13., 14., 15., 16., 17., 18., 19.,
            20.,
        ],
    ),
    (Metric::SucceededTasks, [50.0; SAMPLES_PER_METRIC]),
    (Metric::FailedTasks, [2.0; SAMPLES_PER_METRIC]),
    (Metric::PreemptedNodeCount, [1.0; SAMPLES_PER_METRIC]),
    (Metric::UsableNodeCount, [2.0; SAMPLES_PER_METRIC]),
    (Metric::CPUPercent, [75.0; SAMPLES_PER_METRIC]),
];

/// A formula of the usual shape: the first of the language reference.
pub const FORMULA: &str = "\
// One node for every four tasks of the last five minutes, 25 at most.
window = TimeInterval_Minute * 5;
tasks = $PendingTasks.GetSamplePercent(window) < 70
    ? max(0, $PendingTasks.GetSample(1))
    : avg($PendingTasks.GetSample(window));
$TargetDedicatedNodes = min(25, ceil(tasks / $TaskSlotsPerNode));
$NodeDeallocationOption = taskcompletion;
";

/// The whole results string of [`FORMULA`].
pub const RESULTS: &str = "$TargetDedicatedNodes=4;$TargetLowPriorityNodes=1;\
    $NodeDeallocationOption=taskcompletion;tasks=15.5;window=5m";
