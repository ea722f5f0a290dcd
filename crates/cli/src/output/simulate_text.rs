//! Simulations for people: what came of each formula, how they compare, and
//! what happened over time.

use std::io::{self, Write};

use autoscale_simulate::{Measure, Outcome, Recording, Waits};

use super::figures::was_any_started;
use super::human::{count, counted, dollars, duration, hours, percent};
use super::stack_chart::{Layer, SOLID, StackChart, WIDTH};
use super::{comparison, sweep_text};
use crate::commands::simulate::{Run, Simulated};
use crate::terminal::{Styles, visible};

/// Writes everything but what belongs on standard error.
pub(crate) fn write(
    simulated: &Simulated<'_>,
    notes: &[String],
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let bold = styles.bold;
    write_head(simulated, out, styles)?;
    match simulated.runs.as_slice() {
        [run] => write_summary(run, out)?,
        runs => comparison::write(runs, out, styles)?,
    }
    for run in &simulated.runs {
        if simulated.runs.len() > 1 {
            writeln!(out, "\n{bold}{}{bold:#}", visible(&run.formula.name))?;
        }
        write_charts(run, out, styles)?;
    }
    if let Some(swept) = &simulated.sweep {
        sweep_text::write(swept, out, styles)?;
    }
    for note in notes {
        writeln!(out, "\n{bold}note:{bold:#} {}", visible(note))?;
    }
    Ok(())
}

fn write_head(simulated: &Simulated<'_>, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let (bold, dim) = (styles.bold, styles.dim);
    let world = simulated.world;
    let names: Vec<&str> = simulated
        .runs
        .iter()
        .map(|run| run.formula.name.as_str())
        .collect();
    let name = match names.as_slice() {
        [name] => visible(name).into_owned(),
        names => format!("{} formulas", names.len()),
    };
    let tasks = counted(world.workload.tasks().len() as u64, "task");
    writeln!(
        out,
        "{bold}{name}{bold:#} with {tasks} of {}",
        visible(&world.workload_name)
    )?;
    let settings = &world.settings;
    writeln!(
        out,
        "{dim}from {}, evaluated every {}, seed {}{dim:#}\n",
        settings.from,
        duration(settings.evaluation_interval.seconds()),
        settings.seed
    )
}

/// What came of one formula, a line a concern.
fn write_summary(run: &Run<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (name, words) in lines(run) {
        writeln!(out, "{name:<12} {words}")?;
    }
    Ok(())
}

fn lines(run: &Run<'_>) -> Vec<(&'static str, String)> {
    let outcome = &run.outcome;
    let [dedicated, low_priority] = outcome.node_hours.map(hours);
    let used = match outcome.utilisation {
        Some(share) => format!("{} of their slots busy", percent(share)),
        None => "no slots".to_owned(),
    };
    let mut lines = vec![
        (
            "lasted",
            duration(outcome.until.since(outcome.from).seconds()),
        ),
        ("tasks", tasks(outcome)),
        ("waits", waits(outcome)),
        (
            "node-hours",
            format!("{dedicated} dedicated, {low_priority} low-priority; {used}"),
        ),
        ("cost", outcome.cost.map_or("not known".to_owned(), dollars)),
        ("resizes", resizes(run)),
        ("evaluations", evaluations(run)),
    ];
    if outcome.preemptions > 0 {
        lines.push(("preemptions", count(outcome.preemptions)));
    }
    if outcome.lost_hours > 0.0 {
        let lost = format!(
            "{} task-hours of {} and {}",
            hours(outcome.lost_hours),
            counted(outcome.tasks.requeued, "requeued task"),
            counted(outcome.tasks.terminated, "terminated task")
        );
        lines.push(("killed work", lost));
    }
    lines
}

fn waits(outcome: &Outcome) -> String {
    if !was_any_started(outcome) {
        return "no task was started".to_owned();
    }
    let Waits {
        mean,
        p50,
        p95,
        p99,
        max,
    } = outcome.waits;
    let [p50, p95, p99, max, mean] = [p50, p95, p99, max, mean].map(duration);
    format!("p50 {p50}, p95 {p95}, p99 {p99}, longest {max}; mean {mean}")
}

