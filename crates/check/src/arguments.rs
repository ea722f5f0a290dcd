//! The words of findings about arguments: too many or too few, or of a type
//! that is not taken.

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, Span};
use autoscale_catalog::{ParamKind, Signature, Ty};
use autoscale_syntax as ast;

use crate::calls::{Callee, accepts};
use crate::explain::{shorten, with_article};
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
            format!(
                "`{name}` takes {wanted}, but {found} {} given",
                if found == 1 { "is" } else { "are" }
            ),
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
        let (short_left, short_right) = (shorten(new_left), shorten(new_right));
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

    pub(crate) fn wrong_type(
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
        let metric = match self.operand(argument) {
            Operand::Metric(metric) => Some(metric),
            Operand::Value(_) | Operand::Undefined => None,
        };
        let what = match (metric, found.known()) {
            (Some(_), _) => "a metric".to_owned(),
            (None, Some(ty)) => with_article(ty),
            (None, None) => "a value of another type".to_owned(),
        };
        let wanted = match kind {
            ParamKind::Is(ty) => with_article(ty),
            ParamKind::When => "a timestamp or timeinterval".to_owned(),
            ParamKind::List => "doubles and doubleVecs".to_owned(),
        };
        let finding = Diagnostic::new(
            &WRONG_ARGUMENT_TYPE,
            span,
            format!("`{name}` wants {wanted} as `{param}`, but `{text}` is {what}"),
        );
        let list_or_number = matches!(kind, ParamKind::List | ParamKind::Is(Ty::Double));
        let help = match (kind, found) {
            _ if let Some(metric) = metric => format!(
                "read samples of it, for example `{}.GetSample(TimeInterval_Minute * 15)`",
                metric.name()
            ),
            (ParamKind::Is(Ty::DoubleVec), Type::DOUBLE) => format!("make it a vector: `[{text}]`"),
            (ParamKind::When, Type::DOUBLE) => {
                format!("multiply it by a unit: `{text} * TimeInterval_Minute`")
            }
            (ParamKind::When, _) => {
                "write an interval such as `TimeInterval_Minute * 15`".to_owned()
            }
            (ParamKind::List, Type::Known(Ty::Interval)) => {
                "intervals are compared with `<` and chosen with `a < b ? a : b`".to_owned()
            }
            (_, Type::Known(Ty::Timestamp)) if list_or_number => {
                format!("take a member of it, such as `{text}.hour`")
            }
            _ => forms(name, callee.signatures),
        };
        self.report(finding.with_help(help));
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
