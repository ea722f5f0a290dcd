//! AS307: more nodes than anybody will ever get.

use autoscale_base::{Diagnostic, rule};
use autoscale_catalog::{Target, vm_size};

use super::proof::{Proved, proved};
use crate::context::{Context, Lint};
use crate::rules::pool::communicates;

rule! {
    /// ## What it does
    /// Finds targets that may exceed what the pool can have: 100 nodes in a pool
    /// with communication between nodes, or the cores of the account's quota.
    ///
    /// The rule needs to know the pool and the account: `[pool]` with
    /// `enableInterNodeCommunication` and `vmSize`, and `[account]` with
    /// `dedicatedCoreQuota` or `lowPriorityCoreQuota`, in `autoscale.toml`, or a
    /// pool definition around the formula. In Terraform nodes communicate unless
    /// `inter_node_communication` says otherwise.
    ///
    /// ## Why it matters
    /// The service allocates what the quota has left and reports
    /// `AccountCoreQuotaReached`; the target stays at the wish, and the pool
    /// stays at its error. Jobs that wait for all nodes never start.
    ///
    /// ## Example
    /// ```autoscale
    /// // pool: enableInterNodeCommunication = true
    /// $TargetDedicatedNodes = time().hour < 6 ? 0 : 400;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// // pool: enableInterNodeCommunication = true
    /// $TargetDedicatedNodes = time().hour < 6 ? 0 : 100;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// "Batch service quotas and limits" of the service's documentation;
    /// `AccountCoreQuotaReached`, `AccountLowPriorityCoreQuotaReached` and
    /// `CommunicationEnabledPoolReachedMaxVMCount` among its resize errors. User
    /// subscription accounts have 80 nodes where others have 100.
    pub(super) static ABOVE_QUOTA = ("AS307", "above-quota", Warning, label "more than the pool can have", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &ABOVE_QUOTA,
    check,
};

/// The most nodes of a pool with communication between nodes.
const MOST_COMMUNICATING: u32 = 100;

/// A number of nodes that a target cannot exceed, and why.
struct Limit {
    nodes: u32,
    reason: String,
}

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    for proved in proved(cx) {
        // Without an upper limit AS303 has told already.
        if !proved.range.max.is_finite() {
            continue;
        }
        let limits = [communication(cx), cores(cx, proved.target)];
        let lowest = limits.into_iter().flatten().min_by_key(|limit| limit.nodes);
        if let Some(limit) = lowest
            && proved.range.max.floor() > f64::from(limit.nodes)
        {
            report.push(finding(&proved, &limit));
        }
    }
}

fn communication(cx: &Context<'_>) -> Option<Limit> {
    let pool = cx.host.and_then(|host| host.pool);
    let said = pool.and_then(|pool| pool.inter_node_communication.as_ref()?.value);
    let said = said.or(cx.config.pool.inter_node_communication);
    let communicates = said.or_else(|| pool.and_then(communicates))?;
    let default = if said.is_none() {
        ", and the provider switches it on unless the file says otherwise"
    } else {
        ""
    };
    communicates.then(|| Limit {
        nodes: MOST_COMMUNICATING,
        reason: format!(
            "a pool with communication between nodes has {MOST_COMMUNICATING} at most{default}"
        ),
    })
}

fn cores(cx: &Context<'_>, target: Target) -> Option<Limit> {
    let account = &cx.config.account;
    let (quota, kind) = match target {
        Target::Dedicated => (account.dedicated_core_quota?, "dedicated"),
        Target::LowPriority => (account.low_priority_core_quota?, "low-priority"),
    };
    let pool = cx.host.and_then(|host| host.pool);
    let of_pool = pool.and_then(|pool| pool.vm_size.as_ref()?.value.as_deref());
    let size = vm_size(of_pool.or(cx.config.pool.vm_size.as_deref())?)?;
    Some(Limit {
        nodes: quota.checked_div(size.cores)?,
        reason: format!(
            "the account's quota is {quota} {kind} cores, and a node of `{}` has {}",
            size.name, size.cores
        ),
    })
}

fn finding(proved: &Proved, limit: &Limit) -> Diagnostic {
    let (name, most) = (proved.target.name(), proved.range.max.floor());
    let message = format!("`{name}` may be {most}, but {}", limit.reason);
    Diagnostic::new(&ABOVE_QUOTA, proved.name, message)
        .with_label(format!("up to {most} nodes"))
        .with_help(format!("cap it: `{name} = min({}, …)`", limit.nodes))
}
