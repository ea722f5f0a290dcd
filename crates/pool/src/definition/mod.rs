//! A pool as a file defines it: what is written, and where.
//!
//! A setting that is not written is `None`; one that the host computes has no
//! value. Numbers, durations and words of a choice stand as they are written:
//! [`Configuration`](crate::Configuration) makes values of them. Names are
//! those of the REST API, whatever the host calls them.

mod auto_pool;
mod contents;
mod machine;
mod mismatch;
mod network;
mod setting;
mod start_task;

use autoscale_base::Span;

pub use auto_pool::AutoPool;
pub use contents::{ApplicationPackage, Certificate, Mount, MountKind, Pair, UserAccount};
pub use machine::{
    CloudServices, Container, DataDisk, Extension, Image, ImageKind, VirtualMachine,
};
pub use mismatch::{Form, Mismatch};
pub use network::Network;
pub use setting::{List, Place, Relocate, Setting};
pub use start_task::{StartTask, TaskContainer};

use setting::settings;

/// Whose names and defaults a definition has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Bodies of the REST interface, and what the Azure CLI takes and prints.
    Rest,
    /// ARM resources, Bicep, azapi.
    Arm,
    /// The Terraform provider `azurerm`, and Crossplane's, which is made from
    /// it. Its defaults are others: `inter_node_communication` is on and
    /// `wait_for_success` off.
    Azurerm,
    /// A program or tool with names of its own.
    #[default]
    Other,
}

impl Relocate for Dialect {
    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}

settings! {
    /// What a host file says about one pool. Spans are of the host file.
    pub struct PoolDefinition {
        /// The whole definition.
        pub span: Span,
        /// Whose names it has.
        pub dialect: Dialect,
        /// The version of the interface, where the host names one: `apiVersion`
        /// of ARM, what stands behind the `@` in Bicep.
        pub api_version: Option<Setting<String>>,
        /// `id`, in ARM and Terraform `name`.
        pub id: Option<Setting<String>>,
        /// `displayName`.
        pub display_name: Option<Setting<String>>,
        /// `vmSize`.
        pub vm_size: Option<Setting<String>>,
        /// `enableAutoScale`; hosts that have no such switch leave it out.
        pub enable_auto_scale: Option<Setting<bool>>,
        /// The formula; its text is not kept twice.
        pub formula: Option<Span>,
        /// `autoScaleEvaluationInterval` as it is written.
        pub evaluation_interval: Option<Setting<String>>,
        /// `targetDedicatedNodes` beside the formula.
        pub target_dedicated_nodes: Option<Setting<String>>,
        /// `targetLowPriorityNodes` beside the formula.
        pub target_low_priority_nodes: Option<Setting<String>>,
        /// `resizeTimeout`.
        pub resize_timeout: Option<Setting<String>>,
        /// `nodeDeallocationOption` of a fixed scale.
        pub deallocation_option: Option<Setting<String>>,
        /// `taskSlotsPerNode`, once `maxTasksPerNode`.
        pub task_slots_per_node: Option<Setting<String>>,
        /// `taskSchedulingPolicy.nodeFillType`.
        pub fill_type: Option<Setting<String>>,
        /// `taskSchedulingPolicy.jobDefaultOrder`.
        pub job_default_order: Option<Setting<String>>,
        /// `enableInterNodeCommunication`.
        pub inter_node_communication: Option<Setting<bool>>,
        /// `virtualMachineConfiguration`. `azurerm` has no such block: there it
        /// spans the first block or attribute that belongs into it.
        pub virtual_machine: Option<Setting<VirtualMachine>>,
        /// `cloudServiceConfiguration`.
        pub cloud_services: Option<Setting<CloudServices>>,
        /// `startTask`.
        pub start_task: Option<Setting<StartTask>>,
        /// `applicationPackageReferences`.
        pub application_packages: Option<List<ApplicationPackage>>,
        /// `applicationLicenses`.
        pub application_licenses: Option<List<String>>,
        /// `certificateReferences`.
        pub certificates: Option<List<Certificate>>,
        /// `networkConfiguration`.
        pub network: Option<Setting<Network>>,
        /// `userAccounts`.
        pub user_accounts: Option<List<UserAccount>>,
        /// `metadata`.
        pub metadata: Option<List<Pair>>,
        /// `mountConfiguration`.
        pub mounts: Option<List<Mount>>,
        /// `targetNodeCommunicationMode`.
        pub communication_mode: Option<Setting<String>>,
        /// `upgradePolicy.mode`.
        pub upgrade_mode: Option<Setting<String>>,
        /// `resourceTags`, in ARM `tags`.
        pub resource_tags: Option<Span>,
        /// `identity`.
        pub identity: Option<Span>,
        /// The specification that the pool stands in, when a job makes it.
        pub auto_pool: Option<Setting<AutoPool>>,
        /// Does it take settings over from elsewhere, so that it may have others
        /// than are seen here?
        pub has_more: bool,
        /// Values that have another form than their settings take.
        pub mismatches: Vec<Mismatch>,
    }
}

impl PoolDefinition {
    /// What to call it: its id, which ARM may write with the account in front.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let id = self.id.as_ref()?.value.as_deref()?;
        match self.dialect {
            Dialect::Arm => id.rsplit('/').next(),
            _ => Some(id),
        }
    }
}
