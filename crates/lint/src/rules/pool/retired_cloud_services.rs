//! AS703: a pool on machines that are not there any more.

use autoscale_base::{Diagnostic, Span, rule};

use super::text;
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds pools with `cloudServiceConfiguration`.
    ///
    /// ## Why it matters
    /// Such pools were retired on 29 February 2024: no new ones can be created,
    /// and existing ones get no new nodes. The interface has no such property
    /// since version 2025-06-01.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2_v2",
    ///   "targetDedicatedNodes": 2,
    ///   "cloudServiceConfiguration": {"osFamily": "6"}
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2_v2",
    ///   "targetDedicatedNodes": 2,
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "microsoftwindowsserver", "offer": "windowsserver", "sku": "2022-datacenter"},
    ///     "nodeAgentSKUId": "batch.node.windows amd64"
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// Microsoft's notice of retirement, azure-deprecation/dashboard#128;
    /// `DeploymentConfiguration` in the specification of the ARM interface.
    pub(super) static RETIRED_CLOUD_SERVICES = ("AS703", "retired-cloud-services", Error, label "retired", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    // With both, another rule tells which one to remove.
    let Some(services) = &cx.pool.cloud_services else {
        return;
    };
    if cx.pool.virtual_machine.is_some() {
        return;
    }
    let message =
        "the service makes no Cloud Services pools any more: they were retired on 29 February 2024";
    let found = Diagnostic::new(&RETIRED_CLOUD_SERVICES, cx.key(services.span), message)
        .with_help("write `virtualMachineConfiguration` with an image and a node agent");
    report.push(match linux_command(cx) {
        Some(command) => found.with_related(command, "a command of Linux, which they never had"),
        None => found.with_note("they had Windows only; virtual machines have Linux as well"),
    });
}

/// Where a start task wants another system than Cloud Services had.
fn linux_command(cx: &PoolContext<'_>) -> Option<Span> {
    let task = cx.pool.start_task.as_ref()?.value.as_ref()?;
    let (span, line) = text(task.command_line.as_ref())?;
    line.trim_start().starts_with('/').then_some(span)
}
