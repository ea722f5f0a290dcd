//! `--sweep NAME=from..to:step`: the same formula with many values of a
//! constant, and which of them nothing else beats.

use autoscale_base::Span;
use autoscale_check::nearest;
use autoscale_simulate::{Formula, Outcome, Simulation};
use autoscale_syntax::{ExprId, ExprKind, StatementKind, Tree, UnaryOp, parse};
use rayon::prelude::*;

use super::decimals::Steps;
use super::progress::STEPS;
use super::run::Candidate;
use super::world::World;
use crate::exit::Failure;
use crate::progress::Progress;

/// What the option says.
#[derive(Clone, Debug)]
pub(super) struct SweepArg {
    /// The constant.
    name: String,
    values: Steps,
}

/// Reads `NAME=from..to:step`.
pub(super) fn parse_sweep(text: &str) -> Result<SweepArg, String> {
    let usage = "write NAME=FROM..TO:STEP, such as maxNodes=5..50:5";
    let (name, values) = text.split_once('=').ok_or(usage)?;
    let name = name.trim();
    if name.is_empty() {
        return Err(usage.to_owned());
    }
    Ok(SweepArg {
        name: name.to_owned(),
        values: Steps::read(values.trim())?,
    })
}

/// Formulas that differ in one constant.
pub(super) struct Sweep<'a> {
    arg: &'a SweepArg,
    candidate: &'a Candidate,
    /// Where the constant's value stands.
    place: Span,
}

/// What came of a sweep.
pub(crate) struct Swept {
    /// The constant.
    pub(crate) name: String,
    /// Is the cost in dollars?
    pub(crate) priced: bool,
    /// One a value, in their order.
    pub(crate) points: Vec<Point>,
}

/// What came of one value.
pub(crate) struct Point {
    /// The value, as the formula has it.
    pub(crate) value: String,
    /// What people call the formula with it.
    pub(crate) formula: String,
    pub(crate) outcome: Outcome,
    /// Dollars, or node-hours where no price is known.
    pub(crate) cost: f64,
    /// No other value is cheaper and waits less.
    pub(crate) on_front: bool,
}

impl SweepArg {
    /// Finds the constant in the formula.
    pub(super) fn of<'a>(&'a self, candidates: &'a [Candidate]) -> Result<Sweep<'a>, Failure> {
        let [candidate] = candidates else {
            let help = "name one formula; several are compared without `--sweep`";
            return Err(Failure::with_help("`--sweep` takes one formula", help));
        };
        let parsed = parse(&candidate.text);
        let constants = constants(&candidate.text, &parsed.tree);
        let same = |(name, _): &&(&str, Span)| bare(name) == bare(&self.name);
        let found: Vec<&(&str, Span)> = constants.iter().filter(same).collect();
        match found.as_slice() {
            [(_, place)] => Ok(Sweep {
                arg: self,
                candidate,
                place: *place,
            }),
            [] => Err(self.no_constant(&candidate.name, &constants)),
            _ => Err(Failure::new(format!(
                "`{}` is assigned a number more than once in `{}`",
                self.name, candidate.name
            ))),
        }
    }

    fn no_constant(&self, formula: &str, constants: &[(&str, Span)]) -> Failure {
        let message = format!("`{formula}` has no statement `{} = NUMBER`", self.name);
        let names: Vec<&str> = constants.iter().map(|(name, _)| *name).collect();
        let help = match (nearest(&self.name, names.iter().copied()), names.is_empty()) {
            (Some(meant), _) => format!("is `{meant}` meant?"),
            (None, false) => format!("there is `{}`", names.join("`, `")),
            (None, true) => "give the number that matters a name of its own first".to_owned(),
        };
        Failure::with_help(message, help)
    }
}

impl Sweep<'_> {
    /// How many values there are.
    pub(super) const fn len(&self) -> usize {
        self.arg.values.len()
    }

    /// Simulates every value.
    pub(super) fn run(&self, world: &World, progress: &Progress) -> Swept {
        let values: Vec<String> = self.arg.values.iter().collect();
        let points = values.into_par_iter().map(|value| {
            let outcome = self.run_one(&value, world);
            progress.done(STEPS);
            Point {
                formula: format!("{} with {} = {value}", self.candidate.name, self.arg.name),
                value,
                cost: 0.0,
                outcome,
                on_front: false,
            }
        });
        let mut points: Vec<Point> = points.collect();
        let priced = points.iter().all(|point| point.outcome.cost.is_some());
        for point in &mut points {
            let dollars = point.outcome.cost.filter(|_| priced);
            point.cost = dollars.unwrap_or_else(|| point.outcome.node_hours.iter().sum());
        }
        mark_front(&mut points);
        Swept {
            name: self.arg.name.clone(),
            priced,
            points,
        }
    }

    fn run_one(&self, value: &str, world: &World) -> Outcome {
        let text = &self.candidate.text;
        let (before, after) = (Span::new(0, self.place.start), self.place.end as usize);
        let after = text.get(after..).unwrap_or_default();
        let text = format!("{}{value}{after}", before.text(text));
        let formula = Formula::new(&text, &self.candidate.profile);
        Simulation::new(&world.settings, &world.workload, Some(&formula)).run()
    }
}

impl Point {
    /// What it makes 19 of 20 tasks wait at most, in seconds.
    pub(crate) const fn wait(&self) -> f64 {
        self.outcome.waits.p95
    }

    /// Tasks that the run left undone.
    pub(crate) fn undone(&self) -> u64 {
        let tasks = &self.outcome.tasks;
        tasks.submitted.saturating_sub(tasks.completed)
    }

    /// Is it at least as good in everything, and better in something? A value
    /// that leaves tasks undone is not cheap: it has not done the work.
    fn beats(&self, other: &Self) -> bool {
        let pairs = [(self.cost, other.cost), (self.wait(), other.wait())];
        let undone = self.undone().cmp(&other.undone());
        undone.is_le()
            && pairs.iter().all(|(own, its)| own <= its)
            && (undone.is_lt() || pairs.iter().any(|(own, its)| own < its))
    }
}

/// Marks the Pareto front of cost against waiting.
fn mark_front(points: &mut [Point]) {
    let beaten: Vec<bool> = points
        .iter()
        .map(|point| points.iter().any(|other| other.beats(point)))
        .collect();
    for (point, beaten) in points.iter_mut().zip(beaten) {
        point.on_front = !beaten;
    }
}

/// Variables that are assigned a number, and where it stands.
fn constants<'t>(text: &'t str, tree: &Tree) -> Vec<(&'t str, Span)> {
    let statements = tree.statements().iter();
    let constants = statements.filter_map(|statement| match statement.kind {
        StatementKind::Assign { target, value } if is_number(tree, value) => {
            Some((target.text(text), tree.expr(value).span))
        }
        _ => None,
    });
    constants.collect()
}

fn is_number(tree: &Tree, expr: ExprId) -> bool {
    match tree.expr(tree.unparenthesised(expr)).kind {
        ExprKind::Number(_) => true,
        ExprKind::Unary {
            op: UnaryOp::Neg,
            operand,
        } => matches!(tree.expr(operand).kind, ExprKind::Number(_)),
        _ => false,
    }
}

fn bare(name: &str) -> &str {
    name.strip_prefix('$').unwrap_or(name)
}
