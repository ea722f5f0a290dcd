//! `autoscale eval`: what the service would make of a formula.

use std::io::{self, Write as _};
use std::path::PathBuf;

use autoscale_base::Timestamp;
use autoscale_catalog::{Metric, Profile};
use autoscale_machine::{AutoScaleRun, Env, RunError};
use autoscale_metrics::Snapshot;
use autoscale_workspace::{Configs, Overrides, now, read_snapshot, read_snapshot_from};
use clap::{ArgGroup, Args, ValueEnum};

use crate::analysis::{Counts, analyse};
use crate::assumptions::broken_by;
use crate::exit::{Exit, Failure};
use crate::input::{Input, STDIN, is_dash};
use crate::options::{ConfigArgs, parse_time};
use crate::output::json::write_json;
use crate::output::run_json::RunView;
use crate::output::run_text::{RunText, write_error};
use crate::output::{trace_json, trace_text};
use crate::terminal::Terminal;
use crate::trace::Trace;

/// Options of `autoscale eval`.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("what").required(true),
    after_help = "Examples:
  autoscale eval pool.autoscale --snapshot now.snapshot.json
  autoscale eval pool.autoscale --snapshot now.snapshot.json --trace
  autoscale eval -e '$TargetDedicatedNodes = time().hour < 8 ? 0 : 10' --at 2026-03-02T09:15:00Z
  autoscale eval main.tf --snapshot samples.csv --format json
  az monitor metrics list … | autoscale eval pool.autoscale --snapshot -

`autoscale schema snapshot` describes the snapshot file"
)]
pub(crate) struct EvalArgs {
    /// A formula file, or `FILE#NAME` for a formula in a file of another
    /// language; `-` is standard input
    #[arg(group = "what")]
    formula: Option<PathBuf>,

    /// The formula itself
    #[arg(
        short = 'e',
        long = "expression",
        value_name = "TEXT",
        group = "what",
        allow_hyphen_values = true
    )]
    expression: Option<String>,

    /// Samples and the state of the pool: JSON, CSV, or what `az monitor
    /// metrics list` prints; `-` is standard input. Without it there are no
    /// samples and the pool is empty
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,

    /// The instant of the evaluation; otherwise the snapshot's time, otherwise
    /// the clock
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    at: Option<Timestamp>,

    /// Where the numbers of `rand()` begin
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: RunFormat,

    /// Show every statement with its value, the branch taken and the samples
    /// read
    #[arg(long)]
    trace: bool,

    #[command(flatten)]
    config: ConfigArgs,
}

/// How many seconds old the newest sample may be for a snapshot to be of now.
const RECENT: f64 = 3600.0;

/// How an evaluation is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum RunFormat {
    /// For people
    #[default]
    Text,
    /// The service's `AutoScaleRun`, with typed variables
    Json,
    /// The results string alone
    Results,
}

/// Evaluates the formula and prints the outcome.
pub(crate) fn run(args: &EvalArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut configs = args.config.read(Overrides::default())?;
    let input = args.input(&mut configs)?;
    input.refuse_holes()?;
    let profile = input.profile(&mut configs)?;
    let mut snapshot = args.snapshot()?;
    snapshot.warnings.extend(broken_by(&snapshot.history));
    let now = match args.at.or(snapshot.time) {
        Some(told) => told,
        None => args.clock(&snapshot, terminal)?,
    };
    let env = Env {
        now,
        seed: args.seed,
        history: &snapshot.history,
        pool: snapshot.pool,
    };
    let (run, trace) = if args.trace {
        let (run, trace) = Trace::record(&input.text, &profile, &env);
        (run, Some(trace))
    } else {
        let run = autoscale_machine::evaluate(&input.text, &profile, &env);
        (run, None)
    };
    let evaluation = Evaluation {
        input: &input,
        trace: trace.as_ref(),
        profile: &profile,
        snapshot: &snapshot,
        env: &env,
        run: &run,
    };
    match args.format {
        RunFormat::Text => args.write_text(&evaluation, terminal)?,
        RunFormat::Json => args.write_json(&evaluation, terminal)?,
        RunFormat::Results => args.write_results(&evaluation, terminal)?,
    }
    Ok(match run.error {
        Some(_) => Exit::Findings,
        None => Exit::Fine,
    })
}

