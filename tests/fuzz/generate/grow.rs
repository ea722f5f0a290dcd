//! Grows formulas: every choice that the catalog and the table of operations
//! allow, and on demand some that they do not.

use autoscale_catalog::{ParamKind, Ty};
use autoscale_syntax::{BinaryOp, UnaryOp};

use super::dice::Dice;
use super::formula::{Expr, Form, Formula, Gap, Kind, Statement};
use super::leaves::{self, NAMES, OWN_NAMES};
use super::tables::{BINARY, Overload, TABLES, TYPES, UNARY};

/// How well typed a formula is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Typing {
    /// Legal under the default profile.
    Strict,
    /// Now and then a vector stands where a number is needed, which
    /// `one-element-vector = value` allows.
    Elements,
    /// Now and then anything stands anywhere.
    Careless,
}

pub(super) struct Grower<'d, 'r> {
    pub(super) dice: &'d mut Dice<'r>,
    pub(super) typing: Typing,
    /// How many more expressions there may be, roughly.
    budget: usize,
    /// Small expressions that are there already: a machine that computes equal
    /// ones once must see some.
    seen: Vec<Expr>,
}

/// How deep the value of a statement nests. In a shallow one every part shows
/// in the outcome; the language's own limit of 100 is far off, for a level
/// takes at most two brackets and a call.
const DEPTHS: [usize; 10] = [1, 1, 2, 2, 2, 3, 3, 4, 5, 7];

/// Parts of a small expression.
const SMALL: usize = 8;

impl<'d, 'r> Grower<'d, 'r> {
    pub(super) fn new(dice: &'d mut Dice<'r>, typing: Typing) -> Self {
        Self {
            dice,
            typing,
            budget: 0,
            seen: Vec::new(),
        }
    }

    pub(super) fn formula(&mut self) -> Formula {
        let long = self.dice.percent(1);
        self.budget = 10 + self.dice.below(if long { 900 } else { 120 });
        let count = 1 + self.dice.below(if long { 90 } else { 8 });
        let statements = (0..count).map(|at| self.statement(at)).collect();
        let gaps = match self.dice.below(3) {
            0 => Vec::new(),
            _ => (0..=self.dice.below(30)).map(|_| self.gap()).collect(),
        };
        Formula {
            statements,
            gaps,
            ended: self.dice.percent(80),
        }
    }

    fn gap(&mut self) -> Gap {
        let dice = &mut *self.dice;
        match dice.below(10) {
            0..=3 => Gap::Usual,
            4 | 5 => Gap::Nothing,
            6..=8 => Gap::Space(dice.pick(&leaves::SPACES)),
            _ => Gap::Comment {
                text: dice.pick(&leaves::COMMENTS),
                own_line: dice.percent(50),
            },
        }
    }

    fn statement(&mut self, at: usize) -> Statement {
        let (target, kind) = match self.dice.below(20) {
            0..=11 => {
                let ty = match self.dice.below(10) {
                    0..=3 => Ty::Double,
                    4 | 5 => Ty::DoubleVec,
                    _ => self.dice.pick(&TYPES),
                };
                let own = OWN_NAMES.get(at).filter(|_| self.dice.percent(60));
                let name = own.map_or_else(|| self.dice.pick(&NAMES), String::as_str);
                (Some(name), Kind::Is(ty))
            }
            12..=15 => (Some(self.dice.pick(&TABLES.targets)), Kind::DOUBLE),
            16 => {
                let variable = self.dice.pick(&TABLES.option_variables);
                (Some(variable), Kind::Is(Ty::Option))
            }
            17 if self.dice.percent(30) => (None, Kind::Never),
            18 => (None, Kind::Mixed),
            _ => (None, Kind::Is(self.dice.pick(&TYPES))),
        };
        let kind = if self.dice.percent(1) {
            Kind::Never
        } else {
            kind
        };
        let target = if self.typing == Typing::Careless && self.dice.percent(3) {
            Some(self.dice.pick(&TABLES.metrics))
        } else {
            target
        };
        let depth = self.dice.pick(&DEPTHS);
        Statement {
            target,
            value: self.expr(kind, depth),
            empties: usize::from(self.dice.percent(5)),
        }
    }

    /// An expression of that kind, unless it is time for a mistake.
    pub(super) fn expr(&mut self, kind: Kind, depth: usize) -> Expr {
        self.budget = self.budget.saturating_sub(1);
        let kind = match self.typing {
            Typing::Elements if kind == Kind::DOUBLE && self.dice.percent(6) => Kind::DOUBLE_VEC,
            Typing::Careless if self.dice.percent(4) => Kind::Is(self.dice.pick(&TYPES)),
            _ => kind,
        };
        if self.typing == Typing::Careless && self.dice.percent(2) {
            return self.nonsense(depth);
        }
        if self.dice.percent(12) {
            let again = self.again(kind);
            if let Some(again) = again {
                return again;
            }
        }
        let leaf = depth == 0 || self.budget == 0 || self.dice.percent(10);
        let grown = (!leaf).then(|| self.branch(kind, depth - 1)).flatten();
        if let Some(grown) = grown.as_ref().filter(|it| it.size() <= SMALL) {
            self.seen.push(grown.clone());
        }
        grown.unwrap_or_else(|| self.leaf(kind))
    }

