//! Simulations as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use autoscale_simulate::{Column, Outcome, TaskCounts, Waits};
use serde::Serialize;

use super::json::write_json;
use crate::commands::simulate::{Point, Simulated};

/// The fields of a run, with dots between an object and its members.
pub(crate) const FIELDS: [Column; 27] = [
    Column {
        name: "formula",
        docs: "what the formula is called: its file, and its name in it",
    },
    Column {
        name: "seed",
        docs: "where random numbers began",
    },
    Column {
        name: "from",
        docs: "when the simulation began",
    },
    Column {
        name: "until",
        docs: "when it ended",
    },
    Column {
        name: "tasks.submitted",
        docs: "tasks that came",
    },
    Column {
        name: "tasks.completed",
        docs: "tasks that ended by themselves, well or badly",
    },
    Column {
        name: "tasks.running",
        docs: "tasks on nodes at the end",
    },
    Column {
        name: "tasks.waiting",
        docs: "tasks that waited at the end, for a node or for other tasks",
    },
    Column {
        name: "tasks.terminated",
        docs: "tasks that leaving nodes ended for good",
    },
    Column {
        name: "tasks.requeued",
        docs: "how often a task was put back into the queue",
    },
    Column {
        name: "tasks.failed",
        docs: "of the completed tasks, those that failed",
    },
    Column {
        name: "wait.mean",
        docs: "the mean time from the queue to a node; a requeued task counts again",
    },
    Column {
        name: "wait.p50",
        docs: "half of the starts waited no longer",
    },
    Column {
        name: "wait.p95",
        docs: "95 % of the starts waited no longer",
    },
    Column {
        name: "wait.p99",
        docs: "99 % of the starts waited no longer",
    },
    Column {
        name: "wait.max",
        docs: "the longest time",
    },
    Column {
        name: "utilisation",
        docs: "slots of current nodes that were busy, a share of 1",
    },
    Column {
        name: "nodeHours.dedicated",
        docs: "hours of current dedicated nodes",
    },
    Column {
        name: "nodeHours.lowPriority",
        docs: "hours of current low-priority nodes",
    },
    Column {
        name: "cost.total",
        docs: "what the nodes cost; `null` without a price",
    },
    Column {
        name: "cost.currency",
        docs: "the currency of the prices",
    },
    Column {
        name: "resizeErrors",
        docs: "how often resizes reported each of the service's error codes",
    },
    Column {
        name: "evaluations.count",
        docs: "how often the formula was evaluated",
    },
    Column {
        name: "evaluations.errors",
        docs: "how often that failed",
    },
    Column {
        name: "resizes",
        docs: "how many resizes began",
    },
    Column {
        name: "preemptions",
        docs: "how many nodes were preempted",
    },
    Column {
        name: "lostTaskHours",
        docs: "hours that tasks had run when they were taken off their nodes",
    },
];

/// Writes every run, the sweep if there is one, and what should be known.
pub(crate) fn write(
    simulated: &Simulated<'_>,
    notes: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let seed = simulated.world.settings.seed;
    let runs = simulated.runs.iter();
    let sweep = simulated.sweep.as_ref();
    let view = SimulatedView {
        runs: runs
            .map(|run| RunView::new(&run.formula.name, seed, &run.outcome))
            .collect(),
        sweep: sweep.map(|swept| SweepView {
            name: &swept.name,
            points: swept
                .points
                .iter()
                .map(|point| PointView::new(point, seed))
                .collect(),
        }),
        notes,
    };
    write_json(&view, out)
}

#[derive(Serialize)]
struct SimulatedView<'a> {
    runs: Vec<RunView<'a>>,
    sweep: Option<SweepView<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct SweepView<'a> {
    name: &'a str,
    points: Vec<PointView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PointView<'a> {
    value: &'a str,
    /// No other value is better in cost, waiting and tasks left undone.
    on_front: bool,
    run: RunView<'a>,
}

impl<'a> PointView<'a> {
    fn new(point: &'a Point, seed: u64) -> Self {
        Self {
            value: &point.value,
            on_front: point.on_front,
            run: RunView::new(&point.formula, seed, &point.outcome),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunView<'a> {
    formula: &'a str,
    seed: u64,
    from: String,
    until: String,
    tasks: TasksView,
    wait: WaitView,
    utilisation: Option<f64>,
    node_hours: NodeHoursView,
    cost: CostView,
    resize_errors: &'a BTreeMap<String, u64>,
    evaluations: EvaluationsView,
    resizes: u64,
    preemptions: u64,
    /// Hours that tasks had run when they were taken off their nodes.
    lost_task_hours: f64,
}

#[derive(Serialize)]
struct TasksView {
    submitted: u64,
    completed: u64,
    running: u64,
    waiting: u64,
    terminated: u64,
    requeued: u64,
    failed: u64,
}

#[derive(Serialize)]
struct WaitView {
    mean: f64,
    p50: f64,
    p95: f64,
    p99: f64,
    max: f64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NodeHoursView {
    dedicated: f64,
    low_priority: f64,
}

#[derive(Serialize)]
struct CostView {
    total: Option<f64>,
    currency: &'static str,
}

#[derive(Serialize)]
struct EvaluationsView {
    count: u64,
    errors: u64,
}

impl<'a> RunView<'a> {
    fn new(formula: &'a str, seed: u64, outcome: &'a Outcome) -> Self {
        let [dedicated, low_priority] = outcome.node_hours;
        let [count, errors] = outcome.evaluations;
        Self {
            formula,
            seed,
            from: outcome.from.to_string(),
            until: outcome.until.to_string(),
            tasks: TasksView::from(outcome.tasks),
            wait: WaitView::from(outcome.waits),
            utilisation: outcome.utilisation,
            node_hours: NodeHoursView {
                dedicated,
                low_priority,
            },
            cost: CostView {
                total: outcome.cost,
                currency: "USD",
            },
            resize_errors: &outcome.resize_errors,
            evaluations: EvaluationsView { count, errors },
            resizes: outcome.resizes,
            preemptions: outcome.preemptions,
            lost_task_hours: outcome.lost_hours,
        }
    }
}

impl From<TaskCounts> for TasksView {
    fn from(tasks: TaskCounts) -> Self {
        Self {
            submitted: tasks.submitted,
            completed: tasks.completed,
            running: tasks.running,
            waiting: tasks.waiting,
            terminated: tasks.terminated,
            requeued: tasks.requeued,
            failed: tasks.failed,
        }
    }
}

impl From<Waits> for WaitView {
    fn from(waits: Waits) -> Self {
        Self {
            mean: waits.mean,
            p50: waits.p50,
            p95: waits.p95,
            p99: waits.p99,
            max: waits.max,
        }
    }
}
