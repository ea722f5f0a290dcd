//! Under which conditions an expression is evaluated: the ternaries whose arms
//! it stands in, the left sides of `&&` and `||`, and the `stop()`s that were
//! not reached before it.

use autoscale_base::Span;
use autoscale_catalog::profile::ShortCircuit;
use autoscale_catalog::{Metric, Profile};
use autoscale_check::{ExprId, ExprKind, Hir, Type};
use autoscale_syntax::{self as ast, BinaryOp, Tree};

use super::tests_of_guards::tests_of;
use super::{Constants, Test, TestKind, children, root};

/// A condition and what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GuardId(u32);

#[derive(Debug)]
struct Guard {
    outer: Option<GuardId>,
    /// The tests in its condition: a range of [`Guards::tests`].
    tests: (usize, usize),
}

/// Where an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The statement that it is a part of.
    pub(crate) statement: usize,
    /// The innermost condition above it.
    pub(crate) guard: Option<GuardId>,
}

/// The conditions of one formula.
#[derive(Debug, Default)]
pub(crate) struct Guards {
    guards: Vec<Guard>,
    tests: Vec<Test>,
    /// By expression.
    places: Vec<Option<Position>>,
    /// The tests of percentages: metric, statement and place in `tests`,
    /// sorted.
    of_percent: Vec<(Metric, usize, usize)>,
}

impl Guards {
    /// Conditions further out than so many are not looked at: real formulas
    /// nest three.
    const MOST_OUTER: usize = 64;

    pub(super) fn of(tree: &Tree, hir: &Hir, constants: &Constants, profile: &Profile) -> Self {
        let mut guards = Self {
            places: vec![None; hir.exprs().len()],
            ..Self::default()
        };
        let mut builder = Builder {
            hir,
            constants,
            lazy: profile.short_circuit == ShortCircuit::Lazy,
            choices: if hir.runnable() {
                Vec::new()
            } else {
                choices(tree)
            },
            guards: &mut guards,
            statement: 0,
            searched: usize::MAX,
        };
        builder.statements();
        guards.of_percent.sort_unstable();
        guards
    }

    /// Where `id` is evaluated; `None` when a placeholder or a mistake in what
    /// is around it hides that.
    pub(crate) fn position(&self, id: ExprId) -> Option<Position> {
        self.places.get(id.index()).copied().flatten()
    }

    /// The tests in the conditions from `guard` outwards.
    pub(crate) fn tests_above(&self, guard: Option<GuardId>) -> impl Iterator<Item = &Test> {
        let guard = guard.and_then(|id| self.guards.get(id.0 as usize));
        let outer = |guard: &&Guard| self.guards.get(guard.outer?.0 as usize);
        let guards = std::iter::successors(guard, outer).take(Self::MOST_OUTER);
        guards.flat_map(|guard| {
            let (start, end) = guard.tests;
            self.tests.get(start..end).unwrap_or_default()
        })
    }

    /// The first test of a percentage of `metric` in `statement` or behind it.
    pub(crate) fn percent_test_from(&self, metric: Metric, statement: usize) -> Option<&Test> {
        let first = self
            .of_percent
            .partition_point(|&(of, at, _)| (of, at) < (metric, statement));
        let &(of, _, test) = self.of_percent.get(first)?;
        self.tests.get(test).filter(|_| of == metric)
    }
}

struct Builder<'a> {
    hir: &'a Hir,
    constants: &'a Constants,
    lazy: bool,
    /// Where something may be left out, as the text has it.
    choices: Vec<Span>,
    guards: &'a mut Guards,
    statement: usize,
    /// From here on, what stands inside errors has been placed.
    searched: usize,
}

