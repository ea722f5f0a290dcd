//! All places of one name: for "find references" and to mark them while the
//! cursor stands on one.

use autoscale_base::Span;

use crate::Subject;
use crate::words::{Access, word_at, words};

/// A place of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where the name stands.
    pub span: Span,
    /// What happens to it there.
    pub access: Access,
}

/// All places of the name at `offset`, in text order; none when there is no
/// name. A service variable counts under all of its names.
#[must_use]
pub fn references(subject: &Subject<'_>, offset: u32) -> Vec<Reference> {
    let words = words(subject);
    let key = word_at(&words, offset).and_then(|word| word.key(subject.profile));
    let Some(key) = key else {
        return Vec::new();
    };
    let same = words
        .iter()
        .filter(|word| word.key(subject.profile).as_ref() == Some(&key));
    same.map(|word| Reference {
        span: word.span,
        access: word.access,
    })
    .collect()
}
