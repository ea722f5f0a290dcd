//! Places that change together while one of them is typed in.

use autoscale_base::Span;

use crate::{Subject, prepare_rename, references};

/// All places of the variable at `offset`; `None` when that is none of the
/// formula's own.
#[must_use]
pub fn linked_editing(subject: &Subject<'_>, offset: u32) -> Option<Vec<Span>> {
    prepare_rename(subject, offset).ok()?;
    let places = references(subject, offset);
    Some(places.iter().map(|place| place.span).collect())
}
