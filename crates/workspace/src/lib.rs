//! Everything that touches the disk, the clock or git: finding and reading
//! formula and host files, configurations, snapshots and profiles, and writing
//! files back whole or not at all. Nothing here prints.

mod clock;
mod config;
mod error;
mod explain;
mod git;
mod hosts;
mod pool;
mod profile;
mod read;
mod snapshot;
mod snapshot_names;
mod toml_text;
mod walk;
mod write;

pub use clock::now;
pub use config::{CONFIG_FILE, ConfigFile, Configs, Overrides, config_schema, turn_off};
pub use error::{FileError, reason};
pub use explain::{Explained, Fate, explain_files};
pub use git::Changes;
pub use hosts::host_of_named;
pub use pool::{read_account, read_pool, read_vm_table};
pub use profile::read_profile;
pub use read::{NotRead, read_file, read_host, read_source, read_text};
pub use snapshot::{read_snapshot, read_snapshot_from};
pub use snapshot_names::{SNAPSHOT_SUFFIX, is_snapshot, snapshots_beside};
pub use walk::{Source, Walked, find_sources, search_sources};
pub use write::{AtomicFile, discard_unfinished, write_atomic};
