//! AS716: multi-instance tasks in a pool that never starts them.

use autoscale_base::{Diagnostic, Span, rule};

use super::{communicates, task_slots};
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds a pool without communication between nodes, or with several task
    /// slots on a node, in a file that has multi-instance tasks, too. It looks
    /// at files with one pool.
    ///
    /// ## Why it matters
    /// A multi-instance task is never scheduled in such a pool: it stays active
    /// for ever, and a formula that counts it keeps nodes for it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "pool": {
    ///     "id": "mpi",
    ///     "vmSize": "standard_hb120rs_v3",
    ///     "targetDedicatedNodes": 4,
    ///     "enableInterNodeCommunication": false
    ///   },
    ///   "task": {
    ///     "id": "solve",
    ///     "commandLine": "mpirun solve",
    ///     "multiInstanceSettings": {"numberOfInstances": 4, "coordinationCommandLine": "start-daemons"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "pool": {
    ///     "id": "mpi",
    ///     "vmSize": "standard_hb120rs_v3",
    ///     "targetDedicatedNodes": 4,
    ///     "enableInterNodeCommunication": true
    ///   },
    ///   "task": {
    ///     "id": "solve",
    ///     "commandLine": "mpirun solve",
    ///     "multiInstanceSettings": {"numberOfInstances": 4, "coordinationCommandLine": "start-daemons"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// "Use multi-instance tasks" of the service's documentation: without
    /// communication, or with more than one slot, the task is never scheduled.
    pub(super) static STRANDED_MULTI_INSTANCE = ("AS716", "stranded-multi-instance", Warning, label "multi-instance tasks never start", since "0.1.0");
}

/// What hosts call the settings of a multi-instance task.
const NAMES: &[&str] = &[
    "multiInstanceSettings",
    "multi_instance_settings",
    "MultiInstanceSettings",
];

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let setting = cx.pool.inter_node_communication.as_ref();
    // What a fragment leaves out may be said elsewhere.
    let is_known = setting.is_some() || cx.whole && cx.pool.virtual_machine.is_some();
    let fault = if is_known && communicates(cx.pool) == Some(false) {
        let span = setting.map_or_else(|| cx.name(), |setting| setting.span);
        Some((
            span,
            "its nodes cannot communicate",
            "switch communication between nodes on",
        ))
    } else {
        let slots = task_slots(cx.pool).filter(|(_, slots)| *slots > 1);
        slots.map(|(span, _)| (span, "its nodes have several task slots", "set it to 1"))
    };
    if let Some((span, why, help)) = fault
        && let Some(task) = multi_instance(cx)
    {
        let message = format!("multi-instance tasks never start in this pool: {why}");
        report.push(
            Diagnostic::new(&STRANDED_MULTI_INSTANCE, span, message)
                .with_related(task, "a multi-instance task")
                .with_help(help),
        );
    }
}

/// The first settings of a multi-instance task, outside of comments of a line,
/// in a file with one pool.
pub(super) fn multi_instance(cx: &PoolContext<'_>) -> Option<Span> {
    if !cx.alone {
        return None;
    }
    NAMES.iter().find_map(|name| {
        let mut places = cx.text.match_indices(name).map(|(at, _)| at);
        let at = places.find(|at| !in_comment(cx.text, *at))?;
        let start = u32::try_from(at).ok()?;
        Some(Span::new(start, start + u32::try_from(name.len()).ok()?))
    })
}

fn in_comment(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let (_, line) = before.rsplit_once('\n').unwrap_or(("", before));
    let line = line.trim_start();
    ["#", "//", "*"].iter().any(|sign| line.starts_with(sign))
}
