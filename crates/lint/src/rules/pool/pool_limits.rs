//! AS715: names and lists that are longer than the service takes.

use autoscale_base::{Diagnostic, Span, quoted, rule};
use autoscale_pool::definition::{Dialect, List};

use super::text;
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds names of pools with more than 64 characters or with others than
    /// letters, digits, `-` and `_`; display names with more than 1024
    /// characters; more than 10 application packages; more than 10 mounts.
    ///
    /// ## Why it matters
    /// The service refuses the pool.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render farm",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "canonical", "offer": "ubuntu-24_04-lts", "sku": "server"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 24.04"
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render-farm",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "canonical", "offer": "ubuntu-24_04-lts", "sku": "server"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 24.04"
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of adding a pool: any combination of alphanumeric
    /// characters, hyphens and underscores, no more than 64; a display name of
    /// at most 1024 characters; at most 10 application packages. "Batch service
    /// quotas and limits": 10 mounts a node.
    pub(super) static POOL_LIMITS = ("AS715", "pool-limits", Error, label "more than is taken", since "0.1.0");
}

/// The longest name of a pool.
const LONGEST_NAME: usize = 64;
/// The longest display name.
const LONGEST_DISPLAY_NAME: usize = 1024;
/// The most application packages and the most mounts of a pool.
const MOST: usize = 10;

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let pool = cx.pool;
    report.extend(name(cx));
    report.extend(display_name(cx));
    let packages = pool.application_packages.as_ref().and_then(count);
    let mounts = pool.mounts.as_ref().and_then(count);
    let lists = [(packages, "application packages"), (mounts, "mounts")];
    for (list, what) in lists {
        if let Some((span, count)) = list.filter(|(_, count)| *count > MOST) {
            let message = format!("a pool has at most {MOST} {what}, not {count}");
            let help = format!("remove {} of them, or put several into one", count - MOST);
            report.push(Diagnostic::new(&POOL_LIMITS, cx.key(span), message).with_help(help));
        }
    }
}

fn count<T>(list: &List<T>) -> Option<(Span, usize)> {
    Some((list.span, list.value.as_ref()?.len()))
}

fn name(cx: &PoolContext<'_>) -> Option<Diagnostic> {
    let (span, id) = text(cx.pool.id.as_ref())?;
    let id = match cx.pool.dialect {
        // Without it, it may be a program that makes the name of something else.
        Dialect::Rest if cx.pool.virtual_machine.is_some() => id,
        Dialect::Azurerm => id,
        // Its account stands before it.
        Dialect::Arm => id.rsplit('/').next().unwrap_or(id),
        Dialect::Rest | Dialect::Other => return None,
    };
    // Something fills these in before the service sees the name.
    if id.contains(['<', '>', '{', '}', '$', '%', '@', '[', ']']) {
        return None;
    }
    let is_taken = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if let Some(wrong) = id.chars().find(|c| !is_taken(*c)) {
        let wrong = match wrong {
            ' ' => "a space".to_owned(),
            wrong => quoted(&wrong.to_string()),
        };
        let message = format!("the name {} of the pool has {wrong} in it", quoted(id));
        let found = Diagnostic::new(&POOL_LIMITS, span, message).with_label("not taken");
        return Some(found.with_help("write letters, digits, `-` and `_` only"));
    }
    too_long(span, id, "name", LONGEST_NAME)
}

fn display_name(cx: &PoolContext<'_>) -> Option<Diagnostic> {
    let (span, name) = text(cx.pool.display_name.as_ref())?;
    let is_of_service = cx.pool.dialect != Dialect::Other;
    let found = || too_long(span, name, "display name", LONGEST_DISPLAY_NAME);
    is_of_service.then(found).flatten()
}

fn too_long(span: Span, name: &str, what: &str, most: usize) -> Option<Diagnostic> {
    let length = name.chars().count();
    (length > most).then(|| {
        let message = format!("the {what} of the pool has {length} characters");
        Diagnostic::new(&POOL_LIMITS, span, message)
            .with_help(format!("write {most} characters at most"))
    })
}
