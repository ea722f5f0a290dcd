//! AS707: more tasks on a node than it may run.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, rule};
use autoscale_catalog::vm_size;
use autoscale_pool::PoolDefinition;

use super::{task_slots, text};
use crate::context::PoolContext;
use crate::rules::written::written;

rule! {
    /// ## What it does
    /// Finds `taskSlotsPerNode`, once `maxTasksPerNode`, below 1, above 256, or
    /// above four times the cores of the VM size.
    ///
    /// ## Why it matters
    /// The service refuses the pool.
    ///
    /// ## Example
    /// ```bicep
    /// resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
    ///   name: 'acct/render'
    ///   properties: {
    ///     vmSize: 'STANDARD_D2S_V3'
    ///     taskSlotsPerNode: 16
    ///     scaleSettings: {
    ///       fixedScale: {
    ///         targetDedicatedNodes: 2
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```bicep
    /// resource render 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = {
    ///   name: 'acct/render'
    ///   properties: {
    ///     vmSize: 'STANDARD_D2S_V3'
    ///     taskSlotsPerNode: 8
    ///     scaleSettings: {
    ///       fixedScale: {
    ///         targetDedicatedNodes: 2
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST and ARM references of `taskSlotsPerNode`: at most the smaller of
    /// four times the cores and 256. Of a size that is not known, 256 counts.
    pub(super) static TASK_SLOTS = ("AS707", "task-slots", Error, label "out of range", since "0.1.0");
}

/// The most slots of the largest node.
const MOST: i64 = 256;

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some((span, slots)) = task_slots(cx.pool) else {
        return;
    };
    let of_size = by_cores(cx.pool);
    let most = of_size.map_or(MOST, |(_, cores)| MOST.min(4 * cores));
    let (message, limit) = if slots < 1 {
        (format!("a node has at least 1 task slot, not {slots}"), 1)
    } else if slots > most {
        let of_size = of_size.filter(|_| most < MOST);
        let because = of_size.map_or_else(String::new, |(_, cores)| {
            format!(", as it has {}", plural(cores))
        });
        let message = format!("a node has at most {most} task slots{because}, not {slots}");
        (message, most)
    } else {
        return;
    };
    let mut finding = Diagnostic::new(&TASK_SLOTS, span, message).with_help(format!(
        "write {limit}, or leave it out for 1 task at a time"
    ));
    if let Some((size, _)) = of_size.filter(|_| most < MOST && slots > most) {
        finding = finding.with_related(size, "four slots a core");
    }
    report.push(match written(cx.text, span, &slots.to_string()) {
        Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, limit.to_string())),
        None => finding,
    });
}

fn plural(cores: i64) -> String {
    match cores {
        1 => "1 core".to_owned(),
        _ => format!("{cores} cores"),
    }
}

/// Where the size stands, and the cores that it has.
fn by_cores(pool: &PoolDefinition) -> Option<(Span, i64)> {
    let (span, name) = text(pool.vm_size.as_ref())?;
    let cores = vm_size(name).map(|size| i64::from(size.cores));
    Some((span, cores.or_else(|| of_services(pool, name))?))
}

/// The sizes that only Cloud Services had.
fn of_services(pool: &PoolDefinition, name: &str) -> Option<i64> {
    pool.cloud_services.as_ref()?;
    match name.to_ascii_lowercase().as_str() {
        "small" => Some(1),
        "medium" => Some(2),
        "large" => Some(4),
        "extralarge" => Some(8),
        _ => None,
    }
}
