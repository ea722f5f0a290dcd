//! The tree: expressions in one arena, children before parents.
//!
//! LR parsing reduces from the bottom up, so the arena is in post-order: the
//! children of an expression stand before it, and the expressions of a
//! statement before those of the next. A pass that visits `0..n` in order
//! needs no recursion, and dropping a tree never overflows the stack.

use autoscale_base::Span;

use crate::Token;

/// An expression of one [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub(crate) u32);

impl ExprId {
    /// The place in [`Tree::exprs`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A list of expressions of one [`Tree`]; read it with [`Tree::list`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExprList {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl ExprList {
    /// Number of expressions.
    #[must_use]
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// True when there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len == 0
    }
}

/// An expression and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// From its first to its last byte.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExprKind {
    /// Text that could not be understood; a diagnostic tells why. Parts of it
    /// that were understood stand before it in the arena, without a parent.
    Error,
    /// A placeholder that a host fills in before the service sees the formula:
    /// its value and type are unknown.
    Hole,
    /// `12`, `0.5`, `.5`, `5.`, `1e3`.
    Number(f64),
    /// `"…"`; the span includes the quotes, see [`Tree::string`].
    String,
    /// A variable, constant or deallocation option.
    Name,
    /// `(inner)`.
    Paren(ExprId),
    /// `[a, b]`.
    Vector(ExprList),
    /// `-x`, `!x`.
    Unary {
        /// The operator.
        op: UnaryOp,
        /// `x`.
        operand: ExprId,
    },
    /// `a + b`.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// Where the operator stands.
        op_span: Span,
        /// `a`.
        left: ExprId,
        /// `b`.
        right: ExprId,
    },
    /// `condition ? then : otherwise`.
    Ternary {
        /// Decides which arm is evaluated.
        condition: ExprId,
        /// The arm of a condition other than 0.
        then: ExprId,
        /// The arm of a condition of 0.
        otherwise: ExprId,
    },
    /// `name(arguments)`.
    Call {
        /// The function's name.
        name: Span,
        /// Offset of `(`, where the service places errors of the call.
        open: u32,
        /// What stands in the brackets.
        arguments: ExprList,
    },
    /// `receiver.name(arguments)`.
    Method {
        /// What stands before the dot.
        receiver: ExprId,
        /// The method's name.
        name: Span,
        /// Offset of `(`, where the service places errors of the call.
        open: u32,
        /// What stands in the brackets.
        arguments: ExprList,
    },
    /// `receiver.name`.
    Member {
        /// What stands before the dot.
        receiver: ExprId,
        /// The member's name.
        name: Span,
    },
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Neg,
    /// `!`
    Not,
}

impl UnaryOp {
    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neg => "-",
            Self::Not => "!",
        }
    }
}

/// An operator between its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum BinaryOp {
    Or,
    And,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
    Div,
}

impl BinaryOp {
    /// Those that compare.
    pub const COMPARISONS: [Self; 6] = [Self::Lt, Self::Le, Self::Gt, Self::Ge, Self::Eq, Self::Ne];

    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Div => "/",
        }
    }

    /// How tightly it binds; a larger number binds tighter. All operators are
    /// left-associative.
    #[must_use]
    pub const fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Eq | Self::Ne => 3,
            Self::Lt | Self::Le | Self::Gt | Self::Ge => 4,
            Self::Add | Self::Sub => 5,
            Self::Mul | Self::Div => 6,
        }
    }

    /// True for those of [`Self::COMPARISONS`].
    #[must_use]
    pub const fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::Eq | Self::Ne | Self::Lt | Self::Le | Self::Gt | Self::Ge
        )
    }

    /// The comparison that says the same with its sides swapped; other
    /// operators are left as they are.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            other => other,
        }
    }

    /// The comparison that is true of numbers where this one is false, NaN
    /// aside; other operators are left as they are.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::Lt => Self::Ge,
            Self::Le => Self::Gt,
            Self::Gt => Self::Le,
            Self::Ge => Self::Lt,
            Self::Eq => Self::Ne,
            Self::Ne => Self::Eq,
            other => other,
        }
    }
}