    /// An expression of that kind that is there already.
    fn again(&mut self, kind: Kind) -> Option<Expr> {
        let seen: Vec<&Expr> = self.seen.iter().filter(|it| it.kind == kind).collect();
        (!seen.is_empty()).then(|| self.dice.pick(&seen).clone())
    }

    /// An expression of that kind with parts; `None` when the kind of parts
    /// that was chosen has no way to make one.
    fn branch(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let calls = [
            (2, Self::paren as fn(&mut Self, Kind, usize) -> Option<Expr>),
            (3, Self::ternary),
            (1, Self::guard),
            (2, Self::unary),
            (5, Self::binary),
            (1, Self::chain),
            (4, Self::call),
            (4, Self::method),
            (1, Self::member),
            (2, Self::vector),
        ];
        let make = self.dice.weighted(&calls)?;
        make(self, kind, depth)
    }

    fn paren(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let inner = self.expr(kind, depth);
        Some(Expr::new(kind, Form::Paren, vec![inner]))
    }

    fn ternary(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let (then, otherwise) = match kind {
            Kind::Object => return None,
            Kind::Mixed => self.dice.pick(&[
                (Kind::DOUBLE, Kind::DOUBLE_VEC),
                (Kind::DOUBLE_VEC, Kind::DOUBLE),
                (Kind::Mixed, Kind::DOUBLE),
                (Kind::DOUBLE_VEC, Kind::Mixed),
                (Kind::Mixed, Kind::Mixed),
            ]),
            kind if self.dice.percent(6) => (kind, Kind::Never),
            kind if self.dice.percent(6) => (Kind::Never, kind),
            kind => (kind, kind),
        };
        let condition = self.condition(depth);
        let arms = [then, otherwise].map(|kind| self.expr(kind, depth));
        let children = [condition].into_iter().chain(arms).collect();
        Some(Expr::new(kind, Form::Ternary, children))
    }

    /// Mostly a comparison of numbers, or several.
    fn condition(&mut self, depth: usize) -> Expr {
        let (kind, deeper) = (Kind::DOUBLE, depth.saturating_sub(1));
        match self.dice.below(8) {
            0 | 1 => self.expr(kind, depth),
            2 if depth > 0 => {
                let inner = self.condition(deeper);
                Expr::new(kind, Form::Unary(UnaryOp::Not), vec![inner])
            }
            3 | 4 if depth > 0 => {
                let op = self.dice.pick(&[BinaryOp::And, BinaryOp::Or]);
                let links = 1 + self.dice.below(3);
                let parts = (0..=links).map(|_| self.condition(deeper)).collect();
                Expr::new(kind, Form::Chain(vec![op; links]), parts)
            }
            _ => {
                let op = self.dice.pick(&BinaryOp::COMPARISONS);
                let left = self.expr(kind, deeper);
                let right = match self.dice.percent(25) {
                    true => left.clone(),
                    false => self.expr(kind, 0),
                };
                Expr::new(kind, Form::Chain(vec![op]), vec![left, right])
            }
        }
    }

    /// The idiom of the documentation: the samples of a window, if there are
    /// enough of them.
    fn guard(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        if kind != Kind::DOUBLE_VEC && kind != Kind::DOUBLE {
            return None;
        }
        let window = [self.expr(Kind::Object, 0), self.when(depth)];
        let method = |name, kind| Expr::new(kind, Form::Method(name), window.to_vec());
        let percent = method("GetSamplePercent", Kind::DOUBLE);
        let least = Expr::leaf(Kind::DOUBLE, "70");
        let condition = Form::Chain(vec![BinaryOp::Lt]);
        let condition = Expr::new(Kind::DOUBLE, condition, vec![percent, least]);
        let mut samples = method("GetSample", Kind::DOUBLE_VEC);
        if kind == Kind::DOUBLE {
            let aggregate = self.dice.pick(&["avg", "max", "sum", "std", "len"]);
            samples = Expr::new(kind, Form::Call(aggregate), vec![samples]);
        }
        let children = vec![condition, self.expr(kind, depth), samples];
        Some(Expr::new(kind, Form::Ternary, children))
    }