/// All that went in and came out.
struct Evaluation<'a> {
    input: &'a Input,
    profile: &'a Profile,
    snapshot: &'a Snapshot,
    env: &'a Env<'a>,
    run: &'a AutoScaleRun,
    /// When asked for.
    trace: Option<&'a Trace>,
}

impl EvalArgs {
    fn input(&self, configs: &mut Configs) -> Result<Input, Failure> {
        match (&self.formula, &self.expression) {
            (Some(path), _) => Input::path(path, configs),
            (None, Some(text)) => Ok(Input::text(text)),
            (None, None) => Err(Failure::new("there is no formula to evaluate")),
        }
    }

    fn snapshot(&self) -> Result<Snapshot, Failure> {
        let Some(path) = self.snapshot.as_deref() else {
            return Ok(Snapshot::default());
        };
        if !is_dash(path) {
            return Ok(read_snapshot(path)?);
        }
        if self.formula.as_deref().is_some_and(is_dash) {
            return Err(Failure::with_help(
                "standard input cannot be the formula and the snapshot",
                "read one of the two from a file",
            ));
        }
        Ok(read_snapshot_from(io::stdin().lock(), STDIN)?)
    }

    /// The time of the clock. Samples of another day are silently out of every
    /// window then, which somebody who has only samples will wonder about.
    fn clock(&self, snapshot: &Snapshot, terminal: &mut Terminal) -> Result<Timestamp, Failure> {
        let now = now();
        let last = |metric| snapshot.history.series(metric).times().last();
        let newest = Metric::ALL.into_iter().filter_map(last).max();
        if let Some(&newest) = newest
            && now.since(newest).seconds().abs() > RECENT
        {
            terminal.note(&format!(
                "the snapshot has no `time`, so the clock's is taken, but the newest sample is \
                 of {newest}; write `--at {newest}`"
            ))?;
        }
        Ok(now)
    }

    fn write_text(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        self.write_remarks(of, terminal)?;
        if of.run.error.is_some() {
            writeln!(terminal.err().0)?;
        }
        let (out, styles) = terminal.out();
        let whence = match (self.at, of.snapshot.time) {
            (Some(_), _) => "as given",
            (None, Some(_)) => "the snapshot's time",
            (None, None) => "the clock",
        };
        let (bold, dim) = (styles.bold, styles.dim);
        let (name, now) = (&of.input.name, of.env.now);
        writeln!(
            out,
            "{bold}{name}{bold:#} at {now} {dim}({whence}){dim:#}\n"
        )?;
        if let Some(trace) = of.trace {
            trace_text::write(trace, of.profile, now, out, &styles)?;
        }
        let text = RunText {
            run: of.run,
            pool: of.env.pool,
            profile: of.profile,
            warnings: &of.snapshot.warnings,
        };
        text.write(out, &styles)?;
        Ok(())
    }

    /// The error, and what else should be known, on standard error.
    fn write_remarks(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        if let Some(error) = &of.run.error {
            let (mut err, styles) = terminal.err();
            write_error(error, of.input, &mut err, &styles)?;
            if let Some(help) = self.help(error) {
                let bold = styles.bold;
                writeln!(err, "  {bold}help:{bold:#} {help}")?;
            }
        }
        let counts = Counts {
            infos: 0,
            ..Counts::of(&analyse(&of.input.text, &[], of.profile))
        };
        if counts != Counts::default() {
            let found = counts.to_words();
            terminal.note(&format!("`autoscale check` finds {found} in this formula"))?;
        }
        Ok(())
    }

    fn help(&self, error: &RunError) -> Option<&'static str> {
        let samples = autoscale_catalog::service_error::INSUFFICIENT_SAMPLE_DATA.code;
        (error.code == samples && self.snapshot.is_none())
            .then_some("without `--snapshot FILE` there are no samples")
    }

    fn write_json(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        let trace = of.trace.map(|trace| trace_json::steps(trace, of.profile));
        let view = RunView::new(of.run, of.profile, &of.snapshot.warnings, trace);
        write_json(&view, terminal.out().0)?;
        Ok(())
    }

    fn write_results(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        writeln!(terminal.out().0, "{}", of.run.results)?;
        if let Some(trace) = of.trace {
            // Standard output is the results string and nothing else.
            let (mut err, styles) = terminal.err();
            trace_text::write(trace, of.profile, of.env.now, &mut err, &styles)?;
        }
        self.write_remarks(of, terminal)
    }
}
