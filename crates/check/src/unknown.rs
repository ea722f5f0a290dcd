//! The words of findings about names that mean nothing: symbols, functions,
//! methods and members.

use std::borrow::Cow;
use std::collections::BTreeMap;

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted};
use autoscale_catalog::{
    Builtin, CONSTANTS, FUNCTIONS, Function, MEMBERS, METHODS, Metric, OPTIONS, Signature, Status,
    Ty, VARIABLES,
};
use autoscale_syntax::rules::INVALID_CHARACTER;
use autoscale_syntax::{self as ast, MAX_STATEMENTS};

use crate::explain::{did_you_mean, listed, part, with_article};
use crate::hir::Type;
use crate::infer::Checker;
use crate::rules::{
    UNDEFINED_SYMBOL, UNKNOWN_FUNCTION, UNKNOWN_MEMBER, UNKNOWN_METHOD, USE_BEFORE_ASSIGNMENT,
};
use crate::suggest::nearest;

/// So many findings may say `did you mean`: it takes time to find out, and
/// nobody reads more.
const MOST_SUGGESTIONS: usize = 100;

/// Where the formula's own names are first assigned.
pub(crate) type FirstAssignments<'a> = BTreeMap<Cow<'a, str>, FirstAssignment>;

/// The first assignment of a name.
#[derive(Clone, Copy)]
pub(crate) struct FirstAssignment {
    target: Span,
    statement: Span,
}

