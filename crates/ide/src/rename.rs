//! Another name for a variable of the formula's own.

use std::fmt;

use autoscale_base::{Edit, Span, quoted};
use autoscale_catalog::{Builtin, Profile, builtins};

use crate::symbol::same_name;
use crate::words::{Access, Key, Word, word_at, words};
use crate::{Meaning, Subject};

/// Why a name stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No name stands there.
    NoName,
    /// The name is given by the service.
    Builtin(Builtin),
    /// Nothing is assigned to the name.
    Unassigned(String),
    /// The new name is none.
    Illegal(String),
    /// The service gives the new name to something.
    Reserved(Builtin),
    /// The formula has the new name already.
    Taken(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("only variables of the formula can be renamed"),
            Self::Builtin(builtin) => {
                let (name, kind) = (quoted(builtin.name()), builtin.kind());
                write!(f, "{name} is a {kind}, which cannot be renamed")
            }
            Self::Unassigned(name) => {
                write!(
                    f,
                    "{} is never assigned, so it is no variable",
                    quoted(name)
                )
            }
            Self::Illegal(name) => write!(
                f,
                "{} is no name: write letters, digits and `_`, with a letter, `_` or `$` in front",
                quoted(name)
            ),
            Self::Reserved(builtin) => {
                let (name, kind) = (quoted(builtin.name()), builtin.kind());
                write!(f, "{name} is the name of a {kind}")
            }
            Self::Taken(name) => write!(f, "the formula uses {} already", quoted(name)),
        }
    }
}

impl std::error::Error for Refusal {}

/// The name at `offset`, if it can be changed.
///
/// # Errors
/// When it is no variable of the formula's own.
pub fn prepare_rename(subject: &Subject<'_>, offset: u32) -> Result<Span, Refusal> {
    let words = words(subject);
    let word = renamable(subject.profile, &words, offset)?;
    Ok(word.span)
}

/// The edits that call the variable at `offset` `new`.
///
/// # Errors
/// When it is no variable of the formula's own, or the new name is taken, given
/// by the service, or no name.
pub fn rename(subject: &Subject<'_>, offset: u32, new: &str) -> Result<Vec<Edit>, Refusal> {
    let profile = subject.profile;
    let words = words(subject);
    let word = renamable(profile, &words, offset)?;
    let key = word.key(profile);
    if !is_name(new) {
        return Err(Refusal::Illegal(new.to_owned()));
    }
    if let Some(builtin) =
        builtins().find(|it| is_reserved(*it) && same_name(it.name(), new, profile))
    {
        return Err(Refusal::Reserved(builtin));
    }
    let (places, others): (Vec<_>, Vec<_>) =
        words.iter().partition(|word| word.key(profile) == key);
    let collides = |other: &&Word<'_>| matches!(other.key(profile), Some(Key::Own(name)) if same_name(&name, new, profile));
    if others.iter().any(collides) {
        return Err(Refusal::Taken(new.to_owned()));
    }
    let changed = places.iter().filter(|place| place.text != new);
    Ok(changed
        .map(|place| Edit {
            span: place.span,
            text: new.to_owned(),
        })
        .collect())
}

/// The word at `offset`, if it names a variable of the formula's own.
fn renamable<'w, 'a>(
    profile: &Profile,
    words: &'w [Word<'a>],
    offset: u32,
) -> Result<&'w Word<'a>, Refusal> {
    let word = word_at(words, offset).ok_or(Refusal::NoName)?;
    if let Some(Meaning::Builtin(builtin, _)) = word.meaning {
        return Err(Refusal::Builtin(builtin));
    }
    let key = word.key(profile).ok_or(Refusal::NoName)?;
    let mut writes = words.iter().filter(|word| word.access == Access::Write);
    match writes.any(|word| word.key(profile).as_ref() == Some(&key)) {
        true => Ok(word),
        false => Err(Refusal::Unassigned(word.text.to_owned())),
    }
}

/// Only ASCII letters are known to be legal.
fn is_name(text: &str) -> bool {
    let rest = text.strip_prefix('$').unwrap_or(text);
    let is_word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    let starts_well = rest.len() < text.len() || !rest.starts_with(|c: char| c.is_ascii_digit());
    !rest.is_empty() && starts_well && rest.bytes().all(is_word)
}

/// Methods and members stand behind a dot, where no variable can.
const fn is_reserved(builtin: Builtin) -> bool {
    !matches!(builtin, Builtin::Method(_) | Builtin::Member(_))
}
