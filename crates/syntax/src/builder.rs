//! What the actions of the grammar call: nodes go to the arena, mistakes that
//! only show in a whole expression go to the diagnostics.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, quoted};

use crate::ast::{
    BinaryOp, Expr, ExprId, ExprKind, ExprList, Statement, StatementKind, Tree, UnaryOp,
};
use crate::lexer::offset;
use crate::limits::MAX_CHARACTERS;
use crate::number;
use crate::placeholder::unfilled;
use crate::report::Report;
use crate::rules::{FOREIGN_SYNTAX, INVALID_CHARACTER};

const POWER: &str = "there are no powers: write a product such as `x * x`";

/// A tree that is being built.
#[derive(Debug)]
pub(crate) struct Builder<'t> {
    pub(crate) text: &'t str,
    pub(crate) tree: Tree,
    pub(crate) report: Report,
    /// Elements of the lists that are still open; inner lists on top.
    pending: Vec<ExprId>,
    /// Operators that wait for their right operand, looser ones first; those
    /// of inner expressions on top.
    waiting: Vec<Waiting>,
}

/// A binary operator as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InfixOp {
    /// One of the language.
    Known(BinaryOp),
    /// One of another language, which binds like `*`.
    Foreign,
}

impl InfixOp {
    const fn precedence(self) -> u8 {
        match self {
            Self::Known(op) => op.precedence(),
            Self::Foreign => BinaryOp::Mul.precedence(),
        }
    }
}

/// An operator with what stands on its left.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    op: InfixOp,
    span: Span,
    left: ExprId,
}

/// How far a tree was built, to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    statements: usize,
    exprs: usize,
    lists: usize,
    findings: usize,
}

impl<'t> Builder<'t> {
    /// A builder for a text of `tokens` tokens.
    pub(crate) fn new(text: &'t str, tokens: usize, report: Report) -> Self {
        let tree = Tree {
            exprs: Vec::with_capacity(tokens),
            ..Tree::default()
        };
        Self {
            text,
            tree,
            report,
            pending: Vec::new(),
            waiting: Vec::new(),
        }
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark {
            statements: self.tree.statements.len(),
            exprs: self.tree.exprs.len(),
            lists: self.tree.lists.len(),
            findings: self.report.len(),
        }
    }