    fn unary(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let (op, operand) = match kind {
            Kind::Never => (self.dice.pick(&UNARY), Kind::Never),
            Kind::Is(ty) => {
                let found = TABLES.unary.iter().filter(|it| it.2 == ty);
                let found: Vec<_> = found.map(|it| (it.0, Kind::Is(it.1))).collect();
                (!found.is_empty()).then(|| self.dice.pick(&found))?
            }
            Kind::Mixed | Kind::Object => return None,
        };
        let operand = self.expr(operand, depth);
        Some(Expr::new(kind, Form::Unary(op), vec![operand]))
    }

    fn binary(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let (op, left, right) = match kind {
            Kind::Never => self.never_binary(),
            // The right side need not be reached.
            Kind::DOUBLE if self.dice.percent(4) => {
                let op = self.dice.pick(&[BinaryOp::And, BinaryOp::Or]);
                (op, Kind::DOUBLE, Kind::Never)
            }
            Kind::Is(ty) => {
                // Comparisons of other types would outnumber numbers.
                let same = self.dice.percent(60);
                let found = TABLES.binary.iter().filter(|it| it.3 == ty);
                let found = found.filter(|it| ty != Ty::Double || !same || it.1 == ty);
                let found: Vec<_> = found.copied().collect();
                let (op, left, right, _) = (!found.is_empty()).then(|| self.dice.pick(&found))?;
                (op, Kind::Is(left), Kind::Is(right))
            }
            Kind::Mixed | Kind::Object => return None,
        };
        let operands = [left, right].map(|kind| self.expr(kind, depth));
        Some(Expr::new(kind, Form::Chain(vec![op]), operands.into()))
    }

    /// What stops on one of its sides, the other being anything.
    fn never_binary(&mut self) -> (BinaryOp, Kind, Kind) {
        let other = Kind::Is(self.dice.pick(&TYPES));
        if self.dice.percent(50) {
            return (self.dice.pick(&BINARY), Kind::Never, other);
        }
        let strict = [BinaryOp::Add, BinaryOp::Div, BinaryOp::Lt, BinaryOp::Ne];
        (self.dice.pick(&strict), other, Kind::Never)
    }

    /// A chain of operators of one precedence; now and then a very long one.
    fn chain(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let tiers: &[&[BinaryOp]] = match kind {
            Kind::DOUBLE => &[
                &[BinaryOp::Add, BinaryOp::Sub],
                &[BinaryOp::Mul, BinaryOp::Div],
                &[BinaryOp::Lt, BinaryOp::Le, BinaryOp::Gt, BinaryOp::Ge],
                &[BinaryOp::Eq, BinaryOp::Ne],
                &[BinaryOp::And],
                &[BinaryOp::Or],
            ],
            Kind::DOUBLE_VEC => &[
                &[BinaryOp::Add, BinaryOp::Sub],
                &[BinaryOp::Mul, BinaryOp::Div],
            ],
            Kind::Is(Ty::Interval) => &[&[BinaryOp::Add, BinaryOp::Sub]],
            _ => return None,
        };
        let tier = self.dice.pick(tiers);
        if self.dice.percent(2) {
            return Some(self.tower(kind, tier));
        }
        let long = self.dice.percent(2);
        let links = 2 + self.dice.below(if long { 400 } else { 4 });
        let ops = (0..links).map(|_| self.dice.pick(tier)).collect();
        let operands = (0..=links).map(|_| match long {
            true => self.leaf(kind),
            false => self.expr(kind, depth),
        });
        let operands = operands.collect();
        Some(Expr::new(kind, Form::Chain(ops), operands))
    }

    /// A chain that is grouped from the right: all its operands are needed at
    /// the same time.
    fn tower(&mut self, kind: Kind, tier: &[BinaryOp]) -> Expr {
        let mut tower = self.leaf(kind);
        for _ in 0..self.dice.below(60) {
            let ops = Form::Chain(vec![self.dice.pick(tier)]);
            tower = Expr::new(kind, ops, vec![self.leaf(kind), tower]);
        }
        tower
    }

    fn call(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let yields = |it: &&Overload| match kind {
            Kind::Is(ty) => it.signature.returns == Some(ty),
            Kind::Mixed => it.takes_one && it.signature.returns == Some(Ty::DoubleVec),
            Kind::Never => !it.signature.params.is_empty(),
            Kind::Object => false,
        };
        let found: Vec<_> = TABLES.functions.iter().filter(yields).copied().collect();
        let overload = (!found.is_empty()).then(|| self.dice.pick(&found))?;
        let mut arguments = self.arguments(overload, kind, depth);
        if kind == Kind::Never {
            self.spoil(&mut arguments);
        }
        Some(Expr::new(kind, Form::Call(overload.name), arguments))
    }

