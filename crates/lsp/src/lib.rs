//! The language server: the protocol, and nothing else. What it says about a
//! document comes from `autoscale_lint` and `autoscale_ide`; this crate keeps
//! the documents, converts positions and obeys the protocol.
//!
//! - `frame`, `surrogates` and `transport` move messages,
//! - `documents` holds what is open, `analyst` analyses it in the background,
//! - `server` knows the session and has one handler a method,
//! - `formula` finds the formula at a place of a document,
//! - `convert` and a file for each feature translate.

mod actions;
mod agreed;
mod analyst;
mod capabilities;
mod completion;
mod convert;
mod diagnostics;
mod documents;
mod formatting;
mod formula;
mod frame;
mod hints;
mod hover;
mod navigation;
mod outline;
mod server;
mod session;
mod signature;
mod structure;
mod surrogates;
mod tokens;
mod transport;

pub use session::{serve, serve_on};
pub use transport::Ending;
