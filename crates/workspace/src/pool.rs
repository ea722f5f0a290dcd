//! Reads pools, accounts and tables of VM sizes.

use std::path::Path;

use autoscale_base::{LineIndex, Span};
use autoscale_embed::{Host, Keys, extract, pool_object};
use autoscale_pool::{Account, Configuration, ConfigurationError, Pool, PoolDefinition, VmTable};
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
    if is_empty(&text) {
        return Err(bad("account", path, "it is empty"));
    }
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
    let bad = |message: &str| bad("pool", path, message);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if is_empty(text) {
        return Err(bad("it is empty"));
    }
    let is_object = text.trim_start().starts_with('{');
    if is_object && !holds_pools(text) {
        return of_object(text, Span::new(0, length(text)), vms).map_err(|message| bad(&message));
    }
    let host = Host::of(path).or(is_object.then_some(Host::Json));
    let host = host.ok_or_else(|| bad("it is neither JSON nor of a known host language"))?;
    let extracted = extract(text, host, &Keys::default());
    if let Some(problem) = extracted.problem
        && extracted.pools.is_empty()
    {
        let line = line(text, problem.span.start);
        return Err(bad(&format!("line {line}: {}", problem.message)));
    }
    let definition = choose(path, name, &extracted.pools)?;
    let pool = if host == Host::Json && is_state(definition.span.text(text)) {
        of_object(text, definition.span, vms)
    } else {
        of_definition(definition, text, vms)
    };
    pool.map_err(|message| bad(&message))
}

/// Does an object hold pools, as templates, jobs and lists do, instead of being
/// one? So does one with comments, which no program writes.
fn holds_pools(text: &str) -> bool {
    const AROUND: &[&str] = &[
        "autoPoolSpecification",
        "jobSpecification",
        "poolInfo",
        "resources",
        "value",
    ];
    match serde_json::from_str::<Value>(text) {
        Ok(object) => AROUND.iter().any(|key| object.get(key).is_some()),
        Err(_) => {
            let found = extract(text, Host::Json, &Keys::default());
            found.problem.is_none() && !found.pools.is_empty()
        }
    }
}

/// Does an object in a list tell how its pool is, instead of what to make?
fn is_state(text: &str) -> bool {
    const STATE: &[&str] = &[
        "allocationState",
        "currentDedicated",
        "currentDedicatedNodes",
    ];
    serde_json::from_str::<Value>(text).is_ok_and(|object| {
        let properties = object.get("properties").unwrap_or(&object);
        STATE.iter().any(|key| properties.get(key).is_some())
    })
}

/// What the service says of a pool in a part of a file: its state, and what it
/// is set to.
fn of_object(text: &str, part: Span, vms: &VmTable) -> Result<Pool, String> {
    let object = part.text(text);
    let pool = autoscale_pool::read_pool(object, |name| vms.find(name));
    let mut pool = pool.map_err(|error| error.to_string())?;
    if let Some(definition) = pool_object(object) {
        let configuration = Configuration::of(&definition);
        pool.configuration = configuration.map_err(|error| located(&error, text, part.start))?;
    }
    Ok(pool)
}

fn of_definition(definition: &PoolDefinition, text: &str, vms: &VmTable) -> Result<Pool, String> {
    let pool = Pool::defined(definition, |name| vms.find(name));
    pool.map_err(|error| located(&error, text, 0))
}

/// An error with its line; its spans are of what begins at `start`.
fn located(error: &ConfigurationError, text: &str, start: u32) -> String {
    let line = line(text, start + error.span.start);
    format!("line {line}: {error}")
}

/// The line of an offset, from 1.
fn line(text: &str, at: u32) -> u32 {
    LineIndex::new(text).line(at) + 1
}

/// Longer files are refused when they are read.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

fn choose<'p>(
    path: &Path,
    name: Option<&str>,
    pools: &'p [PoolDefinition],
) -> Result<&'p PoolDefinition, FileError> {
    let names: Vec<&str> = pools.iter().filter_map(PoolDefinition::name).collect();
    let bad = |message: &str| bad("pool", path, message);
    let names = || match names.as_slice() {
        [] => "pools whose names the host computes".to_owned(),
        names => format!("`{}`", names.join("`, `")),
    };
    match (name, pools) {
        (_, []) => Err(bad("there is no pool in it")),
        (None, [pool]) => Ok(pool),
        (None, _) => {
            let file = path.display();
            Err(bad(&format!("it has several: {}", names()))
                .with_help(format!("write `{file}#NAME`")))
        }
        (Some(name), pools) => {
            let mut same = pools.iter().filter(|pool| pool.name() == Some(name));
            let missing = || {
                let message = format!("there is no pool `{name}` in it");
                bad(&message).with_help(format!("it has {}", names()))
            };
            same.next().ok_or_else(missing)
        }
    }
}

fn is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn bad(kind: &str, path: &Path, message: &str) -> FileError {
    FileError::new(format!("bad {kind} `{}`: {message}", path.display()))
}
