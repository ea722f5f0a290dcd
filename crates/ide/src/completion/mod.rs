//! Completion: what can stand at a place, the best first.

mod context;
mod items;
mod recipes;
mod snippet;

use autoscale_base::Span;
use autoscale_catalog::{Profile, builtin};

use crate::Subject;
use crate::cursor::cursor;
use crate::hover::Hover;

pub use recipes::{RECIPES, Recipe};
pub use snippet::Snippet;

/// What can stand at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What an item takes the place of: the word that is being typed.
    pub replace: Span,
    /// The best first.
    pub items: Vec<Item>,
}

/// Something that can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// As it is listed; for all but recipes the name.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its type or signature.
    pub detail: String,
    /// What is inserted.
    pub insert: Snippet,
    /// Text that sorts as the item ranks.
    pub sort: String,
    /// It is better not written any more.
    pub deprecated: bool,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A service variable.
    Variable,
    /// A variable of the formula's own.
    Own,
    /// A function.
    Function,
    /// A method of a metric.
    Method,
    /// A member of a timestamp.
    Member,
    /// A length of time.
    Constant,
    /// A deallocation option.
    Option,
    /// Several statements.
    Recipe,
}

/// What can stand at `offset`. Nothing in comments, strings, numbers and
/// placeholders, and nothing where an operator is needed.
#[must_use]
pub fn complete(subject: &Subject<'_>, offset: u32) -> Completions {
    let Some(cursor) = cursor(subject, offset) else {
        return Completions {
            replace: Span::empty(offset),
            items: Vec::new(),
        };
    };
    let mut items = match context::context(subject, &cursor) {
        Some(context) => items::items(subject, &cursor, &context),
        None => Vec::new(),
    };
    if cursor.word.text(subject.text).starts_with('$') {
        items.retain(|item| item.label.starts_with('$'));
    }
    items.sort_by(|a, b| a.sort.cmp(&b.sort));
    Completions {
        replace: cursor.word,
        items,
    }
}

/// What people read about the item of that label, as Markdown. Clients ask for
/// it once an item is looked at.
#[must_use]
pub fn document(label: &str, profile: &Profile) -> Option<String> {
    if let Some(builtin) = builtin(label) {
        return Some(Hover::of(builtin, profile).to_markdown());
    }
    let recipe = RECIPES.iter().find(|recipe| recipe.name == label)?;
    Some(recipe.to_markdown())
}
