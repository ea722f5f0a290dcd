//! Between the machine and the sizing engine, which do not know each other:
//! what a formula sees of a pool, and what a pool takes from a formula.

use autoscale_machine::AutoScaleRun;
use autoscale_metrics::PoolFacts;
use autoscale_pool::{Sizes, Targets};

/// What a formula sees of a pool.
#[must_use]
pub fn facts(target: Sizes, current: Sizes, task_slots_per_node: u32) -> PoolFacts {
    PoolFacts {
        target_dedicated_nodes: Some(target.dedicated.into()),
        target_low_priority_nodes: Some(target.low_priority.into()),
        current_dedicated_nodes: Some(current.dedicated.into()),
        current_low_priority_nodes: Some(current.low_priority.into()),
        task_slots_per_node: Some(task_slots_per_node.into()),
    }
}

/// What an evaluation asks a pool for. What a profile leaves negative or huge,
/// no pool can have.
#[must_use]
pub fn targets(run: &AutoScaleRun) -> Targets {
    let nodes = |target: i64| u32::try_from(target.max(0)).unwrap_or(u32::MAX);
    Targets {
        sizes: Sizes {
            dedicated: nodes(run.targets.dedicated_nodes),
            low_priority: nodes(run.targets.low_priority_nodes),
        },
        option: run.targets.node_deallocation_option,
    }
}
