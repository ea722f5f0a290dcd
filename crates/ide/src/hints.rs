//! What is shown between the words of a formula: names of arguments, types of
//! variables, and what each statement gave under the snapshot.

use autoscale_catalog::{Builtin, Signature};
use autoscale_check::{ExprId, ExprKind, Place, StatementKind};
use autoscale_syntax as syntax;

use crate::signature::wanted;
use crate::values::short;
use crate::{Evaluation, Subject};

/// What a hint tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// The parameter that the argument behind it is for.
    Parameter,
    /// The type of the variable in front of it.
    Type,
    /// The value of the statement in front of it.
    Value,
    /// Why the statement in front of it has no value.
    Error,
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it is shown.
    pub offset: u32,
    /// What is shown, such as `samplePercent:`.
    pub label: String,
    /// What it tells.
    pub kind: HintKind,
}

/// All hints in text order.
#[must_use]
pub fn hints(subject: &Subject<'_>) -> Vec<Hint> {
    let mut hints = parameters(subject);
    hints.extend(types(subject));
    hints.extend(values(subject));
    hints.sort_by_key(|hint| hint.offset);
    hints
}

fn parameters(subject: &Subject<'_>) -> Vec<Hint> {
    let hir = &subject.analysis.hir;
    let calls = hir.exprs().iter().filter_map(|expr| match expr.kind {
        ExprKind::Call {
            function,
            arguments,
        } => Some((Builtin::Function(function), arguments)),
        ExprKind::Method {
            method, arguments, ..
        } => Some((Builtin::Method(method), arguments)),
        _ => None,
    });
    let hints = calls.flat_map(|(callee, arguments)| {
        let arguments = hir.list(arguments);
        let form = form(subject, callee.signatures(), arguments);
        let params = form.map_or(&[][..], |form| form.params);
        params
            .iter()
            .zip(arguments)
            .filter_map(|(param, argument)| {
                let argument = hir.expr(*argument).span;
                let told = is_obvious(argument.text(subject.text), param.name);
                (!told).then(|| Hint {
                    offset: argument.start,
                    label: format!("{}:", param.name),
                    kind: HintKind::Parameter,
                })
            })
    });
    hints.collect()
}

/// The overload of two parameters or more that takes these arguments.
fn form(
    subject: &Subject<'_>,
    forms: &'static [Signature],
    arguments: &[ExprId],
) -> Option<&'static Signature> {
    let hir = &subject.analysis.hir;
    let takes = |form: &&Signature| {
        let mut pairs = form.params.iter().zip(arguments);
        form.params.len() == arguments.len()
            && pairs.all(|(param, argument)| {
                let ty = hir.expr(*argument).ty.known();
                ty.is_none_or(|ty| wanted(param.kind).contains(&ty))
            })
    };
    let mut forms = forms.iter().filter(|form| form.params.len() > 1);
    forms.find(takes)
}

/// Does the argument itself tell what it is for?
fn is_obvious(argument: &str, param: &str) -> bool {
    let (argument, param) = (argument.to_ascii_lowercase(), param.to_ascii_lowercase());
    let name = argument.trim_start_matches('$');
    let is_name = name
        .bytes()
        .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
    is_name && (name.ends_with(&param) || name.len() > 2 && param.ends_with(name))
}

fn types(subject: &Subject<'_>) -> Vec<Hint> {
    let (tree, hir) = (&subject.analysis.tree, &subject.analysis.hir);
    let statements = tree.statements().iter().zip(hir.statements());
    let hints = statements.filter_map(|(written, typed)| {
        let syntax::StatementKind::Assign { target, value } = written.kind else {
            return None;
        };
        let StatementKind::Assign { var, .. } = typed.kind else {
            return None;
        };
        let var = hir.vars().get(var.index())?;
        let ty = var.ty.known()?;
        let is_own = var.place == Place::User;
        (is_own && !is_literal(&tree.expr(value).kind)).then(|| Hint {
            offset: target.end,
            label: format!(": {ty}"),
            kind: HintKind::Type,
        })
    });
    hints.collect()
}

/// What everybody sees the type of.
const fn is_literal(kind: &syntax::ExprKind) -> bool {
    matches!(
        kind,
        syntax::ExprKind::Number(_) | syntax::ExprKind::String | syntax::ExprKind::Vector(_)
    )
}

fn values(subject: &Subject<'_>) -> Vec<Hint> {
    let Some(evaluation) = subject.run else {
        return Vec::new();
    };
    let statements = subject.analysis.tree.statements().iter().enumerate();
    let values = statements.filter_map(|(index, statement)| {
        let value = evaluation.value(index)?;
        Some(Hint {
            offset: end(statement),
            label: format!("= {}", short(value, subject.profile)),
            kind: HintKind::Value,
        })
    });
    values.chain(error(subject, evaluation)).collect()
}

/// The evaluation error, behind the statement that it is about.
fn error(subject: &Subject<'_>, evaluation: &Evaluation) -> Option<Hint> {
    let error = evaluation.run.error.as_ref()?;
    let statements = subject.analysis.tree.statements();
    let at = statements.partition_point(|statement| end(statement) <= error.span.start);
    let statement = statements.get(at);
    let statement = statement.filter(|statement| statement.span.start <= error.span.start);
    Some(Hint {
        offset: statement.map_or(error.span.start, end),
        label: format!("fails: {}", error.detail),
        kind: HintKind::Error,
    })
}

fn end(statement: &syntax::Statement) -> u32 {
    statement.semicolon.unwrap_or(statement.span).end
}
