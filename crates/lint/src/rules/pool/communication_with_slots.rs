//! AS709: communication between nodes that the pool's tasks can hardly use.

use autoscale_base::{Diagnostic, rule};

use super::stranded_multi_instance::multi_instance;
use super::task_slots;
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds pools that switch communication between nodes on and run several
    /// tasks on a node.
    ///
    /// ## Why it matters
    /// Multi-instance tasks, which need the communication, are never scheduled
    /// on nodes with more than one task slot. All others pay for it: the pool
    /// has at most 100 nodes, and they are harder to get.
    ///
    /// Where ordinary tasks talk to each other over the network, as in a Spark
    /// or Dask cluster, this is as it should be.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "enableInterNodeCommunication": true,
    ///   "taskSlotsPerNode": 4
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "enableInterNodeCommunication": false,
    ///   "taskSlotsPerNode": 4
    /// }
    /// ```
    ///
    /// ## Evidence
    /// "Use multi-instance tasks" of the service's documentation: with more than
    /// one slot such a task stays active for ever. "Batch service quotas and
    /// limits": 100 nodes.
    pub(super) static COMMUNICATION_WITH_SLOTS = ("AS709", "communication-with-slots", Info, label "limits the pool", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let communication = cx.pool.inter_node_communication.as_ref();
    let communication = communication.filter(|it| it.value == Some(true));
    if let (Some(communication), Some((place, slots @ 2..))) = (communication, task_slots(cx.pool))
        // A file with such tasks is the business of another rule.
        && multi_instance(cx).is_none()
    {
        let message = format!(
            "the nodes may communicate, but with {slots} task slots they run no multi-instance tasks"
        );
        report.push(
            Diagnostic::new(&COMMUNICATION_WITH_SLOTS, communication.span, message)
                .with_related(place, "several tasks at a time")
                .with_help("switch it off, unless ordinary tasks talk to those on other nodes"),
        );
    }
}
