//! A formula as the generators make it: a tree in which every expression
//! carries the kind of value that it was made for.

use autoscale_catalog::Ty;
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::write;

/// What a place in a formula asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value of that type.
    Is(Ty),
    /// A double on one arm of a ternary and a doubleVec on the other: for
    /// lists only.
    Mixed,
    /// Something that stops the evaluation.
    Never,
    /// A metric before a dot.
    Object,
}

impl Kind {
    pub(crate) const DOUBLE: Self = Self::Is(Ty::Double);
    pub(crate) const DOUBLE_VEC: Self = Self::Is(Ty::DoubleVec);
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expr {
    pub(crate) kind: Kind,
    pub(crate) form: Form,
    pub(crate) children: Vec<Expr>,
}

/// How an expression is written. Brackets that precedence asks for are put in
/// when it is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// This one token: a literal, or a name of the service.
    Literal(&'static str),
    /// One of the formula's own variables that holds the right type at this
    /// place, by number; the plainest literal where there is none. So a
    /// statement can be taken out without breaking those behind it.
    Variable(usize),
    /// Superfluous brackets.
    Paren,
    Vector,
    Unary(UnaryOp),
    /// Operators of one precedence between one more children, grouped from the
    /// left.
    Chain(Vec<BinaryOp>),
    Ternary,
    Call(&'static str),
    /// The receiver is the first child.
    Method(&'static str),
    /// The receiver is the only child.
    Member(&'static str),
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) target: Option<&'static str>,
    pub(crate) value: Expr,
    /// So many empty statements follow.
    pub(crate) empties: usize,
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// What a person would write.
    Usual,
    /// Nothing, unless the tokens would become one.
    Nothing,
    /// This white space.
    Space(&'static str),
    /// A comment with this text, behind the token or on a line of its own.
    Comment { text: &'static str, own_line: bool },
}

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Formula {
    pub(crate) statements: Vec<Statement>,
    /// Before, between and behind the tokens, over and over.
    pub(crate) gaps: Vec<Gap>,
    /// Whether the last statement has a `;`.
    pub(crate) ended: bool,
}

impl Formula {
    /// The tokens without comments and white space.
    pub(crate) fn tokens(&self) -> Vec<&'static str> {
        write::tokens(self)
    }

    pub(crate) fn text(&self) -> String {
        write::text(&self.tokens(), &self.gaps)
    }
}

impl Expr {
    pub(crate) const fn new(kind: Kind, form: Form, children: Vec<Self>) -> Self {
        Self {
            kind,
            form,
            children,
        }
    }

    pub(crate) const fn leaf(kind: Kind, text: &'static str) -> Self {
        Self::new(kind, Form::Literal(text), Vec::new())
    }

    /// A simple expression of a kind; other numbers, other expressions.
    pub(crate) fn simple(kind: Kind, number: usize) -> Self {
        const NUMBERS: [&str; 5] = ["0", "2", "0.5", "7", "60"];
        let number_at = |at: usize| NUMBERS.get(at % NUMBERS.len()).copied().unwrap_or("1");
        match kind {
            Kind::Is(Ty::Double) => Self::leaf(kind, number_at(number)),
            Kind::Is(Ty::DoubleVec) => {
                let items = [number, number / 2].map(|at| Self::leaf(Kind::DOUBLE, number_at(at)));
                Self::new(kind, Form::Vector, items.into())
            }
            Kind::Is(Ty::Interval) => {
                let constants = [
                    "TimeInterval_Second",
                    "TimeInterval_Minute",
                    "TimeInterval_Hour",
                ];
                let constant = constants.get(number % constants.len());
                Self::leaf(kind, constant.copied().unwrap_or("TimeInterval_Day"))
            }
            _ => Self::plain(kind),
        }
    }

    /// The plainest expression of a kind.
    pub(crate) fn plain(kind: Kind) -> Self {
        let literal = |text| Self::leaf(kind, text);
        match kind {
            Kind::Is(Ty::Double) | Kind::Mixed => literal("1"),
            Kind::Is(Ty::DoubleVec) => {
                Self::new(kind, Form::Vector, vec![Self::leaf(Kind::DOUBLE, "1")])
            }
            Kind::Is(Ty::Timestamp) => Self::new(kind, Form::Call("time"), Vec::new()),
            Kind::Is(Ty::Interval) => literal("TimeInterval_Minute"),
            Kind::Is(Ty::String) => literal("\"2026-03-02\""),
            Kind::Is(Ty::Option) => literal("terminate"),
            Kind::Never => Self::new(kind, Form::Call("stop"), Vec::new()),
            Kind::Object => literal("$PendingTasks"),
        }
    }
}
