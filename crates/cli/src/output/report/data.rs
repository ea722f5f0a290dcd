//! What the charts are drawn from, as JSON within the page.

use std::borrow::Cow;
use std::io::{self, Write};

use autoscale_simulate::{Mark, Measure, Settings};
use serde::Serialize;

use super::times::epoch_seconds;
use super::{Report, RunReport, SweepPoint};
use crate::output::human::{dollars, duration};
use crate::terminal::visible;

#[derive(Serialize)]
struct Data<'a> {
    runs: Vec<Run<'a>>,
    sweep: Option<Sweep<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    name: Cow<'a, str>,
    /// Seconds since 1970.
    from: f64,
    until: f64,
    /// Seconds of a bucket; the last one may be shorter.
    bucket: f64,
    waiting: Vec<f64>,
    waiting_peak: Vec<u64>,
    running: Vec<f64>,
    dedicated: Vec<f64>,
    dedicated_target: Vec<f64>,
    low_priority: Vec<f64>,
    low_priority_target: Vec<f64>,
    preempted: Vec<f64>,
    /// From the beginning to the end of each bucket.
    cost: Option<Vec<f64>>,
    marks: Marks,
    waits: [Wait; 5],
}

/// Of every kind, buckets and how often it happened in them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Marks {
    quota_hits: Vec<(usize, u64)>,
    resize_errors: Vec<(usize, u64)>,
    evaluation_errors: Vec<(usize, u64)>,
    preemptions: Vec<(usize, u64)>,
    operations: Vec<(usize, u64)>,
}

#[derive(Serialize)]
struct Wait {
    label: &'static str,
    seconds: f64,
    text: String,
}

#[derive(Serialize)]
struct Sweep<'a> {
    name: Cow<'a, str>,
    /// Is the cost in dollars, not in node-hours?
    priced: bool,
    points: Vec<Point<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Point<'a> {
    value: Cow<'a, str>,
    cost: f64,
    wait: f64,
    cost_text: String,
    wait_text: String,
    on_front: bool,
}

/// Writes it. A script element ends at the first `</script`, and an opening
/// comment changes how it is read, so there is no `<` in it.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string(&data(report))?;
    for (at, part) in json.split('<').enumerate() {
        if at > 0 {
            out.write_all(b"\\u003c")?;
        }
        out.write_all(part.as_bytes())?;
    }
    Ok(())
}

fn data<'a>(report: &Report<'a>) -> Data<'a> {
    let runs = report.runs.iter();
    Data {
        runs: runs.map(|run| Run::of(run, report.settings)).collect(),
        sweep: report.sweep.as_ref().map(|sweep| {
            let priced = sweep.is_priced();
            Sweep {
                name: visible(sweep.name),
                priced,
                points: sweep
                    .points
                    .iter()
                    .map(|it| Point::of(it, priced))
                    .collect(),
            }
        }),
    }
}

impl<'a> Run<'a> {
    fn of(run: &RunReport<'a>, settings: &Settings) -> Self {
        let recording = run.recording;
        let means = |measure| rounded(recording.curve(measure).means);
        Self {
            name: visible(run.name),
            from: epoch_seconds(recording.from()),
            until: epoch_seconds(recording.until()),
            bucket: recording.bucket().seconds(),
            waiting: means(Measure::WaitingTasks),
            waiting_peak: recording.curve(Measure::WaitingTasks).peaks,
            running: means(Measure::RunningTasks),
            dedicated: means(Measure::Dedicated),
            dedicated_target: means(Measure::DedicatedTarget),
            low_priority: means(Measure::LowPriority),
            low_priority_target: means(Measure::LowPriorityTarget),
            preempted: means(Measure::Preempted),
            cost: recording.costs(settings).map(rounded),
            marks: Marks::of(run),
            waits: waits(run),
        }
    }
}

/// No chart shows more than three digits after the point.
fn rounded(numbers: Vec<f64>) -> Vec<f64> {
    let round = |number: f64| (number * 1000.0).round() / 1000.0;
    numbers.into_iter().map(round).collect()
}

impl Marks {
    fn of(run: &RunReport<'_>) -> Self {
        let recording = run.recording;
        let marks = |mark| {
            let counts = recording.marks(mark).into_iter().enumerate();
            counts.filter(|(_, count)| *count > 0).collect()
        };
        Self {
            quota_hits: marks(Mark::QuotaHit),
            resize_errors: marks(Mark::ResizeError),
            evaluation_errors: marks(Mark::EvaluationError),
            preemptions: marks(Mark::Preemption),
            operations: operations(run, recording.marks(Mark::QuotaHit).len()),
        }
    }
}

/// What was done from outside, in the order of time.
fn operations(run: &RunReport<'_>, buckets: usize) -> Vec<(usize, u64)> {
    let (from, bucket) = (run.recording.from(), run.recording.bucket());
    let mut marks: Vec<(usize, u64)> = Vec::new();
    for operated in &run.outcome.operations {
        let ticks = operated.operation.at.since(from).ticks();
        let index = usize::try_from(ticks / bucket.ticks().max(1)).unwrap_or(0);
        let index = index.min(buckets.saturating_sub(1));
        match marks.last_mut() {
            Some((last, count)) if *last == index => *count += 1,
            _ => marks.push((index, 1)),
        }
    }
    marks
}

fn waits(run: &RunReport<'_>) -> [Wait; 5] {
    let waits = &run.outcome.waits;
    [
        ("mean", waits.mean),
        ("p50", waits.p50),
        ("p95", waits.p95),
        ("p99", waits.p99),
        ("longest", waits.max),
    ]
    .map(|(label, seconds)| Wait {
        label,
        seconds,
        text: duration(seconds),
    })
}

impl<'a> Point<'a> {
    fn of(point: &SweepPoint<'a>, priced: bool) -> Self {
        let (cost, wait) = (point.cost(priced), point.outcome.waits.p95);
        Self {
            value: visible(point.value),
            cost,
            wait,
            cost_text: if priced {
                dollars(cost)
            } else {
                format!("{cost:.1} node-hours")
            },
            wait_text: duration(wait),
            on_front: point.on_front,
        }
    }
}
