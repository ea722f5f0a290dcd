//! From a tree back to the tokens that it stands for.

use autoscale_base::Span;
use autoscale_syntax::{ExprId, ExprKind, ExprList, StatementKind, Tree};

/// The tokens of every statement, without `;`. `None` for a tree with text that
/// was not understood, which stands for no tokens.
pub(super) fn unparse<'t>(text: &'t str, tree: &Tree) -> Option<Vec<Vec<&'t str>>> {
    let mut statements = Vec::with_capacity(tree.statements().len());
    for statement in tree.statements() {
        let mut printer = Printer {
            text,
            tree,
            out: Vec::new(),
            work: Vec::new(),
        };
        match statement.kind {
            StatementKind::Assign { target, value } => {
                printer.plan([Work::Place(target), Work::Sign("="), Work::Expr(value)]);
            }
            StatementKind::Expr(value) => printer.plan([Work::Expr(value)]),
            StatementKind::Error => return None,
        }
        printer.run()?;
        statements.push(printer.out);
    }
    Some(statements)
}

/// What is still to be printed.
#[derive(Clone, Copy)]
enum Work {
    Expr(ExprId),
    Place(Span),
    Sign(&'static str),
}

struct Printer<'t, 'a> {
    text: &'t str,
    tree: &'a Tree,
    out: Vec<&'t str>,
    /// The next on top: chains may be longer than a recursion could be deep.
    work: Vec<Work>,
}

impl Printer<'_, '_> {
    fn plan<const N: usize>(&mut self, parts: [Work; N]) {
        self.work.extend(parts.into_iter().rev());
    }

    fn list(&mut self, open: &'static str, items: ExprList, close: &'static str) {
        self.work.push(Work::Sign(close));
        let items = self.tree.list(items);
        for (at, &item) in items.iter().enumerate().rev() {
            self.work.push(Work::Expr(item));
            if at > 0 {
                self.work.push(Work::Sign(","));
            }
        }
        self.work.push(Work::Sign(open));
    }

    fn run(&mut self) -> Option<()> {
        while let Some(work) = self.work.pop() {
            match work {
                Work::Expr(id) => self.expr(id)?,
                Work::Place(span) => self.out.push(span.text(self.text)),
                Work::Sign(sign) => self.out.push(sign),
            }
        }
        Some(())
    }

    fn expr(&mut self, id: ExprId) -> Option<()> {
        let expr = self.tree.expr(id);
        match expr.kind {
            ExprKind::Error | ExprKind::Hole => return None,
            ExprKind::Number(_) | ExprKind::String | ExprKind::Name => {
                self.plan([Work::Place(expr.span)]);
            }
            ExprKind::Paren(inner) => {
                self.plan([Work::Sign("("), Work::Expr(inner), Work::Sign(")")]);
            }
            ExprKind::Vector(items) => self.list("[", items, "]"),
            ExprKind::Unary { op, operand } => {
                self.plan([Work::Sign(op.as_str()), Work::Expr(operand)]);
            }
            ExprKind::Binary {
                op, left, right, ..
            } => self.plan([Work::Expr(left), Work::Sign(op.as_str()), Work::Expr(right)]),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.plan([
                Work::Expr(condition),
                Work::Sign("?"),
                Work::Expr(then),
                Work::Sign(":"),
                Work::Expr(otherwise),
            ]),
            ExprKind::Call {
                name, arguments, ..
            } => {
                self.list("(", arguments, ")");
                self.plan([Work::Place(name)]);
            }
            ExprKind::Method {
                receiver,
                name,
                arguments,
                ..
            } => {
                self.list("(", arguments, ")");
                self.plan([Work::Expr(receiver), Work::Sign("."), Work::Place(name)]);
            }
            ExprKind::Member { receiver, name } => {
                self.plan([Work::Expr(receiver), Work::Sign("."), Work::Place(name)]);
            }
        }
        Some(())
    }
}
