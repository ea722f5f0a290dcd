//! What must hold of the checker: a formula in which it finds no error meets
//! none that it should have found, and no text at all brings it down.

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_catalog::service_error::{SYNTAX_ERROR, TOO_LONG};
use autoscale_check::Checked;
use autoscale_machine::{
    CompileError, Env, Program, RunError, evaluate, reference, trace::NoTrace,
};
use autoscale_metrics::{History, PoolFacts};
use autoscale_syntax::{ExprKind, Tree, parse};

use super::parse::findings_are_inside;
use super::{Verdict, ensure, has_errors, readable};
use crate::generate::{Case, Source, Typing};

/// Checks and evaluates any text, formula or not.
pub(crate) fn survives(
    check: impl Fn(&str, &Tree, &Profile) -> Checked,
    source: &Source,
) -> Verdict {
    let text = source.text.as_str();
    let parsed = parse(text);
    let profile = Profile::default();
    let checked = check(text, &parsed.tree, &profile);
    findings_are_inside(text, &checked.diagnostics)?;
    let env = Env {
        now: Timestamp::EPOCH,
        seed: 0,
        history: &History::new(),
        pool: PoolFacts::default(),
    };
    let error = evaluate(text, &profile, &env).error;
    let refused = |error: &RunError| [SYNTAX_ERROR.code, TOO_LONG.code].contains(&error.code);
    ensure(
        error.as_ref().is_some_and(refused) == has_errors(&parsed.diagnostics),
        || format!("the parser finds {:?}, but: {error:?}", parsed.diagnostics),
    )?;
    error.map_or(Ok(()), |error| tells_its_place(text, &error))
}

/// The detail of an error begins with line and column of its span.
fn tells_its_place(text: &str, error: &RunError) -> Verdict {
    let before = text.get(..error.span.start as usize);
    let before = before.ok_or_else(|| format!("{:?} is no place in the text", error.span))?;
    let unified = before.replace("\r\n", "\n").replace('\r', "\n");
    let (line, column) = match unified.rsplit_once('\n') {
        Some((lines, column)) => (lines.split('\n').count() + 1, column),
        None => (1, unified.as_str()),
    };
    let place = format!("Line {line}, Col {}: ", column.chars().count() + 1);
    ensure(error.detail.starts_with(&place), || {
        format!("`{}` is told of {place}", error.detail)
    })
}

/// Checks a formula and, when nothing is found, runs it.
pub(crate) fn is_sound(check: impl Fn(&str, &Tree, &Profile) -> Checked, case: &Case) -> Verdict {
    let text = case.text.as_str();
    let Some((tree, profile)) = readable(case) else {
        return Ok(());
    };
    let checked = check(text, &tree, &profile);
    if checked.hir.runnable() {
        let compiled = Program::compile(text, &checked.hir, &profile);
        ensure(
            matches!(compiled, Ok(_) | Err(CompileError::TooLarge)),
            || {
                format!(
                    "a runnable formula cannot be compiled: {:?}",
                    compiled.err()
                )
            },
        )?;
    }
    if has_errors(&checked.diagnostics) {
        return takes_what_is_legal(case, &checked);
    }
    case.world.each_instant(|env| {
        let run = reference::evaluate(text, &tree, &profile, env, &mut NoTrace);
        match run.error {
            Some(error) => {
                tells_its_place(text, &error)?;
                ensure(is_up_to_data(&tree, &error), || {
                    format!("nothing was found, but: {}", error.detail)
                })
            }
            None => Ok(()),
        }
    })
}

/// A formula that is made of legal parts alone is legal under the default
/// profile.
fn takes_what_is_legal(case: &Case, checked: &Checked) -> Verdict {
    let legal = case.typing == Typing::Strict && case.settings.is_empty();
    ensure(!legal, || {
        format!("a legal formula has findings: {:?}", checked.diagnostics)
    })
}

/// How the texts of faults begin that depend on samples, numbers or the clock,
/// so that no checker can foresee them.
const OF_DATA: [&str; 8] = [
    "Insufficient data from data set: ",
    "Timeinterval out of range",
    "Timestamp out of range",
    "Division by zero",
    "Vectors of different length: ",
    "No values: ",
    "Index out of range: ",
    "Invalid target: ",
];

fn is_up_to_data(tree: &Tree, error: &RunError) -> bool {
    let cause = error.detail.split_once(": ").map_or("", |it| it.1);
    if cause.starts_with("Invalid dateTime: ") {
        return !is_literal_argument(tree, error);
    }
    OF_DATA.iter().any(|start| cause.starts_with(start)) || cause.starts_with("Not a single value")
}

/// Is the text that could not be read a literal, which the checker sees?
fn is_literal_argument(tree: &Tree, error: &RunError) -> bool {
    tree.exprs().iter().any(|expr| match expr.kind {
        ExprKind::Call {
            open, arguments, ..
        } if open == error.span.start => {
            let argument = tree.list(arguments).first();
            let argument = argument.map(|&it| tree.expr(tree.unparenthesised(it)));
            argument.is_some_and(|it| it.kind == ExprKind::String)
        }
        _ => false,
    })
}
