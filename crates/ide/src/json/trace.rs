//! A trace as JSON: the field `trace` of `eval --format json --trace`.

use autoscale_catalog::Profile;
use autoscale_machine::trace::{Event, SamplesRead};
use serde::Serialize;

use super::run::ValueView;
use crate::trace::{Branch, Step, Trace};

/// A statement that was reached.
#[derive(Serialize)]
pub(super) struct StepView<'a> {
    line: u32,
    text: String,
    value: Option<ValueView<'a>>,
    branches: Vec<BranchView>,
    reads: Vec<ReadView<'a>>,
}

/// A ternary and the arm that it took.
#[derive(Serialize)]
struct BranchView {
    condition: String,
    holds: bool,
    arm: String,
}

/// A look at the samples of a metric.
#[derive(Serialize)]
struct ReadView<'a> {
    metric: &'static str,
    method: &'static str,
    from: Option<String>,
    until: Option<String>,
    wanted: i64,
    received: usize,
    percent: Option<f64>,
    values: &'a [f64],
}

/// Views of all steps.
pub(super) fn steps<'a>(trace: &'a Trace, profile: &'a Profile) -> Vec<StepView<'a>> {
    let steps = trace.steps().into_iter();
    steps
        .map(|step| StepView::new(step, trace, profile))
        .collect()
}

impl<'a> StepView<'a> {
    fn new(step: Step<'a>, trace: &Trace, profile: &'a Profile) -> Self {
        let mut branches = Vec::new();
        let mut reads = Vec::new();
        for event in &step.events {
            match event {
                Event::ArmTaken(ternary, holds) => {
                    let branch = trace.branch(*ternary, *holds);
                    branches.extend(branch.map(|branch| BranchView::new(branch, *holds)));
                }
                Event::SamplesRead(read) => reads.push(ReadView::new(read)),
                Event::ShortCircuited(..)
                | Event::StatementBegins(_)
                | Event::StatementEnds(..) => {}
            }
        }
        Self {
            line: step.line,
            text: step.text,
            value: step.value.map(|value| ValueView { value, profile }),
            branches,
            reads,
        }
    }
}

impl BranchView {
    fn new(branch: Branch, holds: bool) -> Self {
        Self {
            condition: branch.condition,
            holds,
            arm: branch.arm,
        }
    }
}

impl<'a> ReadView<'a> {
    fn new(read: &'a SamplesRead) -> Self {
        Self {
            metric: read.metric.name(),
            method: read.method.name(),
            from: read.window.map(|(from, _)| from.to_string()),
            until: read.window.map(|(_, until)| until.to_string()),
            wanted: read.wanted,
            received: read.received,
            percent: read.percent,
            values: &read.values,
        }
    }
}
