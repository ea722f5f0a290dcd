//! Pools as data. Knows no formula and does no I/O.

mod definition;

pub use definition::{PoolDefinition, Setting};
