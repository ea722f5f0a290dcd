//! The language server: the protocol, and nothing else. What it says about a
//! document comes from `autoscale_lint` and `autoscale_ide`; this crate keeps
//! the documents, converts positions and obeys the protocol.
//!
//! - `frame`, `surrogates` and `transport` move messages,
//! - `documents` holds what is open, `draft` edits it, `analyst` analyses it in
//!   the background, `aside` does what takes long,
//! - `server` knows the session and has one handler a method,
//! - `formula` finds the formula at a place of a document,
//! - `snapshots` finds what formulas are evaluated under, `live` evaluates them
//!   as they are written, `commands` when asked,
//! - `convert` and a file for each feature translate.

mod actions;
mod agreed;
mod analyst;
mod aside;
mod capabilities;
mod commands;
mod completion;
mod configuration;
mod convert;
mod diagnostics;
mod documents;
mod draft;
mod edits;
mod folders;
mod formatting;
mod formula;
mod frame;
mod hints;
mod hover;
mod live;
mod markup;
mod navigation;
mod outline;
mod rule_page;
mod server;
mod session;
mod signature;
mod snapshots;
mod structure;
mod surrogates;
mod tokens;
mod transport;

pub use session::{serve, serve_on};
pub use transport::Ending;
