//! A trace in words, line by line.

use autoscale_base::Timestamp;
use autoscale_catalog::{Method, Profile};
use autoscale_machine::trace::{Event, SamplesRead};
use autoscale_machine::{Value, print};

use crate::trace::{Step, Trace};
use crate::values::brief;

/// Most characters of a statement that are shown.
const STATEMENT: usize = 80;
/// Most characters of a condition or an arm that are shown.
const PART: usize = 50;

/// A line of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceLine {
    /// A statement that was reached.
    Statement {
        /// Its line in the formula, from 1.
        line: u32,
        /// The statement, cut off where it is long.
        text: String,
    },
    /// What happened on the way to its value.
    Remark(String),
    /// What it came to.
    Outcome(String),
}

/// Every statement that was reached, each with what happened and its outcome.
#[must_use]
pub fn trace_lines(trace: &Trace, profile: &Profile, now: Timestamp) -> Vec<TraceLine> {
    let mut lines = Vec::new();
    for step in trace.steps() {
        lines.push(TraceLine::Statement {
            line: step.line,
            text: shortened(&step.text, STATEMENT),
        });
        let events = step.events.iter();
        let remarks = events.filter_map(|event| event_in_words(event, trace, profile, now));
        lines.extend(remarks.map(TraceLine::Remark));
        lines.push(TraceLine::Outcome(outcome(&step, profile)));
    }
    lines
}

/// The same as one text.
#[must_use]
pub fn trace_text(trace: &Trace, profile: &Profile, now: Timestamp) -> String {
    let lines = trace_lines(trace, profile, now).into_iter();
    let lines = lines.map(|line| match line {
        TraceLine::Statement { line, text } => format!("{line:>3}  {text}\n"),
        TraceLine::Remark(text) | TraceLine::Outcome(text) => format!("     {text}\n"),
    });
    lines.collect()
}

fn outcome(step: &Step<'_>, profile: &Profile) -> String {
    match step.value {
        Some(value) => format!("= {}", brief(value, profile)),
        None => "the evaluation ends here".to_owned(),
    }
}

fn event_in_words(
    event: &Event,
    trace: &Trace,
    profile: &Profile,
    now: Timestamp,
) -> Option<String> {
    match event {
        Event::ArmTaken(ternary, first) => {
            let branch = trace.branch(*ternary, *first)?;
            let (condition, arm) = (
                shortened(&branch.condition, PART),
                shortened(&branch.arm, PART),
            );
            let truth = if *first { "true" } else { "false" };
            Some(format!("{condition} is {truth}, so {arm}"))
        }
        Event::ShortCircuited(operation, result) => {
            let operation = shortened(&trace.expression(*operation), PART);
            let result = u8::from(*result);
            Some(format!("{operation} is {result} by its left side alone"))
        }
        Event::SamplesRead(read) => Some(read_in_words(read, profile, now)),
        Event::StatementBegins(_) | Event::StatementEnds(..) => None,
    }
}

/// `read 29 of 30 samples of $PendingTasks in the last 15m (96.6667 %): [4,4,…]`.
fn read_in_words(read: &SamplesRead, profile: &Profile, now: Timestamp) -> String {
    let (received, wanted, metric) = (read.received, read.wanted, read.metric.name());
    let samples = if wanted == 1 { "sample" } else { "samples" };
    let mut words = match read.window {
        None if wanted == 1 => format!("read the newest sample of {metric}"),
        None => format!("read {received} of the newest {wanted} samples of {metric}"),
        Some((from, until)) => {
            let window = window_in_words(from, until, now);
            format!("read {received} of {wanted} {samples} of {metric} {window}")
        }
    };
    if let Some(percent) = read.percent {
        let percent = print::text(&Value::Double(percent), profile);
        words.push_str(&format!(" ({percent} %)"));
    }
    if read.method == Method::GetSample {
        let values = brief(&Value::DoubleVec(read.values.clone()), profile);
        words.push_str(&format!(": {values}"));
    }
    words
}

fn window_in_words(from: Timestamp, until: Timestamp, now: Timestamp) -> String {
    if until == now {
        format!("in the last {}", now.since(from))
    } else if until < now {
        format!("from {} to {} ago", now.since(from), now.since(until))
    } else {
        format!("from {from} to {until}")
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
