//! Files that are made, or are made in part, from tables.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The path of a file below `editors/`.
fn path(name: &str) -> PathBuf {
    let editors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors");
    editors.join(name)
}

/// The text of a file below `editors/`.
pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("editors/{name}: {error}"))
}

/// The file below `editors/` has that text, or gets it.
pub(crate) fn is_fresh(name: &str, text: &str) {
    if fs::read_to_string(path(name)).is_ok_and(|present| present == text) {
        return;
    }
    assert!(
        env::var_os("UPDATE_DOCS").is_some(),
        "editors/{name} is stale: run `UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors`"
    );
    fs::write(path(name), text).unwrap();
}
