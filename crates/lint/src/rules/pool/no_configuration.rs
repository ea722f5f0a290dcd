//! AS702: a pool of no kind of machines.

use autoscale_base::{Diagnostic, rule};
use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::Dialect;

use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds pools that are otherwise complete, with a name, a VM size, a scale
    /// and more, but say neither `virtualMachineConfiguration` nor
    /// `cloudServiceConfiguration`.
    ///
    /// Shorter definitions are taken for fragments, and so is what a program
    /// puts together.
    ///
    /// ## Why it matters
    /// Without an image the service refuses the pool with `400 Bad Request`.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "startTask": {"commandLine": "/bin/true"}
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "startTask": {"commandLine": "/bin/true"},
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "canonical", "offer": "ubuntu-24_04-lts", "sku": "server"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 24.04"
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of adding a pool: one of the two must be given,
    /// otherwise the service returns 400. Only info, since the rest may be
    /// filled in before the file is deployed.
    pub(super) static NO_CONFIGURATION = ("AS702", "no-configuration", Info, label "of what machines?", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let pool = cx.pool;
    let said = pool.virtual_machine.is_some() || pool.cloud_services.is_some();
    if said || !cx.whole || pool.dialect == Dialect::Other || !is_complete(pool) {
        return;
    }
    let message = "the pool does not say what its nodes are made of";
    let help = match pool.dialect {
        Dialect::Azurerm => {
            let [image, agent] =
                ["storage_image_reference", "node_agent_sku_id"].map(|name| cx.azurerm(name));
            format!("add `{image}` and `{agent}`")
        }
        _ => "add `virtualMachineConfiguration` with an image and a node agent".to_owned(),
    };
    report.push(Diagnostic::new(&NO_CONFIGURATION, cx.name(), message).with_help(help));
}

/// Does the file say all else that a pool needs, and not that alone?
fn is_complete(pool: &PoolDefinition) -> bool {
    let named = pool.id.is_some() || pool.auto_pool.is_some();
    let scaled = pool.formula.is_some()
        || pool.target_dedicated_nodes.is_some()
        || pool.target_low_priority_nodes.is_some();
    let more = pool.start_task.is_some()
        || pool.network.is_some()
        || pool.application_packages.is_some()
        || pool.mounts.is_some()
        || pool.user_accounts.is_some()
        || pool.fill_type.is_some();
    named && pool.vm_size.is_some() && scaled && more
}
