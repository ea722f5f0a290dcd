//! The other reading of comparisons. The grammar has `==` bind looser than `<`,
//! as C does; whether the service does is not known.

use autoscale_base::Span;

use crate::ast::{BinaryOp, ExprId, ExprKind, Tree};

/// An operator with what stands on its right.
struct Link {
    op: BinaryOp,
    op_span: Span,
    right: ExprId,
}

impl Tree {
    /// The tree in which all comparisons bind alike, from the left:
    /// `a == b < c` is `(a == b) < c`. Statements and all other expressions
    /// keep their ids, and children still stand before their parents.
    #[must_use]
    pub fn with_flat_comparisons(&self) -> Self {
        let mut tree = self.clone();
        for id in self.expr_ids() {
            if let ExprKind::Binary { op, right, .. } = tree.expr(id).kind
                && is(op, BinaryOp::Eq)
            {
                tree.regroup(id, right);
            }
        }
        tree
    }

    /// Makes `left == (a < b < …)`, the expression of `root`, one chain from
    /// the left. The nodes change their content, not their number: that of
    /// `a < b` becomes `left == a`.
    fn regroup(&mut self, root: ExprId, relations: ExprId) {
        let ExprKind::Binary {
            op, op_span, left, ..
        } = self.expr(root).kind
        else {
            return;
        };
        let (mut nodes, mut links) = (vec![root], Vec::new());
        let mut first = relations;
        while let ExprKind::Binary {
            op,
            op_span,
            left,
            right,
        } = self.expr(first).kind
            && is(op, BinaryOp::Lt)
        {
            nodes.push(first);
            links.push(Link { op, op_span, right });
            first = left;
        }
        links.push(Link {
            op,
            op_span,
            right: first,
        });
        let chain = nodes.into_iter().rev().zip(links.into_iter().rev());
        chain.fold(left, |left, (node, link)| self.relink(node, left, link));
    }

    fn relink(&mut self, node: ExprId, left: ExprId, link: Link) -> ExprId {
        let span = self.expr(left).span.to(self.expr(link.right).span);
        if let Some(expr) = self.exprs.get_mut(node.index()) {
            expr.span = span;
            expr.kind = ExprKind::Binary {
                op: link.op,
                op_span: link.op_span,
                left,
                right: link.right,
            };
        }
        node
    }
}

/// Do the two bind equally tightly?
fn is(op: BinaryOp, tier: BinaryOp) -> bool {
    op.precedence() == tier.precedence()
}

#[cfg(test)]
mod tests {
    use crate::{dump, parse};

    #[test]
    fn comparisons_are_grouped_from_the_left() {
        for (text, flat) in [
            ("a == b < c", "(< (== a b) c)\n"),
            ("a < b == c", "(== (< a b) c)\n"),
            ("a == b < c <= d", "(<= (< (== a b) c) d)\n"),
            ("a == b < c != d > e;", "(> (!= (< (== a b) c) d) e);\n"),
            ("a == (b < c)", "(== a (paren (< b c)))\n"),
            ("a == b + 1 < c && d", "(&& (< (== a (+ b 1)) c) d)\n"),
            ("x = f(a == b < c)", "(= x (call f (< (== a b) c)))\n"),
        ] {
            let tree = parse(text).tree.with_flat_comparisons();
            assert_eq!(dump(text, &tree), flat, "{text}");
        }
    }

    #[test]
    fn spans_cover_what_is_grouped() {
        let text = "aa == b < c";
        let tree = parse(text).tree.with_flat_comparisons();
        let spans: Vec<&str> = tree.exprs().iter().map(|it| it.span.text(text)).collect();
        assert_eq!(spans, ["aa", "b", "c", "aa == b", text]);
    }
}
