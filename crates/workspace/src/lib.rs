//! Everything that touches the disk or the clock: finding and reading formula
//! files, snapshots and profiles, and writing files back whole or not at all.
//! Nothing here prints.

mod clock;
mod error;
mod hosts;
mod profile;
mod read;
mod snapshot;
mod walk;
mod write;

pub use clock::now;
pub use error::{FileError, reason};
pub use profile::read_profile;
pub use read::{read_formula, read_text, refuse_host};
pub use snapshot::{read_snapshot, read_snapshot_from};
pub use walk::{Walked, formula_files};
pub use write::write_atomic;
