//! Calls: which overload of a function or method the arguments choose.

use autoscale_base::{DateTextError, Diagnostic, Span, Timestamp};
use autoscale_catalog::profile::OneElementVector;
use autoscale_catalog::{FUNCTIONS, Function, MEMBERS, METHODS, Metric, ParamKind, Signature, Ty};
use autoscale_syntax as ast;

use crate::explain::{did_you_mean, shorten};
use crate::hir::{ExprId, ExprKind, Type};
use crate::infer::{Checker, Operand};
use crate::rules::{
    INVALID_TIME_LITERAL, UNKNOWN_FUNCTION, UNKNOWN_MEMBER, UNKNOWN_METHOD, WRONG_ARGUMENT_COUNT,
    WRONG_ARGUMENT_TYPE,
};
use crate::suggest::nearest;

impl Checker<'_> {
    pub(crate) fn call(
        &mut self,
        span: Span,
        name: Span,
        open: u32,
        arguments: ast::ExprList,
    ) -> ExprId {
        let Some(function) = self.scope.function(self.text_of(name)) else {
            self.unknown_function(name);
            self.values(arguments);
            return self.error(span);
        };
        let callee = Callee {
            name,
            signatures: function.signatures(),
        };
        let Some((values, ty)) = self.arguments(callee, arguments) else {
            return self.error(span);
        };
        if function == Function::Time {
            self.time_literal(&values);
        }
        let arguments = self.hir.push_list(&values);
        let kind = ExprKind::Call {
            function,
            arguments,
        };
        self.push_at(kind, ty, span, open)
    }

    pub(crate) fn method(
        &mut self,
        span: Span,
        receiver: ast::ExprId,
        name: Span,
        open: u32,
        arguments: ast::ExprList,
    ) -> ExprId {
        let metric = match self.operand(receiver) {
            Operand::Metric(metric) => Some(metric),
            Operand::Undefined => {
                self.undefined(receiver);
                None
            }
            Operand::Value(value) => {
                if self.ty(value) != Type::Unknown {
                    self.not_a_metric(receiver, name);
                }
                None
            }
        };
        let Some(metric) = metric else {
            self.values(arguments);
            return self.error(span);
        };
        let Some(method) = self.scope.method(self.text_of(name)) else {
            self.unknown_method(metric, name);
            self.values(arguments);
            return self.error(span);
        };
        let callee = Callee {
            name,
            signatures: method.signatures(),
        };
        let Some((values, ty)) = self.arguments(callee, arguments) else {
            return self.error(span);
        };
        let arguments = self.hir.push_list(&values);
        let kind = ExprKind::Method {
            metric,
            method,
            arguments,
        };
        self.push_at(kind, ty, span, open)
    }

    pub(crate) fn member(&mut self, span: Span, receiver: ast::ExprId, name: Span) -> ExprId {
        if let Operand::Metric(metric) = self.operand(receiver) {
            self.member_of_metric(metric, name);
            return self.error(span);
        }
        let of = self.value(receiver);
        match self.ty(of) {
            Type::Unknown => return self.error(span),
            Type::Known(Ty::Timestamp) | Type::Never => {}
            Type::Known(_) | Type::Mixed => {
                self.member_of_other(receiver, name);
                return self.error(span);
            }
        }
        let Some(member) = self.scope.member(self.text_of(name)) else {
            let text = self.text_of(name);
            let finding = Diagnostic::new(
                &UNKNOWN_MEMBER,
                name,
                format!("a timestamp has no member `{text}`"),
            );
            let members = || MEMBERS.iter().map(|member| member.name());
            self.report(match nearest(text, members()) {
                Some(meant) => did_you_mean(finding, text, meant),
                None => finding.with_help(format!("its members are {}", listed(members()))),
            });
            return self.error(span);
        };
        let ty = match self.ty(of) {
            Type::Never => Type::Never,
            _ => Type::DOUBLE,
        };
        self.push_at(ExprKind::Member { member, of }, ty, span, name.start)
    }

    /// The arguments as values and the type of the call, when an overload
    /// takes them; otherwise a finding has been reported.
    fn arguments(
        &mut self,
        callee: Callee,
        arguments: ast::ExprList,
    ) -> Option<(Vec<ExprId>, Type)> {
        let values = self.values(arguments);
        let types: Vec<Type> = values.iter().map(|&value| self.ty(value)).collect();
        if types.contains(&Type::Unknown) {
            return None;
        }
        let chosen = callee
            .signatures
            .iter()
            .find(|signature| accepts(signature, &types));
        let Some(signature) = chosen else {
            return self.no_overload(callee, arguments, values, &types);
        };
        let mixed = types.contains(&Type::Mixed);
        if mixed {
            for &value in &values {
                if self.ty(value) == Type::Mixed {
                    self.mixed_list(self.hir.expr(value).span);
                }
            }
        }
        let ty = match signature.returns {
            _ if types.contains(&Type::Never) => Type::Never,
            None => Type::Never,
            // One number would have chosen the overload that gives a number.
            Some(Ty::DoubleVec) if mixed && callee.signatures.len() > 1 => Type::Mixed,
            Some(ty) => Type::Known(ty),
        };
        Some((values, ty))
    }

    fn values(&mut self, arguments: ast::ExprList) -> Vec<ExprId> {
        let tree = self.tree;
        let arguments = tree.list(arguments).iter();
        arguments.map(|&argument| self.value(argument)).collect()
    }

    /// Reports why no overload takes the arguments; where the profile turns
    /// vectors of one element into numbers, tries again with those.
    fn no_overload(
        &mut self,
        callee: Callee,
        arguments: ast::ExprList,
        mut values: Vec<ExprId>,
        types: &[Type],
    ) -> Option<(Vec<ExprId>, Type)> {
        let of_count = |signature: &&Signature| signature.params.len() == types.len();
        let elements = self.profile.one_element_vector == OneElementVector::Value;
        let candidates = callee.signatures.iter().filter(of_count);
        let Some(nearest) = best_match(candidates, types, elements) else {
            self.wrong_count(callee, types.len());
            return None;
        };
        let tree = self.tree;
        let pairs = nearest.params.iter().zip(tree.list(arguments));
        for ((param, &argument), value) in pairs.zip(&mut values) {
            let ty = self.ty(*value);
            if takes(param.kind, ty) {
                continue;
            }
            if ty == Type::DOUBLE_VEC && param.kind == ParamKind::Is(Ty::Double) {
                *value = self.number(argument)?;
                if self.ty(*value) == Type::Unknown {
                    return None;
                }
            } else if ty == Type::Mixed {
                self.mixed_arms(self.hir.expr(*value).span);
                return None;
            } else {
                self.wrong_type(callee, argument, param.name, param.kind, ty);
                return None;
            }
        }
        let ty = nearest.returns.map_or(Type::Never, Type::Known);
        Some((values, ty))
    }

    fn wrong_count(&mut self, callee: Callee, found: usize) {
        let name = self.text_of(callee.name);
        let counts: Vec<usize> = callee.signatures.iter().map(|it| it.params.len()).collect();
        let wanted = match (counts.iter().min(), counts.iter().max()) {
            (Some(0), Some(0)) => "no argument".to_owned(),
            (Some(1), Some(1)) => "1 argument".to_owned(),
            (Some(least), Some(most)) if least == most => format!("{least} arguments"),
            (Some(least), Some(most)) => format!("{least} to {most} arguments"),
            _ => "other arguments".to_owned(),
        };
        let finding = Diagnostic::new(
            &WRONG_ARGUMENT_COUNT,
            callee.name,
            format!(
                "`{name}` takes {wanted}, but {found} {} given",
                if found == 1 { "is" } else { "are" }
            ),
        );
        self.report(finding.with_help(forms(name, callee.signatures)));
    }

    fn wrong_type(
        &mut self,
        callee: Callee,
        argument: ast::ExprId,
        param: &str,
        kind: ParamKind,
        found: Type,
    ) {
        let span = self.tree.expr(argument).span;
        let text = shorten(self.text_of(span));
        let name = self.text_of(callee.name);
        let found = found.known().map_or("value", Ty::as_str);
        let finding = Diagnostic::new(
            &WRONG_ARGUMENT_TYPE,
            span,
            format!(
                "`{name}` wants {} as `{param}`, but `{text}` is a {found}",
                kind_in_words(kind)
            ),
        );
        let finding = match (self.operand(argument), kind) {
            (Operand::Metric(metric), _) => finding.with_help(format!(
                "read samples of it, for example `{}.GetSample(TimeInterval_Minute * 15)`",
                metric.name()
            )),
            (_, ParamKind::Is(Ty::DoubleVec)) => {
                finding.with_help(format!("make it a vector: `[{text}]`"))
            }
            (_, ParamKind::When) => finding.with_help(format!(
                "multiply a number by a unit: `{text} * TimeInterval_Minute`"
            )),
            _ => finding.with_help(forms(name, callee.signatures)),
        };
        self.report(finding);
    }

    fn unknown_function(&mut self, name: Span) {
        let text = self.text_of(name);
        let finding = Diagnostic::new(
            &UNKNOWN_FUNCTION,
            name,
            format!("there is no function `{text}`"),
        );
        let functions = FUNCTIONS.iter().map(|function| function.name());
        let finding = if let Some(help) = self.foreign_function(text) {
            finding.with_help(help)
        } else if self.scope.method(text).is_some() {
            finding.with_help(format!(
                "`{text}` is a method of a metric: write `$PendingTasks.{text}(…)`"
            ))
        } else if let Some(meant) = nearest(text, functions) {
            did_you_mean(finding, text, meant)
        } else {
            finding.with_help(format!(
                "the functions are {}",
                listed(FUNCTIONS.iter().map(|function| function.name()))
            ))
        };
        self.report(finding);
    }

    fn unknown_method(&mut self, metric: Metric, name: Span) {
        let text = self.text_of(name);
        let receiver = metric.name();
        let finding = Diagnostic::new(
            &UNKNOWN_METHOD,
            name,
            format!("`{receiver}` has no method `{text}`"),
        );
        let methods = || METHODS.iter().map(|method| method.name());
        let finding = if let Some(help) = self.foreign_method(receiver, text) {
            finding.with_help(help)
        } else if let Some(meant) = nearest(text, methods()) {
            did_you_mean(finding, text, meant)
        } else {
            finding.with_help(format!("its methods are {}", listed(methods())))
        };
        self.report(finding);
    }

    fn not_a_metric(&mut self, receiver: ast::ExprId, name: Span) {
        let receiver = shorten(self.text_of(self.tree.expr(receiver).span));
        let text = self.text_of(name);
        let finding = Diagnostic::new(
            &UNKNOWN_METHOD,
            name,
            format!("`{receiver}` has no method `{text}`: it is not a metric"),
        );
        let help = if self.scope.member(text).is_some() {
            format!("a member is read without brackets: `{receiver}.{text}`")
        } else {
            "methods belong to the service's variables, such as `$PendingTasks`".to_owned()
        };
        self.report(finding.with_help(help));
    }

    fn member_of_metric(&mut self, metric: Metric, name: Span) {
        let (receiver, text) = (metric.name(), self.text_of(name));
        let finding = Diagnostic::new(
            &UNKNOWN_MEMBER,
            name,
            format!("`{receiver}` has no member `{text}`"),
        );
        let help = if self.scope.method(text).is_some() {
            format!("`{text}` is a method: write `{receiver}.{text}(…)`")
        } else if let Some(help) = self.foreign_method(receiver, text) {
            help
        } else {
            format!("read its samples: `{receiver}.GetSample(TimeInterval_Minute * 15)`")
        };
        self.report(finding.with_help(help));
    }

    fn member_of_other(&mut self, receiver: ast::ExprId, name: Span) {
        let receiver = shorten(self.text_of(self.tree.expr(receiver).span));
        let text = self.text_of(name);
        self.report(
            Diagnostic::new(
                &UNKNOWN_MEMBER,
                name,
                format!("`{receiver}` has no member `{text}`: it is not a timestamp"),
            )
            .with_help("members such as `.hour` belong to timestamps, such as `time()`"),
        );
    }

    /// A literal that `time` cannot read.
    fn time_literal(&mut self, arguments: &[ExprId]) {
        let Some(argument) = arguments.first().map(|&first| self.hir.expr(first)) else {
            return;
        };
        let ExprKind::String(inside) = argument.kind else {
            return;
        };
        let text = self.text_of(inside);
        if text.is_empty() {
            return;
        }
        let Err(error) = Timestamp::parse(text, self.profile.date_text_rules()) else {
            return;
        };
        let finding = Diagnostic::new(
            &INVALID_TIME_LITERAL,
            argument.span,
            format!("`time` cannot read this text: {error}"),
        );
        self.report(match error {
            DateTextError::TooPrecise { most } => {
                finding.with_help(format!("cut the seconds to {most} fraction digits"))
            }
            DateTextError::NoZone => finding.with_help("end it with `Z` or `GMT`: the service knows UTC only"),
            DateTextError::DayName { right } => finding.with_help(format!("write `{right}`")),
            _ => finding.with_help(
                "write `2026-03-02T09:15:00Z` (W3C-DTF) or `Mon, 02 Mar 2026 09:15:00 GMT` (RFC 1123)",
            ),
        });
        self.hir.runnable = false;
    }
}

