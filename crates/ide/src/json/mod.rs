//! Evaluations and bounds as JSON, in the shapes that `autoscale eval` and
//! `autoscale bounds` print and that the language server answers with.

mod bounds;
mod run;
mod trace;

pub use bounds::BoundsView;
pub use run::RunView;
