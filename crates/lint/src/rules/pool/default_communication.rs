//! AS710: communication between nodes that is on because nothing is said.

use autoscale_base::{Diagnostic, rule};
use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::Dialect;

use crate::context::PoolContext;

rule! {
    /// ## What it does
    /// Finds `azurerm_batch_pool` without `inter_node_communication`.
    ///
    /// ## Why it matters
    /// The provider switches it on then, unlike the service itself, ARM and all
    /// other tools. Such a pool has at most 100 nodes, and they are harder to
    /// get.
    ///
    /// ## Example
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name    = "render"
    ///   vm_size = "STANDARD_D2S_V3"
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name                     = "render"
    ///   vm_size                  = "STANDARD_D2S_V3"
    ///   inter_node_communication = "Disabled"
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The provider's documentation of `azurerm_batch_pool`: `Enabled` unless
    /// given; the ARM reference of `interNodeCommunication`: `Disabled` unless
    /// given.
    pub(super) static DEFAULT_COMMUNICATION = ("AS710", "default-communication", Info, label "its nodes may communicate", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let said = cx.pool.inter_node_communication.is_some();
    if said || !cx.whole || communicates(cx.pool) != Some(true) {
        return;
    }
    let message = "communication between nodes is on, as the provider has it by default";
    let name = cx.azurerm("inter_node_communication");
    report.push(
        Diagnostic::new(&DEFAULT_COMMUNICATION, cx.name(), message).with_help(format!(
            "set `{name}` to `Disabled`, or to `Enabled` if it is meant"
        )),
    );
}

/// May the nodes of a pool communicate? `None` when the host computes it, or
/// something may be left out that is said elsewhere.
pub(in crate::rules) fn communicates(pool: &PoolDefinition) -> Option<bool> {
    match (&pool.inter_node_communication, pool.dialect) {
        (Some(setting), _) => setting.value,
        (None, Dialect::Azurerm) => Some(true),
        (None, Dialect::Rest | Dialect::Arm) => Some(false),
        (None, Dialect::Other) => None,
    }
}
