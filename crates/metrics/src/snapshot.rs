//! Samples and the state of a pool as read from a file, whatever its form.

use autoscale_base::Timestamp;

use crate::json::{Kind, Node};
use crate::{History, PoolFacts, SnapshotError, azure_monitor, csv, snapshot_json};

/// What a snapshot file holds.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The instant that the snapshot was taken.
    pub time: Option<Timestamp>,
    /// The state of the pool.
    pub pool: PoolFacts,
    /// The samples; what is known of the pool are its scalars.
    pub history: History,
    /// What a reader should know of a foreign file, a sentence each.
    pub warnings: Vec<String>,
}

/// Reads a snapshot file, the output of `az monitor metrics list`, or CSV; the
/// content tells which. A byte order mark is skipped.
///
/// # Errors
/// When the content is none of these, or breaks the rules of its form. The
/// error names the place.
pub fn read_snapshot(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
    let text = utf8(bytes)?;
    match text.trim_start().chars().next() {
        None => Err(SnapshotError::at(text, 0, "the snapshot is empty")),
        Some('{' | '[') => read_json(text),
        Some(_) => csv::read(text),
    }
}

/// `value` is the list that the Azure CLI prints, and no field of ours.
fn read_json(text: &str) -> Result<Snapshot, SnapshotError> {
    let root = Node::read(text)?;
    if root.kind() == Kind::Object {
        let members = root.members()?;
        let value = members.iter().find(|member| member.name == "value");
        if value.is_some_and(|member| member.value.kind() == Kind::Array) {
            return azure_monitor::read(root);
        }
    }
    snapshot_json::read(root)
}

fn utf8(bytes: &[u8]) -> Result<&str, SnapshotError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let valid = String::from_utf8_lossy(valid);
        SnapshotError::at(&valid, valid.len(), "the file is not UTF-8")
    })
}
