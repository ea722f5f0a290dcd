//! What a pool is set to, in values: what a plan and a simulation go by.

mod error;
mod read;
pub(crate) mod values;

use autoscale_base::Interval;
use autoscale_catalog::DeallocationOption;

use crate::definition::ImageKind;

pub use error::ConfigurationError;

/// What a pool is set to, beside its size. What the host of a definition
/// computes is as if it were not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// `id`.
    pub id: Option<String>,
    /// The version of the interface that the definition is written for.
    pub api_version: Option<String>,
    /// Does a formula set its targets?
    pub auto_scale: bool,
    /// `autoScaleEvaluationInterval`; the service takes 15 minutes when it is
    /// not said.
    pub evaluation_interval: Option<Interval>,
    /// `resizeTimeout`; the service takes 15 minutes when it is not said.
    pub resize_timeout: Option<Interval>,
    /// `nodeDeallocationOption` of a fixed scale.
    pub deallocation_option: Option<DeallocationOption>,
    /// `taskSchedulingPolicy.nodeFillType`.
    pub fill_type: FillType,
    /// What its nodes are made of; `None` when it is not said.
    pub machine: Option<Machine>,
    /// `startTask`.
    pub start_task: Option<StartTask>,
    /// How many `applicationPackageReferences` there are.
    pub application_packages: u32,
    /// How many `certificateReferences` there are.
    pub certificates: u32,
    /// How many file systems are mounted.
    pub mounts: u32,
    /// `networkConfiguration`.
    pub network: Network,
    /// `targetNodeCommunicationMode`.
    pub communication_mode: CommunicationMode,
    /// The job's specification, when it is a job that makes the pool.
    pub auto_pool: Option<AutoPool>,
}

/// What the nodes of a pool are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Machine {
    /// `virtualMachineConfiguration`.
    VirtualMachine(VirtualMachine),
    /// `cloudServiceConfiguration`, which ended on 29 February 2024.
    CloudServices {
        /// `osFamily`.
        os_family: Option<String>,
        /// `osVersion`.
        os_version: Option<String>,
    },
}

/// `virtualMachineConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VirtualMachine {
    /// Where its image comes from; `None` when it is not said.
    pub image: Option<ImageKind>,
    /// Can tasks run in containers?
    pub containers: bool,
    /// How many container images are brought onto a node as it boots.
    pub container_images: u32,
    /// The sizes of its data disks.
    pub data_disks_gb: Vec<u32>,
}

/// Which of the nodes with a free slot gets a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FillType {
    /// All nodes alike.
    #[default]
    Spread,
    /// One node after the other.
    Pack,
}

/// `startTask`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartTask {
    /// `commandLine`; `None` when the host computes it.
    pub command_line: Option<String>,
    /// Do tasks wait until it has succeeded?
    pub wait_for_success: bool,
    /// How often it is tried again; `None` is without limit, -1 in the
    /// interface.
    pub retries: Option<u32>,
}

/// `networkConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// `subnetId`.
    pub subnet_id: Option<String>,
    /// `enableAcceleratedNetworking`.
    pub accelerated: bool,
}

/// `targetNodeCommunicationMode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CommunicationMode {
    /// As the service chooses.
    #[default]
    Default,
    /// The service calls the nodes.
    Classic,
    /// The nodes call the service.
    Simplified,
}

/// `autoPoolSpecification`: a pool that a job makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoPool {
    /// `autoPoolIdPrefix`.
    pub id_prefix: Option<String>,
    /// `poolLifetimeOption`.
    pub lifetime: PoolLifetime,
    /// Does the pool stay when its lifetime ends?
    pub keep_alive: bool,
}

/// How long a pool lives that a job makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PoolLifetime {
    /// As long as the job.
    #[default]
    Job,
    /// As long as the schedule that the job is of.
    JobSchedule,
}

impl Configuration {
    /// `virtualMachineConfiguration`.
    #[must_use]
    pub const fn virtual_machine(&self) -> Option<&VirtualMachine> {
        match &self.machine {
            Some(Machine::VirtualMachine(machine)) => Some(machine),
            _ => None,
        }
    }

    /// Is its image one of the user's own, or of a gallery?
    #[must_use]
    pub fn has_custom_image(&self) -> bool {
        let image = self.virtual_machine().and_then(|machine| machine.image);
        image.is_some_and(ImageKind::is_custom)
    }

    /// Is its image a managed one, whose pools are limited in size?
    #[must_use]
    pub fn has_managed_image(&self) -> bool {
        let image = self.virtual_machine().and_then(|machine| machine.image);
        image == Some(ImageKind::Managed)
    }

    /// How many container images are brought onto a node as it boots.
    #[must_use]
    pub fn container_images(&self) -> u32 {
        self.virtual_machine()
            .map_or(0, |machine| machine.container_images)
    }
}
