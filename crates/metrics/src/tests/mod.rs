//! Tests that need several modules of the crate at once.

mod snapshots;
mod windows;
