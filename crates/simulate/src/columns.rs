//! What the columns of workloads and operations are called and hold. Readers
//! take the names from here and `autoscale explain` the words, so neither is
//! without the other.

/// A column of a file, or a word that may stand in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// As it is written.
    pub name: &'static str,
    /// What it holds or does: a clause, lower-case, no full stop.
    pub docs: &'static str,
}

impl Column {
    pub(crate) const fn new(name: &'static str, docs: &'static str) -> Self {
        Self { name, docs }
    }
}
