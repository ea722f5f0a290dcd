//! Reads `// autoscale: ignore[…]` comments.

use autoscale_base::{Diagnostic, Span, quoted};
use autoscale_syntax::{Comment, CommentKind};

use crate::rules::UNUSED_SUPPRESSION;
use crate::{Selector, UnknownRule};

/// What every directive begins with, behind `//`.
const SIGN: &str = "autoscale:";

/// A comment, or the end of one, that asks for findings to be ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive {
    /// From its `//` to the end of the comment.
    pub(crate) span: Span,
    /// Nothing stands before it in its comment.
    pub(crate) whole_comment: bool,
    /// It is about the whole formula.
    pub(crate) file: bool,
    /// What stands in its brackets; `None` without brackets: every rule.
    pub(crate) list: Option<List>,
}

/// The rules that a directive names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// What stands between the brackets.
    pub(crate) span: Span,
    /// In text order.
    pub(crate) items: Vec<Item>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Where it stands, without white space.
    pub(crate) span: Span,
    /// What it means.
    pub(crate) rules: Result<Selector, UnknownRule>,
}

/// The directive in `comment`, if there is one; an error is a finding that
/// tells what is wrong with it.
pub(crate) fn read(text: &str, comment: &Comment) -> Option<Result<Directive, Box<Diagnostic>>> {
    if comment.kind != CommentKind::Line {
        return None;
    }
    let (before, rest) = comment.span.text(text).split_once(SIGN)?;
    let start = before.rfind("//")?;
    let (_, gap) = before.split_at_checked(start + 2)?;
    if !gap.trim().is_empty() {
        return None;
    }
    let span = Span::new(comment.span.start + offset(start), comment.span.end);
    let directive = Reader {
        rest,
        end: span.end,
    };
    directive.read(span, start == 0)
}

/// What is left of a comment.
struct Reader<'t> {
    rest: &'t str,
    /// Where the comment ends.
    end: u32,
}

impl<'t> Reader<'t> {
    fn read(
        mut self,
        span: Span,
        whole_comment: bool,
    ) -> Option<Result<Directive, Box<Diagnostic>>> {
        self.skip(self.rest.len() - self.rest.trim_start().len());
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let word = self.take(self.rest.find(|c| !letter(c)).unwrap_or(self.rest.len()));
        let behind = self.rest.trim_start();
        let open = behind.starts_with('[');
        let file = match word.text {
            "ignore" => false,
            "ignore-file" => true,
            _ => return misspelt(&word, open).map(|found| Err(Box::new(found))),
        };
        if !open {
            let next = behind.split([' ', ',', '\t']).next().unwrap_or_default();
            if Selector::parse(next).is_ok() {
                return Some(Err(Box::new(unbracketed(&word, next))));
            }
        }
        self.skip(self.rest.len() - behind.len());
        let list = match open.then(|| self.list()).transpose() {
            Ok(list) => list,
            Err(malformed) => return Some(Err(malformed)),
        };
        Some(Ok(Directive {
            span,
            whole_comment,
            file,
            list,
        }))
    }

    /// What stands in brackets.
    fn list(&mut self) -> Result<List, Box<Diagnostic>> {
        let open = self.take(1);
        let Some(length) = self.rest.find(']') else {
            let message = "the list of rules is not closed";
            let found = Diagnostic::new(&UNUSED_SUPPRESSION, open.span, message);
            let help = "write `]` behind the last rule";
            return Err(Box::new(found.with_label("never closed").with_help(help)));
        };
        let inner = self.take(length);
        let mut at = inner.span.start;
        let mut items = Vec::new();
        for entry in inner.text.split(',') {
            let name = entry.trim();
            let start = at + offset(entry.len() - entry.trim_start().len());
            at += offset(entry.len()) + 1;
            if !name.is_empty() {
                items.push(Item {
                    span: Span::new(start, start + offset(name.len())),
                    rules: Selector::parse(name),
                });
            }
        }
        if items.is_empty() {
            let span = open.span.to(Span::empty(inner.span.end + 1));
            let message = "the list of rules is empty";
            let help = "name the rules, such as `[AS201]`, or leave the brackets out";
            let found = Diagnostic::new(&UNUSED_SUPPRESSION, span, message);
            return Err(Box::new(found.with_help(help)));
        }
        Ok(List {
            span: inner.span,
            items,
        })
    }

    fn skip(&mut self, length: usize) {
        self.take(length);
    }

    fn take(&mut self, length: usize) -> Word<'t> {
        let start = self.end - offset(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        Word {
            text,
            span: Span::new(start, start + offset(length)),
        }
    }
}

struct Word<'t> {
    text: &'t str,
    span: Span,
}

/// A word that is nearly one of ours. Any other is plain English: `// autoscale:
/// grows with the queue`.
fn misspelt(word: &Word<'_>, open: bool) -> Option<Diagnostic> {
    let near = autoscale_check::nearest(word.text, ["ignore", "ignore-file"]);
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if open => "write `ignore[…]` or `ignore-file[…]`".to_owned(),
        None => return None,
    };
    let message = format!("{} is no instruction of ours", quoted(word.text));
    let found = Diagnostic::new(&UNUSED_SUPPRESSION, word.span, message);
    Some(found.with_label("not known").with_help(help))
}

fn unbracketed(word: &Word<'_>, rule: &str) -> Diagnostic {
    let message = format!("`{rule}` does not stand in brackets");
    Diagnostic::new(&UNUSED_SUPPRESSION, word.span, message)
        .with_label("expected a list behind")
        .with_help(format!("write `{}[{rule}]`", word.text))
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<Result<Directive, Box<Diagnostic>>> {
        let parsed = autoscale_syntax::parse(text);
        read(text, parsed.tree.comments().first().unwrap())
    }

    fn names(text: &str) -> Vec<String> {
        let directive = first(text).unwrap().unwrap();
        let items = directive.list.map_or_else(Vec::new, |list| list.items);
        let names = items.iter().map(|item| item.span.text(text).to_owned());
        names.collect()
    }

    #[test]
    fn rules_stand_in_brackets() {
        for text in [
            "// autoscale: ignore[AS101, undefined-symbol] as it is",
            "//autoscale:ignore-file [ AS101 ,undefined-symbol,]",
            "// why // autoscale: ignore[AS101,undefined-symbol]",
        ] {
            assert_eq!(names(text), ["AS101", "undefined-symbol"], "{text}");
        }
        let directive = first("// autoscale: ignore because").unwrap().unwrap();
        assert_eq!(directive.list, None);
    }

    #[test]
    fn plain_comments_are_left_alone() {
        for text in [
            "// autoscale: grows with the queue",
            "// the autoscale: ignore",
            "// autoscale formula",
            "//",
        ] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_at_its_place() {
        for (text, place, message) in [
            ("// autoscale: ingore[AS101]", "ingore", "no instruction"),
            ("// autoscale: Ignore", "Ignore", "no instruction"),
            ("// autoscale: off[AS101]", "off", "no instruction"),
            ("// autoscale: ignore[AS101", "[", "not closed"),
            ("// autoscale: ignore[ ]", "[ ]", "is empty"),
            ("// autoscale: ignore AS101", "ignore", "in brackets"),
        ] {
            let found = first(text).unwrap().unwrap_err();
            assert_eq!(found.span.text(text), place, "{text}");
            assert!(found.message.contains(message), "{}", found.message);
        }
    }
}
