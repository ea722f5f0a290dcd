//! Formulas inside host files: where they are, what text the service gets, and
//! how every byte of it maps back to its place in the host.
//!
//! [`extract`] reads a host file and never fails. What the host's language does
//! to the text of a string (escapes, dropped indentation, interpolation) is
//! undone by a [`SourceMap`]; what the host fills in is a hole.

mod compose;
mod dialects;
mod edits;
mod extract;
mod formula;
mod host;
mod hosts;
mod keys;
mod quoting;
mod script;
mod source_map;

pub use dialects::bicep::BicepString;
pub use dialects::csharp::{CSharpForm, CSharpString};
pub use dialects::groovy::GroovyString;
pub use dialects::powershell::PowerShellString;
pub use dialects::python::PythonString;
pub use dialects::shell::ShellString;
pub use extract::{extract, pool_object};
pub use formula::{Extracted, Formula, HostFault, PoolId, Problem};
pub use host::Host;
pub use keys::{KeyPattern, Keys};
pub use quoting::Quoting;
pub use source_map::{Segment, SegmentKind, SourceMap};
