//! Tree and comments to canonical text.
//!
//! There is one style and no options:
//!
//! - a statement begins a line and ends with `;`; what fits in [`WIDTH`]
//!   columns stays on one line, a comment at its end not counted;
//! - spaces around binary operators, `?`, `:` and behind `,`; none inside
//!   brackets or behind a sign;
//! - what does not fit breaks at its outermost construct first: a ternary
//!   before `?` and `:`, a chain of operators before every operator, brackets
//!   around every element;
//! - where the indentation would make the formula longer than the service
//!   takes, nothing breaks;
//! - names, numbers, strings, parentheses and comments stay as they are
//!   written, blank lines between statements too, but never more than one.
//!
//! Formatting twice changes nothing, and the output is parsed and compared
//! with the input before it is returned.

mod comments;
mod doc;
mod embedded;
mod layout;
mod printer;
mod verify;

use std::fmt;

use autoscale_base::Edit;
use autoscale_syntax::{MAX_CHARACTERS, Tree};

pub use embedded::format_embedded;

/// Columns of a line, counted in Unicode scalar values.
///
/// 100 rather than 80, since the names of the service are long: the idiom of
/// its documentation, `max($PendingTasks.GetSample(1),
/// avg($PendingTasks.GetSample(TimeInterval_Minute * 15)))`, takes more than 90
/// as the arm of a guard, and reads best in one piece.
pub const WIDTH: usize = 100;

/// Columns of one level of indentation.
pub(crate) const INDENT: usize = 4;

/// Why a text was not formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// It has a syntax error.
    Syntax,
    /// With the spaces of the canonical style it would be longer than the
    /// service takes.
    TooLong,
    /// A placeholder decides how the text is to be read.
    Placeholder,
    /// The output would not have said the same: a fault of the formatter.
    Internal,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str("a formula with a syntax error cannot be formatted"),
            Self::TooLong => write!(
                f,
                "formatted, the formula would be longer than {MAX_CHARACTERS} characters"
            ),
            Self::Placeholder => f.write_str("a placeholder decides how the formula is read"),
            Self::Internal => {
                f.write_str("formatting would change what the formula says; please report it")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// The canonical form of `text`, which was parsed to `tree`. Lines end as the
/// first line of `text` does.
///
/// ```
/// let text = "a=max( 1,b )?2: -3 // so far";
/// let tree = autoscale_syntax::parse(text).tree;
/// let formatted = autoscale_format::format(text, &tree);
/// assert_eq!(formatted.as_deref(), Ok("a = max(1, b) ? 2 : -3; // so far\n"));
/// ```
///
/// # Errors
/// When the text has a syntax error, or its canonical form would not be a
/// formula that says the same.
pub fn format(text: &str, tree: &Tree) -> Result<String, FormatError> {
    let (docs, root) = layout::layout(text, tree);
    let within = |width| {
        let output = printer::print(&docs, root, line_ending(text), width);
        verify::verify(text, &output).map(|()| output)
    };
    match within(WIDTH) {
        Err(FormatError::TooLong) => within(usize::MAX),
        formatted => formatted,
    }
}

/// What [`format()`] changes, as edits in text order, as small as can be.
///
/// # Errors
/// As [`format()`].
pub fn format_edits(text: &str, tree: &Tree) -> Result<Vec<Edit>, FormatError> {
    format(text, tree).map(|formatted| embedded::edits(text, &formatted))
}

/// How the first line of `text` ends.
fn line_ending(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use autoscale_syntax::parse;

    fn formatted(text: &str) -> Result<String, FormatError> {
        format(text, &parse(text).tree)
    }

    #[test]
    fn lines_end_as_the_first_one_does() {
        for (text, output) in [
            ("a=1;\r\nb=2;\n", "a = 1;\r\nb = 2;\r\n"),
            ("a=1;\nb=2;\r\n", "a = 1;\nb = 2;\n"),
            ("a=1;\rb=2;\r", "a = 1;\nb = 2;\n"),
            ("// so\r\na=1", "// so\r\na = 1;\r\n"),
            ("a=1\r\n;\r\n\r\n\r\nb=2", "a = 1;\r\n\r\nb = 2;\r\n"),
        ] {
            assert_eq!(formatted(text).as_deref(), Ok(output), "{text:?}");
        }
    }

    #[test]
    fn edits_make_the_canonical_form() {
        for text in ["a=1;b=2", "\n\n a = 1 // so\n ;\n\n\n", "a = 1;\n", ""] {
            let tree = parse(text).tree;
            let mut new = text.to_owned();
            for edit in format_edits(text, &tree).unwrap().iter().rev() {
                new.replace_range(edit.span.range(), &edit.text);
            }
            assert_eq!(Ok(new), format(text, &tree));
        }
    }

    #[test]
    fn a_syntax_error_is_refused() {
        for text in [
            "a = ",
            "a = (1",
            "a = 1 b = 2",
            "a = 1\nb = 2",
            "a = f(1,)",
            "a = {x};",
            "${name} = 1;",
            "# comment",
            "/* comment */ a = 1;",
            "a = 5 % 2;",
            "a = \"open",
            "\u{feff}a = 1;",
        ] {
            assert_eq!(formatted(text), Err(FormatError::Syntax), "{text}");
        }
    }

    #[test]
    fn a_text_that_was_not_read_is_refused() {
        let text = "a = 1;".repeat(1 << 18);
        assert_eq!(formatted(&text), Err(FormatError::Syntax));
    }

    #[test]
    fn a_tree_of_another_text_is_refused() {
        let other = parse("a = 1; b = 2;");
        for text in ["a = 1 + 2; b = 3;", "x = f(1)[", "ä = ä; ö"] {
            assert!(format(text, &other.tree).is_err(), "{text}");
        }
    }

    #[test]
    fn spaces_must_not_make_a_formula_too_long() {
        let chain = |terms| format!("a=1{};", "+1".repeat(terms));
        assert!(formatted(&chain(500)).is_ok());
        assert_eq!(formatted(&chain(4000)), Err(FormatError::TooLong));
    }

    #[test]
    fn indentation_must_not_make_a_formula_too_long() {
        let nested = |depth| format!("a = {}1{};\n", "1 * (1 + ".repeat(depth), ")".repeat(depth));
        assert!(formatted(&nested(20)).unwrap().lines().count() > 1);
        assert_eq!(formatted(&nested(45)), Ok(nested(45)));
    }

    #[test]
    fn the_deepest_formulas_are_no_trouble() {
        for (open, inner, close, depth) in [
            ("(", "1", ")", 99),
            ("[", "1", "]", 99),
            ("max(", "1", ")", 99),
            ("max(1,", "1", ")", 20),
            ("-", "1", "", 99),
            ("(a?1:", "1", ")", 49),
            ("(a?1:b?1:", "1", ")", 33),
            ("a?1:", "1", "", 99),
            ("a?", "1", ":1", 99),
        ] {
            let text = format!("a={}{inner}{};", open.repeat(depth), close.repeat(depth));
            match formatted(&text) {
                Ok(output) => assert_eq!(formatted(&output), Ok(output), "{text}"),
                Err(error) => assert_eq!(error, FormatError::TooLong, "{text}"),
            }
        }
    }
}