impl Checker<'_> {
    /// Reports a name that means nothing.
    pub(crate) fn undefined(&mut self, id: ast::ExprId) {
        let span = self.tree.expr(id).span;
        let name = self.text_of(span);
        let finding = self.literal_word(span, name);
        let finding = finding.or_else(|| self.use_before_assignment(span, name));
        let finding = finding.unwrap_or_else(|| self.undefined_symbol(span, name));
        self.report(finding);
    }

    /// `true`, `false`, `null` of other languages.
    fn literal_word(&self, span: Span, name: &str) -> Option<Diagnostic> {
        let words = ["true", "false", "null", "none"];
        let word = words.iter().find(|word| name.eq_ignore_ascii_case(word))?;
        let (number, help) = match *word {
            "true" => ("1", "write `1`: every number but 0 is true"),
            "false" => ("0", "write `0`, which is false"),
            _ => ("0", "write a number, such as `0`"),
        };
        let message = format!("`{name}` is not a value of this language");
        let finding = Diagnostic::new(&INVALID_CHARACTER, span, message);
        Some(finding.with_help(help).with_fix(Fix::safe(span, number)))
    }

    /// What to say of a name that its own statement or a later one assigns.
    pub(crate) fn use_before_assignment(&self, span: Span, name: &str) -> Option<Diagnostic> {
        let first_assignments = self.first_assignments.get_or_init(|| {
            let mut first = FirstAssignments::new();
            for statement in self.tree.statements() {
                if let ast::StatementKind::Assign { target, .. } = statement.kind {
                    let name = self.scope.fold(self.text_of(target));
                    first.entry(name).or_insert(FirstAssignment {
                        target,
                        statement: statement.span,
                    });
                }
            }
            first
        });
        let first = first_assignments.get(&self.scope.fold(name))?;
        if first.statement.end < span.end {
            return None;
        }
        let message = format!("{} is read before it is assigned", quoted(name));
        let finding = Diagnostic::new(&USE_BEFORE_ASSIGNMENT, span, message);
        let help = format!("assign {} in a statement above this one", quoted(name));
        let finding = finding.with_related(first.target, "assigned here");
        Some(finding.with_help(help))
    }

    /// The name that is meant, as long as there is somebody to read it.
    fn suggestion<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        if self.diagnostics.len() < MOST_SUGGESTIONS {
            nearest(name, candidates)
        } else {
            None
        }
    }

    fn undefined_symbol(&self, span: Span, name: &str) -> Diagnostic {
        let finding = |message| Diagnostic::new(&UNDEFINED_SYMBOL, span, message);
        if let Some(function) = self.scope.function(name) {
            let finding = finding(format!("`{name}` is a function, not a value"));
            return called(finding, name, function.signatures());
        }
        if self.scope.method(name).is_some() {
            return finding(format!("`{name}` is a method, not a value"))
                .with_help(format!("write `$PendingTasks.{name}(…)`"));
        }
        let finding = finding(format!("{} is not defined", quoted(name)));
        if let Some(variable) = autoscale_catalog::variable(name) {
            return refused_by_profile(finding, name, variable.status);
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
        // A formula that the service takes has no more names of its own.
        let own = self.scope.user_names().take(MAX_STATEMENTS);
        match self.suggestion(name, own.chain(known)) {
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
            format!("there is no function {}", quoted(text)),
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
            finding.with_help(format!(
                "it is a method of metrics: write `$PendingTasks.{text}(…)`"
            ))
        } else if self.scope.symbol(text).is_some() {
            let help = format!("{} is a value: write an operator behind it", quoted(text));
            finding.with_help(help)
        } else if let Some(meant) = self.suggestion(text, functions()) {
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
            format!("`{receiver}` has no method {}", quoted(text)),
        );
        let methods = || METHODS.iter().map(|method| method.name());
        let finding = if let Some(function) = aggregate(text) {
            finding.with_help(format!("write `{function}({receiver}.GetSample(…))`"))
        } else if let Some(meant) = self.suggestion(text, methods()) {
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
        let receiver = self.text_of(self.tree.expr(receiver).span);
        let text = self.text_of(name);
        let message = format!(
            "{} has no method {}: it is {}, not a metric",
            quoted(receiver),
            quoted(text),
            described(ty)
        );
        let finding = Diagnostic::new(&UNKNOWN_METHOD, name, message);
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
                finding.with_help(format!("write `{function}({})`", part(receiver)))
            }
            (Some(Ty::Double), _) => finding.with_help(format!(
                "write {} alone: a number has no methods",
                quoted(receiver)
            )),
            _ => finding.with_help("methods belong to metrics, such as `$PendingTasks`"),
        });
    }

    pub(crate) fn unknown_member(&mut self, name: Span) {
        let text = self.text_of(name);
        let finding = Diagnostic::new(
            &UNKNOWN_MEMBER,
            name,
            format!("a timestamp has no member {}", quoted(text)),
        );
        let members = || MEMBERS.iter().map(|member| member.name());
        let meant = match text.to_ascii_lowercase().as_str() {
            "dayofweek" => Some("weekday"),
            "dayofmonth" => Some("day"),
            _ => self.suggestion(text, members()),
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
            format!("`{receiver}` has no member {}", quoted(text)),
        );
        self.report(if let Some(method) = self.scope.method(text) {
            called(finding, text, method.signatures())
        } else if let Some(function) = aggregate(text) {
            finding.with_help(format!("write `{function}({receiver}.GetSample(…))`"))
        } else {
            finding.with_help(format!(
                "read its samples: `{receiver}.GetSample(TimeInterval_Minute * 15)`"
            ))
        });
    }

    pub(crate) fn member_of_other(&mut self, receiver: ast::ExprId, ty: Type, name: Span) {
        let receiver = self.text_of(self.tree.expr(receiver).span);
        let text = self.text_of(name);
        let message = format!(
            "{} has no member {}: it is {}, not a timestamp",
            quoted(receiver),
            quoted(text),
            described(ty)
        );
        let finding = Diagnostic::new(&UNKNOWN_MEMBER, name, message);
        self.report(match (ty.known(), aggregate(text)) {
            (Some(Ty::DoubleVec), Some(function)) => {
                finding.with_help(format!("write `{function}({})`", part(receiver)))
            }
            (Some(Ty::Interval), _) => finding.with_help(format!(
                "compare it with another: `{} > TimeInterval_Hour * 2`",
                part(receiver)
            )),
            _ => {
                finding.with_help("members such as `.hour` belong to timestamps, such as `time()`")
            }
        });
    }
}

fn described(ty: Type) -> String {
    ty.known()
        .map_or_else(|| "a value".to_owned(), with_article)
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
fn called(finding: Diagnostic, name: &str, signatures: &[Signature]) -> Diagnostic {
    let behind = Span::empty(finding.span.end);
    let brackets = brackets(signatures);
    let finding = finding.with_help(format!("call it: `{name}{brackets}`"));
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
        "pow" | "power" => "there are no powers: write a product such as `x * x`",
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
