//! What an editor shows of a formula: pure functions from a [`Subject`] and an
//! offset to plain data. The protocol is the business of others.
//!
//! Every offset and span is of the formula's text, also where the formula
//! stands in a host file.

mod completion;
mod cursor;
mod enclosing;
mod evaluation;
mod hover;
pub mod range_words;
mod signature;
mod subject;
mod symbol;
mod types;

pub use completion::{Completions, Item, ItemKind, RECIPES, Recipe, Snippet, complete, document};
pub use evaluation::Evaluation;
pub use hover::{Hover, hover};
pub use signature::{SignatureHelp, SignatureLabel, signature_help};
pub use subject::Subject;
pub use symbol::{Meaning, Symbol, symbol_at};
