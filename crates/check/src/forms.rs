//! Ways of writing that are not documented, and that the profile takes for
//! syntax errors: `.5`, `5.` and `1e3`, empty vectors, empty statements.

use autoscale_base::{Diagnostic, Fix, quoted};
use autoscale_catalog::profile::{EmptyStatement, EmptyVector, NumberForms, Profile};
use autoscale_syntax::rules::{INVALID_NUMBER, UNEXPECTED_TOKEN};
use autoscale_syntax::{ExprKind, Token, Tree};

/// What in `tree`, which was parsed from `text`, the profile refuses, although
/// it parses; in text order. The default profile refuses nothing.
#[must_use]
pub fn refused_forms(text: &str, tree: &Tree, profile: &Profile) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if profile.number_forms == NumberForms::Reject {
        numbers(text, tree, &mut findings);
    }
    if profile.empty_vector == EmptyVector::Reject {
        empty_vectors(tree, &mut findings);
    }
    if profile.empty_statement == EmptyStatement::Reject {
        empty_statements(tree, &mut findings);
    }
    findings.sort_by_key(|finding| finding.span);
    findings
}

fn numbers(text: &str, tree: &Tree, findings: &mut Vec<Diagnostic>) {
    for expr in tree.exprs() {
        let ExprKind::Number(value) = expr.kind else {
            continue;
        };
        let written = expr.span.text(text);
        if is_plain(written) || !is_of_this_language(written) {
            continue;
        }
        let message = format!("{} is not a plain decimal number", quoted(written));
        let finding = Diagnostic::new(&INVALID_NUMBER, expr.span, message);
        let plain = value.to_string();
        let finding = if is_plain(&plain) && plain.len() <= LONGEST {
            finding
                .with_help(format!("write `{plain}`"))
                .with_fix(Fix::safe(expr.span, plain))
        } else {
            finding.with_help("write digits, with a point between them for a fraction")
        };
        findings.push(finding.with_setting("number-forms"));
    }
}

/// The longest number that a fix writes out.
const LONGEST: usize = 24;

/// `12` or `0.5`: the only forms in documents and recorded formulas.
fn is_plain(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

/// False for `0x1F` and the like, which is a syntax error for every profile.
fn is_of_this_language(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

fn empty_vectors(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    for expr in tree.exprs() {
        if matches!(expr.kind, ExprKind::Vector(items) if items.is_empty()) {
            findings.push(
                Diagnostic::new(
                    &UNEXPECTED_TOKEN,
                    expr.span,
                    "a vector has at least one element",
                )
                .with_help("write a value between the brackets")
                .with_setting("empty-vector"),
            );
        }
    }
}

fn empty_statements(tree: &Tree, findings: &mut Vec<Diagnostic>) {
    let mut before = Token::Semicolon;
    for &(token, span) in tree.tokens() {
        if (before, token) == (Token::Semicolon, Token::Semicolon) {
            findings.push(
                Diagnostic::new(
                    &UNEXPECTED_TOKEN,
                    span,
                    "no statement stands before this `;`",
                )
                .with_help("remove it")
                .with_fix(Fix::safe(span, ""))
                .with_setting("empty-statement"),
            );
        }
        before = token;
    }
}

#[cfg(test)]
mod tests {
    use autoscale_syntax::parse;

    use super::*;

    fn places(text: &str, profile: &Profile) -> Vec<(String, Option<String>)> {
        let findings = refused_forms(text, &parse(text).tree, profile);
        let place = |finding: Diagnostic| {
            let edit = finding.fix.map(|fix| fix.edits[0].text.clone());
            (finding.span.text(text).to_owned(), edit)
        };
        findings.into_iter().map(place).collect()
    }

    #[test]
    fn the_widest_language_is_taken_by_default() {
        let text = ";; x = .5; y = 5.; z = 1e3; v = [];";
        assert_eq!(places(text, &Profile::default()), []);
    }

    #[test]
    fn every_form_is_told_in_text_order() {
        let profile = Profile {
            number_forms: NumberForms::Reject,
            empty_statement: EmptyStatement::Reject,
            empty_vector: EmptyVector::Reject,
            ..Profile::default()
        };
        let found = |place: &str, edit: Option<&str>| (place.to_owned(), edit.map(str::to_owned));
        assert_eq!(
            places("; x = [.5, 5.] + []; ; y = 1e3; z = 1.5E-3;;", &profile),
            [
                found(";", Some("")),
                found(".5", Some("0.5")),
                found("5.", Some("5")),
                found("[]", None),
                found(";", Some("")),
                found("1e3", Some("1000")),
                found("1.5E-3", Some("0.0015")),
                found(";", Some("")),
            ]
        );
        assert_eq!(places("x = 1e300;", &profile), [found("1e300", None)]);
        assert_eq!(places("x = 0.5; y = 12; v = [1]; w = 0x1F", &profile), []);
    }
}
