//! A tree as text, to be read by people and compared by tests.

use autoscale_base::Span;

use crate::ast::{ExprId, ExprKind, ExprList, StatementKind, Tree};

/// `tree`, which was parsed from `text`, as one S-expression a statement:
/// `(= x (+ 1 y));`. The `;` stands where the formula has one.
#[must_use]
pub fn dump(text: &str, tree: &Tree) -> String {
    let mut printer = Printer {
        text,
        tree,
        out: String::new(),
        work: Vec::new(),
    };
    for statement in tree.statements() {
        match statement.kind {
            StatementKind::Assign { target, value } => {
                printer.list("=", [Work::Text(target), Work::Expr(value)]);
            }
            StatementKind::Expr(value) => printer.work.push(Work::Expr(value)),
            StatementKind::Error => printer.out.push_str("<error>"),
        }
        printer.run();
        let end = if statement.semicolon.is_some() {
            ";\n"
        } else {
            "\n"
        };
        printer.out.push_str(end);
    }
    printer.out
}

/// What is still to be printed, the next on top: chains may be longer than a
/// recursion could be deep.
#[derive(Clone, Copy)]
enum Work {
    Expr(ExprId),
    Text(Span),
    Close,
}

struct Printer<'a> {
    text: &'a str,
    tree: &'a Tree,
    out: String,
    work: Vec<Work>,
}

impl Printer<'_> {
    fn run(&mut self) {
        while let Some(work) = self.work.pop() {
            if !matches!(work, Work::Close)
                && !self.out.ends_with(['(', '\n'])
                && !self.out.is_empty()
            {
                self.out.push(' ');
            }
            match work {
                Work::Expr(id) => self.expr(id),
                Work::Text(span) => self.out.push_str(span.text(self.text)),
                Work::Close => self.out.push(')'),
            }
        }
    }

    /// Starts a list whose first word is `head`.
    fn list<const N: usize>(&mut self, head: &str, parts: [Work; N]) {
        self.out.push('(');
        self.out.push_str(head);
        self.work.push(Work::Close);
        self.work.extend(parts.into_iter().rev());
    }

    /// A list whose last parts are `items`.
    fn call<const N: usize>(&mut self, head: &str, parts: [Work; N], items: ExprList) {
        self.out.push('(');
        self.out.push_str(head);
        self.work.push(Work::Close);
        let items = self.tree.list(items).iter().rev();
        self.work.extend(items.map(|&item| Work::Expr(item)));
        self.work.extend(parts.into_iter().rev());
    }

    fn expr(&mut self, id: ExprId) {
        let expr = self.tree.expr(id);
        match expr.kind {
            ExprKind::Error => self.out.push_str("<error>"),
            ExprKind::Hole => self.list("hole", [Work::Text(expr.span)]),
            ExprKind::Number(value) => self.out.push_str(&value.to_string()),
            ExprKind::String => {
                let content = self.tree.string(id, self.text);
                self.out.push_str(&format!("\"{content}\""));
            }
            ExprKind::Name => self.out.push_str(expr.span.text(self.text)),
            ExprKind::Paren(inner) => self.list("paren", [Work::Expr(inner)]),
            ExprKind::Vector(items) => self.call("vector", [], items),
            ExprKind::Unary { op, operand } => self.list(op.as_str(), [Work::Expr(operand)]),
            ExprKind::Binary {
                op, left, right, ..
            } => self.list(op.as_str(), [Work::Expr(left), Work::Expr(right)]),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => self.list("?", [condition, then, otherwise].map(Work::Expr)),
            ExprKind::Call {
                name, arguments, ..
            } => self.call("call", [Work::Text(name)], arguments),
            ExprKind::Method {
                receiver,
                name,
                arguments,
                ..
            } => self.call(
                "method",
                [Work::Expr(receiver), Work::Text(name)],
                arguments,
            ),
            ExprKind::Member { receiver, name } => {
                self.list("member", [Work::Expr(receiver), Work::Text(name)]);
            }
        }
    }
}
