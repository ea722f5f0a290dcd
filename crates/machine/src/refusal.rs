//! What the service refuses before anything runs: length and syntax. All else
//! is an evaluation error when it is reached.

use autoscale_base::{Severity, Span};
use autoscale_catalog::profile::{EmptyStatement, EmptyVector, NumberForms, Profile};
use autoscale_catalog::service_error::{SYNTAX_ERROR, TOO_LONG};
use autoscale_syntax::{ExprKind, MAX_CHARACTERS, Parsed, Token, Tree};

use crate::RunError;

/// Why the formula cannot be run at all.
pub(crate) fn refusal(text: &str, parsed: &Parsed, profile: &Profile) -> Option<RunError> {
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        let cause = format!("{characters} characters, the most is {MAX_CHARACTERS}");
        return Some(RunError::new(text, Span::empty(0), TOO_LONG, &cause));
    }
    let syntax = parsed
        .diagnostics
        .iter()
        .find(|finding| finding.severity == Severity::Error);
    let syntax = syntax.map(|finding| (finding.span, finding.message.as_str()));
    let profile = refused_form(text, &parsed.tree, profile);
    let (span, cause) = [syntax, profile]
        .into_iter()
        .flatten()
        .min_by_key(|it| it.0)?;
    Some(RunError::new(text, span, SYNTAX_ERROR, cause))
}

/// The first form of writing that the profile takes for a syntax error.
fn refused_form(text: &str, tree: &Tree, profile: &Profile) -> Option<(Span, &'static str)> {
    let number = || {
        let mut tokens = tree.tokens().iter();
        let refused = tokens
            .find(|(token, span)| *token == Token::Number && !is_plain_number(span.text(text)));
        refused.map(|&(_, span)| {
            (
                span,
                "a number is written with digits on both sides of the point",
            )
        })
    };
    let vector = || {
        let empty = tree
            .exprs()
            .iter()
            .find(|expr| matches!(expr.kind, ExprKind::Vector(items) if items.is_empty()));
        empty.map(|expr| (expr.span, "a vector has at least one element"))
    };
    let statement = || {
        let before = std::iter::once(Token::Semicolon).chain(tree.tokens().iter().map(|it| it.0));
        let empty = before
            .zip(tree.tokens())
            .find(|(before, (token, _))| (*before, *token) == (Token::Semicolon, Token::Semicolon));
        empty.map(|(_, &(_, span))| (span, "a statement stands before `;`"))
    };
    let refused = [
        (profile.number_forms == NumberForms::Reject)
            .then(number)
            .flatten(),
        (profile.empty_vector == EmptyVector::Reject)
            .then(vector)
            .flatten(),
        (profile.empty_statement == EmptyStatement::Reject)
            .then(statement)
            .flatten(),
    ];
    refused.into_iter().flatten().min_by_key(|it| it.0)
}

/// `12` or `0.5`: the only forms in documents and recorded formulas.
fn is_plain_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

#[cfg(test)]
mod tests {
    use autoscale_syntax::parse;

    use super::*;

    fn detail(text: &str, profile: &Profile) -> Option<String> {
        refusal(text, &parse(text), profile).map(|error| error.detail)
    }

    #[test]
    fn the_widest_language_is_taken_by_default() {
        let profile = Profile::default();
        for text in ["", ";;", "x = .5; y = 5.; z = 1e3", "v = []"] {
            assert_eq!(detail(text, &profile), None, "{text}");
        }
    }

    #[test]
    fn the_first_refused_form_is_told() {
        let profile = Profile {
            number_forms: NumberForms::Reject,
            empty_statement: EmptyStatement::Reject,
            empty_vector: EmptyVector::Reject,
            ..Profile::default()
        };
        for (text, place) in [
            ("x = 1; ; y = 2;", Some("Line 1, Col 8: ")),
            ("; x = []", Some("Line 1, Col 1: ")),
            ("x = []; y = .5", Some("Line 1, Col 5: ")),
            ("x = [\n5.]", Some("Line 2, Col 1: ")),
            ("x = 0.5; y = 12; v = [1];", None),
        ] {
            let detail = detail(text, &profile);
            let starts =
                place.map(|place| detail.as_deref().unwrap_or_default().starts_with(place));
            assert_eq!(
                starts,
                detail.is_some().then_some(true),
                "{text}: {detail:?}"
            );
        }
    }

    #[test]
    fn length_goes_before_syntax() {
        let text = "(".repeat(8193);
        let error = refusal(&text, &parse(&text), &Profile::default()).unwrap();
        assert_eq!(error.code, "AutoScaleFormulaTooLong");
        assert_eq!(
            error.detail,
            "Line 1, Col 1: 8193 characters, the most is 8192"
        );
        let short = "(".repeat(8192);
        let error = refusal(&short, &parse(&short), &Profile::default()).unwrap();
        assert_eq!(error.code, "AutoScalingFormulaSyntaxError");
    }
}
