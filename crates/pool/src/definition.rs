//! A pool as a file defines it: what stands beside the formula, and where.

use autoscale_base::Span;

/// A setting of a pool as a host file writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// Where its value stands in the host file.
    pub span: Span,
    /// The value; `None` when the host computes it (`var.size`).
    pub value: Option<T>,
}

/// What a host file says about one pool. A setting that is not written is
/// `None`. Spans are of the host file. The names are those of the REST API,
/// whatever the host calls them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolDefinition {
    /// The whole definition.
    pub span: Span,
    /// `id`, in ARM and Terraform `name`.
    pub id: Option<Setting<String>>,
    /// `vmSize`.
    pub vm_size: Option<Setting<String>>,
    /// `enableAutoScale`; hosts that have no such switch leave it out.
    pub enable_auto_scale: Option<Setting<bool>>,
    /// `autoScaleEvaluationInterval` as it is written.
    pub evaluation_interval: Option<Setting<String>>,
    /// `targetDedicatedNodes` beside the formula.
    pub target_dedicated_nodes: Option<Setting<String>>,
    /// `targetLowPriorityNodes` beside the formula.
    pub target_low_priority_nodes: Option<Setting<String>>,
    /// `taskSlotsPerNode`.
    pub task_slots_per_node: Option<Setting<String>>,
    /// `enableInterNodeCommunication`.
    pub inter_node_communication: Option<Setting<bool>>,
}
