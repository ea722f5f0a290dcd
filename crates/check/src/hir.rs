//! The typed tree: names resolved, overloads chosen, conversions explicit.
//!
//! Like the syntax tree it is one arena with children before parents. The
//! language has no loops and assigns only at statement level, so every
//! assignment makes a new *version* of its variable ([`Var`]) and every read
//! names the version it sees: the tree is in static single assignment form.

use autoscale_base::{Interval, Span};
use autoscale_catalog::{DeallocationOption, Function, Member, Method, Metric, Target, Ty};
use autoscale_syntax::{BinaryOp, UnaryOp};

/// An expression of one [`Hir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub(crate) u32);

impl ExprId {
    /// The place in [`Hir::exprs`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A list of expressions of one [`Hir`]; read it with [`Hir::list`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExprList {
    start: u32,
    len: u32,
}

/// A version of a variable of one [`Hir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VarId(pub(crate) u32);

impl VarId {
    /// The place in [`Hir::vars`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of an expression's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// It has this type.
    Known(Ty),
    /// A double on one arm of a ternary and a doubleVec on the other: good
    /// only where a list of both is taken. At run time it is a doubleVec.
    Mixed,
    /// It is never reached behind: the value of `stop()`.
    Never,
    /// A mistake that has been reported, or a placeholder, hides the type.
    Unknown,
}

impl Type {
    /// A number.
    pub const DOUBLE: Self = Self::Known(Ty::Double);
    /// A list of numbers.
    pub const DOUBLE_VEC: Self = Self::Known(Ty::DoubleVec);

    /// The type, where it is known.
    #[must_use]
    pub const fn known(self) -> Option<Ty> {
        match self {
            Self::Known(ty) => Some(ty),
            Self::Mixed | Self::Never | Self::Unknown => None,
        }
    }
}

/// An expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// What is known of its value.
    pub ty: Type,
    /// Where it stands.
    pub span: Span,
    /// Where the service places an error of it: the `(` of a call, otherwise
    /// the operator or the first character.
    pub place: u32,
}

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExprKind {
    /// A mistake that has been reported, or a placeholder.
    Error,
    /// A literal number.
    Number(f64),
    /// A constant length of time.
    Interval(Interval),
    /// A literal string; the span is what stands between the quotes.
    String(Span),
    /// A deallocation option.
    Option(DeallocationOption),
    /// The value of a variable.
    Read(VarId),
    /// A metric where a number is needed: its newest sample.
    Newest(Metric),
    /// `-x` or `!x`.
    Unary {
        /// The operator.
        op: UnaryOp,
        /// `x`.
        operand: ExprId,
    },
    /// `a + b` and the like; the operands' types choose the operation.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// `a`.
        left: ExprId,
        /// `b`.
        right: ExprId,
    },
    /// `condition ? then : otherwise`, one arm of which is evaluated.
    Ternary {
        /// Decides which.
        condition: ExprId,
        /// The arm of a condition other than 0.
        then: ExprId,
        /// The arm of a condition of 0.
        otherwise: ExprId,
    },
    /// Doubles and doubleVecs strung together into a doubleVec.
    Vector(ExprList),
    /// The one element of a doubleVec, where a number is needed (profile
    /// `one-element-vector = value`).
    OnlyElement(ExprId),
    /// A function call; the arguments' types choose the overload.
    Call {
        /// The function.
        function: Function,
        /// Its arguments.
        arguments: ExprList,
    },
    /// A method call; the arguments' types choose the overload.
    Method {
        /// The object.
        metric: Metric,
        /// The method.
        method: Method,
        /// Its arguments.
        arguments: ExprList,
    },
    /// A member of a timestamp.
    Member {
        /// Which.
        member: Member,
        /// The timestamp.
        of: ExprId,
    },
}

/// Where a variable lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A node target.
    Target(Target),
    /// `$NodeDeallocationOption`.
    DeallocationOption,
    /// The formula's own.
    User,
}

/// A version of a variable: its value from one assignment to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Var {
    /// The name under which results print it.
    pub name: String,
    /// Where it lives.
    pub place: Place,
    /// What is known of its value.
    pub ty: Type,
    /// The statement that assigns it; `None` for the value on entry.
    pub assigned_by: Option<usize>,
}

/// A statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Where it stands.
    pub span: Span,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// Makes a new version of a variable.
    Assign {
        /// The version.
        var: VarId,
        /// Its value.
        value: ExprId,
    },
    /// Evaluates and drops the value: an expression alone, or an assignment
    /// without effect (an alias after its full name).
    Expr(ExprId),
    /// A mistake that has been reported.
    Error,
}

/// A formula with names and types.
#[derive(Clone, Debug, PartialEq)]
pub struct Hir {
    pub(crate) statements: Vec<Statement>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) lists: Vec<ExprId>,
    pub(crate) vars: Vec<Var>,
    pub(crate) runnable: bool,
}

const NO_EXPR: Expr = Expr {
    kind: ExprKind::Error,
    ty: Type::Unknown,
    span: Span::new(0, 0),
    place: 0,
};

impl Hir {
    /// `$TargetDedicatedNodes` on entry.
    pub const ENTRY_DEDICATED: VarId = VarId(0);
    /// `$TargetLowPriorityNodes` on entry.
    pub const ENTRY_LOW_PRIORITY: VarId = VarId(1);
    /// `$NodeDeallocationOption` on entry.
    pub const ENTRY_OPTION: VarId = VarId(2);

    /// An empty tree with room for so many expressions.
    pub(crate) fn with_capacity(exprs: usize) -> Self {
        let entry = |name: &str, place, ty| Var {
            name: name.to_owned(),
            place,
            ty: Type::Known(ty),
            assigned_by: None,
        };
        let target = |target: Target| entry(target.name(), Place::Target(target), Ty::Double);
        let option = Place::DeallocationOption;
        Self {
            statements: Vec::new(),
            exprs: Vec::with_capacity(exprs),
            lists: Vec::with_capacity(exprs / 4),
            vars: vec![
                target(Target::Dedicated),
                target(Target::LowPriority),
                entry("$NodeDeallocationOption", option, Ty::Option),
            ],
            runnable: true,
        }
    }

    /// The statements in text order.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// All expressions, children before parents.
    #[must_use]
    pub fn exprs(&self) -> &[Expr] {
        &self.exprs
    }

    /// All versions of all variables, the three on entry first.
    #[must_use]
    pub fn vars(&self) -> &[Var] {
        &self.vars
    }

    /// The ids of all expressions, children before parents.
    pub fn expr_ids(&self) -> impl DoubleEndedIterator<Item = ExprId> + use<> {
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
            .get(start..start + list.len as usize)
            .unwrap_or_default()
    }

    /// True when every name is known and every expression has one static type,
    /// so that the formula can be compiled. Any other formula is run by the
    /// dynamic evaluator, which meets its mistakes when it reaches them.
    #[must_use]
    pub const fn runnable(&self) -> bool {
        self.runnable
    }

    pub(crate) fn push(&mut self, expr: Expr) -> ExprId {
        let id = ExprId(u32::try_from(self.exprs.len()).unwrap_or(u32::MAX));
        self.exprs.push(expr);
        id
    }

    pub(crate) fn push_list(&mut self, items: &[ExprId]) -> ExprList {
        let start = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.extend_from_slice(items);
        ExprList {
            start,
            len: u32::try_from(items.len()).unwrap_or(u32::MAX),
        }
    }

    pub(crate) fn push_var(&mut self, var: Var) -> VarId {
        let id = VarId(u32::try_from(self.vars.len()).unwrap_or(u32::MAX));
        self.vars.push(var);
        id
    }
}
