//! Tree to document: what every construct looks like on one line and how it
//! breaks when it does not fit.
//!
//! The tokens are taken from the text in order while the tree is walked, each
//! after its comments, so that nothing can get lost. Recursion is as deep as
//! brackets and arms nest, which the parser caps; chains are loops.

mod chain;

use autoscale_base::LineIndex;
use autoscale_syntax::{ExprId, ExprKind, ExprList, StatementKind, Token, Tree};

use self::chain::Chain;
use crate::comments::{Comments, blank_before};
use crate::doc::{DocId, Docs};

/// The document of the formula `tree`, which `text` was parsed to.
pub(crate) fn layout<'a>(text: &'a str, tree: &'a Tree) -> (Docs<'a>, DocId) {
    let lines = LineIndex::new(text);
    let mut layout = Layout {
        text,
        tree,
        comments: Comments::place(text, tree, &lines),
        lines,
        next: 0,
        docs: Docs::default(),
    };
    let root = layout.formula();
    (layout.docs, root)
}

struct Layout<'a> {
    text: &'a str,
    tree: &'a Tree,
    lines: LineIndex,
    comments: Comments<'a>,
    /// The index of the token that comes next.
    next: usize,
    docs: Docs<'a>,
}

/// Statements.
impl Layout<'_> {
    fn formula(&mut self) -> DocId {
        let mut parts = Vec::new();
        for statement in self.tree.statements() {
            self.between_statements(&mut parts);
            let blank = blank_before(self.text, &self.lines, statement.span.start);
            self.start_line(&mut parts, blank);
            parts.push(self.statement(statement.kind));
        }
        self.between_statements(&mut parts);
        if !parts.is_empty() {
            parts.push(self.docs.hard_line());
        }
        self.docs.concat(&parts)
    }

    /// Drops the `;` that come next, which the statement brings along, and
    /// puts the comments behind them.
    fn between_statements(&mut self, parts: &mut Vec<DocId>) {
        while matches!(
            self.tree.tokens().get(self.next),
            Some((Token::Semicolon, _))
        ) {
            self.next += 1;
        }
        for comment in self.comments.before(self.next).to_vec() {
            if comment.trailing && !parts.is_empty() {
                parts.push(self.docs.text(" "));
            } else {
                self.start_line(parts, comment.blank_before);
            }
            parts.push(self.docs.comment(comment.text));
        }
    }

    /// Begins a line, after a blank one if asked to; the first line of the
    /// formula has begun already.
    fn start_line(&mut self, parts: &mut Vec<DocId>, blank: bool) {
        if !parts.is_empty() {
            let line = self.docs.hard_line();
            parts.extend(std::iter::repeat_n(line, if blank { 2 } else { 1 }));
        }
    }

    fn statement(&mut self, kind: StatementKind) -> DocId {
        let statement = match kind {
            StatementKind::Assign { value, .. } => self.assignment(value),
            StatementKind::Expr(value) => self.expr(value),
            StatementKind::Error => self.take(),
        };
        let end = self.docs.text(";");
        self.docs.concat(&[statement, end])
    }

    fn assignment(&mut self, value: ExprId) -> DocId {
        let (target, space, equals) = (self.take(), self.docs.text(" "), self.take());
        let commented = self.has_comments();
        if !commented && let ExprKind::Binary { .. } = self.tree.expr(value).kind {
            let value = self.assigned_chain(value);
            return self.docs.concat(&[target, space, equals, value]);
        }
        let gap = self.gap(space);
        let value = self.expr(value);
        let mut value = self.docs.concat(&[gap, value]);
        if commented {
            value = self.docs.indent(value);
        }
        self.docs.concat(&[target, space, equals, value])
    }
}

