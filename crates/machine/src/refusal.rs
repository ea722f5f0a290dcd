//! What the service refuses before anything runs: length and syntax. All else
//! is an evaluation error when it is reached.

use autoscale_base::{Severity, Span};
use autoscale_catalog::Profile;
use autoscale_catalog::service_error::{SYNTAX_ERROR, TOO_LONG};
use autoscale_check::refused_forms;
use autoscale_syntax::{MAX_CHARACTERS, Parsed};

use crate::RunError;

/// Why the formula cannot be run at all.
pub(crate) fn refusal(text: &str, parsed: &Parsed, profile: &Profile) -> Option<RunError> {
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        let cause = format!("{characters} characters, the most is {MAX_CHARACTERS}");
        return Some(RunError::new(text, Span::empty(0), TOO_LONG, &cause));
    }
    let forms = refused_forms(text, &parsed.tree, profile);
    let findings = parsed.diagnostics.iter().chain(&forms);
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    let first = errors.min_by_key(|finding| finding.span)?;
    Some(RunError::new(
        text,
        first.span,
        SYNTAX_ERROR,
        &first.message,
    ))
}

#[cfg(test)]
mod tests {
    use autoscale_catalog::profile::{EmptyStatement, EmptyVector, NumberForms};
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
