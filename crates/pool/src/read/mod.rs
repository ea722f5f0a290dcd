//! Reads pools and accounts as the service writes them, of the REST interface
//! and of ARM, in both API generations.

mod account;
mod fields;
mod nodes;
mod pool;

use serde_json::Value;

use crate::{Account, Pool, Vm};

pub use fields::ReadError;
use fields::{Fields, Result};

/// Reads a pool: a body of the REST interface, or an ARM resource. `vm` knows
/// the VM sizes.
///
/// # Errors
/// When the text is no JSON, or a field has a wrong type or value; the error
/// names it.
pub fn read_pool(text: &str, vm: impl Fn(&str) -> Option<Vm>) -> Result<Pool> {
    let value = parse(text)?;
    pool::read(&Fields::root(&value)?, &vm)
}

/// Reads an account: the ARM resource, or its `properties` alone. A list
/// `pools` beside them tells what the account's other pools have.
///
/// # Errors
/// As [`read_pool`].
pub fn read_account(text: &str, vm: impl Fn(&str) -> Option<Vm>) -> Result<Account> {
    let value = parse(text)?;
    account::read(&Fields::root(&value)?, &vm)
}

fn parse(text: &str) -> Result<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| ReadError {
        pointer: String::new(),
        message: format!("not JSON: {error}"),
    })
}
