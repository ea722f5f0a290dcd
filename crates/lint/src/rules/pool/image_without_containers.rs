//! AS712: containers on an image that has nothing to run them.

use autoscale_base::{Diagnostic, quoted, rule};

use super::image::Names;
use super::machine;
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds container configurations beside images of the Marketplace that
    /// bring no container runtime: the plain Ubuntu images of Canonical, and
    /// Windows Server without `containers` in its SKU.
    ///
    /// Other images, and custom ones, may have a runtime.
    ///
    /// ## Why it matters
    /// The nodes become unusable, and cost money all the while, or every task
    /// fails.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "canonical", "offer": "0001-com-ubuntu-server-jammy", "sku": "22_04-lts"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 22.04",
    ///     "containerConfiguration": {"type": "dockerCompatible", "containerImageNames": ["python:3.12"]}
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
    ///     "imageReference": {"publisher": "microsoft-dsvm", "offer": "ubuntu-hpc", "sku": "2204"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 22.04",
    ///     "containerConfiguration": {"type": "dockerCompatible", "containerImageNames": ["python:3.12"]}
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// "Run container applications on Azure Batch" of the service's
    /// documentation, which lists the images with a runtime; Azure/Batch#166:
    /// Canonical's 22.04 fails, and `microsoft-dsvm` `ubuntu-hpc` is named
    /// instead.
    pub(super) static IMAGE_WITHOUT_CONTAINERS = ("AS712", "image-without-containers", Warning, label "has no container runtime", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some(machine) = machine(cx.pool) else {
        return;
    };
    let (Some(container), Some(names)) = (&machine.container, Names::of(machine)) else {
        return;
    };
    if !is_plain(&names) {
        return;
    }
    let message = format!("the image {} cannot run containers", quoted(&names.shown));
    report.push(
        Diagnostic::new(&IMAGE_WITHOUT_CONTAINERS, names.span, message)
            .with_related(cx.key(container.span), "containers are configured here")
            .with_help(help(&names)),
    );
}

/// An image that is known to bring no container runtime.
fn is_plain(names: &Names) -> bool {
    match (names.publisher.as_str(), names.offer.as_str()) {
        ("canonical", offer) => offer.contains("ubuntu"),
        ("microsoftwindowsserver", "windowsserver") => {
            !names.sku.is_empty() && !names.sku.contains("container")
        }
        _ => false,
    }
}

fn help(names: &Names) -> &'static str {
    if names.publisher == "canonical" {
        "choose one with a runtime, such as `ubuntu-hpc` of `microsoft-dsvm`, or a custom image"
    } else {
        "choose a SKU with containers, or a custom image with a runtime"
    }
}
