//! The words of findings about names that mean nothing: symbols, functions,
//! methods and members.

use autoscale_base::{Applicability, Diagnostic, Fix, Span};
use autoscale_catalog::{
    Builtin, CONSTANTS, FUNCTIONS, Function, MEMBERS, METHODS, Metric, OPTIONS, Signature, Status,
    Ty, VARIABLES,
};
use autoscale_syntax as ast;
use autoscale_syntax::rules::INVALID_CHARACTER;

use crate::explain::{did_you_mean, listed, shorten, with_article};
use crate::hir::Type;
use crate::infer::Checker;
use crate::rules::{
    UNDEFINED_SYMBOL, UNKNOWN_FUNCTION, UNKNOWN_MEMBER, UNKNOWN_METHOD, USE_BEFORE_ASSIGNMENT,
};
use crate::suggest::nearest;

impl Checker<'_> {
    /// Reports a name that means nothing.
    pub(crate) fn undefined(&mut self, id: ast::ExprId) {
        let span = self.tree.expr(id).span;
        let name = self.text_of(span);
        let finding = self.literal_word(span, name);
        let finding = finding.or_else(|| self.assigned_later(span, name));
        let finding = finding.unwrap_or_else(|| self.undefined_symbol(span, name));
        self.report(finding);
    }

    /// `true`, `false`, `null` of other languages.
    fn literal_word(&self, span: Span, name: &str) -> Option<Diagnostic> {
        let number = match name.to_ascii_lowercase().as_str() {
            "true" => "1",
            "false" | "null" | "none" => "0",
            _ => return None,
        };
        let finding = Diagnostic::new(
            &INVALID_CHARACTER,
            span,
            format!("`{name}` is not a value of this language"),
        );
        Some(
            finding
                .with_help(format!("write `{number}`: a number other than 0 is true"))
                .with_fix(Fix::safe(span, number)),
        )
    }

    /// A name that its own statement or a later one assigns.
    fn assigned_later(&self, span: Span, name: &str) -> Option<Diagnostic> {
        let statements = self.tree.statements().iter();
        let rest = statements.skip_while(|statement| statement.span.end < span.end);
        let mut targets = rest.filter_map(|statement| match statement.kind {
            ast::StatementKind::Assign { target, .. } => Some(target),
            _ => None,
        });
        let later = targets.find(|target| self.scope.same(self.text_of(*target), name))?;
        let finding = Diagnostic::new(
            &USE_BEFORE_ASSIGNMENT,
            span,
            format!("`{name}` is read before it is assigned"),
        );
        Some(
            finding
                .with_related(later, "assigned here")
                .with_help(format!("assign `{name}` in a statement above this one")),
        )
    }

    fn undefined_symbol(&self, span: Span, name: &str) -> Diagnostic {
        let finding = Diagnostic::new(&UNDEFINED_SYMBOL, span, format!("`{name}` is not defined"));
        if let Some(variable) = autoscale_catalog::variable(name) {
            return refused_by_profile(finding, name, variable.status);
        }
        if let Some(function) = self.scope.function(name) {
            return called(finding, "a function", name, function.signatures());
        }
        if self.scope.method(name).is_some() {
            return method_alone(finding, name);
        }
        // A slip of the service's own documentation.
        let slip = name.replace("TimeZoneInterval_", "TimeInterval_");
        if let Some(constant) = autoscale_catalog::Constant::from_name(&slip) {
            return did_you_mean(finding, name, constant.name());
        }
        let service = VARIABLES.iter().map(|variable| variable.name);
        let constants = CONSTANTS.iter().map(|constant| constant.name());
        let options = OPTIONS.iter().map(|option| option.name());
        let known = service.chain(constants).chain(options);
        match nearest(name, self.scope.user_names().chain(known)) {
            Some(meant) => did_you_mean(finding, name, meant),
            None if name.starts_with('$') => finding.with_help(
                "assign it in a statement above, or see `autoscale explain` for the service's variables",
            ),
            None => finding.with_help("assign it in a statement above"),
        }
    }

    pub(crate) fn unknown_function(&mut self, name: Span) {
        let text = self.text_of(name);
        let finding = Diagnostic::new(
            &UNKNOWN_FUNCTION,
            name,
            format!("there is no function `{text}`"),
        );
        let functions = || FUNCTIONS.iter().map(|function| function.name());
        let lower = text.to_ascii_lowercase();
        let finding = if let Some(function) = function_of_other_name(&lower) {
            let fix = Fix::one(Applicability::Unsafe, name, function.name());
            let (function, brackets) = (function.name(), brackets(function.signatures()));
            let finding = finding.with_help(format!("write `{function}{brackets}`"));
            finding.with_fix(fix)
        } else if let Some(help) = instead_of_function(&lower) {
            finding.with_help(help)
        } else if self.scope.method(text).is_some() {
            method_alone(finding, text)
        } else if self.scope.symbol(text).is_some() {
            finding.with_help(format!(
                "`{text}` is a value: write an operator before the bracket"
            ))
        } else if let Some(meant) = nearest(text, functions()) {
            did_you_mean(finding, text, meant)
        } else {
            finding.with_help(format!("the functions are {}", listed(functions())))
        };
        self.report(finding);
    }

    pub(crate) fn unknown_method(&mut self, metric: Metric, name: Span) {
        let text = self.text_of(name);
        let receiver = metric.name();
        let finding = Diagnostic::new(
            &UNKNOWN_METHOD,
            name,
            format!("`{receiver}` has no method `{text}`"),
        );
        let methods = || METHODS.iter().map(|method| method.name());
        let finding = if let Some(function) = aggregate(text) {
            finding.with_help(format!("write `{function}({receiver}.GetSample(…))`"))
        } else if let Some(meant) = nearest(text, methods()) {
            did_you_mean(finding, text, meant)
        } else {
            finding.with_help(format!("its methods are {}", listed(methods())))
        };
        self.report(finding);
    }

    /// A method call on a value of type `ty`. `brackets` is what stands behind
    /// the name.
    pub(crate) fn not_a_metric(
        &mut self,
        receiver: ast::ExprId,
        ty: Type,
        name: Span,
        brackets: Span,
    ) {
        let receiver = shorten(self.text_of(self.tree.expr(receiver).span));
        let text = self.text_of(name);
        let what = ty
            .known()
            .map_or_else(|| "a value".to_owned(), with_article);
        let finding = Diagnostic::new(
            &UNKNOWN_METHOD,
            name,
            format!("`{receiver}` has no method `{text}`: it is {what}, not a metric"),
        );
        let is_member = ty == Type::Known(Ty::Timestamp) && self.scope.member(text).is_some();
        self.report(match (ty.known(), aggregate(text)) {
            _ if is_member => {
                let finding = finding.with_help("a member is read without brackets");
                if self.text_of(brackets).starts_with("()") {
                    finding.with_fix(Fix::safe(brackets, ""))
                } else {
                    finding
                }
            }
            (Some(Ty::DoubleVec), Some(function)) => {
                finding.with_help(format!("write `{function}({receiver})`"))
            }
            (Some(Ty::Double), _) => finding.with_help("a number is used as it is"),
            _ => finding.with_help("methods belong to metrics, such as `$PendingTasks`"),
        });
    }

    pub(crate) fn unknown_member(&mut self, name: Span) {
        let text = self.text_of(name);
        let finding = Diagnostic::new(
            &UNKNOWN_MEMBER,
            name,
            format!("a timestamp has no member `{text}`"),
        );
        let members = || MEMBERS.iter().map(|member| member.name());
        let meant = match text.to_ascii_lowercase().as_str() {
            "dayofweek" => Some("weekday"),
            "dayofmonth" => Some("day"),
            _ => nearest(text, members()),
        };
        self.report(match meant {
            Some(meant) => did_you_mean(finding, text, meant),
            None => finding.with_help(format!("its members are {}", listed(members()))),
        });
    }

    pub(crate) fn member_of_metric(&mut self, metric: Metric, name: Span) {
        let (receiver, text) = (metric.name(), self.text_of(name));
        let finding = Diagnostic::new(
            &UNKNOWN_MEMBER,
            name,
            format!("`{receiver}` has no member `{text}`"),
        );
        self.report(if let Some(method) = self.scope.method(text) {
            called(finding, "a method", text, method.signatures())
        } else if let Some(function) = aggregate(text) {
            finding.with_help(format!("write `{function}({receiver}.GetSample(…))`"))
        } else {
            finding.with_help(format!(
                "read its samples: `{receiver}.GetSample(TimeInterval_Minute * 15)`"
            ))
        });
    }

    pub(crate) fn member_of_other(&mut self, receiver: ast::ExprId, ty: Type, name: Span) {
        let receiver = shorten(self.text_of(self.tree.expr(receiver).span));
        let text = self.text_of(name);
        let what = ty
            .known()
            .map_or_else(|| "a value".to_owned(), with_article);
        let finding = Diagnostic::new(
            &UNKNOWN_MEMBER,
            name,
            format!("`{receiver}` has no member `{text}`: it is {what}, not a timestamp"),
        );
        self.report(match (ty.known(), aggregate(text)) {
            (Some(Ty::DoubleVec), Some(function)) => {
                finding.with_help(format!("write `{function}({receiver})`"))
            }
            (Some(Ty::Interval), _) => finding.with_help(format!(
                "compare it with another: `{receiver} > TimeInterval_Hour * 2`"
            )),
            _ => {
                finding.with_help("members such as `.hour` belong to timestamps, such as `time()`")
            }
        });
    }
}

