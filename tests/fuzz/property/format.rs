//! What must hold of the canonical text of any formula.

use autoscale_format::FormatError;
use autoscale_machine::{AutoScaleRun, reference, trace::NoTrace};
use autoscale_syntax::rules::FORMULA_TOO_LONG;
use autoscale_syntax::{Comment, MAX_CHARACTERS, Parsed, Tree, parse};

use super::machine::same_value;
use super::unparse::unparse;
use super::{Verdict, ensure, has_errors};
use crate::generate::{Case, Source, profile};

/// The formatter under test.
pub(crate) trait Format: Fn(&str, &Tree) -> Result<String, FormatError> {}

impl<F: Fn(&str, &Tree) -> Result<String, FormatError>> Format for F {}

/// Formats any text: what has a syntax error is refused, everything else gets
/// one form.
pub(crate) fn formats(format: impl Format, source: &Source) -> Verdict {
    let text = source.text.as_str();
    let parsed = parse(text);
    let output = match format(text, &parsed.tree) {
        Ok(output) => output,
        Err(FormatError::Syntax) => {
            return ensure(has_errors(&parsed.diagnostics), || {
                "a formula without a syntax error is refused".to_owned()
            });
        }
        Err(FormatError::TooLong) => {
            // Deep nesting is indented far more than it is long.
            return ensure(text.chars().count() * 30 > MAX_CHARACTERS, || {
                "a short formula is said to become too long".to_owned()
            });
        }
        Err(error @ (FormatError::Placeholder | FormatError::Internal)) => {
            return Err(error.to_string());
        }
    };
    // Without its superfluous spaces a formula may no longer be too long.
    let wrong = parsed
        .diagnostics
        .iter()
        .filter(|it| it.rule != &FORMULA_TOO_LONG);
    ensure(!has_errors(wrong), || {
        format!("a formula with a syntax error is formatted:\n{output}")
    })?;
    let again = parse(&output);
    says_the_same(text, &parsed, &output, &again)?;
    let twice = format(&output, &again.tree);
    ensure(twice.as_ref() == Ok(&output), || {
        format!("formatted twice it is another text:\n{output}\n{twice:?}")
    })
}

/// The same tree, and every comment once and in order.
fn says_the_same(text: &str, parsed: &Parsed, output: &str, again: &Parsed) -> Verdict {
    let (before, after) = (unparse(text, &parsed.tree), unparse(output, &again.tree));
    ensure(before.is_some() && before == after, || {
        format!("the output says something else:\n{output}")
    })?;
    let kinds = |tree: &Tree| {
        let kinds = tree
            .exprs()
            .iter()
            .map(|expr| std::mem::discriminant(&expr.kind));
        kinds.collect::<Vec<_>>()
    };
    ensure(kinds(&parsed.tree) == kinds(&again.tree), || {
        format!("the output groups otherwise:\n{output}")
    })?;
    let comments = |text: &str, comments: &[Comment]| {
        let texts = comments
            .iter()
            .map(|it| it.span.text(text).trim_end().to_owned());
        texts.collect::<Vec<_>>()
    };
    let before = comments(text, parsed.tree.comments());
    let after = comments(output, again.tree.comments());
    ensure(before == after, || {
        format!("comments {before:?} became {after:?}")
    })
}

/// Evaluates a formula as it is written and as it is formatted.
pub(crate) fn keeps_the_outcome(format: impl Format, case: &Case) -> Verdict {
    let text = case.text.as_str();
    let parsed = parse(text);
    let Ok(output) = format(text, &parsed.tree) else {
        return Ok(());
    };
    let again = parse(&output);
    let profile = profile(&case.settings);
    case.world.each_instant(|env| {
        let before = reference::evaluate(text, &parsed.tree, &profile, env, &mut NoTrace);
        let after = reference::evaluate(&output, &again.tree, &profile, env, &mut NoTrace);
        same_outcome(&before, &after).map_err(|difference| format!("{difference}\n{output}"))
    })
}

/// Equal but for the place of an error.
fn same_outcome(before: &AutoScaleRun, after: &AutoScaleRun) -> Verdict {
    fn cause(run: &AutoScaleRun) -> Option<(&str, &str)> {
        let error = run.error.as_ref()?;
        let cause = error.detail.split_once(": ").map(|it| it.1);
        Some((error.code, cause.unwrap_or_default()))
    }
    let mut variables = before.variables.iter().zip(&after.variables);
    let same = before.results == after.results
        && before.targets == after.targets
        && before.warnings == after.warnings
        && cause(before) == cause(after)
        && before.variables.len() == after.variables.len()
        && variables.all(|(a, b)| a.0 == b.0 && same_value(&a.1, &b.1));
    ensure(same, || format!("{before:?}\nbecame\n{after:?}"))
}
