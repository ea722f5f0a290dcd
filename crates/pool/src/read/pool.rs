//! Reads a pool.

use std::borrow::Cow;

use autoscale_catalog::{DeallocationOption, OPTIONS};

use super::fields::{Fields, Result};
use super::nodes;
use crate::definition::ImageKind;
use crate::pool::MOST_NODES;
use crate::{AllocationState, Configuration, NodeKind, Pool, PoolError, ResizeError, Sizes, Vm};

/// The counts of nodes by their names of today, then by their old ones.
const CURRENT: [(NodeKind, &[&str]); 2] = [
    (
        NodeKind::Dedicated,
        &["currentDedicatedNodes", "currentDedicated"],
    ),
    (NodeKind::LowPriority, &["currentLowPriorityNodes"]),
];

/// Only a pool that exists has one of these; the body of a request to create
/// one has none.
const PRESENT: &[&str] = &[
    "allocationState",
    "creationTime",
    "currentDedicated",
    "currentDedicatedNodes",
    "currentLowPriorityNodes",
    "nodes",
    "provisioningState",
    "resizeOperationStatus",
    "state",
];

pub(super) fn read(root: &Fields, vm: &dyn Fn(&str) -> Option<Vm>) -> Result<Pool> {
    let properties = root.object("properties")?;
    let fields = properties.as_ref().unwrap_or(root);
    let vm_size = fields.text("vmSize")?.map(str::to_owned);
    let machine = ["virtualMachineConfiguration", "deploymentConfiguration"];
    let mut pool = Pool {
        is_new: !PRESENT.iter().any(|name| fields.has(name)),
        is_deleting: is_deleting(fields)?,
        is_manual: fields.flag("enableAutoScale")? == Some(false),
        vm: vm_size.as_deref().and_then(vm),
        vm_size,
        target: targets(fields)?,
        allocation: state(fields)?.unwrap_or_default(),
        option: option(fields)?,
        resize_errors: resize_errors(fields)?,
        task_slots_per_node: slots(fields)?,
        inter_node: inter_node(fields)?,
        managed_image: managed_image(fields, machine)?,
        configuration: Configuration {
            id: id(root)?,
            ..Configuration::default()
        },
        nodes: nodes::nodes(root)?,
        tasks: Vec::new(),
    };
    pool.tasks = nodes::tasks(root, &mut pool.nodes)?;
    for (kind, names) in CURRENT {
        if let Some(count) = fields.first_count(names)? {
            let filled = pool.fill(kind, count);
            filled.map_err(|error| match error {
                PoolError::Mismatch { .. } => fields.error("nodes", error.to_string()),
                PoolError::TooMany { count, .. } => {
                    let message =
                        format!("more than {MOST_NODES} nodes are not taken, found `{count}`");
                    fields.error(error.field(), message)
                }
            })?;
        }
    }
    Ok(pool)
}

/// ARM has the targets of the resize that is running or was last, and those of
/// a fixed scale.
fn targets(fields: &Fields) -> Result<Sizes> {
    let scale = fields.object("scaleSettings")?;
    let fixed = match scale {
        Some(scale) => scale.object("fixedScale")?,
        None => None,
    };
    let resize = fields.object("resizeOperationStatus")?;
    let places = [Some(fields), resize.as_ref(), fixed.as_ref()];
    let first = |names| {
        let places = places.into_iter().flatten();
        let mut counts = places.map(|place: &Fields| place.first_count(names));
        let found = counts.find_map(Result::transpose).transpose()?;
        Ok(found.unwrap_or(0))
    };
    Ok(Sizes {
        dedicated: first(&["targetDedicatedNodes", "targetDedicated"])?,
        low_priority: first(&["targetLowPriorityNodes"])?,
    })
}

fn state(fields: &Fields) -> Result<Option<AllocationState>> {
    let known = ["steady", "resizing", "stopping"];
    fields.choice("allocationState", AllocationState::named, &known)
}

/// `state` in REST, `provisioningState` in ARM.
fn is_deleting(fields: &Fields) -> Result<bool> {
    let state = match fields.text("state")? {
        Some(state) => Some(state),
        None => fields.text("provisioningState")?,
    };
    Ok(state.is_some_and(|state| state.eq_ignore_ascii_case("deleting")))
}

