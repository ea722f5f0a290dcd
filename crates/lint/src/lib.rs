//! Everything that can be said about a formula without running it: the one
//! entry for the command line, the editor and CI.
//!
//! [`analyse`] takes a formula, [`analyse_file`] a file that is one or holds
//! some. [`mend`] applies fixes, [`add_ignores`] writes comments that ignore
//! what is found.

mod add_ignores;
mod analysis;
mod config;
mod context;
mod facts;
mod file;
mod levels;
mod mend;
mod rules;
mod selector;
mod suppress;

pub use add_ignores::{Ignored, add_ignores};
pub use analysis::{Analysis, analyse, analyse_with_holes};
pub use config::{Account, Config, PoolFacts};
pub use file::{FileAnalysis, Finding, FormulaAnalysis, analyse_file};
pub use levels::Levels;
pub use mend::{Mended, allowed, mend, mend_where};
pub use rules::rules;
pub use selector::{Selector, UnknownRule};
