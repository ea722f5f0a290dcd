//! The plan as our JSON has it.

use serde_json::{Value, json};

use super::{Plan, Removed, Size};
use crate::{NodeKind, ResizeError, Sizes, Task};

impl Plan {
    /// The members of `plan --format json` but for the evaluation.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "action": self.action.as_str(),
            "before": size(&self.before),
            "after": size(&self.after),
            "nodes": {
                "added": added(self.added),
                "removed": self.removed.iter().map(removed).collect::<Value>(),
            },
            "tasks": {
                "requeued": tasks(&self.requeued),
                "terminated": tasks(&self.terminated),
                "waitedFor": tasks(&self.waited_for),
            },
            "resizeErrors": self.resize_errors.iter().map(resize_error).collect::<Value>(),
            "notes": self.notes,
        })
    }
}

fn size(size: &Size) -> Value {
    json!({
        "currentDedicatedNodes": size.current.dedicated,
        "targetDedicatedNodes": size.target.dedicated,
        "currentLowPriorityNodes": size.current.low_priority,
        "targetLowPriorityNodes": size.target.low_priority,
        "dedicatedCores": size.cost.dedicated_cores,
        "lowPriorityCores": size.cost.low_priority_cores,
        "costPerHour": size.cost.per_hour.map(rounded),
    })
}

/// To a ten-thousandth of a cent: without the noise of adding doubles.
fn rounded(usd: f64) -> f64 {
    (usd * 1e6).round() / 1e6
}

fn added(added: Sizes) -> Value {
    let kinds = NodeKind::ALL.into_iter().filter(|kind| added.of(*kind) > 0);
    kinds
        .map(|kind| json!({ "kind": kind.as_str(), "count": added.of(kind) }))
        .collect()
}

fn removed(node: &Removed) -> Value {
    json!({ "id": node.id, "kind": node.kind.as_str(), "state": node.state.as_str() })
}

fn tasks(tasks: &[Task]) -> Value {
    tasks
        .iter()
        .map(|task| json!({ "jobId": task.job, "id": task.id }))
        .collect()
}

fn resize_error(error: &ResizeError) -> Value {
    let values = error.values.iter();
    let values: Value = values
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    json!({ "code": error.code, "message": error.message, "values": values })
}
