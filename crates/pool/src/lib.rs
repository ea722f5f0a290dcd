//! Pools: what a file says of one ([`PoolDefinition`]), what one is at an
//! instant ([`Pool`], [`Account`]), and what the service would do to it
//! ([`plan`]). Knows no formula and does no I/O.

mod account;
pub mod configuration;
mod cost;
mod defined;
pub mod definition;
mod grant;
mod node;
mod plan;
mod pool;
mod read;
mod resize_error;
mod schema;
mod sizes;
mod task;
mod victims;
mod vm_table;

pub use account::{Account, AllocationMode, FamilyQuota, OtherPool, against_quota, counted};
pub use configuration::{Configuration, ConfigurationError};
pub use cost::{Cost, Vm};
pub use definition::{PoolDefinition, Setting};
pub use grant::{Grant, Room};
pub use node::{Node, NodeKind, NodeState};
pub use plan::{Action, Plan, Removed, Size, Targets, holds_back, plan, unchanged};
pub use pool::{AllocationState, Pool, PoolError};
pub use read::{ReadError, read_account, read_pool};
pub use resize_error::ResizeError;
pub use schema::pool_schema;
pub use sizes::Sizes;
pub use task::{Task, TaskState};
pub use victims::{Candidate, choose_victims};
pub use vm_table::{VmTable, VmTableError};