/// A statement and where it stands, without its `;`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From its first to its last byte.
    pub span: Span,
    /// Where its `;` stands, if it has one.
    pub semicolon: Option<Span>,
    /// False when something was put in or left out to understand it, of which a
    /// diagnostic tells: what the rest means is a guess.
    pub intact: bool,
}

/// What a statement is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatementKind {
    /// `target = value`.
    Assign {
        /// The name that is assigned.
        target: Span,
        /// The expression behind `=`.
        value: ExprId,
    },
    /// An expression alone.
    Expr(ExprId),
    /// Text that could not be understood as a statement at all; a diagnostic
    /// tells why.
    Error,
}

/// A comment; trees do not hold them, see [`Tree::comments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From its first to its last byte, without the line break.
    pub span: Span,
    /// How it is written.
    pub kind: CommentKind,
}

/// How a comment is written. Only `//` is legal; the others come with a
/// diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `// to the end of the line`
    Line,
    /// `# to the end of the line`
    Hash,
    /// `/* … */`
    Block,
}

/// A formula as a tree. Names and numbers are not copied: they are read from
/// the text that the tree was parsed from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub(crate) statements: Vec<Statement>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) lists: Vec<ExprId>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) tokens: Vec<(Token, Span)>,
}

const NO_EXPR: Expr = Expr {
    kind: ExprKind::Error,
    span: Span::new(0, 0),
};

impl Tree {
    /// The statements in text order. Empty statements leave no trace.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// All expressions, children before parents.
    #[must_use]
    pub fn exprs(&self) -> &[Expr] {
        &self.exprs
    }

    /// The ids of all expressions, children before parents.
    pub fn expr_ids(&self) -> impl Iterator<Item = ExprId> + use<> {
        (0..u32::try_from(self.exprs.len()).unwrap_or(u32::MAX)).map(ExprId)
    }

    /// The expression of `id`; an error node when `id` is of another tree.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> Expr {
        self.exprs.get(id.index()).copied().unwrap_or(NO_EXPR)
    }

    /// The expressions of `list`; none when it is of another tree.
    #[must_use]
    pub fn list(&self, list: ExprList) -> &[ExprId] {
        let start = list.start as usize;
        self.lists
            .get(start..start + list.len())
            .unwrap_or_default()
    }

    /// The expression behind any brackets around it.
    #[must_use]
    pub fn unparenthesised(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Paren(inner) = self.expr(id).kind {
            id = inner;
        }
        id
    }

    /// The operand at the left edge of `id`: `a` of `a + b`, `a.b` and
    /// `a.b(c)`.
    #[must_use]
    pub fn left(&self, id: ExprId) -> Option<ExprId> {
        match self.expr(id).kind {
            ExprKind::Binary { left, .. } => Some(left),
            ExprKind::Member { receiver, .. } | ExprKind::Method { receiver, .. } => Some(receiver),
            _ => None,
        }
    }

    /// `id`, its operand at the left edge, that one's, and so on. Chains such
    /// as `1 + 1 + …` lean to the left and may be as long as the text: a pass
    /// must not recurse along them. All other nesting ends at
    /// [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub fn left_spine(&self, id: ExprId) -> impl Iterator<Item = ExprId> + '_ {
        std::iter::successors(Some(id), |&id| self.left(id))
    }

    /// What stands between the quotes of the string expression `id`.
    #[must_use]
    pub fn string<'t>(&self, id: ExprId, text: &'t str) -> &'t str {
        crate::quotes::string_content(self.expr(id).span.text(text))
    }

    /// The comments in text order.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The tokens in text order, without comments and white space.
    #[must_use]
    pub fn tokens(&self) -> &[(Token, Span)] {
        &self.tokens
    }
}
