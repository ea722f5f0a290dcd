//! Hides heredocs from the parser, which tries four endings of a template at
//! every character of one: that takes it longer than all the rest of a file.

use std::borrow::Cow;

use autoscale_base::Span;

use crate::source_map::offset;

/// A text whose heredocs are empty strings; offsets stay.
pub(super) struct Hidden<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where they stood, in text order.
    pub(super) heredocs: Vec<Span>,
}

/// Hides all heredocs of `text`, or none of them where that takes more than a
/// look at its lines.
pub(super) fn hide(text: &str) -> Hidden<'_> {
    let heredocs = heredocs(text).unwrap_or_default();
    if heredocs.is_empty() {
        return Hidden {
            text: Cow::Borrowed(text),
            heredocs,
        };
    }
    let mut hidden = String::with_capacity(text.len());
    for heredoc in &heredocs {
        let range = heredoc.range();
        hidden.push_str(text.get(hidden.len()..range.start).unwrap_or_default());
        hidden.push_str("\"\"");
        hidden.extend(std::iter::repeat_n(' ', range.len() - "\"\"".len()));
    }
    hidden.push_str(text.get(hidden.len()..).unwrap_or_default());
    Hidden {
        text: Cow::Owned(hidden),
        heredocs,
    }
}

/// The heredocs of a text in which every `<<` stands behind `name =` at the
/// start of a line and begins one without placeholders; `None` for any other
/// text, such as one with `<<` in a comment or a string.
fn heredocs(text: &str) -> Option<Vec<Span>> {
    if text.contains('\r') || text.contains("/*") {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..)?.find("<<") {
        let start = at + next;
        let before = text.get(..start)?.rsplit('\n').next()?;
        let key = before.trim_matches([' ', '\t']).strip_suffix('=')?;
        if !is_name(key.trim_end_matches([' ', '\t'])) {
            return None;
        }
        at = end(text, start)?;
        found.push(Span::new(offset(start), offset(at)));
    }
    Some(found)
}

/// Where the heredoc at `start` ends.
fn end(text: &str, start: usize) -> Option<usize> {
    let opening = text.get(start..)?.strip_prefix("<<")?;
    let (name, lines) = opening.split_once('\n')?;
    let name = name.strip_prefix('-').unwrap_or(name);
    if !is_name(name) {
        return None;
    }
    let mut at = text.len() - lines.len();
    for line in lines.split_inclusive('\n') {
        let word = line.trim_start_matches([' ', '\t']);
        if let Some(behind) = word.strip_prefix(name) {
            match behind.chars().next() {
                Some(c) if is_part_of_name(c) => {}
                // It may be one for the parser.
                Some(c) if !c.is_ascii() => return None,
                _ => return Some(at + line.len() - behind.len()),
            }
        }
        if ["<<", "${", "%{"].iter().any(|sign| line.contains(sign)) {
            return None;
        }
        at += line.len();
    }
    None
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_part_of_name)
}

const fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_heredocs_are_empty_strings() {
        let text = "a = <<EOF\nx\nEOFs\n  EOF\nb = {\n  c = <<-E\n  E\n}\n";
        let hidden = hide(text);
        assert_eq!(hidden.text.len(), text.len());
        let words: Vec<&str> = hidden.text.split_whitespace().collect();
        assert_eq!(words.join(" "), "a = \"\" b = { c = \"\" }");
        let heredocs = hidden.heredocs.iter().map(|heredoc| heredoc.text(text));
        let heredocs: Vec<&str> = heredocs.collect();
        assert_eq!(heredocs, ["<<EOF\nx\nEOFs\n  EOF", "<<-E\n  E"]);
    }

    #[test]
    fn what_lines_do_not_tell_is_left_to_the_parser() {
        for text in [
            "a = <<EOF\n${x}\nEOF\n",
            "a = <<EOF\n%{if x}\nEOF\n",
            "a = <<EOF\nb = <<E\nE\nEOF\n",
            "a = <<EOF\nx\n",
            "a = <<EOF\nEOFé\nEOF\n",
            "a = <<EOF \nx\nEOF\n",
            "a = <<EOF\r\nx\r\nEOF\r\n",
            "a = trimspace(<<EOF\nx\nEOF\n)\n",
            "a == <<EOF\nx\nEOF\n",
            "# a = <<EOF\nEOF\n",
            "/*\na = <<EOF\n*/\nb = 1\nEOF\n",
            "b = \"<<\"\na = <<EOF\nx\nEOF\n",
        ] {
            let hidden = hide(text);
            assert_eq!(hidden.text, text);
            assert_eq!(hidden.heredocs, []);
        }
    }
}