    fn method(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let yields = |it: &&Overload| match kind {
            Kind::Is(ty) => it.signature.returns == Some(ty),
            Kind::Never => !it.signature.params.is_empty(),
            Kind::Mixed | Kind::Object => false,
        };
        let found: Vec<_> = TABLES.methods.iter().filter(yields).copied().collect();
        let overload = (!found.is_empty()).then(|| self.dice.pick(&found))?;
        let mut arguments = self.arguments(overload, kind, depth);
        if kind == Kind::Never {
            self.spoil(&mut arguments);
        }
        let mut children = vec![self.expr(Kind::Object, depth.min(1))];
        children.append(&mut arguments);
        Some(Expr::new(kind, Form::Method(overload.name), children))
    }

    fn member(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        let of = match kind {
            Kind::DOUBLE => Kind::Is(Ty::Timestamp),
            Kind::Never => Kind::Never,
            _ => return None,
        };
        let member = self.dice.pick(&TABLES.members);
        let receiver = self.expr(of, depth);
        Some(Expr::new(kind, Form::Member(member), vec![receiver]))
    }

    fn vector(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        if kind != Kind::DOUBLE_VEC {
            return None;
        }
        let mut items = self.items(4, true, depth);
        if self.dice.percent(2) {
            self.spoil(&mut items);
        }
        Some(Expr::new(kind, Form::Vector, items))
    }

    fn arguments(&mut self, overload: Overload, kind: Kind, depth: usize) -> Vec<Expr> {
        let mut arguments = Vec::new();
        for param in overload.signature.params {
            match param.kind {
                ParamKind::Is(Ty::String) => arguments.push(self.date_text(depth)),
                ParamKind::Is(ty) if param.name == "samplePercent" && self.dice.percent(70) => {
                    let percent = self.dice.pick(&leaves::PERCENTAGES);
                    arguments.push(Expr::leaf(Kind::Is(ty), percent));
                }
                ParamKind::Is(ty) => arguments.push(self.expr(Kind::Is(ty), depth)),
                ParamKind::When => arguments.push(self.when(depth)),
                ParamKind::List => arguments.extend(self.list(overload, kind, depth)),
            }
        }
        arguments
    }

    /// The arguments of a doubleVecList.
    fn list(&mut self, overload: Overload, kind: Kind, depth: usize) -> Vec<Expr> {
        let mut items = self.items(5, !overload.takes_one, depth);
        if kind == Kind::Mixed {
            items.push(self.expr(Kind::Mixed, depth));
        }
        // One number alone would choose the overload for numbers.
        if overload.takes_one && matches!(items.as_slice(), [only] if only.kind == Kind::DOUBLE) {
            items.push(self.expr(Kind::DOUBLE_VEC, depth));
        }
        items
    }

    fn items(&mut self, below: usize, mixed: bool, depth: usize) -> Vec<Expr> {
        let kinds = [
            Kind::DOUBLE,
            Kind::DOUBLE,
            Kind::DOUBLE_VEC,
            Kind::DOUBLE_VEC,
        ];
        let count = self.dice.below(below);
        let items = (0..count).map(|_| match mixed && self.dice.percent(8) {
            true => self.expr(Kind::Mixed, depth),
            false => {
                let kind = self.dice.pick(&kinds);
                self.expr(kind, depth)
            }
        });
        items.collect()
    }

    /// Lets one of the arguments stop the evaluation.
    fn spoil(&mut self, arguments: &mut Vec<Expr>) {
        let at = self.dice.below(arguments.len());
        let never = Expr::plain(Kind::Never);
        match arguments.get_mut(at) {
            Some(argument) => *argument = never,
            None => arguments.push(never),
        }
    }

    /// One end of a window; mostly one that samples may lie in.
    fn when(&mut self, depth: usize) -> Expr {
        let interval = Kind::Is(Ty::Interval);
        if self.dice.percent(60) {
            let (unit, count) = self.dice.pick(&leaves::WINDOWS);
            let operands = vec![Expr::leaf(interval, unit), Expr::leaf(Kind::DOUBLE, count)];
            return Expr::new(interval, Form::Chain(vec![BinaryOp::Mul]), operands);
        }
        let kind = self.dice.pick(&[interval, Kind::Is(Ty::Timestamp)]);
        self.expr(kind, depth)
    }

    /// The argument of `time`: a literal that it can read, or any expression
    /// that is no literal.
    fn date_text(&mut self, depth: usize) -> Expr {
        let kind = Kind::Is(Ty::String);
        let text = self.expr(kind, depth);
        let mut inner = &text;
        while let (Form::Paren, [only]) = (&inner.form, inner.children.as_slice()) {
            inner = only;
        }
        if self.typing != Typing::Careless && matches!(inner.form, Form::Literal(_)) {
            return Expr::leaf(kind, self.dice.pick(&leaves::DATES));
        }
        text
    }
}
