//! The language server: the protocol, and nothing else. What it says about a
//! document comes from `autoscale_lint` and `autoscale_ide`; this crate keeps
//! the documents, converts positions and obeys the protocol.
//!
//! - `frame`, `surrogates` and `transport` move messages,
//! - `documents` holds what is open, `analyst` analyses it in the background,
//! - `server` has one handler a method,
//! - `convert` and `diagnostics` translate.

mod actions;
mod analyst;
mod capabilities;
mod convert;
mod diagnostics;
mod documents;
mod frame;
mod server;
mod session;
mod surrogates;
mod transport;

pub use session::{serve, serve_on};
pub use transport::Ending;