    /// Forgets what was built behind `mark`.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.tree.statements.truncate(mark.statements);
        self.tree.exprs.truncate(mark.exprs);
        self.tree.lists.truncate(mark.lists);
        self.report.truncate(mark.findings);
        self.pending.clear();
        self.waiting.clear();
    }

    fn push(&mut self, kind: ExprKind, span: Span) -> ExprId {
        let id = ExprId(offset(self.tree.exprs.len()));
        self.tree.exprs.push(Expr { kind, span });
        id
    }

    fn span(&self, id: ExprId) -> Span {
        self.tree.expr(id).span
    }

    pub(crate) fn assignment(&mut self, target: Span, value: ExprId) {
        let span = target.to(self.span(value));
        self.statement(StatementKind::Assign { target, value }, span);
    }

    pub(crate) fn expression(&mut self, value: ExprId) {
        let span = self.span(value);
        self.statement(StatementKind::Expr(value), span);
    }

    pub(crate) fn statement(&mut self, kind: StatementKind, span: Span) {
        self.tree.statements.push(Statement {
            kind,
            span,
            semicolon: None,
            intact: true,
        });
    }

    /// Marks the statements from the one at `first` on as mended.
    pub(crate) fn mended(&mut self, first: usize) {
        let statements = self.tree.statements.iter_mut();
        for statement in statements.skip(first) {
            statement.intact = false;
        }
    }

    /// Ends the newest statement with the `;` at `span`.
    pub(crate) fn semicolon(&mut self, span: Span) {
        if let Some(statement) = self.tree.statements.last_mut() {
            statement.semicolon = Some(span);
        }
    }

    pub(crate) fn number(&mut self, span: Span) -> ExprId {
        let (value, finding) = number::value(self.text, span);
        if let Some(finding) = finding {
            self.report.push(finding);
        }
        self.push(value.map_or(ExprKind::Error, ExprKind::Number), span)
    }

    pub(crate) fn string(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::String, span)
    }

    pub(crate) fn name(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::Name, span)
    }

    pub(crate) fn hole(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::Hole, span)
    }

    pub(crate) fn error(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::Error, span)
    }

    pub(crate) fn paren(&mut self, span: Span, inner: ExprId) -> ExprId {
        self.push(ExprKind::Paren(inner), span)
    }

    pub(crate) fn vector(&mut self, span: Span, count: u32) -> ExprId {
        let elements = self.list(count);
        self.push(ExprKind::Vector(elements), span)
    }

    pub(crate) fn unary(&mut self, op: UnaryOp, start: u32, operand: ExprId) -> ExprId {
        let span = Span::new(start, self.span(operand).end);
        self.push(ExprKind::Unary { op, operand }, span)
    }

    /// Has `op` wait for what stands on its right, with all that binds to its
    /// left. Of the same expression `open` operators wait already; the new
    /// count comes back.
    pub(crate) fn operator(&mut self, open: u32, left: ExprId, op: InfixOp, span: Span) -> u32 {
        let (open, left) = self.group(open, left, op.precedence());
        self.waiting.push(Waiting { op, span, left });
        open + 1
    }

    /// Ends an expression in which `open` operators wait.
    pub(crate) fn infix(&mut self, open: u32, last: ExprId) -> ExprId {
        self.group(open, last, 0).1
    }

    /// Gives `right` to the last of `open` operators, and the result to the one
    /// before, as long as they bind at least as tightly as `precedence`.
    fn group(&mut self, mut open: u32, mut right: ExprId, precedence: u8) -> (u32, ExprId) {
        while open > 0
            && let Some(last) = self.waiting.pop_if(|it| it.op.precedence() >= precedence)
        {
            right = match last.op {
                InfixOp::Known(op) => self.binary(op, last.span, last.left, right),
                InfixOp::Foreign => self.foreign_operator(last.span, last.left, right),
            };
            open -= 1;
        }
        (open, right)
    }

    fn binary(&mut self, op: BinaryOp, op_span: Span, left: ExprId, right: ExprId) -> ExprId {
        let span = self.span(left).to(self.span(right));
        let kind = ExprKind::Binary {
            op,
            op_span,
            left,
            right,
        };
        self.push(kind, span)
    }

    /// `left % right`, which the language does not have.
    fn foreign_operator(&mut self, op: Span, left: ExprId, right: ExprId) -> ExprId {
        let operands = [left, right].map(|id| self.tree.expr(id));
        self.report
            .push_with(|| foreign_operator(self.text, op, operands));
        let [left, right] = operands.map(|operand| operand.span);
        self.push(ExprKind::Error, left.to(right))
    }

    pub(crate) fn ternary(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId) -> ExprId {
        let span = self.span(condition).to(self.span(otherwise));
        let kind = ExprKind::Ternary {
            condition,
            then,
            otherwise,
        };
        self.push(kind, span)
    }

    pub(crate) fn member(&mut self, receiver: ExprId, name: Span) -> ExprId {
        let span = self.span(receiver).to(name);
        self.push(ExprKind::Member { receiver, name }, span)
    }

    /// `receiver.` without a name.
    pub(crate) fn nameless_member(&mut self, receiver: ExprId, end: u32) -> ExprId {
        let span = Span::new(self.span(receiver).start, end);
        self.push(ExprKind::Error, span)
    }

    pub(crate) fn method(
        &mut self,
        receiver: ExprId,
        name: Span,
        open: u32,
        count: u32,
        end: u32,
    ) -> ExprId {
        let span = Span::new(self.span(receiver).start, end);
        let arguments = self.list(count);
        let kind = ExprKind::Method {
            receiver,
            name,
            open,
            arguments,
        };
        self.push(kind, span)
    }

    pub(crate) fn call(&mut self, name: Span, open: u32, count: u32, end: u32) -> ExprId {
        let span = Span::new(name.start, end);
        let arguments = self.list(count);
        match (name.text(self.text), self.tree.list(arguments)) {
            ("$", _) => {
                self.report.push(unfilled(self.text, span));
                self.push(ExprKind::Hole, span)
            }
            ("not", &[operand]) => {
                self.report.push(
                    Diagnostic::new(&INVALID_CHARACTER, name, "`not` is not an operator")
                        .with_help("write `!`")
                        .with_fix(Fix::safe(Span::new(name.start, open), "!")),
                );
                let op = UnaryOp::Not;
                self.push(ExprKind::Unary { op, operand }, span)
            }
            _ => {
                let kind = ExprKind::Call {
                    name,
                    open,
                    arguments,
                };
                self.push(kind, span)
            }
        }
    }

    /// Puts `item` behind the `count` elements of the innermost open list.
    pub(crate) fn item(&mut self, item: ExprId, count: u32) -> u32 {
        self.pending.push(item);
        count + 1
    }

    /// Closes the innermost list, which has `count` elements.
    fn list(&mut self, count: u32) -> ExprList {
        let start = self.pending.len().saturating_sub(count as usize);
        let list = ExprList {
            start: offset(self.tree.lists.len()),
            len: count,
        };
        self.tree.lists.extend(self.pending.drain(start..));
        list
    }
}

fn foreign_operator(text: &str, op: Span, operands: [Expr; 2]) -> Diagnostic {
    let operator = op.text(text);
    let remainder = matches!(operator, "%" | "%%") || operator.eq_ignore_ascii_case("mod");
    let (rule, help) = match operator {
        _ if remainder => (
            &INVALID_CHARACTER,
            "write `l - floor(l / r) * r` for the remainder of `l / r`",
        ),
        "^" => (&INVALID_CHARACTER, POWER),
        "**" => (&FOREIGN_SYNTAX, POWER),
        _ => (
            &FOREIGN_SYNTAX,
            "the operators are `+ - * / ! < <= > >= == != && ||` and `? :`",
        ),
    };
    let message = format!("{} is not an operator", quoted(operator));
    let finding = Diagnostic::new(rule, op, message).with_help(help);
    let complete = operands.iter().all(|it| it.kind != ExprKind::Error);
    let [left, right] = operands.map(|operand| operand.span);
    // Such operations may stand inside each other: each writes out the others.
    let long = left.to(right).range().len() > MAX_CHARACTERS;
    if !(remainder && complete) || long {
        return finding;
    }
    // Both operands bind at least as tightly as `/`: neither needs brackets.
    let [l, r] = [left, right].map(|operand| operand.text(text));
    let instead = format!("({l} - floor({l} / {r}) * {r})");
    finding.with_fix(Fix::one(Applicability::Unsafe, left.to(right), instead))
}
