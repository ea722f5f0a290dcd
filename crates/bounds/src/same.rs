//! Which expressions have the same value, whatever the metrics are: those of
//! the same shape (value numbering). A metric's samples do not change while a
//! formula runs, so that two equal `GetSample` calls are one value; only
//! `rand()` differs from itself.

use autoscale_catalog::Function;
use autoscale_check::{ExprId, ExprKind, ExprList, Hir, StatementKind, VarId};

/// A value of a formula; equal ones are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueId(u32);

impl ValueId {
    /// The place in a table of [`Values::len`] rows.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The values of a formula.
#[derive(Debug)]
pub(crate) struct Values<'a> {
    text: &'a str,
    hir: &'a Hir,
    /// What each variable is assigned; `None` for the values on entry.
    assigned: Vec<Option<ExprId>>,
    of_exprs: Vec<ValueId>,
}

/// No expression, in the hash table.
const FREE: u32 = u32::MAX;

impl<'a> Values<'a> {
    /// Numbers the values of `hir`, whose formula is `text`.
    pub(crate) fn new(text: &'a str, hir: &'a Hir) -> Self {
        let count = hir.exprs().len();
        let mut values = Self {
            text,
            hir,
            assigned: assigned(hir),
            of_exprs: Vec::with_capacity(count),
        };
        // The first expression of every value, by hash; open addressing.
        let mut firsts = vec![FREE; (count * 2).next_power_of_two()];
        for (index, expr) in hir.exprs().iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(FREE);
            let value = match expr.kind {
                ExprKind::Read(var) => values.of_var(var),
                _ if values.differs_from_itself(expr.kind) => ValueId(index),
                kind => values.first_like(kind, index, &mut firsts),
            };
            values.of_exprs.push(value);
        }
        values
    }

    /// How many rows a table of values needs.
    pub(crate) fn len(&self) -> usize {
        self.hir.exprs().len() + self.hir.vars().len()
    }

    /// The value of an expression.
    pub(crate) fn of(&self, id: ExprId) -> ValueId {
        let value = self.of_exprs.get(id.index());
        value.copied().unwrap_or(ValueId(FREE))
    }

    /// The value of a variable: of what it was assigned.
    pub(crate) fn of_var(&self, var: VarId) -> ValueId {
        match self.assigned(var) {
            Some(value) => self.of(value),
            None => {
                let place = self.hir.exprs().len() + var.index();
                ValueId(u32::try_from(place).unwrap_or(FREE))
            }
        }
    }

    /// What a variable is assigned; `None` for a value on entry.
    pub(crate) fn assigned(&self, var: VarId) -> Option<ExprId> {
        self.assigned.get(var.index()).copied().flatten()
    }

    fn differs_from_itself(&self, kind: ExprKind) -> bool {
        match kind {
            ExprKind::Error => true,
            ExprKind::Call { function, .. } => {
                matches!(function, Function::Rand | Function::Stop)
            }
            _ => false,
        }
    }

    /// The value of the first expression of this kind with the same parts.
    fn first_like(&self, kind: ExprKind, index: u32, firsts: &mut [u32]) -> ValueId {
        let mask = firsts.len() - 1;
        let mut slot = self.hash(kind) as usize & mask;
        // The table is at most half full.
        while let Some(first) = firsts.get_mut(slot) {
            if *first == FREE {
                *first = index;
                break;
            }
            let other = self.hir.exprs().get(*first as usize);
            if other.is_some_and(|other| self.alike(other.kind, kind)) {
                return ValueId(*first);
            }
            slot = (slot + 1) & mask;
        }
        ValueId(index)
    }

    fn hash(&self, kind: ExprKind) -> u32 {
        let of = |id| u64::from(self.of(id).0);
        let list = |items: ExprList| {
            self.hir
                .list(items)
                .iter()
                .fold(7, |hash, &id| mix(hash, of(id)))
        };
        let hash = match kind {
            ExprKind::Error | ExprKind::Read(_) => 0,
            ExprKind::Number(number) => mix(1, number.to_bits()),
            ExprKind::Interval(interval) => mix(2, interval.ticks().cast_unsigned()),
            ExprKind::String(span) => mix(3, u64::from(span.len())),
            ExprKind::Option(option) => mix(4, option as u64),
            ExprKind::Newest(metric) => mix(5, metric as u64),
            ExprKind::Unary { op, operand } => mix(6 + op as u64, of(operand)),
            ExprKind::Binary { op, left, right } => mix(mix(10 + op as u64, of(left)), of(right)),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => mix(mix(of(condition), of(then)), of(otherwise)),
            ExprKind::Vector(items) => mix(40, list(items)),
            ExprKind::OnlyElement(of_vector) => mix(41, of(of_vector)),
            ExprKind::Call {
                function,
                arguments,
            } => mix(50 + function as u64, list(arguments)),
            ExprKind::Method {
                metric,
                method,
                arguments,
            } => mix(mix(80 + metric as u64, method as u64), list(arguments)),
            ExprKind::Member {
                member,
                of: instant,
            } => mix(120 + member as u64, of(instant)),
        };
        // The upper half is the better mixed.
        (hash >> 32) as u32
    }

    fn alike(&self, a: ExprKind, b: ExprKind) -> bool {
        let same = |a, b| self.of(a) == self.of(b);
        let lists = |a: ExprList, b: ExprList| {
            let (a, b) = (self.hir.list(a), self.hir.list(b));
            a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| same(a, b))
        };
        match (a, b) {
            (ExprKind::Number(a), ExprKind::Number(b)) => a.to_bits() == b.to_bits(),
            (ExprKind::String(a), ExprKind::String(b)) => a.text(self.text) == b.text(self.text),
            (ExprKind::Unary { op: f, operand: a }, ExprKind::Unary { op: g, operand: b }) => {
                f == g && same(a, b)
            }
            (
                ExprKind::Binary {
                    op: f,
                    left: a,
                    right: c,
                },
                ExprKind::Binary {
                    op: g,
                    left: b,
                    right: d,
                },
            ) => f == g && same(a, b) && same(c, d),
            (
                ExprKind::Ternary {
                    condition: f,
                    then: a,
                    otherwise: c,
                },
                ExprKind::Ternary {
                    condition: g,
                    then: b,
                    otherwise: d,
                },
            ) => same(f, g) && same(a, b) && same(c, d),
            (ExprKind::Vector(a), ExprKind::Vector(b)) => lists(a, b),
            (ExprKind::OnlyElement(a), ExprKind::OnlyElement(b)) => same(a, b),
            (
                ExprKind::Call {
                    function: f,
                    arguments: a,
                },
                ExprKind::Call {
                    function: g,
                    arguments: b,
                },
            ) => f == g && lists(a, b),
            (
                ExprKind::Method {
                    metric: m,
                    method: f,
                    arguments: a,
                },
                ExprKind::Method {
                    metric: n,
                    method: g,
                    arguments: b,
                },
            ) => m == n && f == g && lists(a, b),
            (ExprKind::Member { member: f, of: a }, ExprKind::Member { member: g, of: b }) => {
                f == g && same(a, b)
            }
            (a, b) => a == b,
        }
    }
}

fn assigned(hir: &Hir) -> Vec<Option<ExprId>> {
    let mut assigned = vec![None; hir.vars().len()];
    for statement in hir.statements() {
        if let StatementKind::Assign { var, value } = statement.kind
            && let Some(place) = assigned.get_mut(var.index())
        {
            *place = Some(value);
        }
    }
    assigned
}

/// One round of a multiplicative hash (64-bit golden ratio).
const fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(29) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
