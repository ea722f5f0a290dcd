//! Watching an evaluation: what `eval --trace` shows.
//!
//! Only the reference evaluator calls a trace. It is proved equal to the
//! bytecode by fuzzing, so that the fast path carries no hooks.

use autoscale_base::Timestamp;
use autoscale_catalog::{Method, Metric};
use autoscale_syntax::ExprId;

use crate::Value;

/// What is told while a formula runs. Every method does nothing by default.
pub trait Trace {
    /// The statement of that index begins.
    fn statement_begins(&mut self, _statement: usize) {}

    /// The statement of that index gave a value. One that fails or stops the
    /// evaluation does not get here.
    fn statement_ends(&mut self, _statement: usize, _value: &Value) {}

    /// A ternary took its first (`true`) or its second arm.
    fn arm_taken(&mut self, _ternary: ExprId, _first: bool) {}

    /// `&&` or `||` knew its result, which is given, from its left operand.
    fn short_circuited(&mut self, _operation: ExprId, _result: bool) {}

    /// A method of a metric looked at samples.
    fn samples_read(&mut self, _read: SamplesRead) {}
}

/// A look at the samples of a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct SamplesRead {
    /// The call.
    pub call: ExprId,
    /// Whose samples.
    pub metric: Metric,
    /// The method.
    pub method: Method,
    /// The stretch of time, from after the first instant up to and including
    /// the second; `None` for `GetSample(count)`.
    pub window: Option<(Timestamp, Timestamp)>,
    /// How many samples the window should hold, or how many were asked for.
    pub wanted: i64,
    /// How many there are.
    pub received: usize,
    /// How many percent of the wanted samples there are; `None` for
    /// `GetSample(count)`.
    pub percent: Option<f64>,
    /// The samples in the order in which the formula gets them.
    pub values: Vec<f64>,
}

/// The trace of whoever does not want one.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTrace;

impl Trace for NoTrace {}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A statement began.
    StatementBegins(usize),
    /// A statement gave a value.
    StatementEnds(usize, Value),
    /// A ternary took its first (`true`) or its second arm.
    ArmTaken(ExprId, bool),
    /// `&&` or `||` knew its result from its left operand.
    ShortCircuited(ExprId, bool),
    /// Samples were looked at.
    SamplesRead(SamplesRead),
}

/// Keeps all that happened, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorder {
    /// What happened.
    pub events: Vec<Event>,
}

impl Trace for Recorder {
    fn statement_begins(&mut self, statement: usize) {
        self.events.push(Event::StatementBegins(statement));
    }

    fn statement_ends(&mut self, statement: usize, value: &Value) {
        self.events
            .push(Event::StatementEnds(statement, value.clone()));
    }

    fn arm_taken(&mut self, ternary: ExprId, first: bool) {
        self.events.push(Event::ArmTaken(ternary, first));
    }

    fn short_circuited(&mut self, operation: ExprId, result: bool) {
        self.events.push(Event::ShortCircuited(operation, result));
    }

    fn samples_read(&mut self, read: SamplesRead) {
        self.events.push(Event::SamplesRead(read));
    }
}
