//! The range that every value of a formula can take, whatever the metrics
//! are: a proof by abstract interpretation over the typed tree.
//!
//! ```
//! use autoscale_catalog::{Profile, Target};
//!
//! let text = "$TargetDedicatedNodes = min(25, $PendingTasks);";
//! let (parsed, profile) = (autoscale_syntax::parse(text), Profile::default());
//! let checked = autoscale_check::check(text, &parsed.tree, &profile);
//! let bounds = autoscale_bounds::bounds(text, &checked.hir, &profile);
//! let nodes = bounds.target(Target::Dedicated);
//! assert_eq!((nodes.min, nodes.max, nodes.nan), (0.0, 25.0, false));
//! assert_eq!(bounds.assumptions()[0], "task metrics are at least 0");
//! ```

mod aggregate;
mod arithmetic;
mod basis;
mod bounds;
mod calls;
mod chain;
mod double;
mod elementwise;
mod ends;
mod extremes;
mod facts;
mod paths;
mod pieces;
mod range;
mod reasons;
mod refine;
mod relations;
mod same;
mod samples;
#[cfg(test)]
mod tests;
mod ticks;
mod truths;
mod value;
mod vector;
mod walk;

pub use bounds::{Bounds, Claim, Step, Variable, bounds};
pub use range::{Elements, Num, Range, Ticks};
pub use samples::{LARGEST_SAMPLE, is_assumed};
