//! AS7xx: pools as files define them, with or without a formula.

mod both_configurations;
mod communication_with_slots;
mod default_communication;
mod dropped_settings;
mod image;
mod image_without_containers;
mod mismatched_node_agent;
mod mistyped_setting;
mod no_configuration;
mod no_container_image;
mod pinned_os_version;
mod pool_limits;
mod resize_timeout;
mod retired_cloud_services;
mod stranded_multi_instance;
mod task_slots;
mod unawaited_start_task;
mod unusable_vm_size;
mod vnet_without_entra;

use std::borrow::Cow;

use autoscale_base::Span;
use autoscale_embed::Host;
use autoscale_pool::definition::VirtualMachine;
use autoscale_pool::{PoolDefinition, Setting};

use super::written;
use crate::context::{PoolContext, PoolLint};

pub(super) use default_communication::communicates;

/// By code.
pub(super) static LINTS: &[PoolLint] = &[
    PoolLint {
        rule: &both_configurations::BOTH_CONFIGURATIONS,
        check: both_configurations::check,
    },
    PoolLint {
        rule: &no_configuration::NO_CONFIGURATION,
        check: no_configuration::check,
    },
    PoolLint {
        rule: &retired_cloud_services::RETIRED_CLOUD_SERVICES,
        check: retired_cloud_services::check,
    },
    PoolLint {
        rule: &pinned_os_version::PINNED_OS_VERSION,
        check: pinned_os_version::check,
    },
    PoolLint {
        rule: &mismatched_node_agent::MISMATCHED_NODE_AGENT,
        check: mismatched_node_agent::check,
    },
    PoolLint {
        rule: &unusable_vm_size::UNUSABLE_VM_SIZE,
        check: unusable_vm_size::check,
    },
    PoolLint {
        rule: &task_slots::TASK_SLOTS,
        check: task_slots::check,
    },
    PoolLint {
        rule: &resize_timeout::RESIZE_TIMEOUT,
        check: resize_timeout::check,
    },
    PoolLint {
        rule: &communication_with_slots::COMMUNICATION_WITH_SLOTS,
        check: communication_with_slots::check,
    },
    PoolLint {
        rule: &default_communication::DEFAULT_COMMUNICATION,
        check: default_communication::check,
    },
    PoolLint {
        rule: &vnet_without_entra::VNET_WITHOUT_ENTRA,
        check: vnet_without_entra::check,
    },
    PoolLint {
        rule: &image_without_containers::IMAGE_WITHOUT_CONTAINERS,
        check: image_without_containers::check,
    },
    PoolLint {
        rule: &unawaited_start_task::UNAWAITED_START_TASK,
        check: unawaited_start_task::check,
    },
    PoolLint {
        rule: &dropped_settings::DROPPED_SETTINGS,
        check: dropped_settings::check,
    },
    PoolLint {
        rule: &pool_limits::POOL_LIMITS,
        check: pool_limits::check,
    },
    PoolLint {
        rule: &stranded_multi_instance::STRANDED_MULTI_INSTANCE,
        check: stranded_multi_instance::check,
    },
    PoolLint {
        rule: &no_container_image::NO_CONTAINER_IMAGE,
        check: no_container_image::check,
    },
    PoolLint {
        rule: &mistyped_setting::MISTYPED_SETTING,
        check: mistyped_setting::check,
    },
];

impl PoolContext<'_> {
    /// Where to show a value of many lines: at its key.
    fn key(&self, span: Span) -> Span {
        written::key(self.text, span).unwrap_or(span)
    }

    /// A name of the provider `azurerm` as the host writes it: with underscores
    /// in Terraform, without in Crossplane's YAML.
    fn azurerm(&self, name: &'static str) -> Cow<'static, str> {
        if self.language != Host::Yaml {
            return Cow::Borrowed(name);
        }
        let mut words = name.split('_');
        let mut camel = words.next().unwrap_or_default().to_owned();
        for word in words {
            let (first, rest) = word.split_at_checked(1).unwrap_or_default();
            camel.push_str(&first.to_ascii_uppercase());
            camel.push_str(rest);
        }
        Cow::Owned(camel)
    }

    /// Where to show what is missing: at the name of the pool.
    fn name(&self) -> Span {
        let id = self.pool.id.as_ref();
        id.map_or_else(|| self.key(self.pool.span), |id| id.span)
    }
}

/// The value of a setting, where the file says it.
fn text(setting: Option<&Setting<String>>) -> Option<(Span, &str)> {
    let setting = setting?;
    Some((setting.span, setting.value.as_deref()?))
}

/// What the pool's nodes are made of, where the file says it.
fn machine(pool: &PoolDefinition) -> Option<&VirtualMachine> {
    pool.virtual_machine.as_ref()?.value.as_ref()
}

/// A setting that is a whole number.
fn number(setting: Option<&Setting<String>>) -> Option<(Span, i64)> {
    let (span, text) = text(setting)?;
    Some((span, text.trim().parse().ok()?))
}

/// How many tasks run on a node at once, where the file says it.
fn task_slots(pool: &PoolDefinition) -> Option<(Span, i64)> {
    number(pool.task_slots_per_node.as_ref())
}
