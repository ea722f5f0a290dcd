//! AS701: a pool of two kinds of machines.

use autoscale_base::{Diagnostic, rule};

use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds pools with `virtualMachineConfiguration` and
    /// `cloudServiceConfiguration`.
    ///
    /// ## Why it matters
    /// The service refuses the pool: its nodes are of one kind or of the other.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "cloudServiceConfiguration": {"osFamily": "6"},
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
    /// The REST and ARM references up to version 2024-07-01: the two properties
    /// are mutually exclusive.
    pub(super) static BOTH_CONFIGURATIONS = ("AS701", "both-configurations", Error, label "one of two", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    if let (Some(machines), Some(services)) = (&cx.pool.virtual_machine, &cx.pool.cloud_services) {
        let message = "the pool is configured for virtual machines and for Cloud Services";
        report.push(
            Diagnostic::new(&BOTH_CONFIGURATIONS, cx.key(services.span), message)
                .with_related(cx.key(machines.span), "the other one")
                .with_help("remove this one: Cloud Services pools are retired"),
        );
    }
}
