//! From a definition to what it means.

use autoscale_base::Interval;
use autoscale_catalog::DeallocationOption;

use super::values::{Result, choice, flag, interval, length, number, owned};
use super::{
    AutoPool, CommunicationMode, Configuration, ConfigurationError, FillType, Machine, Network,
    PoolLifetime, StartTask, VirtualMachine,
};
use crate::PoolDefinition;
use crate::definition::{self, Dialect, Setting};

const FILL_TYPES: &[(&str, FillType)] = &[("spread", FillType::Spread), ("pack", FillType::Pack)];

const COMMUNICATION_MODES: &[(&str, CommunicationMode)] = &[
    ("default", CommunicationMode::Default),
    ("classic", CommunicationMode::Classic),
    ("simplified", CommunicationMode::Simplified),
];

const LIFETIMES: &[(&str, PoolLifetime)] = &[
    ("job", PoolLifetime::Job),
    ("jobschedule", PoolLifetime::JobSchedule),
];

const DEALLOCATION_OPTIONS: &[(&str, DeallocationOption)] = &[
    ("requeue", DeallocationOption::Requeue),
    ("terminate", DeallocationOption::Terminate),
    ("taskcompletion", DeallocationOption::TaskCompletion),
    ("retaineddata", DeallocationOption::RetainedData),
];

impl Configuration {
    /// What a definition sets a pool to.
    ///
    /// # Errors
    /// When a value is none that its setting takes; the error names the
    /// setting.
    pub fn of(pool: &PoolDefinition) -> std::result::Result<Self, ConfigurationError> {
        refuse_mismatches(pool)?;
        let start_task = pool.start_task.as_ref();
        let auto_pool = pool.auto_pool.as_ref();
        Ok(Self {
            id: pool.name().map(str::to_owned),
            api_version: owned(pool.api_version.as_ref()),
            auto_scale: auto_scale(pool),
            evaluation_interval: duration(
                pool,
                pool.evaluation_interval.as_ref(),
                "autoScaleEvaluationInterval",
            )?,
            resize_timeout: duration(pool, pool.resize_timeout.as_ref(), "resizeTimeout")?,
            deallocation_option: choice(
                pool.deallocation_option.as_ref(),
                "nodeDeallocationOption",
                DEALLOCATION_OPTIONS,
            )?,
            fill_type: choice(
                pool.fill_type.as_ref(),
                "taskSchedulingPolicy.nodeFillType",
                FILL_TYPES,
            )?
            .unwrap_or_default(),
            machine: machine(pool)?,
            start_task: start_task
                .map(|task| self::start_task(task.value.as_ref(), pool.dialect))
                .transpose()?,
            application_packages: length(pool.application_packages.as_ref()),
            certificates: length(pool.certificates.as_ref()),
            mounts: length(pool.mounts.as_ref()),
            network: network(pool),
            communication_mode: choice(
                pool.communication_mode.as_ref(),
                "targetNodeCommunicationMode",
                COMMUNICATION_MODES,
            )?
            .unwrap_or_default(),
            auto_pool: auto_pool
                .map(|pool| self::auto_pool(pool.value.as_ref()))
                .transpose()?,
        })
    }
}

fn refuse_mismatches(pool: &PoolDefinition) -> Result<()> {
    let Some(mismatch) = pool.mismatches.first() else {
        return Ok(());
    };
    let (expected, found) = (mismatch.expected, mismatch.found);
    Err(ConfigurationError {
        span: mismatch.span,
        field: mismatch.field,
        message: format!("expected {expected}, found {found}"),
    })
}

/// A formula that is switched off sets nothing.
fn auto_scale(pool: &PoolDefinition) -> bool {
    flag(pool.enable_auto_scale.as_ref()).unwrap_or(pool.formula.is_some())
}

/// Tools have notations of their own for durations.
fn duration(
    pool: &PoolDefinition,
    setting: Option<&Setting<String>>,
    field: &'static str,
) -> Result<Option<Interval>> {
    match interval(setting, field) {
        Err(_) if pool.dialect == Dialect::Other => Ok(None),
        read => read,
    }
}

fn machine(pool: &PoolDefinition) -> Result<Option<Machine>> {
    if let Some(machine) = &pool.virtual_machine {
        let machine = machine.value.as_ref();
        let machine = machine.map(virtual_machine).transpose()?;
        return Ok(Some(Machine::VirtualMachine(machine.unwrap_or_default())));
    }
    Ok(pool.cloud_services.as_ref().map(|services| {
        let services = services.value.as_ref();
        Machine::CloudServices {
            os_family: services.and_then(|it| owned(it.os_family.as_ref())),
            os_version: services.and_then(|it| owned(it.os_version.as_ref())),
        }
    }))
}

fn virtual_machine(machine: &definition::VirtualMachine) -> Result<VirtualMachine> {
    let image = machine.image.as_ref().and_then(|it| it.value.as_ref());
    let containers = machine.container.as_ref();
    let names = containers
        .and_then(|it| it.value.as_ref())
        .and_then(|it| it.image_names.as_ref());
    let disks = machine.data_disks.as_ref().and_then(|it| it.value.as_ref());
    let mut data_disks_gb = Vec::new();
    for disk in disks
        .into_iter()
        .flatten()
        .filter_map(|it| it.value.as_ref())
    {
        let field = "dataDisks.diskSizeGB";
        data_disks_gb.extend(number::<u32>(disk.size_gb.as_ref(), field, 1)?);
    }
    Ok(VirtualMachine {
        image: image.and_then(definition::Image::kind),
        containers: containers.is_some(),
        container_images: length(names),
        data_disks_gb,
    })
}

/// `azurerm` leaves `wait_for_success` off, the service has it on.
fn start_task(task: Option<&definition::StartTask>, dialect: Dialect) -> Result<StartTask> {
    let wait = task.and_then(|task| flag(task.wait_for_success.as_ref()));
    let retries = task.and_then(|task| task.max_task_retry_count.as_ref());
    let retries: Option<i32> = number(retries, "startTask.maxTaskRetryCount", -1)?;
    Ok(StartTask {
        command_line: task.and_then(|task| owned(task.command_line.as_ref())),
        wait_for_success: wait.unwrap_or(dialect != Dialect::Azurerm),
        retries: u32::try_from(retries.unwrap_or(0)).ok(),
    })
}

fn network(pool: &PoolDefinition) -> Network {
    let network = pool.network.as_ref().and_then(|it| it.value.as_ref());
    network.map_or_else(Network::default, |network| Network {
        subnet_id: owned(network.subnet_id.as_ref()),
        accelerated: flag(network.accelerated_networking.as_ref()).unwrap_or(false),
    })
}

fn auto_pool(pool: Option<&definition::AutoPool>) -> Result<AutoPool> {
    let lifetime = pool.and_then(|pool| pool.lifetime.as_ref());
    let field = "autoPoolSpecification.poolLifetimeOption";
    Ok(AutoPool {
        id_prefix: pool.and_then(|pool| owned(pool.id_prefix.as_ref())),
        lifetime: choice(lifetime, field, LIFETIMES)?.unwrap_or_default(),
        keep_alive: pool
            .and_then(|pool| flag(pool.keep_alive.as_ref()))
            .unwrap_or(false),
    })
}
