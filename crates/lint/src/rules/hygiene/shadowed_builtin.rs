//! AS509: a variable with the name of a builtin.

use std::collections::BTreeSet;

use autoscale_base::{Applicability, Diagnostic, Edit, Fix, rule};
use autoscale_catalog::profile::Shadow;
use autoscale_catalog::{Constant, DeallocationOption, Function};
use autoscale_check::{Place, StatementKind};
use autoscale_syntax as ast;
use autoscale_syntax::Token;

use crate::context::Context;

rule! {
    /// ## What it does
    /// Finds variables that are named as a function, a constant or a
    /// deallocation option. Names of methods and members, such as `hour`, clash
    /// with nothing: they only stand behind a dot.
    ///
    /// ## Why it matters
    /// The documentation reserves no words, so the service may take them, but
    /// nothing public shows that it does. `round` and `ceil` became functions
    /// in 2022; a name with a `$` of one's own cannot become a function.
    ///
    /// ## Example
    /// ```autoscale
    /// max = 10;
    /// $TargetDedicatedNodes = min(max, max(0, $PendingTasks.GetSample(1)));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $max = 10;
    /// $TargetDedicatedNodes = min($max, max(0, $PendingTasks.GetSample(1)));
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Profile setting `shadow`. Recorded results have a variable `$round`,
    /// which is not the name of a function (Azure/doAzureParallel#215).
    pub(super) static SHADOWED_BUILTIN = ("AS509", "shadowed-builtin", Info, label "named as a builtin", since "0.1.0", unverified);
}

pub(super) fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    // Otherwise it is an error that has been reported.
    if cx.profile().shadow != Shadow::Accept {
        return;
    }
    let mut seen = BTreeSet::new();
    for (written, statement) in cx.tree.statements().iter().zip(cx.hir.statements()) {
        let (ast::StatementKind::Assign { target, .. }, StatementKind::Assign { var, .. }) =
            (written.kind, statement.kind)
        else {
            continue;
        };
        let var = cx.hir.vars().get(var.index());
        let name = cx.at(target);
        let own = var.is_some_and(|var| var.place == Place::User);
        if let Some(kind) = builtin(name)
            && own
            && seen.insert(name)
        {
            let message = format!("`{name}` is also the name of a {kind}");
            let finding = Diagnostic::new(&SHADOWED_BUILTIN, target, message)
                .with_help(format!("call it `${name}`, or something else"))
                .with_setting("shadow");
            report.push(match rename(cx, name) {
                Some(fix) => finding.with_fix(fix),
                None => finding,
            });
        }
    }
}

/// What the name stands for; other builtins cannot be assigned at all.
fn builtin(name: &str) -> Option<&'static str> {
    if Function::from_name(name).is_some() {
        Some("function")
    } else if Constant::from_name(name).is_some() {
        Some("constant")
    } else if DeallocationOption::from_name(name).is_some() {
        Some("deallocation option")
    } else {
        None
    }
}

/// Puts a `$` before the variable wherever it stands, and not before calls of
/// the function. `None` when that name is taken, or when a constant or option
/// is meant by the same word above the assignment.
fn rename(cx: &Context<'_>, name: &str) -> Option<Fix> {
    let tokens = cx.tree.tokens();
    let mut edits = Vec::new();
    let mut before = None;
    for (index, &(token, span)) in tokens.iter().enumerate() {
        let word = cx.at(span);
        if token == Token::Ident && word.strip_prefix('$') == Some(name) {
            return None;
        }
        let next = tokens.get(index + 1).map(|next| next.0);
        let own = before != Some(Token::Dot) && next != Some(Token::LeftParen);
        if token == Token::Ident && word == name && own {
            let first = edits.is_empty();
            if first && next != Some(Token::Assign) {
                return None;
            }
            edits.push(Edit {
                span,
                text: format!("${name}"),
            });
        }
        before = Some(token);
    }
    Some(Fix {
        applicability: Applicability::Unsafe,
        edits,
    })
}
