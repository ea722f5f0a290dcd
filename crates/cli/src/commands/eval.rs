//! `autoscale eval`: what the service would make of a formula.

use std::io::Write as _;

use autoscale_catalog::Profile;
use autoscale_ide::Trace;
use autoscale_ide::json::RunView;
use autoscale_machine::{AutoScaleRun, Env};
use autoscale_metrics::Snapshot;
use autoscale_workspace::Overrides;
use clap::{Args, ValueEnum};

use crate::exit::{Exit, Failure};
use crate::input::Input;
use crate::options::{ConfigArgs, FormulaArgs};
use crate::output::json::write_json;
use crate::output::run_text::RunText;
use crate::output::trace_text;
use crate::terminal::Terminal;
use crate::world::WorldArgs;

/// Options of `autoscale eval`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale eval pool.autoscale --snapshot now.snapshot.json
  autoscale eval pool.autoscale --snapshot now.snapshot.json --trace
  autoscale eval -e '$TargetDedicatedNodes = time().hour < 8 ? 0 : 10' --at 2026-03-02T09:15:00Z
  autoscale eval main.tf --snapshot samples.csv --format json
  az monitor metrics list … | autoscale eval pool.autoscale --snapshot -

`autoscale schema snapshot` describes the snapshot file")]
pub(crate) struct EvalArgs {
    #[command(flatten)]
    formula: FormulaArgs,

    #[command(flatten)]
    world: WorldArgs,

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
    let input = args.formula.read(&mut configs)?;
    input.refuse_holes()?;
    let profile = input.profile(&mut configs)?;
    let snapshot = args.world.snapshot(&args.formula)?;
    let now = args.world.now(&snapshot, terminal)?;
    let env = Env {
        now,
        seed: args.world.seed,
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
    fn write_text(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        self.write_remarks(of, terminal)?;
        if of.run.error.is_some() {
            writeln!(terminal.err().0)?;
        }
        let (out, styles) = terminal.out();
        let whence = match (self.world.at, of.snapshot.time) {
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

    fn write_remarks(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        self.world
            .write_remarks(of.input, of.profile, of.run, terminal)
    }

    fn write_json(&self, of: &Evaluation, terminal: &mut Terminal) -> Result<(), Failure> {
        let view = RunView::new(of.run, of.profile, &of.snapshot.warnings, of.trace);
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
