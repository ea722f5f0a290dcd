//! What is known of the pool beside its samples.

use autoscale_catalog::Metric;

/// The pool on entry to a formula. What nobody said is `None`; the methods of
/// the same names give what then holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PoolFacts {
    /// Dedicated nodes that the pool is to have.
    pub target_dedicated_nodes: Option<f64>,
    /// Spot nodes that the pool is to have.
    pub target_low_priority_nodes: Option<f64>,
    /// Dedicated nodes that the pool has.
    pub current_dedicated_nodes: Option<f64>,
    /// Spot nodes that the pool has.
    pub current_low_priority_nodes: Option<f64>,
    /// Tasks that a node runs at a time.
    pub task_slots_per_node: Option<f64>,
}

/// The facts as a snapshot file names them, with the least that each can be.
pub(crate) const FIELDS: [(&str, f64); 5] = [
    ("targetDedicatedNodes", 0.0),
    ("targetLowPriorityNodes", 0.0),
    ("currentDedicatedNodes", 0.0),
    ("currentLowPriorityNodes", 0.0),
    ("taskSlotsPerNode", 1.0),
];

impl PoolFacts {
    /// Dedicated nodes that the pool is to have, otherwise 0.
    #[must_use]
    pub fn target_dedicated_nodes(&self) -> f64 {
        self.target_dedicated_nodes.unwrap_or(0.0)
    }

    /// Spot nodes that the pool is to have, otherwise 0.
    #[must_use]
    pub fn target_low_priority_nodes(&self) -> f64 {
        self.target_low_priority_nodes.unwrap_or(0.0)
    }

    /// Dedicated nodes that the pool has, otherwise 0.
    #[must_use]
    pub fn current_dedicated_nodes(&self) -> f64 {
        self.current_dedicated_nodes.unwrap_or(0.0)
    }

    /// Spot nodes that the pool has, otherwise 0.
    #[must_use]
    pub fn current_low_priority_nodes(&self) -> f64 {
        self.current_low_priority_nodes.unwrap_or(0.0)
    }

    /// Tasks that a node runs at a time, otherwise 1, the service's default.
    #[must_use]
    pub fn task_slots_per_node(&self) -> f64 {
        self.task_slots_per_node.unwrap_or(1.0)
    }

    /// The fact of that name in [`FIELDS`].
    pub(crate) fn field(&mut self, name: &str) -> Option<&mut Option<f64>> {
        match name {
            "targetDedicatedNodes" => Some(&mut self.target_dedicated_nodes),
            "targetLowPriorityNodes" => Some(&mut self.target_low_priority_nodes),
            "currentDedicatedNodes" => Some(&mut self.current_dedicated_nodes),
            "currentLowPriorityNodes" => Some(&mut self.current_low_priority_nodes),
            "taskSlotsPerNode" => Some(&mut self.task_slots_per_node),
            _ => None,
        }
    }
}

/// The field of the fact that formulas read as this metric; `None` for a metric
/// that is no fact of the pool.
pub(crate) const fn field_of(metric: Metric) -> Option<(&'static str, f64)> {
    let [_, _, dedicated, low_priority, slots] = FIELDS;
    match metric {
        Metric::CurrentDedicatedNodes => Some(dedicated),
        Metric::CurrentLowPriorityNodes => Some(low_priority),
        Metric::TaskSlotsPerNode => Some(slots),
        _ => None,
    }
}