/// A service variable that the profile does not take.
fn refused_by_profile(finding: Diagnostic, name: &str, status: Status) -> Diagnostic {
    let span = finding.span;
    match status {
        Status::Legacy { name: today } => finding
            .with_help(format!("its name of today is `{today}`"))
            .with_fix(Fix::safe(span, today))
            .with_note(format!("`{name}` is an old name"))
            .with_setting("legacy-names"),
        Status::Retired { note } => finding
            .with_help("use a metric that still has samples, such as `$PendingTasks`")
            .with_note(format!("`{name}` is retired: {note}"))
            .with_setting("retired-metrics"),
        Status::Current | Status::Deprecated { .. } | Status::Alias { .. } => finding,
    }
}

/// The name of a function or method without its brackets. Where nothing need
/// stand in them, the fix writes them.
fn called(finding: Diagnostic, what: &str, name: &str, signatures: &[Signature]) -> Diagnostic {
    let behind = Span::empty(finding.span.end);
    let brackets = brackets(signatures);
    let finding = finding.with_help(format!("`{name}` is {what}: write `{name}{brackets}`"));
    if brackets == "()" {
        finding.with_fix(Fix::safe(behind, brackets))
    } else {
        finding
    }
}

/// The brackets of a call, with a mark where something must stand in them.
fn brackets(signatures: &[Signature]) -> &'static str {
    if signatures
        .iter()
        .any(|signature| signature.params.is_empty())
    {
        "()"
    } else {
        "(…)"
    }
}