/// Expressions.
impl Layout<'_> {
    fn expr(&mut self, id: ExprId) -> DocId {
        self.expr_with(id, Chain::Indented)
    }

    fn expr_with(&mut self, id: ExprId, chain: Chain) -> DocId {
        match self.tree.expr(id).kind {
            ExprKind::Number(_)
            | ExprKind::String
            | ExprKind::Name
            | ExprKind::Hole
            | ExprKind::Error => self.take(),
            ExprKind::Paren(inner) => self.paren(inner),
            ExprKind::Vector(elements) => self.brackets(elements),
            ExprKind::Unary { .. } => self.unary(id),
            ExprKind::Binary { .. } => self.binary(id, chain),
            ExprKind::Ternary { .. } => self.ternary(id),
            ExprKind::Call { arguments, .. } => {
                let (name, arguments) = (self.take(), self.brackets(arguments));
                self.docs.concat(&[name, arguments])
            }
            ExprKind::Method { .. } | ExprKind::Member { .. } => self.postfix(id),
        }
    }

    /// A ternary hugs its parentheses; anything else stands between them like
    /// an argument.
    fn paren(&mut self, inner: ExprId) -> DocId {
        let innermost = self.tree.unparenthesised(inner);
        let open = self.take();
        if matches!(self.tree.expr(innermost).kind, ExprKind::Ternary { .. })
            && !self.has_comments()
        {
            let inner = self.expr(inner);
            let close = self.close();
            return self.docs.concat(&[open, inner, close]);
        }
        let line = self.docs.soft_line();
        let gap = self.gap(line);
        let inner = self.expr_with(inner, Chain::Aligned);
        self.bracketed(open, &[gap, inner])
    }

    /// `(a, b)` or `[a, b]`: all on one line, or every element on its own.
    fn brackets(&mut self, elements: ExprList) -> DocId {
        let open = self.take();
        let chain = if elements.len() == 1 {
            Chain::Aligned
        } else {
            Chain::Indented
        };
        let mut line = self.docs.soft_line();
        let mut parts = Vec::new();
        for (at, &element) in self.tree.list(elements).iter().enumerate() {
            if at > 0 {
                parts.push(self.take());
                line = self.docs.line();
            }
            parts.push(self.gap(line));
            parts.push(self.expr_with(element, chain));
        }
        self.bracketed(open, &parts)
    }

    /// `content` between the bracket `open` and the one that comes next. The
    /// content brings along the line breaks before its elements.
    fn bracketed(&mut self, open: DocId, content: &[DocId]) -> DocId {
        let inner = self.docs.concat(content);
        let inner = self.docs.indent(inner);
        let line = if self.has_comments() || content.is_empty() {
            self.docs.text("")
        } else {
            self.docs.soft_line()
        };
        let close = self.close();
        let all = self.docs.concat(&[open, inner, line, close]);
        self.docs.group(all)
    }

    /// The comments before a closing bracket, and the bracket.
    fn close(&mut self) -> DocId {
        if !self.has_comments() {
            return self.take();
        }
        let comments = self.comment_lines();
        let comments = self.docs.concat(&comments);
        let comments = self.docs.indent(comments);
        let (line, close) = (self.docs.hard_line(), self.take());
        self.docs.concat(&[comments, line, close])
    }

    fn unary(&mut self, mut id: ExprId) -> DocId {
        let mut parts = Vec::new();
        while let ExprKind::Unary { operand, .. } = self.tree.expr(id).kind {
            parts.push(self.take());
            id = operand;
        }
        parts.push(self.expr(id));
        self.docs.concat(&parts)
    }

    /// `a ? b : c`, or the ladder `a ? b : c ? d : e`. A ladder that is too
    /// long for one line has a line for every condition with its arm, or, if
    /// one of these is too long, for every condition and for every arm.
    fn ternary(&mut self, mut id: ExprId) -> DocId {
        let (line, space) = (self.docs.line(), self.docs.text(" "));
        let (mut broken, mut compact) = (Vec::new(), Vec::new());
        let mut conditions = 0;
        while let ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } = self.tree.expr(id).kind
        {
            let condition = self.expr(condition);
            let gap = self.gap(line);
            let then = [self.take(), space, self.expr(then)];
            let colon = [self.gap(line), self.take(), space];
            broken.extend([condition, gap]);
            compact.extend([condition, space]);
            for parts in [&mut broken, &mut compact] {
                parts.extend(then);
                parts.extend(colon);
            }
            conditions += 1;
            id = otherwise;
        }
        let last = self.expr(id);
        broken.push(last);
        let broken = self.docs.concat(&broken);
        let broken = self.docs.indent(broken);
        if conditions == 1 {
            return self.docs.group(broken);
        }
        compact.push(last);
        let compact = self.docs.concat(&compact);
        let compact = self.docs.indent(compact);
        self.docs.either(compact, broken)
    }

    /// `receiver.Method(argument).member`; only a comment breaks it.
    fn postfix(&mut self, id: ExprId) -> DocId {
        let mut receiver = id;
        let mut links = Vec::new();
        while let ExprKind::Method { receiver: next, .. }
        | ExprKind::Member { receiver: next, .. } = self.tree.expr(receiver).kind
        {
            links.push(receiver);
            receiver = next;
        }
        // `1.hour` would read as the number `1.` and a name.
        let number = matches!(self.tree.expr(receiver).kind, ExprKind::Number(_));
        let mut before_dot = self.docs.text(if number { " " } else { "" });
        let mut parts = vec![self.expr(receiver)];
        for &link in links.iter().rev() {
            let commented = self.has_comments();
            let mut link_parts = vec![self.gap(before_dot), self.take(), self.take()];
            if let ExprKind::Method { arguments, .. } = self.tree.expr(link).kind {
                link_parts.push(self.brackets(arguments));
            }
            let link = self.docs.concat(&link_parts);
            parts.push(if commented {
                self.docs.indent(link)
            } else {
                link
            });
            before_dot = self.docs.text("");
        }
        self.docs.concat(&parts)
    }
}

/// Tokens and comments.
impl Layout<'_> {
    /// The next token.
    fn take(&mut self) -> DocId {
        let span = self.tree.tokens().get(self.next).map(|(_, span)| *span);
        self.next += 1;
        self.docs.text(span.unwrap_or_default().text(self.text))
    }

    fn has_comments(&self) -> bool {
        !self.comments.before(self.next).is_empty()
    }

    /// `plain`, or the comments before the next token, which then begins a
    /// line.
    fn gap(&mut self, plain: DocId) -> DocId {
        if !self.has_comments() {
            return plain;
        }
        let mut parts = self.comment_lines();
        parts.push(self.docs.hard_line());
        self.docs.concat(&parts)
    }

    /// The comments before the next token, without the end of their last line.
    fn comment_lines(&mut self) -> Vec<DocId> {
        let mut parts = Vec::new();
        for comment in self.comments.before(self.next).to_vec() {
            parts.push(if comment.trailing {
                self.docs.text(" ")
            } else {
                self.docs.hard_line()
            });
            parts.push(self.docs.comment(comment.text));
        }
        parts
    }
}
