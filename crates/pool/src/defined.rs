//! The pool that a definition makes: it has no nodes yet.

use crate::configuration::values::{error, flag, number, text};
use crate::definition::Dialect;
use crate::{Configuration, ConfigurationError, Pool, PoolDefinition, Sizes, Vm};

impl Pool {
    /// The pool that a definition makes. `vm` knows the VM sizes. What the host
    /// computes is as if it were not said, and has the host's default.
    ///
    /// # Errors
    /// When a value is none that its setting takes; the error names the
    /// setting.
    pub fn defined(
        definition: &PoolDefinition,
        vm: impl Fn(&str) -> Option<Vm>,
    ) -> Result<Self, ConfigurationError> {
        let configuration = Configuration::of(definition)?;
        let is_azurerm = definition.dialect == Dialect::Azurerm;
        let vm_size = text(definition.vm_size.as_ref());
        let inter_node = flag(definition.inter_node_communication.as_ref());
        let enabled = flag(definition.enable_auto_scale.as_ref());
        Ok(Self {
            is_new: true,
            is_manual: enabled == Some(false),
            vm: vm_size.and_then(vm),
            vm_size: vm_size.map(str::to_owned),
            target: targets(definition)?,
            task_slots_per_node: slots(definition)?,
            inter_node: inter_node.unwrap_or(is_azurerm),
            managed_image: configuration.has_managed_image(),
            configuration,
            ..Self::default()
        })
    }
}

fn slots(definition: &PoolDefinition) -> Result<u32, ConfigurationError> {
    let setting = definition.task_slots_per_node.as_ref();
    let slots = number(setting, "taskSlotsPerNode", 1)?.unwrap_or(1);
    match setting {
        Some(setting) if slots >= Pool::TOO_MANY_SLOTS => {
            let message = format!("a node has at most 256 slots, not {slots}");
            Err(error(setting, "taskSlotsPerNode", message))
        }
        _ => Ok(slots),
    }
}

/// A pool of `azurerm` with a fixed scale has one dedicated node unless it says
/// otherwise.
fn targets(definition: &PoolDefinition) -> Result<Sizes, ConfigurationError> {
    let dedicated = definition.target_dedicated_nodes.as_ref();
    let low_priority = definition.target_low_priority_nodes.as_ref();
    let is_fixed = definition.formula.is_none();
    let usual = u32::from(definition.dialect == Dialect::Azurerm && is_fixed);
    Ok(Sizes {
        dedicated: number(dedicated, "targetDedicatedNodes", 0)?.unwrap_or(usual),
        low_priority: number(low_priority, "targetLowPriorityNodes", 0)?.unwrap_or(0),
    })
}
