//! The floor of the toolchain: where something is ([`Span`], [`LineIndex`]),
//! what is wrong with it ([`Diagnostic`]) and when it happened ([`Timestamp`],
//! [`Interval`]). Nothing here knows the formula language.

mod diagnostic;
pub mod duration;
mod excerpt;
mod interval;
mod line_index;
mod rule;
mod span;
mod timestamp;

pub use diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
pub use excerpt::{excerpt, quoted};
pub use interval::{Interval, TICKS_PER_SECOND};
pub use line_index::{Encoding, LineCol, LineIndex};
pub use rule::Rule;
pub use span::Span;
pub use timestamp::{DateTextError, DateTextRules, Timestamp};
