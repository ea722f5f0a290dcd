//! What an editor shows of a formula: pure functions from a [`Subject`] and an
//! offset to plain data. The protocol is the business of others.
//!
//! Every offset and span is of the formula's text, also where the formula
//! stands in a host file.

mod assumptions;
mod completion;
mod cursor;
mod definition;
mod enclosing;
mod evaluation;
mod faded;
mod folding;
mod hints;
mod hover;
mod inline_values;
pub mod json;
mod lenses;
mod linked;
mod links;
mod outline;
pub mod range_words;
mod references;
mod rename;
mod selection;
mod signature;
mod subject;
mod symbol;
mod tokens;
mod trace;
mod trace_words;
mod types;
mod values;
mod words;

pub use assumptions::broken_assumptions;
pub use completion::{Completions, Item, ItemKind, RECIPES, Recipe, Snippet, complete, document};
pub use definition::{Definition, definition};
pub use evaluation::{Evaluation, placeholder};
pub use faded::faded_arms;
pub use folding::{Fold, FoldKind, folds};
pub use hints::{Hint, HintKind, hints};
pub use hover::{Hover, hover};
pub use inline_values::{InlineValue, inline_values};
pub use lenses::{Lens, LensKind, lenses};
pub use linked::linked_editing;
pub use links::document_links;
pub use outline::{OutlineItem, OutlineKind, outline};
pub use references::{Reference, references};
pub use rename::{Refusal, prepare_rename, rename};
pub use selection::selection_ranges;
pub use signature::{SignatureHelp, SignatureLabel, signature_help};
pub use subject::Subject;
pub use symbol::{Meaning, Symbol, symbol_at};
pub use tokens::{Modifiers, SemanticToken, TokenKind, semantic_tokens};
pub use trace::{Branch, Step, Trace};
pub use trace_words::{TraceLine, trace_lines, trace_text};
pub use values::brief;
pub use words::Access;
