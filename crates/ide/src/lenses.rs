//! What stands above a formula's lines: what can be done with it, and what its
//! targets can be.

use autoscale_base::{Span, quoted};
use autoscale_catalog::{Builtin, Target, VariableKind};

use crate::evaluation::placeholder;
use crate::range_words::numbers;
use crate::words::{Access, Word, words};
use crate::{Meaning, Subject};

/// What a lens does when it is clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// Evaluates the formula.
    Evaluate,
    /// Shows what is proved about the targets.
    Bounds,
}

/// A line above the formula's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it is about.
    pub span: Span,
    /// What it says.
    pub title: String,
    /// What it does.
    pub kind: LensKind,
}

/// The lenses: *Evaluate* at the first statement, with what is in the way of
/// it, *Bounds* and the value at the last assignment of each target.
#[must_use]
pub fn lenses(subject: &Subject<'_>) -> Vec<Lens> {
    let Some(first) = subject.analysis.tree.statements().first() else {
        return Vec::new();
    };
    let mut lenses = vec![Lens {
        span: first.span,
        title: evaluate(subject),
        kind: LensKind::Evaluate,
    }];
    let words = words(subject);
    for target in [Target::Dedicated, Target::LowPriority] {
        if let Some(place) = words.iter().rev().find(|word| assigns(word, target)) {
            lenses.extend(of_target(subject, target, place.span));
        }
    }
    lenses.sort_by_key(|lens| lens.span.start);
    lenses
}

fn evaluate(subject: &Subject<'_>) -> String {
    if let Some(hole) = placeholder(subject) {
        return format!(
            "Evaluate: {} is not filled in",
            quoted(hole.text(subject.text))
        );
    }
    let error = subject
        .run
        .and_then(|evaluation| evaluation.run.error.as_ref());
    match error {
        Some(error) => format!("Evaluate: {}, {}", error.code, error.detail),
        None => "Evaluate".to_owned(),
    }
}

fn assigns(word: &Word<'_>, target: Target) -> bool {
    let of_target = matches!(
        word.meaning,
        Some(Meaning::Builtin(Builtin::Variable(variable), _))
            if variable.kind == VariableKind::Target(target)
    );
    of_target && word.access == Access::Write
}

fn of_target(subject: &Subject<'_>, target: Target, span: Span) -> Vec<Lens> {
    let lens = |kind, title| Lens { span, title, kind };
    let run = subject.run.map(|evaluation| &evaluation.run);
    let value = run.filter(|run| run.error.is_none()).map(|run| {
        let nodes = match target {
            Target::Dedicated => run.targets.dedicated_nodes,
            Target::LowPriority => run.targets.low_priority_nodes,
        };
        lens(LensKind::Evaluate, format!("= {nodes}"))
    });
    let bounds = &subject.analysis.bounds;
    let is_proved = bounds.known(target) && bounds.assigned(target);
    let bounds = is_proved.then(|| {
        let range = numbers(bounds.target(target));
        lens(LensKind::Bounds, format!("Bounds: {range}"))
    });
    value.into_iter().chain(bounds).collect()
}
