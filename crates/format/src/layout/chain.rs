//! Chains of operators: where their lines break.

use autoscale_syntax::{ExprId, ExprKind};

use super::Layout;
use crate::doc::DocId;

/// Where the lines of a broken chain of operators begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Chain {
    /// Further right than the line of the first operand.
    Indented,
    /// Below the first operand, which stands alone in its brackets.
    Aligned,
}

/// A chain of operators of equal precedence.
struct Operands {
    first: DocId,
    /// Every operator with its operand, each behind a line.
    rest: DocId,
    /// The only one, behind a space: it may follow a closing bracket that
    /// stands on a line of its own.
    tail: Option<DocId>,
}

impl Layout<'_> {
    /// A chain behind `=`. Where one of its operands would have to break, all
    /// of them begin on lines of their own, one below the other; an only
    /// operator follows the bracket that closes the first operand.
    pub(super) fn assigned_chain(&mut self, id: ExprId) -> DocId {
        let (space, line) = (self.docs.text(" "), self.docs.line());
        let Operands { first, rest, tail } = self.operands(id);
        let indented = self.docs.indent(rest);
        let compact = self.docs.concat(&[space, first, indented]);
        if self.docs.breaks(compact) {
            return self.docs.group(compact);
        }
        let broken = match tail {
            Some(tail) => self.docs.concat(&[space, first, tail]),
            None => {
                let lines = self.docs.concat(&[line, first, rest]);
                self.docs.indent(lines)
            }
        };
        self.docs.either(compact, broken)
    }

    /// `a + b - c`: operators of equal precedence break together.
    pub(super) fn binary(&mut self, id: ExprId, chain: Chain) -> DocId {
        let Operands { first, rest, tail } = self.operands(id);
        let rest = match chain {
            Chain::Indented => self.docs.indent(rest),
            Chain::Aligned => rest,
        };
        let all = self.docs.concat(&[first, rest]);
        match tail {
            Some(tail) if !self.docs.breaks(all) => {
                let hugged = self.docs.concat(&[first, tail]);
                self.docs.either(all, hugged)
            }
            _ => self.docs.group(all),
        }
    }

    fn operands(&mut self, id: ExprId) -> Operands {
        let precedence = self.precedence(id);
        let mut left_most = id;
        let mut others = Vec::new();
        while let ExprKind::Binary { left, right, .. } = self.tree.expr(left_most).kind
            && self.precedence(left_most) == precedence
        {
            others.push(right);
            left_most = left;
        }
        let first = self.expr(left_most);
        let (line, space) = (self.docs.line(), self.docs.text(" "));
        let mut rest = Vec::new();
        let mut tail = None;
        for &operand in others.iter().rev() {
            let gap = self.gap(line);
            let (op, operand) = (self.take(), self.expr(operand));
            rest.extend([gap, op, space, operand]);
            tail = Some([space, op, space, operand]);
        }
        let hugs = others.len() == 1 && self.ends_with_bracket(left_most);
        let tail = tail.filter(|_| hugs);
        let tail = tail.map(|parts| self.docs.concat(&parts));
        let rest = self.docs.concat(&rest);
        Operands { first, rest, tail }
    }

    fn ends_with_bracket(&self, id: ExprId) -> bool {
        matches!(
            self.tree.expr(id).kind,
            ExprKind::Call { .. }
                | ExprKind::Method { .. }
                | ExprKind::Paren(_)
                | ExprKind::Vector(_)
        )
    }

    fn precedence(&self, id: ExprId) -> Option<u8> {
        match self.tree.expr(id).kind {
            ExprKind::Binary { op, .. } => Some(op.precedence()),
            _ => None,
        }
    }
}
