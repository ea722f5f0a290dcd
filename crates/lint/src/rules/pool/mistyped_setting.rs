//! AS718: a value of another type than its setting takes.

use autoscale_base::{Diagnostic, rule};

use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds values that have another form than their setting takes: a list
    /// where a number should be, a string where an object should be. It looks at
    /// what goes to the service as it is: ARM and Bicep, and REST bodies with a
    /// configuration of their machines.
    ///
    /// ## Why it matters
    /// The service refuses the pool with `400 Bad Request`.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": ["standard_d2s_v3"],
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
    ///   "id": "render",
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
    /// The types in the REST and ARM references; `InvalidPropertyValue` among
    /// the service's error codes.
    pub(super) static MISTYPED_SETTING = ("AS718", "mistyped-setting", Error, label "of another type", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    report.extend(cx.pool.mismatches.iter().map(|mismatch| {
        let (name, expected) = (mismatch.field, mismatch.expected);
        let message = format!("`{name}` takes {expected}, and this is {}", mismatch.found);
        Diagnostic::new(&MISTYPED_SETTING, mismatch.span, message)
            .with_help(format!("write {expected}"))
    }));
}
