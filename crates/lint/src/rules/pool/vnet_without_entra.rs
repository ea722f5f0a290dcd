//! AS711: a virtual network, which wants another way to sign in.

use autoscale_base::{Diagnostic, rule};
use autoscale_pool::definition::Dialect;

use super::text;
use crate::context::PoolContext;
use crate::rules::printed::is_printed;

rule! {
    /// ## What it does
    /// Finds pools in a virtual network among bodies of the REST interface, which
    /// go to the service itself. Terraform, Bicep and ARM templates sign in with
    /// Microsoft Entra anyway.
    ///
    /// ## Why it matters
    /// Whoever creates such a pool must sign in with Microsoft Entra; with the
    /// account's key the service refuses it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "networkConfiguration": {
    ///     "subnetId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// Nothing needs to be changed in the file: sign in with `az login` and
    /// `az batch account login` without `--shared-key-auth`, or with a token
    /// credential in a program. Then switch the rule off:
    /// `[rules] vnet-without-entra = "off"`.
    ///
    /// ## Evidence
    /// "Create a Batch pool in a virtual network" of the service's
    /// documentation: authentication by Microsoft Entra is a prerequisite.
    pub(super) static VNET_WITHOUT_ENTRA = ("AS711", "vnet-without-entra", Info, label "needs Microsoft Entra", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    if cx.pool.dialect != Dialect::Rest {
        return;
    }
    let network = cx.pool.network.as_ref();
    let network = network.and_then(|network| network.value.as_ref());
    if let Some((span, _)) = network.and_then(|network| text(network.subnet_id.as_ref()))
        && !is_printed(cx.text, cx.pool)
    {
        let message = "a pool in a virtual network cannot be created with the account's key";
        report.push(
            Diagnostic::new(&VNET_WITHOUT_ENTRA, span, message)
                .with_help("sign in with Microsoft Entra: `az login`, or a token credential"),
        );
    }
}
