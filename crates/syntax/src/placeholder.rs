//! Placeholders of host languages: `${x}`, `{{x}}`, `{x}`, `@{x}`, `#{x}`,
//! `%d`, `<x>`. One is read as one token, a hole, so that a template can be
//! checked before its host fills it in.

use autoscale_base::{Diagnostic, Span, quoted};

use crate::Token;
use crate::lexer::{Scanner, span};
use crate::rules::UNFILLED_PLACEHOLDER;

/// The finding for a placeholder.
pub(crate) fn unfilled(text: &str, placeholder: Span) -> Diagnostic {
    Diagnostic::new(
        &UNFILLED_PLACEHOLDER,
        placeholder,
        format!(
            "{} is a placeholder that nothing has filled in",
            quoted(placeholder.text(text))
        ),
    )
    .with_help("let the host language fill it in, or write the value")
}

impl Scanner<'_> {
    /// Reads a placeholder that starts with `{`, `@{` or `#{`, or with `{`
    /// behind the `$` that is the last token.
    pub(crate) fn placeholder(&mut self, at: usize) -> usize {
        let rest = self.near(at);
        let sign = usize::from(!rest.starts_with('{'));
        let braces = rest.get(sign..).unwrap_or_default();
        let behind_dollar = matches!(self.touching(at), Some((Token::Ident, name)) if name.len() == 1)
            && self.text.get(..at).is_some_and(|text| text.ends_with('$'));
        let Some(len) = closed_braces(braces, behind_dollar || sign == 1) else {
            return self.meaningless(at, if sign == 1 { '@' } else { '{' });
        };
        let start = if behind_dollar {
            self.tokens.pop();
            at - 1
        } else {
            at
        };
        self.hole(start, at + sign + len)
    }

    /// Makes one token of a placeholder and the parts of a name around it.
    pub(crate) fn hole(&mut self, start: usize, end: usize) -> usize {
        let placeholder = span(start..end);
        let in_name = |c: &char| c.is_ascii_alphanumeric() || "_$".contains(*c);
        let tail = self.rest(end).chars().take_while(in_name).count();
        let whole = span(start..end + tail);
        match (self.touching(start), self.tokens.last_mut()) {
            (Some((Token::Hole, _)), Some((_, last))) => *last = last.to(whole),
            (Some((Token::Ident | Token::Number, _)), Some(last)) => {
                *last = (Token::Hole, last.1.to(whole));
                self.report.push(unfilled(self.text, placeholder));
            }
            _ => {
                self.tokens.push((Token::Hole, whole));
                self.report.push(unfilled(self.text, placeholder));
            }
        }
        end + tail
    }
}

/// The length of the balanced braces that `text` starts with. Behind a sign
/// (`${`) and doubled (`{{`) they may hold anything; single ones must not look
/// like a block of statements.
fn closed_braces(text: &str, behind_sign: bool) -> Option<usize> {
    if !text.contains('}') {
        return None;
    }
    let mut depth = 0_u32;
    let end = text.char_indices().find_map(|(at, character)| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at + 1)
    })?;
    let inside = text.get(1..end - 1)?;
    let anything = behind_sign || inside.starts_with('{') || inside.starts_with('%');
    (anything || !inside.contains([';', '='])).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::closed_braces;

    #[test]
    fn braces_are_balanced_and_no_block() {
        assert_eq!(closed_braces("{x} + 1", false), Some(3));
        assert_eq!(closed_braces("{x[\"a\"]:.2f}", false), Some(12));
        assert_eq!(closed_braces("{{ x }} + 1", false), Some(7));
        assert_eq!(closed_braces("{}", false), Some(2));
        assert_eq!(closed_braces("{a ? {b} : {c}}", true), Some(15));
        assert_eq!(closed_braces("{a == b}", true), Some(8));
        assert_eq!(closed_braces("{ x = 1 }", false), None);
        assert_eq!(closed_braces("{x", true), None);
        assert_eq!(closed_braces("", true), None);
    }
}
