//! The one table of the formula language. Every service variable, function,
//! method, timestamp member, constant and deallocation option is declared here
//! once, as data; checker, machine, hover, completion and the language
//! reference read the same row. Every question that the public documents leave
//! open is a named setting of the [`Profile`].
//!
//! To add a builtin:
//!
//! 1. write its row beside its siblings, in `functions.rs`, `methods.rs`, … or
//!    `variables/rows.rs`, with an example;
//! 2. `cargo check --workspace` leads to every `match` that must know it;
//! 3. `UPDATE_DOCS=1 cargo test -p autoscale-catalog` renews the language
//!    reference.
//!
//! To add a setting, write its row in `profile/rows.rs`, `policy/rows.rs` or
//! `assumption/rows.rs`; the rest is alike.

pub mod assumption;
mod constants;
mod entry;
pub mod example;
mod functions;
mod members;
mod methods;
mod options;
pub mod policy;
pub mod profile;
pub mod reference;
pub mod service_error;
mod sources;
mod table;
mod ty;
mod variables;
mod vm_sizes;

#[cfg(test)]
mod tests;

pub use assumption::Assumptions;
pub use constants::{CONSTANTS, Constant};
pub use entry::{
    Builtin, Documentation, Example, Param, ParamKind, Signature, Status, builtin, builtins,
};
pub use functions::{FUNCTIONS, Function};
pub use members::{MEMBERS, Member};
pub use methods::{METHODS, Method};
pub use options::{DeallocationOption, OPTIONS};
pub use policy::Policy;
pub use profile::Profile;
pub use service_error::ServiceError;
pub use ty::Ty;
pub use variables::{Metric, Target, VARIABLES, Variable, VariableKind, variable};
pub use vm_sizes::{PRICES, VmSize, vm_size, vm_sizes};
