//! A trace for people.

use std::io::{self, Write};

use autoscale_base::Timestamp;
use autoscale_catalog::Profile;
use autoscale_machine::trace::{Event, SamplesRead};
use autoscale_machine::{Value, print};

use super::run_text::brief;
use crate::analysis::plural;
use crate::terminal::{Styles, visible};
use crate::trace::{Step, Trace};

/// Most characters of a statement or an arm that are shown.
const MOST_CHARS: usize = 90;

/// Writes every statement that was reached.
pub(crate) fn write(
    trace: &Trace,
    profile: &Profile,
    now: Timestamp,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let (bold, dim, code) = (styles.bold, styles.dim, styles.code);
    writeln!(out, "{bold}Trace{bold:#}")?;
    for step in trace.steps() {
        let statement = shortened(&step.text);
        writeln!(out, "  {dim}{:>3}{dim:#}  {code}{statement}{code:#}", step.line)?;
        for event in &step.events {
            if let Some(remark) = event_in_words(event, trace, profile, now) {
                writeln!(out, "       {dim}{}{dim:#}", visible(&remark))?;
            }
        }
        writeln!(out, "       {}", outcome(&step, profile))?;
    }
    writeln!(out)
}

fn outcome(step: &Step<'_>, profile: &Profile) -> String {
    let name = step.assigns.unwrap_or_default();
    match step.value {
        Some(value) => {
            let value = brief(value, profile);
            format!("{name}{}= {}", if name.is_empty() { "" } else { " " }, visible(&value))
        }
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
            let (condition, arm) = (shortened(&branch.condition), shortened(&branch.arm));
            let truth = if *first { "true" } else { "false" };
            Some(format!("{condition} is {truth}: {arm}"))
        }
        Event::ShortCircuited(operation, result) => {
            let operation = shortened(&trace.expression(*operation));
            let result = u8::from(*result);
            Some(format!("{operation} is {result} by its left side alone"))
        }
        Event::SamplesRead(read) => Some(read_in_words(read, profile, now)),
        Event::StatementBegins(_) | Event::StatementEnds(..) => None,
    }
}

/// `$PendingTasks.GetSample: 29 of 30 samples (96.6667 %) of the last 15m: [4,4,…]`.
fn read_in_words(read: &SamplesRead, profile: &Profile, now: Timestamp) -> String {
    let number = |number: f64| print::text(&Value::Double(number), profile);
    let (metric, method) = (read.metric.name(), read.method.name());
    let samples = usize::try_from(read.wanted).map_or_else(
        |_| format!("{} samples", read.wanted),
        |wanted| plural(wanted, "sample"),
    );
    let mut words = format!("{metric}.{method}: {} of {samples}", read.received);
    if let Some(percent) = read.percent {
        words.push_str(&format!(" ({} %)", number(percent)));
    }
    if let Some((from, until)) = read.window {
        words.push_str(&window_in_words(from, until, now));
    }
    if !read.values.is_empty() {
        let values = brief(&Value::DoubleVec(read.values.clone()), profile);
        words.push_str(&format!(": {values}"));
    }
    words
}

fn window_in_words(from: Timestamp, until: Timestamp, now: Timestamp) -> String {
    if until == now {
        format!(" of the last {}", now.since(from))
    } else if until < now {
        format!(" from {} to {} ago", now.since(from), now.since(until))
    } else {
        format!(" from {from} to {until}")
    }
}

fn shortened(text: &str) -> String {
    let text = visible(text);
    if text.chars().nth(MOST_CHARS).is_none() {
        return text.into_owned();
    }
    text.chars().take(MOST_CHARS - 1).chain(['…']).collect()
}
