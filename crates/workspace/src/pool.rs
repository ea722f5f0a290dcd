//! Reads pools, accounts and tables of VM sizes.

use std::path::Path;

use autoscale_embed::{Host, Keys, extract};
use autoscale_pool::{Account, Pool, PoolDefinition, Setting, Sizes, VmTable};
use serde_json::Value;

use crate::FileError;
use crate::read::read_file;

/// Reads the table of VM sizes at `path`.
///
/// # Errors
/// When the file cannot be read, or is no such table.
pub fn read_vm_table(path: &Path) -> Result<VmTable, FileError> {
    let text = read_file(path)?;
    VmTable::read(&text).map_err(|error| bad("table of VM sizes", path, &error.to_string()))
}

/// Reads the account at `path`.
///
/// # Errors
/// When the file cannot be read, or is no account.
pub fn read_account(path: &Path, vms: &VmTable) -> Result<Account, FileError> {
    let text = read_file(path)?;
    let account = autoscale_pool::read_account(&text, |name| vms.find(name));
    account.map_err(|error| bad("account", path, &error.to_string()))
}

/// Reads the pool at `path`: what the REST interface or ARM says of one, or a
/// definition of one in a file of any host language. `name` tells which, where
/// there are several.
///
/// # Errors
/// When the file cannot be read, or does not hold just that one pool.
pub fn read_pool(path: &Path, name: Option<&str>, vms: &VmTable) -> Result<Pool, FileError> {
    let text = read_file(path)?;
    let host = Host::of(path);
    if is_object(&text) {
        let pool = autoscale_pool::read_pool(&text, |name| vms.find(name));
        return pool.map_err(|error| bad("pool", path, &error.to_string()));
    }
    let Some(host) = host else {
        return Err(bad(
            "pool",
            path,
            "it is neither JSON nor of a known host language",
        ));
    };
    let extracted = extract(&text, host, &Keys::default());
    if let Some(problem) = extracted.problem
        && extracted.pools.is_empty()
    {
        return Err(bad("pool", path, &problem.message));
    }
    choose(path, name, &extracted.pools).map(|pool| of_definition(pool, vms))
}

/// True for JSON, unless it is a template, which has several resources.
fn is_object(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let is_template = serde_json::from_str::<Value>(text)
        .is_ok_and(|template| template.get("resources").is_some());
    text.trim_start().starts_with('{') && !is_template
}

fn choose<'p>(
    path: &Path,
    name: Option<&str>,
    pools: &'p [PoolDefinition],
) -> Result<&'p PoolDefinition, FileError> {
    let id = |pool: &'p PoolDefinition| pool.id.as_ref().and_then(|id| id.value.as_deref());
    let names: Vec<&str> = pools.iter().filter_map(id).collect();
    let names = || names.join("`, `");
    match (name, pools) {
        (_, []) => Err(bad("pool", path, "there is no pool in it")),
        (None, [pool]) => Ok(pool),
        (None, _) => {
            let file = path.display();
            Err(bad("pool", path, &format!("it has several: `{}`", names()))
                .with_help(format!("write `{file}#NAME`")))
        }
        (Some(name), pools) => {
            let mut same = pools.iter().filter(|pool| id(pool) == Some(name));
            let missing = || {
                let message = format!("there is no pool `{name}` in it");
                bad("pool", path, &message).with_help(format!("there is `{}`", names()))
            };
            same.next().ok_or_else(missing)
        }
    }
}

/// A pool that is only defined has no nodes yet. What the host computes is as
/// if it were not said.
fn of_definition(definition: &PoolDefinition, vms: &VmTable) -> Pool {
    fn text(setting: Option<&Setting<String>>) -> Option<&str> {
        setting?.value.as_deref()
    }
    let count = |setting| text(setting).and_then(|text| text.parse().ok());
    let vm_size = text(definition.vm_size.as_ref());
    let inter_node = definition.inter_node_communication.as_ref();
    Pool {
        vm: vm_size.and_then(|name| vms.find(name)),
        vm_size: vm_size.map(str::to_owned),
        target: Sizes {
            dedicated: count(definition.target_dedicated_nodes.as_ref()).unwrap_or(0),
            low_priority: count(definition.target_low_priority_nodes.as_ref()).unwrap_or(0),
        },
        task_slots_per_node: count(definition.task_slots_per_node.as_ref()).unwrap_or(1),
        inter_node: inter_node
            .and_then(|setting| setting.value)
            .unwrap_or(false),
        ..Pool::default()
    }
}

fn bad(kind: &str, path: &Path, message: &str) -> FileError {
    FileError::new(format!("bad {kind} `{}`: {message}", path.display()))
}
