//! Hover: what is known about the word under the cursor.

mod markdown;
mod own;

use autoscale_base::{Span, excerpt};
use autoscale_bounds::Range;
use autoscale_catalog::profile::{self, Setting};
use autoscale_catalog::{Builtin, Example, Profile, Status, Ty, VariableKind};
use autoscale_check::{Type, VarId};
use autoscale_machine::{Value, print};
use autoscale_syntax::Token;

use crate::symbol::{Meaning, Symbol, symbol_at};
use crate::{Subject, range_words};

/// What is known about a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hover {
    /// The word.
    pub span: Span,
    /// What it is, as code: one line for each overload.
    pub code: Vec<String>,
    /// Its kind in words.
    pub kind: &'static str,
    /// The unit of its value; empty when it has none.
    pub unit: &'static str,
    /// What the service does with it today, unless it is simply in use.
    pub status: Option<String>,
    /// What it is for, in Markdown.
    pub summary: String,
    /// More of that; may be empty.
    pub details: &'static str,
    /// The proved range of its value at this place.
    pub range: Option<String>,
    /// Its value: of a constant, and under the chosen snapshot.
    pub value: Option<String>,
    /// The settings that the documentation mentions, with their answers.
    pub settings: Vec<(&'static Setting, String)>,
    /// A formula that uses it.
    pub example: Option<&'static Example>,
    /// Since when public sources have it; may be empty.
    pub since: &'static str,
    /// Where the facts come from; empty for what the formula itself defines.
    pub evidence: &'static str,
}

/// What is known about the word at `offset`; `None` when there is nothing to
/// tell.
#[must_use]
pub fn hover(subject: &Subject<'_>, offset: u32) -> Option<Hover> {
    let Some(symbol) = symbol_at(subject, offset) else {
        return hole(subject, offset);
    };
    let mut hover = match symbol.meaning {
        Meaning::Builtin(builtin, version) => {
            let mut hover = Hover::of(builtin, subject.profile);
            hover.value = constant(builtin, subject.profile)
                .or_else(|| version.and_then(|var| value(subject, var)));
            hover.range = range(subject, &symbol, version);
            hover
        }
        Meaning::Own(var) => {
            let mut hover = own::hover(subject, var);
            hover.value = value(subject, var);
            hover.range = range(subject, &symbol, Some(var));
            hover
        }
    };
    hover.span = symbol.span;
    Some(hover)
}

impl Hover {
    /// What is known about a builtin, wherever it stands.
    pub(crate) fn of(builtin: Builtin, profile: &Profile) -> Self {
        let documentation = builtin.documentation();
        Self {
            code: code(builtin),
            kind: kind(builtin),
            unit: documentation.unit,
            status: status(builtin.status()),
            summary: documentation.summary.to_owned(),
            details: documentation.details,
            settings: settings(documentation.details, profile),
            example: documentation.examples.last(),
            since: documentation.since,
            evidence: documentation.source,
            ..Self::default()
        }
    }
}

/// The builtin as code: its overloads, or its name and type.
fn code(builtin: Builtin) -> Vec<String> {
    let name = builtin.name();
    let ty = match builtin {
        Builtin::Function(_) | Builtin::Method(_) => {
            let forms = builtin.signatures().iter();
            return forms.map(|form| form.to_text(name)).collect();
        }
        Builtin::Variable(variable) => match variable.kind {
            VariableKind::Metric { scalar: false, .. } => return vec![name.to_owned()],
            VariableKind::Target(_) | VariableKind::Metric { .. } => Ty::Double,
            VariableKind::DeallocationOption => Ty::Option,
        },
        Builtin::Member(_) => Ty::Double,
        Builtin::Constant(_) => Ty::Interval,
        Builtin::Option(_) => Ty::Option,
    };
    vec![format!("{name}: {ty}")]
}

/// The kind of a builtin, told apart further than the catalog does.
pub(crate) fn kind(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::Variable(variable) => match variable.kind {
            VariableKind::Target(_) => "target of the pool",
            VariableKind::DeallocationOption => "option of the pool",
            VariableKind::Metric { scalar: true, .. } => "fact of the pool",
            VariableKind::Metric { scalar: false, .. } => "metric",
        },
        other => other.kind(),
    }
}

fn status(status: Status) -> Option<String> {
    match status {
        // The summary of an alias says so.
        Status::Current | Status::Alias { .. } => None,
        Status::Deprecated { instead } => Some(format!("Deprecated: write {instead}.")),
        Status::Legacy { name } => Some(format!("Old name: today it is `{name}`.")),
        Status::Retired { note } => Some(format!("Retired: {note}.")),
    }
}

/// The settings whose keys stand in `details` as code.
fn settings(details: &str, profile: &Profile) -> Vec<(&'static Setting, String)> {
    let words = details.split('`').skip(1).step_by(2);
    words
        .filter_map(profile::setting)
        .filter_map(|setting| Some((setting, profile.get(setting.key)?)))
        .collect()
}

fn constant(builtin: Builtin, profile: &Profile) -> Option<String> {
    match builtin {
        Builtin::Constant(constant) => {
            let value = Value::Interval(constant.interval(profile));
            Some(print::text(&value, profile))
        }
        _ => None,
    }
}

/// The value that a version gets under the chosen snapshot.
fn value(subject: &Subject<'_>, var: VarId) -> Option<String> {
    let var = subject.analysis.hir.vars().get(var.index())?;
    let value = subject.run?.value(var.assigned_by?)?;
    Some(excerpt(&print::text(value, subject.profile)))
}

/// The range of the value at this place, when it says something.
fn range(subject: &Subject<'_>, symbol: &Symbol, version: Option<VarId>) -> Option<String> {
    let (hir, bounds) = (&subject.analysis.hir, &subject.analysis.bounds);
    if matches!(symbol.meaning, Meaning::Builtin(Builtin::Constant(_), _)) {
        return None;
    }
    // What stands in text that is not understood counts as never evaluated.
    let here = symbol
        .expr
        .map(|expr| (bounds.expr(expr), hir.expr(expr).ty));
    let here = here.filter(|(range, _)| *range != Range::Never);
    let assigned = || {
        let var = version?;
        Some((bounds.var(var), hir.vars().get(var.index())?.ty))
    };
    let (range, ty) = here.or_else(assigned)?;
    let is_known = !range_words::is_open(range) && ty != Type::Unknown;
    is_known.then(|| range_words::range(range, subject.profile))
}

/// A placeholder that the host fills in.
fn hole(subject: &Subject<'_>, offset: u32) -> Option<Hover> {
    let tokens = subject.analysis.tree.tokens();
    let index = tokens.partition_point(|token| token.1.end <= offset);
    let (_, span) = tokens
        .get(index)
        .filter(|(token, span)| *token == Token::Hole && span.touches(offset))?;
    Some(Hover {
        span: *span,
        code: vec![excerpt(span.text(subject.text))],
        kind: "placeholder",
        summary: "Filled in before the service sees the formula; its value and type are not \
                  known here."
            .to_owned(),
        ..Hover::default()
    })
}