/// `id` in REST; in ARM it is the path of the resource, and `name` the pool.
fn id(root: &Fields) -> Result<Option<String>> {
    let id = match root.text("name")? {
        Some(name) => name.rsplit('/').next(),
        None => root.text("id")?,
    };
    Ok(id.map(str::to_owned))
}

/// The option of the running resize: ARM tells it, REST only the results of
/// the evaluation that asked for it.
fn option(fields: &Fields) -> Result<Option<DeallocationOption>> {
    let named = |name: &str| {
        let mut all = OPTIONS.iter().copied();
        all.find(|option| option.name().eq_ignore_ascii_case(name))
    };
    if let Some(resize) = fields.object("resizeOperationStatus")? {
        let known: Vec<&str> = OPTIONS.iter().map(|option| option.name()).collect();
        let option = resize.choice("nodeDeallocationOption", named, &known)?;
        if option.is_some() {
            return Ok(option);
        }
    }
    let Some(run) = fields.object("autoScaleRun")? else {
        return Ok(None);
    };
    let results = run.text("results")?.unwrap_or_default();
    let mut values = results
        .split(';')
        .filter_map(|result| result.split_once('='));
    let option = values.find(|(name, _)| name.trim() == "$NodeDeallocationOption");
    Ok(option.and_then(|(_, value)| named(value.trim())))
}

/// Under its name of today, or its old one.
fn slots(fields: &Fields) -> Result<u32> {
    for name in ["taskSlotsPerNode", "maxTasksPerNode"] {
        return match fields.count(name)? {
            None => continue,
            Some(0) => Err(fields.error(name, "a node has at least 1 slot")),
            Some(Pool::TOO_MANY_SLOTS..) => Err(fields.error(name, "a node has at most 256 slots")),
            Some(slots) => Ok(slots),
        };
    }
    Ok(1)
}

/// A switch in REST, a word in ARM.
fn inter_node(fields: &Fields) -> Result<bool> {
    if let Some(on) = fields.flag("enableInterNodeCommunication")? {
        return Ok(on);
    }
    let word = |word: &str| match word {
        _ if word.eq_ignore_ascii_case("enabled") => Some(true),
        _ if word.eq_ignore_ascii_case("disabled") => Some(false),
        _ => None,
    };
    let on = fields.choice("interNodeCommunication", word, &["Enabled", "Disabled"])?;
    Ok(on.unwrap_or(false))
}

/// Of images, only managed ones limit the size of a pool.
fn managed_image(fields: &Fields, [rest, arm]: [&str; 2]) -> Result<bool> {
    let machine = match fields.object(arm)? {
        Some(deployment) => deployment.object(rest)?,
        None => fields.object(rest)?,
    };
    let Some(machine) = machine else {
        return Ok(false);
    };
    let Some(image) = machine.object("imageReference")? else {
        return Ok(false);
    };
    let id = match image.text("virtualMachineImageId")? {
        Some(id) => Some(id),
        None => image.text("id")?,
    };
    Ok(id.is_some_and(|id| ImageKind::of_id(id) == ImageKind::Managed))
}

/// Today a list; once, and in ARM's operation status, by other names.
fn resize_errors(fields: &Fields) -> Result<Vec<ResizeError>> {
    let mut errors = fields.objects("resizeErrors")?;
    errors.extend(fields.object("resizeError")?);
    if let Some(operation) = fields.object("resizeOperationStatus")? {
        errors.extend(operation.objects("errors")?);
    }
    errors.iter().map(resize_error).collect()
}

fn resize_error(fields: &Fields) -> Result<ResizeError> {
    let text = |name| Ok(fields.text(name)?.unwrap_or_default().to_owned());
    let pair = |value: &Fields| {
        let text = |name| Ok(value.text(name)?.unwrap_or_default().to_owned());
        Ok((text("name")?, text("value")?))
    };
    let values = fields.objects("values")?;
    Ok(ResizeError {
        code: Cow::Owned(text("code")?),
        message: Cow::Owned(text("message")?),
        values: values.iter().map(pair).collect::<Result<_>>()?,
    })
}
