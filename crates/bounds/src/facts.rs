//! What is known on the path that is walked: ranges of values, narrowed by the
//! conditions that hold there, and which value is above which. Facts are laid
//! on a pile and taken back when the path is left.

use autoscale_syntax::BinaryOp;

use crate::same::ValueId;
use crate::value::Value;

/// How far down the pile relations are looked for, so that no formula makes
/// the walk quadratic.
const RELATIONS_SEEN: usize = 16;

/// What is known here.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The narrowed range of each value, by its place; `None` when nothing is
    /// known beyond the expression's own range.
    ranges: Vec<Option<Value>>,
    /// What was known before, newest last.
    undo: Vec<(ValueId, Option<Value>)>,
    relations: Vec<Relation>,
}

/// `greater` is at least `less`; both are numbers.
#[derive(Clone, Copy, Debug)]
struct Relation {
    less: ValueId,
    greater: ValueId,
}

/// A point to go back to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    undo: usize,
    relations: usize,
}

impl Facts {
    /// Nothing is known of any of so many values.
    pub(crate) fn new(values: usize) -> Self {
        Self {
            ranges: vec![None; values],
            ..Self::default()
        }
    }

    /// The present point.
    pub(crate) const fn mark(&self) -> Mark {
        Mark {
            undo: self.undo.len(),
            relations: self.relations.len(),
        }
    }

    /// True when something was learnt since `mark`.
    pub(crate) const fn is_past(&self, mark: Mark) -> bool {
        self.undo.len() > mark.undo
    }

    /// Forgets what was learnt since `mark`.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        self.relations.truncate(mark.relations);
        while self.undo.len() > mark.undo {
            let Some((value, before)) = self.undo.pop() else {
                break;
            };
            if let Some(place) = self.ranges.get_mut(value.index()) {
                *place = before;
            }
        }
    }

    /// `range`, narrowed by what is known of the value.
    pub(crate) fn narrow(&self, value: ValueId, range: Value) -> Value {
        match self.ranges.get(value.index()) {
            Some(Some(known)) => range.meet(*known),
            _ => range,
        }
    }

    /// From here on the value is in `range`.
    pub(crate) fn learn(&mut self, value: ValueId, range: Value) {
        if let Some(place) = self.ranges.get_mut(value.index()) {
            self.undo.push((value, *place));
            *place = Some(match *place {
                Some(known) => known.meet(range),
                None => range,
            });
        }
    }

    /// From here on `left op right` holds for two numbers.
    pub(crate) fn relate(&mut self, op: BinaryOp, left: ValueId, right: ValueId) {
        let (less, greater) = match op {
            BinaryOp::Lt | BinaryOp::Le => (left, right),
            BinaryOp::Gt | BinaryOp::Ge => (right, left),
            _ => return,
        };
        self.relations.push(Relation { less, greater });
    }

    /// True when `greater` is known to be at least `less`.
    pub(crate) fn at_least(&self, greater: ValueId, less: ValueId) -> bool {
        let newest = self.relations.iter().rev().take(RELATIONS_SEEN);
        let mut matches = newest.filter(|it| it.less == less && it.greater == greater);
        matches.next().is_some()
    }
}
