//! The policy: one named setting for every question about pools, as against
//! formulas, that the public documents leave open. It is to the pool what the
//! [`Profile`](crate::Profile) is to the language.

mod rows;

pub use rows::*;
