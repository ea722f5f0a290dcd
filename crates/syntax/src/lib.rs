//! Text to tokens to tree. Parsing cannot fail: what is wrong with a formula
//! is said in diagnostics, and the tree holds all that was understood.
//!
//! ```
//! let parsed = autoscale_syntax::parse("$TargetDedicatedNodes = min(25, 1 + 2);");
//! assert!(parsed.diagnostics.is_empty());
//! assert_eq!(parsed.tree.statements().len(), 1);
//! ```
//!
//! A valid formula takes the fast road: `lexer` reads its tokens, and the
//! parser that is generated from `grammar/formula.lalrpop` makes the tree. Any
//! other takes the slow one through `recover`, statement by statement.

mod ast;
mod brackets;
mod builder;
mod comments;
mod comparison;
mod control;
mod dump;
mod fix;
mod flat;
mod foreign;
mod lexer;
mod limits;
mod mend;
mod message;
mod nesting;
mod number;
mod parse;
mod placeholder;
mod quotes;
mod recover;
mod report;
pub mod rules;
mod spelling;
mod split;
mod token;

pub use ast::*;
pub use dump::dump;
pub use lexer::{Lexed, lex};
pub use limits::{MAX_CHARACTERS, MAX_DEPTH, MAX_STATEMENTS};
pub use parse::{Parsed, mask, parse, parse_with_holes};
pub use rules::RULES;
pub use token::Token;
