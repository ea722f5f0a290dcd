//! Formats a formula that stands in a host file: the canonical form as edits
//! of the white space that differs, so that a host's own spelling of all the
//! rest stays.

use autoscale_base::{Edit, Severity, Span};
use autoscale_syntax::{
    ExprKind, MAX_CHARACTERS, StatementKind, Tree, lex, mask, parse, parse_with_holes,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{FormatError, format};

/// The edits that bring `text` into canonical form. `holes` are filled in by
/// the host and stay; so do white space at both ends, and the indentation that
/// all lines have in common.
///
/// # Errors
/// As [`format()`], and when a placeholder stands where its text decides how the
/// formula is to be read.
pub fn format_embedded(text: &str, holes: &[Span]) -> Result<Vec<Edit>, FormatError> {
    let tree = parse_with_holes(text, holes);
    let mut severities = tree.diagnostics.iter().map(|found| found.severity);
    if severities.any(|severity| severity == Severity::Error) {
        return Err(FormatError::Syntax);
    }
    if holds_statements(&tree.tree) {
        return Err(FormatError::Placeholder);
    }
    // Names stand in for placeholders.
    let masked = mask(text, holes);
    let formatted = format(&masked, &parse(&masked).tree).map_err(|error| match error {
        FormatError::Syntax if !holes.is_empty() => FormatError::Placeholder,
        error => error,
    })?;
    let base = base_indentation(text);
    let new = framed(&masked, &formatted, base);
    if new.chars().count() > MAX_CHARACTERS.max(text.chars().count()) {
        return Err(FormatError::TooLong);
    }
    Ok(edits(&masked, &new))
}

/// Does a placeholder stand for a whole statement, or several, that bring
/// their own `;` along?
fn holds_statements(tree: &Tree) -> bool {
    tree.statements().iter().any(|statement| {
        let open = statement.semicolon.is_none();
        let hole = |value| tree.expr(value).kind == ExprKind::Hole;
        open && matches!(statement.kind, StatementKind::Expr(value) if hole(value))
    })
}

/// The indentation of every line that has something on it, but for the first
/// when the formula begins in the middle of a line of its host.
fn base_indentation(text: &str) -> &str {
    let first_is_own = text.starts_with([' ', '\t']);
    let lines = text.lines().skip(usize::from(!first_is_own));
    let indentation = |line: &'_ str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut indentations = lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split_at(indentation(line)).0);
    let Some(first) = indentations.next() else {
        return "";
    };
    indentations.fold(first, |common, next| {
        let same = common.bytes().zip(next.bytes());
        let length = same.take_while(|(a, b)| a == b).count();
        common.split_at(length).0
    })
}

/// `formatted` with the white space at the ends of `text`, and indented.
fn framed(text: &str, formatted: &str, base: &str) -> String {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    let (before, _) = text.split_at(start);
    let (_, behind) = text.split_at(end);
    let mut new = before.to_owned();
    for (number, line) in formatted.trim_end().split_inclusive('\n').enumerate() {
        if number > 0 && !line.trim().is_empty() {
            new.push_str(base);
        }
        new.push_str(line);
    }
    new.push_str(behind);
    new
}

/// The edits that make `new` of `old`, as small as can be.
pub(crate) fn edits(old: &str, new: &str) -> Vec<Edit> {
    let (from, to) = (pieces(old), pieces(new));
    let texts = |pieces: &[Span], text| -> Vec<&str> {
        pieces.iter().map(|piece| piece.text(text)).collect()
    };
    let hull = |pieces: Option<&[Span]>, at: Option<&Span>, text: &str| {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let empty = Span::empty(at.map_or(end, |piece| piece.start));
        let pieces = pieces.unwrap_or_default().iter().copied();
        pieces.reduce(Span::to).unwrap_or(empty)
    };
    capture_diff_slices(Algorithm::Myers, &texts(&from, old), &texts(&to, new))
        .into_iter()
        .filter(|change| !matches!(change, DiffOp::Equal { .. }))
        .map(|change| {
            let (old_range, new_range) = (change.old_range(), change.new_range());
            let (at, to_at) = (from.get(old_range.start), to.get(new_range.start));
            let span = hull(from.get(old_range), at, old);
            let text = hull(to.get(new_range), to_at, new).text(new);
            narrowed(old, span, text)
        })
        .collect()
}

/// Tokens, comments and the white space between them.
fn pieces(text: &str) -> Vec<Span> {
    let read = lex(text);
    let tokens = read.tokens.iter().map(|(_, span)| *span);
    let mut solid: Vec<Span> = tokens
        .chain(read.comments.iter().map(|comment| comment.span))
        .collect();
    solid.sort();
    let mut pieces = Vec::with_capacity(2 * solid.len() + 1);
    let mut end = 0;
    let last = u32::try_from(text.len()).unwrap_or(u32::MAX);
    for piece in solid.into_iter().chain([Span::empty(last)]) {
        if end < piece.start {
            pieces.push(Span::new(end, piece.start));
        }
        if !piece.is_empty() {
            pieces.push(piece);
        }
        end = piece.end;
    }
    pieces
}

/// An edit without what stays the same at its ends.
fn narrowed(old: &str, span: Span, new: &str) -> Edit {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        let same = a.zip(b).take_while(|(a, b)| a == b);
        same.map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let old = span.text(old);
    let front = same(&mut old.chars(), &mut new.chars());
    let (old, new) = (old.split_at(front).1, new.split_at(front).1);
    let back = same(&mut old.chars().rev(), &mut new.chars().rev());
    let kept = new.split_at(new.len() - back).0;
    let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Edit {
        span: Span::new(span.start + length(front), span.end - length(back)),
        text: kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str, hole: &str) -> Result<String, FormatError> {
        let start = text.find(hole).unwrap();
        let hole = Span::new(
            u32::try_from(start).unwrap(),
            u32::try_from(start + hole.len()).unwrap(),
        );
        let holes = if hole.is_empty() { vec![] } else { vec![hole] };
        let mut new = text.to_owned();
        for edit in format_embedded(text, &holes)?.iter().rev() {
            assert!(!edit.span.is_empty() || !edit.text.is_empty());
            new.replace_range(edit.span.range(), &edit.text);
        }
        Ok(new)
    }

    #[test]
    fn placeholders_and_the_ends_stay() {
        for (text, hole, new) in [
            ("a=min( ${x},1)", "${x}", "a = min(${x}, 1);"),
            ("\n  a=1; b=\"%s\"\n ", "%s", "\n  a = 1;\n  b = \"%s\";\n "),
            ("a=1;\n    b=2;\n", "", "a = 1;\n    b = 2;\n"),
            ("  a=1;\n    b=2;", "", "  a = 1;\n  b = 2;"),
            ("a = 1;\n", "", "a = 1;\n"),
            ("a = {x}; // {", "{x}", "a = {x}; // {"),
            (" ", "", " "),
        ] {
            assert_eq!(formatted(text, hole).as_deref(), Ok(new), "{text}");
        }
    }

    #[test]
    fn what_a_placeholder_decides_is_left_alone() {
        for (text, hole) in [
            ("{all}", "{all}"),
            ("a = 1;\n{rest}", "{rest}"),
            ("a = 1{x}0;", "{x}"),
        ] {
            assert_eq!(
                formatted(text, hole),
                Err(FormatError::Placeholder),
                "{text}"
            );
        }
        assert_eq!(formatted("a = ${x} +;", "${x}"), Err(FormatError::Syntax));
    }

    #[test]
    fn edits_touch_white_space_only() {
        let text = "a=1;\n\n\n  b = a+ 2; // so";
        for edit in format_embedded(text, &[]).unwrap() {
            assert!(edit.span.text(text).trim().is_empty(), "{edit:?}");
        }
    }
}
