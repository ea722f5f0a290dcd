//! An evaluation statement by statement: what a trace shows.

use autoscale_base::{LineIndex, Span};
use autoscale_catalog::Profile;
use autoscale_machine::trace::{Event, Recorder};
use autoscale_machine::{AutoScaleRun, Env, Value, evaluate_traced};
use autoscale_syntax::{ExprId, ExprKind, Tree};

/// A formula and all that happened while it ran.
#[derive(Clone, Debug)]
pub struct Trace {
    text: String,
    tree: Tree,
    events: Vec<Event>,
}

/// A statement that was reached.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// Its line, from 1.
    pub line: u32,
    /// Its text on one line.
    pub text: String,
    /// What happened on the way.
    pub events: Vec<&'a Event>,
    /// Its value; `None` when it failed or stopped the evaluation.
    pub value: Option<&'a Value>,
}

/// What a ternary came to.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Its condition.
    pub condition: String,
    /// The arm that was evaluated.
    pub arm: String,
}

impl Trace {
    /// Runs `text` and keeps what happens. A formula that cannot be read ends
    /// before anything does.
    #[must_use]
    pub fn record(text: &str, profile: &Profile, env: &Env<'_>) -> (AutoScaleRun, Self) {
        let mut recorder = Recorder::default();
        let run = evaluate_traced(text, profile, env, &mut recorder);
        let trace = Self {
            text: text.to_owned(),
            tree: autoscale_syntax::parse(text).tree,
            events: recorder.events,
        };
        (run, trace)
    }

    /// The statements that were reached, in order.
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'_>> {
        let index = LineIndex::new(&self.text);
        let mut steps: Vec<Step<'_>> = Vec::new();
        for event in &self.events {
            match (event, steps.last_mut()) {
                (Event::StatementBegins(number), _) => steps.extend(self.step(*number, &index)),
                (Event::StatementEnds(_, value), Some(step)) => step.value = Some(value),
                (_, Some(step)) => step.events.push(event),
                (_, None) => {}
            }
        }
        steps
    }

    fn step(&self, number: usize, index: &LineIndex) -> Option<Step<'_>> {
        let statement = self.tree.statements().get(number)?;
        Some(Step {
            line: index.place(&self.text, statement.span.start).0,
            text: self.on_one_line(statement.span),
            events: Vec::new(),
            value: None,
        })
    }

    /// The condition and the taken arm of a ternary.
    #[must_use]
    pub fn branch(&self, ternary: ExprId, holds: bool) -> Option<Branch> {
        let ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } = self.tree.expr(ternary).kind
        else {
            return None;
        };
        Some(Branch {
            condition: self.expression(condition),
            arm: self.expression(if holds { then } else { otherwise }),
        })
    }

    /// The text of an expression on one line.
    #[must_use]
    pub fn expression(&self, id: ExprId) -> String {
        self.on_one_line(self.tree.expr(id).span)
    }

    /// The text of `span` with single spaces and without comments, which would
    /// swallow what follows.
    fn on_one_line(&self, span: Span) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut start = span.start;
        let comments = self.tree.comments().iter().map(|comment| comment.span);
        let inside = comments.filter(|comment| span.contains(*comment));
        for comment in inside.chain([Span::empty(span.end)]) {
            let code = Span::new(start, comment.start).text(&self.text);
            words.extend(code.split_whitespace());
            start = comment.end;
        }
        words.join(" ")
    }
}
