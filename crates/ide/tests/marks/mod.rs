//! What a feature finds, written into the formula or line by line, so that a
//! snapshot can be read.

use std::fmt::Write as _;

use autoscale_base::Span;
use autoscale_ide::{
    Access, FoldKind, Modifiers, Subject, definition, document_links, faded_arms, folds, hints,
    inline_values, lenses, linked_editing, outline, prepare_rename, references, rename,
    selection_ranges, semantic_tokens,
};

/// What a case of `rename` says in its first line, before the new name.
const RENAME: &str = "// to: ";

const NOTHING: &str = "nothing";

/// The formula with `⟨label…⟩` around spans that lie apart.
fn marked(subject: &Subject<'_>, spans: impl IntoIterator<Item = (Span, &'static str)>) -> String {
    let mut marks: Vec<(usize, String)> = Vec::new();
    for (span, label) in spans {
        marks.push((span.range().start, format!("⟨{label}")));
        marks.push((span.range().end, "⟩".to_owned()));
    }
    if marks.is_empty() {
        return NOTHING.to_owned();
    }
    let mut text = subject.text.to_owned();
    for (at, mark) in marks.iter().rev() {
        text.insert_str(*at, mark);
    }
    text
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().collect();
    if lines.is_empty() {
        return NOTHING.to_owned();
    }
    lines.join("\n")
}

/// A span on one line.
fn told(subject: &Subject<'_>, span: Span) -> String {
    format!("`{}`", span.text(subject.text).replace('\n', "⏎"))
}

pub(crate) fn defined(subject: &Subject<'_>, offset: u32) -> String {
    marked(
        subject,
        definition(subject, offset).map(|found| (found.target, "")),
    )
}

pub(crate) fn referenced(subject: &Subject<'_>, offset: u32) -> String {
    let places = references(subject, offset).into_iter();
    let label = |access| match access {
        Access::Read => "",
        Access::Write => "= ",
    };
    marked(
        subject,
        places.map(|place| (place.span, label(place.access))),
    )
}

pub(crate) fn renamed(subject: &Subject<'_>, offset: u32) -> String {
    let first = subject.text.lines().next().unwrap();
    let new = first
        .strip_prefix(RENAME)
        .expect("the case says the new name");
    let may = match prepare_rename(subject, offset) {
        Ok(name) => told(subject, name),
        Err(refusal) => refusal.to_string(),
    };
    let edits = match rename(subject, offset, new) {
        Ok(edits) => edits,
        Err(refusal) => return format!("{may}\n────\n{refusal}"),
    };
    let mut text = subject.text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    format!("{may}\n────\n{text}")
}

pub(crate) fn linked(subject: &Subject<'_>, offset: u32) -> String {
    let places = linked_editing(subject, offset).unwrap_or_default();
    marked(subject, places.into_iter().map(|place| (place, "")))
}

pub(crate) fn selected(subject: &Subject<'_>, offset: u32) -> String {
    let ranges = selection_ranges(subject, offset).into_iter();
    lines(ranges.map(|range| told(subject, range)))
}

pub(crate) fn outlined(subject: &Subject<'_>, _: u32) -> String {
    lines(outline(subject).iter().map(|item| {
        let span = told(subject, item.span);
        let selection = told(subject, item.selection);
        format!(
            "{:?} {}: {} at {selection} in {span}",
            item.kind, item.name, item.ty
        )
    }))
}

pub(crate) fn coloured(subject: &Subject<'_>, _: u32) -> String {
    lines(semantic_tokens(subject).iter().map(|token| {
        let modifiers = Modifiers::ALL.iter();
        let held = modifiers.filter(|(modifier, _)| token.modifiers.contains(*modifier));
        let mut line = format!("{} {:?}", told(subject, token.span), token.kind);
        for (_, name) in held {
            let _infallible = write!(line, " {name}");
        }
        line
    }))
}

pub(crate) fn hinted(subject: &Subject<'_>, _: u32) -> String {
    let mut text = subject.text.to_owned();
    for hint in hints(subject).iter().rev() {
        text.insert_str(hint.offset as usize, &format!("⟨{}⟩", hint.label));
    }
    text
}

pub(crate) fn folded(subject: &Subject<'_>, _: u32) -> String {
    let label = |kind| match kind {
        FoldKind::Statement => "",
        FoldKind::Comment => "comment ",
    };
    let folds = folds(subject).into_iter();
    marked(subject, folds.map(|fold| (fold.span, label(fold.kind))))
}

pub(crate) fn linked_to(subject: &Subject<'_>, _: u32) -> String {
    let links = document_links(subject).into_iter();
    marked(subject, links.map(|link| (link, "")))
}

pub(crate) fn titled(subject: &Subject<'_>, _: u32) -> String {
    lines(lenses(subject).iter().map(|lens| {
        let span = told(subject, lens.span);
        format!("{} · {:?} at {span}", lens.title, lens.kind)
    }))
}

pub(crate) fn valued(subject: &Subject<'_>, _: u32) -> String {
    lines(inline_values(subject).into_iter().map(|value| value.text))
}

pub(crate) fn faded(subject: &Subject<'_>, _: u32) -> String {
    let arms = faded_arms(subject).into_iter();
    marked(subject, arms.map(|arm| (arm, "")))
}