impl Builder<'_> {
    /// Statement by statement, in each from the root to the leaves, which is
    /// from the back to the front of the arena.
    fn statements(&mut self) {
        let mut base = None;
        let mut done = 0;
        for (index, statement) in self.hir.statements().iter().enumerate() {
            let Some(value) = root(statement.kind) else {
                continue;
            };
            self.statement = index;
            self.place(value, base);
            for at in (done..=value.index()).rev() {
                self.expression(done, at);
            }
            done = value.index() + 1;
            base = self.behind(value, base);
        }
    }

    fn place(&mut self, id: ExprId, guard: Option<GuardId>) {
        self.place_at(id.index(), guard);
    }

    fn place_at(&mut self, index: usize, guard: Option<GuardId>) {
        let statement = self.statement;
        if let Some(place) = self.guards.places.get_mut(index) {
            *place = Some(Position { statement, guard });
        }
    }

    /// Places the operands of the expression at `at`; its statement begins at
    /// `start`.
    fn expression(&mut self, start: usize, at: usize) {
        let expr = self.hir.exprs().get(at);
        let place = self.guards.places.get(at).copied().flatten();
        let (Some(expr), Some(Position { guard: above, .. })) = (expr, place) else {
            return;
        };
        match expr.kind {
            ExprKind::Error => self.inside_error(start, at, expr.span, above),
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                self.place(condition, above);
                let (holds, fails) = self.arms(condition, above);
                self.place(then, Some(holds));
                self.place(otherwise, Some(fails));
            }
            ExprKind::Binary {
                op: op @ (BinaryOp::And | BinaryOp::Or),
                left,
                right,
            } if self.lazy => {
                self.place(left, above);
                let guard = self.guard(left, op == BinaryOp::And, above);
                self.place(right, Some(guard));
            }
            kind => {
                let hir = self.hir;
                for child in children(hir, kind) {
                    self.place(child, above);
                }
            }
        }
    }

    /// Places what stands in an expression that nobody understands: all of it is
    /// evaluated with it, but for what it may choose among.
    fn inside_error(&mut self, start: usize, error: usize, around: Span, above: Option<GuardId>) {
        if error >= self.searched {
            return;
        }
        for at in (start..error).rev() {
            let span = self
                .hir
                .exprs()
                .get(at)
                .map_or(Span::default(), |it| it.span);
            if !around.contains(span) {
                return;
            }
            self.searched = at;
            let mut choices = self.choices.iter().filter(|it| around.contains(**it));
            let is_chosen = choices.any(|choice| *choice != span && choice.contains(span));
            if !is_chosen && self.guards.places.get(at) == Some(&None) {
                self.place_at(at, above);
            }
        }
    }

    fn arms(&mut self, condition: ExprId, outer: Option<GuardId>) -> (GuardId, GuardId) {
        let holds = self.guard(condition, true, outer);
        (holds, self.guard(condition, false, outer))
    }

    fn guard(&mut self, condition: ExprId, holds: bool, outer: Option<GuardId>) -> GuardId {
        let start = self.guards.tests.len();
        tests_of(
            self.hir,
            self.constants,
            condition,
            holds,
            &mut self.guards.tests,
        );
        let end = self.guards.tests.len();
        for (at, test) in self.guards.tests.iter().enumerate().skip(start) {
            if let TestKind::Percent { metric, .. } = test.kind {
                self.guards.of_percent.push((metric, self.statement, at));
            }
        }
        let id = GuardId(u32::try_from(self.guards.guards.len()).unwrap_or(u32::MAX));
        self.guards.guards.push(Guard {
            outer,
            tests: (start, end),
        });
        id
    }

    /// The condition under which statements behind `c ? stop() : x` are
    /// evaluated.
    fn behind(&mut self, value: ExprId, base: Option<GuardId>) -> Option<GuardId> {
        let ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } = self.hir.expr(value).kind
        else {
            return base;
        };
        let stops = |arm| self.hir.expr(arm).ty == Type::Never;
        match (stops(then), stops(otherwise)) {
            (true, false) => Some(self.guard(condition, false, base)),
            (false, true) => Some(self.guard(condition, true, base)),
            _ => base,
        }
    }
}

/// The most choices that are told apart; real formulas have a dozen.
const MOST_CHOICES: usize = 200;

/// The ternaries, `&&` and `||` in the text.
fn choices(tree: &Tree) -> Vec<Span> {
    let is_choice = |expr: &&ast::Expr| {
        matches!(
            expr.kind,
            ast::ExprKind::Ternary { .. }
                | ast::ExprKind::Binary {
                    op: BinaryOp::And | BinaryOp::Or,
                    ..
                }
        )
    };
    let choices = tree.exprs().iter().filter(is_choice);
    choices.map(|expr| expr.span).take(MOST_CHOICES).collect()
}
