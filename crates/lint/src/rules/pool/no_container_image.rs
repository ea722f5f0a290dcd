//! AS717: containers without an image to fetch in advance.

use autoscale_base::{Diagnostic, rule};

use super::machine;
use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds container configurations that name no container image.
    ///
    /// ## Why it matters
    /// The pool works: every task names its own image. But the first task on
    /// each new node waits while the image is fetched, which a pool that scales
    /// does again and again. Images that are named are fetched while the node
    /// starts.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "virtualMachineConfiguration": {
    ///     "imageReference": {"publisher": "microsoft-dsvm", "offer": "ubuntu-hpc", "sku": "2204"},
    ///     "nodeAgentSKUId": "batch.node.ubuntu 22.04",
    ///     "containerConfiguration": {"type": "dockerCompatible"}
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
    /// documentation, on pools with and without prefetched images.
    pub(super) static NO_CONTAINER_IMAGE = ("AS717", "no-container-image", Info, label "nothing is fetched in advance", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some(place) = machine(cx.pool).and_then(|machine| machine.container.as_ref()) else {
        return;
    };
    let Some(container) = &place.value else {
        return;
    };
    let images = container.image_names.as_ref();
    let none = images.map_or(cx.whole, |images| {
        images.value.as_ref().is_some_and(Vec::is_empty)
    });
    if none {
        let message = "no container image is named: the first task of every node waits for its own";
        report.push(
            Diagnostic::new(&NO_CONTAINER_IMAGE, cx.key(place.span), message)
                .with_help("name the images that tasks use, to be fetched while the node starts"),
        );
    }
}
