//! The words of findings about names and operations: what is wrong, and what
//! to write instead.

use autoscale_base::{Applicability, Diagnostic, Fix, Span};
use autoscale_catalog::{CONSTANTS, Function, Method, OPTIONS, Ty, VARIABLES};
use autoscale_syntax::rules::INVALID_CHARACTER;
use autoscale_syntax::{self as ast, BinaryOp, UnaryOp};

use crate::hir::ExprId;
use crate::infer::Checker;
use crate::operations::Operation;
use crate::rules::{MIXED_ARMS, UNDEFINED_SYMBOL, UNSUPPORTED_OPERATION, USE_BEFORE_ASSIGNMENT};
use crate::suggest::nearest;

/// Text for a message: one line, not too long.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(MOST) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

/// `Did you mean` as help and, where the two differ, as a fix. A name that
/// differs by case or `$` only is surely the one that is meant.
pub(crate) fn did_you_mean(finding: Diagnostic, name: &str, meant: &str) -> Diagnostic {
    let bare = |name: &str| name.trim_start_matches('$').to_ascii_lowercase();
    let applicability = if bare(name) == bare(meant) {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let span = finding.span;
    finding
        .with_help(format!("did you mean `{meant}`?"))
        .with_fix(Fix::one(applicability, span, meant))
}

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

    fn assigned_later(&self, span: Span, name: &str) -> Option<Diagnostic> {
        let statements = self.tree.statements().iter();
        let target = statements.filter_map(|statement| match statement.kind {
            ast::StatementKind::Assign { target, .. } => Some(target),
            _ => None,
        });
        let mut same = target.filter(|target| self.scope.same(self.text_of(*target), name));
        let later = same.find(|target| target.end > span.start || target.start > span.start);
        let own = self
            .tree
            .statements()
            .iter()
            .find(|it| it.span.contains(span));
        let later = later.or_else(|| {
            let ast::StatementKind::Assign { target, .. } = own?.kind else {
                return None;
            };
            self.scope
                .same(self.text_of(target), name)
                .then_some(target)
        })?;
        Some(
            Diagnostic::new(
                &USE_BEFORE_ASSIGNMENT,
                span,
                format!("`{name}` is read before it is assigned"),
            )
            .with_related(later, "assigned here")
            .with_help(format!("assign `{name}` in a statement above this one")),
        )
    }

    fn undefined_symbol(&self, span: Span, name: &str) -> Diagnostic {
        let finding = Diagnostic::new(&UNDEFINED_SYMBOL, span, format!("`{name}` is not defined"));
        if self.scope.function(name).is_some() {
            return finding.with_help(format!("`{name}` is a function: write `{name}(…)`"));
        }
        if self.scope.method(name).is_some() {
            return finding.with_help(format!(
                "`{name}` is a method of a metric: write `$PendingTasks.{name}(…)`"
            ));
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

    pub(crate) fn unsupported_unary(&mut self, span: Span, op: UnaryOp, operand: ExprId) {
        let Some(ty) = self.ty(operand).known() else {
            return;
        };
        let text = shorten(self.text_of(self.hir.expr(operand).span));
        let finding = Diagnostic::new(
            &UNSUPPORTED_OPERATION,
            span,
            format!("there is no `{} {ty}`", op.as_str()),
        );
        let finding = match (op, ty) {
            (UnaryOp::Neg, Ty::DoubleVec) => finding.with_help(format!("multiply: `{text} * -1`")),
            _ => finding.with_note(
                "the service documents `-` for doubles and timeintervals, `!` for doubles",
            ),
        };
        self.report(finding);
    }

    pub(crate) fn unsupported_binary(
        &mut self,
        span: Span,
        op: BinaryOp,
        op_span: Span,
        (left, right): (Ty, Ty),
        verdict: Operation,
    ) {
        let mut finding = Diagnostic::new(
            &UNSUPPORTED_OPERATION,
            span,
            format!("there is no `{left} {} {right}`", op.as_str()),
        );
        if let Operation::Refused(setting) = verdict {
            finding = finding.with_setting(setting);
        }
        let help = match (left, op, right) {
            (Ty::Timestamp, BinaryOp::Sub, Ty::Interval) => {
                Some("add the negated interval: `t + (-i)`")
            }
            (Ty::Double, BinaryOp::Add | BinaryOp::Mul, Ty::DoubleVec) => {
                Some("write the doubleVec on the left")
            }
            (Ty::Interval, BinaryOp::Div, Ty::Interval) => {
                Some("compare intervals with `<`, or keep the ratio as a number of your own")
            }
            (Ty::Interval, BinaryOp::Mul | BinaryOp::Div, _) => {
                Some("an interval is multiplied or divided by a double")
            }
            (Ty::Timestamp, _, Ty::Double) | (Ty::Double, _, Ty::Timestamp) => Some(
                "multiply the number by a unit such as `TimeInterval_Hour`, or take a member such as `.hour`",
            ),
            (Ty::Interval, _, Ty::Double) | (Ty::Double, _, Ty::Interval) => {
                Some("multiply the number by a unit such as `TimeInterval_Minute`")
            }
            (Ty::Option, _, _) | (_, _, Ty::Option) => {
                Some("a deallocation option can only be assigned to `$NodeDeallocationOption`")
            }
            (Ty::String, _, _) | (_, _, Ty::String) => {
                Some("the only use of a string is the argument of `time(\"…\")`")
            }
            _ => None,
        };
        if let Some(help) = help {
            finding = finding.with_help(help);
        }
        self.report(
            finding.with_related(op_span, format!("{left} on the left, {right} on the right")),
        );
    }

    pub(crate) fn condition_not_number(&mut self, condition: ast::ExprId) {
        let span = self.tree.expr(condition).span;
        let text = shorten(self.text_of(span));
        self.report(
            Diagnostic::new(
                &UNSUPPORTED_OPERATION,
                span,
                format!("`{text}` decides between two arms, but it is not a number"),
            )
            .with_help("compare it, so that the condition is 1 or 0"),
        );
    }

    pub(crate) fn arms_differ(&mut self, span: Span, then: ast::ExprId, otherwise: ast::ExprId) {
        let mut finding = Diagnostic::new(
            &MIXED_ARMS,
            span,
            "the arms of this ternary have different types",
        )
        .with_help("make both arms values of one type");
        for arm in [then, otherwise] {
            let crate::infer::Operand::Value(value) = self.operand(arm) else {
                continue;
            };
            if let Some(ty) = self.ty(value).known() {
                finding = finding.with_related(self.tree.expr(arm).span, format!("a {ty}"));
            }
        }
        self.report(finding);
    }

    /// Help for a function that other languages have.
    pub(crate) fn foreign_function(&self, name: &str) -> Option<&'static str> {
        Some(match name.to_ascii_lowercase().as_str() {
            "abs" => "write `max(x, -x)`",
            "if" | "iif" => "write `condition ? then : otherwise`",
            "now" | "utcnow" | "date" | "today" => "write `time()`",
            "count" | "length" | "size" => "write `len(…)`",
            "sqrt" => "for a vector, `norm(v)` is the root of the sum of squares",
            "mod" | "fmod" => "write `a - floor(a / b) * b`",
            "ceiling" => "write `ceil(…)`",
            "average" | "mean" => "write `avg(…)`",
            "median" => "write `percentile(v, 50)`",
            "first" => "write `val(v, 0)`",
            "last" => "write `val(v, len(v) - 1)`",
            "log2" => "write `lg(…)`",
            "log10" => "write `log(…)`",
            _ => return None,
        })
    }

    /// Help for a method that a metric does not have.
    pub(crate) fn foreign_method(&self, receiver: &str, name: &str) -> Option<String> {
        let function = Function::from_name(&name.to_ascii_lowercase());
        let function =
            function
                .map(Function::name)
                .or(match name.to_ascii_lowercase().as_str() {
                    "average" => Some("avg"),
                    "maximum" => Some("max"),
                    "minimum" => Some("min"),
                    _ => None,
                })?;
        let method = Method::GetSample.name();
        Some(format!("write `{function}({receiver}.{method}(…))`"))
    }
}