/// What is called: where its name stands, and its overloads.
#[derive(Clone, Copy)]
struct Callee {
    name: Span,
    signatures: &'static [Signature],
}

fn accepts(signature: &Signature, types: &[Type]) -> bool {
    if let [only] = signature.params
        && only.kind == ParamKind::List
    {
        return types.iter().all(|&ty| takes(ParamKind::List, ty));
    }
    let params = signature.params.iter().map(|param| param.kind);
    signature.params.len() == types.len() && params.zip(types).all(|(kind, &ty)| takes(kind, ty))
}

fn takes(kind: ParamKind, ty: Type) -> bool {
    match (kind, ty) {
        (_, Type::Never) => true,
        (ParamKind::Is(wanted), Type::Known(ty)) => wanted == ty,
        (ParamKind::When, Type::Known(ty)) => matches!(ty, Ty::Timestamp | Ty::Interval),
        (ParamKind::List, Type::Known(ty)) => matches!(ty, Ty::Double | Ty::DoubleVec),
        (ParamKind::List, Type::Mixed) => true,
        (_, Type::Mixed | Type::Unknown) => false,
    }
}

/// The overload that most of the arguments fit, the first of equals. With
/// `elements` a vector fits where a number is needed.
fn best_match<'s>(
    signatures: impl Iterator<Item = &'s Signature>,
    types: &[Type],
    elements: bool,
) -> Option<&'s Signature> {
    let fits = |kind, ty| {
        let number = kind == ParamKind::Is(Ty::Double);
        takes(kind, ty) || (elements && number && ty == Type::DOUBLE_VEC)
    };
    let misfits = |signature: &&Signature| {
        let params = signature.params.iter().map(|param| param.kind);
        params
            .zip(types)
            .filter(|&(kind, &ty)| !fits(kind, ty))
            .count()
    };
    signatures.min_by_key(misfits)
}

fn kind_in_words(kind: ParamKind) -> String {
    match kind {
        ParamKind::Is(ty) => format!("a {ty}"),
        ParamKind::When => "a timestamp or timeinterval".to_owned(),
        ParamKind::List => "doubles and doubleVecs".to_owned(),
    }
}

/// `write `val(v, i)`` or all forms of an overloaded callee.
fn forms(name: &str, signatures: &[Signature]) -> String {
    let forms = signatures.iter().map(|signature| {
        let params: Vec<&str> = signature.params.iter().map(|param| param.name).collect();
        format!("`{name}({})`", params.join(", "))
    });
    format!("write {}", forms.collect::<Vec<_>>().join(" or "))
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
