//! The words of findings about arguments: too many or too few, or of a type
//! that is not taken.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span, quoted};
use autoscale_catalog::{Param, ParamKind, Signature, Ty};
use autoscale_syntax as ast;

use crate::calls::{Callee, accepts, params};
use crate::explain::{USE_OF_OPTIONS, USE_OF_STRINGS, part, with_article};
use crate::hir::Type;
use crate::infer::{Checker, Operand};
use crate::rules::{WRONG_ARGUMENT_COUNT, WRONG_ARGUMENT_TYPE};

impl Checker<'_> {
    pub(crate) fn wrong_count(&mut self, callee: Callee, found: usize) {
        let name = self.text_of(callee.name);
        let counts: Vec<usize> = callee.signatures.iter().map(|it| it.params.len()).collect();
        let wanted = match (counts.iter().min(), counts.iter().max()) {
            (Some(0), Some(0)) => "no argument".to_owned(),
            (Some(1), Some(1)) => "1 argument".to_owned(),
            (Some(0), Some(1)) => "at most 1 argument".to_owned(),
            (Some(least), Some(most)) if least == most => format!("{least} arguments"),
            (Some(least), Some(most)) if least + 1 == *most => {
                format!("{least} or {most} arguments")
            }
            (Some(least), Some(most)) => format!("{least} to {most} arguments"),
            _ => "other arguments".to_owned(),
        };
        let finding = Diagnostic::new(
            &WRONG_ARGUMENT_COUNT,
            callee.name,
            match found {
                0 => format!("`{name}` takes {wanted}, but none is given"),
                1 => format!("`{name}` takes {wanted}, but 1 is given"),
                _ => format!("`{name}` takes {wanted}, but {found} are given"),
            },
        );
        self.report(finding.with_help(forms(name, callee.signatures)));
    }

    /// Reports two arguments that would be right the other way round.
    pub(crate) fn swapped(
        &mut self,
        callee: Callee,
        arguments: ast::ExprList,
        types: &[Type],
    ) -> bool {
        let tree = self.tree;
        let (&[first, second], &[left, right]) = (types, tree.list(arguments)) else {
            return false;
        };
        let mut signatures = callee.signatures.iter();
        if !signatures.any(|signature| accepts(signature, &[second, first])) {
            return false;
        }
        let [left, right] = [left, right].map(|id| tree.expr(id).span);
        let [new_left, new_right] = [right, left].map(|span| self.text_of(span));
        let edit = |span: Span, text: &str| Edit {
            span,
            text: text.to_owned(),
        };
        let name = self.text_of(callee.name);
        let (short_left, short_right) = (part(new_left), part(new_right));
        let finding = Diagnostic::new(
            &WRONG_ARGUMENT_TYPE,
            left,
            format!("the arguments of `{name}` stand the wrong way round"),
        );
        self.report(
            finding
                .with_help(format!("write `{name}({short_left}, {short_right})`"))
                .with_fix(Fix {
                    applicability: Applicability::Unsafe,
                    edits: vec![edit(left, new_left), edit(right, new_right)],
                }),
        );
        true
    }

    /// Reports an argument where none of `wanted` fits.
    pub(crate) fn wrong_type(
        &mut self,
        callee: Callee,
        argument: ast::ExprId,
        wanted: &[&Param],
        found: Type,
    ) {
        let span = self.tree.expr(argument).span;
        let text = self.text_of(span);
        let name = self.text_of(callee.name);
        let metric = match self.operand(argument) {
            Operand::Metric(metric) => Some(metric),
            Operand::Value(_) | Operand::Undefined => None,
        };
        let what = match (metric, found.known()) {
            (Some(_), _) => "a metric".to_owned(),
            (None, Some(ty)) => with_article(ty),
            (None, None) => "a value of another type".to_owned(),
        };
        let kinds: Vec<String> = wanted.iter().map(|param| described(param)).collect();
        let message = format!(
            "`{name}` wants {}, but {} is {what}",
            kinds.join(" or "),
            quoted(text)
        );
        let help = match metric {
            Some(metric) => format!(
                "read samples of it, for example `{}.GetSample(TimeInterval_Minute * 15)`",
                metric.name()
            ),
            None => instead(wanted, found, &part(text)),
        };
        self.report(Diagnostic::new(&WRONG_ARGUMENT_TYPE, span, message).with_help(help));
    }
}

/// The parameters that take one of `count` arguments, the one at `position`:
/// those of all overloads, without lists where a single number is taken.
pub(crate) fn wanted(
    signatures: &'static [Signature],
    count: usize,
    position: usize,
) -> Vec<&'static Param> {
    let mut wanted: Vec<&Param> = Vec::new();
    for signature in signatures {
        let param = params(signature, count).and_then(|mut params| params.nth(position));
        let Some(param) = param else { continue };
        let known = |it: &&Param| it.kind == param.kind;
        if !wanted.iter().any(known) && (wanted.is_empty() || param.kind != ParamKind::List) {
            wanted.push(param);
        }
    }
    wanted
}

fn described(param: &Param) -> String {
    let kind = match param.kind {
        ParamKind::Is(ty) => with_article(ty),
        ParamKind::When => "a timestamp or timeinterval".to_owned(),
        ParamKind::List => "doubles and doubleVecs".to_owned(),
    };
    format!("{kind} as `{}`", param.name)
}

/// What to write instead of the argument `text`, which is `found`.
fn instead(wanted: &[&Param], found: Type, text: &str) -> String {
    let takes = |kind| wanted.iter().any(|param| param.kind == kind);
    let number = takes(ParamKind::Is(Ty::Double)) || takes(ParamKind::List);
    match found.known() {
        Some(Ty::Double) if takes(ParamKind::Is(Ty::DoubleVec)) => {
            format!("make it a vector: `[{text}]`")
        }
        Some(Ty::Double) if takes(ParamKind::When) => {
            format!("multiply it by a unit: `{text} * TimeInterval_Minute`")
        }
        _ if takes(ParamKind::When) => {
            "write an interval such as `TimeInterval_Minute * 15`".to_owned()
        }
        _ if takes(ParamKind::Is(Ty::String)) => {
            "write the date as a text: `time(\"2026-03-02T09:15:00Z\")`".to_owned()
        }
        Some(Ty::Interval) if takes(ParamKind::List) => {
            "intervals are compared with `<` and chosen with `a < b ? a : b`".to_owned()
        }
        Some(Ty::Timestamp) if number => format!("take a member of it, such as `{text}.hour`"),
        Some(Ty::Option) => USE_OF_OPTIONS.to_owned(),
        Some(Ty::String) => USE_OF_STRINGS.to_owned(),
        _ if number => "write a number".to_owned(),
        _ => "write a vector such as `[1, 2]`, or samples of a metric".to_owned(),
    }
}

/// `write `val(v, i)`` or all forms of an overloaded callee.
fn forms(name: &str, signatures: &[Signature]) -> String {
    let forms = signatures.iter().map(|signature| {
        let params: Vec<&str> = signature.params.iter().map(|param| param.name).collect();
        format!("`{name}({})`", params.join(", "))
    });
    let forms: Vec<String> = forms.collect();
    match forms.split_last() {
        Some((last, [])) => format!("write {last}"),
        Some((last, others)) => format!("write {} or {last}", others.join(", ")),
        None => String::new(),
    }
}
