//! Proves that the output says what the input said, before anybody sees it.

use autoscale_base::{Diagnostic, Severity, Span};
use autoscale_syntax::{Comment, Token, lex, parse};

use crate::FormatError;

/// Parses `output` and compares it with `text`: no syntax error, the same
/// statements of the same tokens, and the same comments in the same order.
/// Equal tokens make an equal tree, since a tree is built of nothing else.
pub(crate) fn verify(text: &str, output: &str) -> Result<(), FormatError> {
    let read = lex(text);
    let written = parse(output);
    let same = statements(text, &read.tokens).eq(statements(output, written.tree.tokens()))
        && comments(text, &read.comments).eq(comments(output, written.tree.comments()));
    // The lexer reports what leaves no token, such as a byte order mark.
    let sound = !has_errors(&read.diagnostics) && !has_errors(&written.diagnostics);
    if same && sound {
        Ok(())
    } else if has_errors(&parse(text).diagnostics) {
        Err(FormatError::Syntax)
    } else if same {
        // Of what makes a sound formula unsound, spaces change only its length.
        Err(FormatError::TooLong)
    } else {
        Err(FormatError::Internal)
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let mut severities = diagnostics.iter().map(|found| found.severity);
    severities.any(|severity| severity == Severity::Error)
}

/// The tokens of every statement that is not empty.
fn statements<'t>(
    text: &'t str,
    tokens: &'t [(Token, Span)],
) -> impl Iterator<Item = Vec<&'t str>> {
    tokens
        .split(|(token, _)| *token == Token::Semicolon)
        .filter(|statement| !statement.is_empty())
        .map(move |statement| statement.iter().map(|(_, span)| span.text(text)).collect())
}

fn comments<'t>(text: &'t str, comments: &'t [Comment]) -> impl Iterator<Item = &'t str> {
    comments
        .iter()
        .map(move |comment| comment.span.text(text).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a = (1 + b); // why\n// so\nstop()";

    #[test]
    fn white_space_and_semicolons_may_change() {
        assert_eq!(verify(TEXT, TEXT), Ok(()));
        assert_eq!(verify(TEXT, "a=(1+b); // why\n// so  \n;stop();"), Ok(()));
    }

    #[test]
    fn nothing_else_may_change() {
        for output in [
            "",
            "a = 1 + b; // why\n// so\nstop()",
            "a = (1 + c); // why\n// so\nstop()",
            "a = (1 + b); // why\nstop()",
            "a = (1 + b); // so\n// why\nstop()",
            "a = (1 + b) // why\n// so\nstop()",
            "a = (1 + b); // why\n// so\nstop(",
        ] {
            assert_eq!(verify(TEXT, output), Err(FormatError::Internal), "{output}");
        }
    }
}