fn method_alone(finding: Diagnostic, name: &str) -> Diagnostic {
    finding.with_help(format!(
        "`{name}` is a method of a metric: write `$PendingTasks.{name}(…)`"
    ))
}

/// The function that other languages call `name`.
fn function_of_other_name(name: &str) -> Option<Function> {
    Some(match name {
        "now" | "utcnow" => Function::Time,
        "count" | "length" | "size" => Function::Len,
        "ceiling" => Function::Ceil,
        "average" | "mean" => Function::Avg,
        "maximum" => Function::Max,
        "minimum" => Function::Min,
        "log2" => Function::Lg,
        "log10" => Function::Log,
        _ => return None,
    })
}

/// What to write for a function that other languages have.
fn instead_of_function(name: &str) -> Option<&'static str> {
    Some(match name {
        "abs" => "write `max(x, -x)`",
        "if" | "iif" => "write `condition ? then : otherwise`",
        "date" | "today" => "write `time()`",
        "sqrt" => "for a vector, `norm(v)` is the root of the sum of squares",
        "mod" | "fmod" => "write `a - floor(a / b) * b`",
        "median" => "write `percentile(v, 50)`",
        "first" => "write `val(v, 0)`",
        "last" => "write `val(v, len(v) - 1)`",
        _ => return None,
    })
}

/// The function that is meant by a method or member of that name.
fn aggregate(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let function = Function::from_name(&name).or_else(|| function_of_other_name(&name))?;
    let takes_a_list = |signature: &Signature| signature.params.len() == 1;
    let aggregate = function.signatures().iter().any(takes_a_list) && function != Function::Time;
    aggregate.then(|| Builtin::Function(function).name())
}