fn tasks(outcome: &Outcome) -> String {
    let tasks = &outcome.tasks;
    let mut words = format!("{} completed", count(tasks.completed));
    for (number, what) in [
        (tasks.failed, "of them failed"),
        (tasks.running, "still running"),
        (tasks.waiting, "still waiting"),
        (tasks.terminated, "terminated"),
    ] {
        if number > 0 {
            words.push_str(&format!(", {} {what}", count(number)));
        }
    }
    words
}

fn resizes(run: &Run<'_>) -> String {
    let mut words = count(run.outcome.resizes);
    for (code, number) in &run.outcome.resize_errors {
        words.push_str(&format!("; {} × {code}", count(*number)));
    }
    words
}

fn evaluations(run: &Run<'_>) -> String {
    let [evaluations, _] = run.outcome.evaluations;
    let mut words = count(evaluations);
    for (code, tally) in run.recording.evaluation_errors() {
        words.push_str(&format!("; {} × {code}", count(tally.count)));
    }
    words
}

/// Tasks, and nodes as against what is asked for.
fn write_charts(run: &Run<'_>, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let recording = &run.recording;
    let mean = |measure| columns(recording, measure);
    let (running, waiting) = (mean(Measure::RunningTasks), mean(Measure::WaitingTasks));
    let layer = |name, glyph, style, values| Layer {
        name,
        glyph,
        style,
        values,
    };
    writeln!(out)?;
    StackChart {
        title: "tasks",
        from: run.outcome.from,
        until: run.outcome.until,
        layers: vec![
            layer("running", SOLID, styles.good, running),
            layer("waiting", '░', styles.warning, waiting),
        ],
    }
    .write(out, styles)?;
    let nodes = Nodes::of(recording);
    writeln!(out)?;
    StackChart {
        title: "nodes",
        from: run.outcome.from,
        until: run.outcome.until,
        layers: vec![
            layer("dedicated", SOLID, styles.code, nodes.dedicated),
            layer("low-priority", '▓', styles.code, nodes.low_priority),
            layer("more than asked for", '▒', styles.dim, nodes.surplus),
            layer("asked for and not there", '░', styles.error, nodes.missing),
        ],
    }
    .write(out, styles)
}

/// Nodes by column: what is there and asked for, what is there too much, and
/// what is missing.
struct Nodes {
    dedicated: Vec<f64>,
    low_priority: Vec<f64>,
    surplus: Vec<f64>,
    missing: Vec<f64>,
}

impl Nodes {
    fn of(recording: &Recording) -> Self {
        let pairs = [
            (Measure::Dedicated, Measure::DedicatedTarget),
            (Measure::LowPriority, Measure::LowPriorityTarget),
        ];
        let [dedicated, low_priority] = pairs.map(|(current, target)| {
            let (current, target) = (columns(recording, current), columns(recording, target));
            current.into_iter().zip(target).collect::<Vec<_>>()
        });
        let both = || dedicated.iter().zip(&low_priority);
        let sum = |of: fn((f64, f64)) -> f64| both().map(|(a, b)| of(*a) + of(*b)).collect();
        let wanted = |pairs: &[(f64, f64)]| pairs.iter().map(|(a, b)| a.min(*b)).collect();
        Self {
            surplus: sum(|(current, target)| (current - target).max(0.0)),
            missing: sum(|(current, target)| (target - current).max(0.0)),
            dedicated: wanted(&dedicated),
            low_priority: wanted(&low_priority),
        }
    }
}

/// The mean of a number in every column of a chart.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a chart"
)]
fn columns(recording: &Recording, measure: Measure) -> Vec<f64> {
    let means = recording.curve(measure).means;
    let span = recording.until().since(recording.from()).ticks() as f64;
    // In buckets; the last one may be cut short by the end.
    let length = span / recording.bucket().ticks().max(1) as f64;
    let width = length / WIDTH as f64;
    let column = |at: usize| {
        let (start, end) = (at as f64 * width, (at + 1) as f64 * width);
        let (mut sum, mut weight) = (0.0, 0.0);
        let first = start as usize;
        for (bucket, mean) in means.iter().enumerate().skip(first) {
            let bucket = bucket as f64;
            if bucket >= end {
                break;
            }
            let part = (end.min(bucket + 1.0) - start.max(bucket)).max(0.0);
            sum += mean * part;
            weight += part;
        }
        if weight > 0.0 { sum / weight } else { 0.0 }
    };
    (0..WIDTH).map(column).collect()
}
