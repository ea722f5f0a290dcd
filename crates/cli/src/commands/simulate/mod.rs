//! `autoscale simulate`: what a pool does over time with a formula and a
//! workload.

mod decimals;
mod files;
mod formulas;
mod interrupt;
mod notes;
mod outputs;
mod progress;
mod run;
mod span;
mod sweep;
mod watch;
mod workload;
mod world;

use std::path::PathBuf;

use autoscale_base::{Interval, Timestamp};
use autoscale_simulate::ParallelJobs;
use autoscale_workspace::{AtomicFile, Overrides};
use clap::{Args, ValueEnum};

use self::formulas::FormulasArgs;
pub(crate) use self::run::{Candidate, Run, Simulated};
use self::span::{Until, parse_assumption, parse_interval, parse_until};
pub(crate) use self::sweep::{Point, Swept};
use self::sweep::{SweepArg, parse_sweep};
pub(crate) use self::world::World;
use crate::exit::{Exit, Failure};
use crate::options::{ConfigArgs, parse_seed, parse_time};
use crate::output::{report, simulate_json, simulate_text};
use crate::pool_args::PoolArgs;
use crate::terminal::Terminal;

/// Options of `autoscale simulate`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale simulate pool.autoscale --pool pool.json --workload jobs.csv
  autoscale simulate pool.autoscale --workload 'diurnal:peak=60/h,trough=4/h,peak-at=14:00,\
runtime=lognormal:5m:0.8' --until 24h
  autoscale simulate old.autoscale new.autoscale --pool main.tf --workload log.swf.gz \
--report report.html
  autoscale simulate pool.autoscale --pool pool.json --workload jobs.csv --sweep maxNodes=5..50:5

Without `--until` a simulation ends when every task has ended, at the latest 7 days and the
longest runtime after the last submission. `autoscale explain` lists what is assumed of the
service: the pool policies, set in `[policy]` of `autoscale.toml`, and the times and shares of
`--assume`, set in `[simulation]`. Exit code 1 means that every evaluation of a formula failed")]
pub(crate) struct SimulateArgs {
    #[command(flatten)]
    formulas: FormulasArgs,

    #[command(flatten)]
    pool: PoolArgs,

    /// The tasks: CSV, JSON Lines or Standard Workload Format, gzipped or not,
    /// or a generator such as `poisson:rate=12/h,runtime=exp:5m`; `autoscale
    /// explain workload` tells the columns, `-` is standard input
    #[arg(long, value_name = "FILE|GENERATOR")]
    workload: String,

    /// What a job on several processors becomes, in the Standard Workload
    /// Format
    #[arg(long, value_enum, default_value_t, value_name = "AS")]
    parallel_jobs: JobsAs,

    /// When it begins; otherwise with the first submission, and with a
    /// workload that tells no date on Monday, 2026-01-05T00:00:00Z
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    from: Option<Timestamp>,

    /// When it ends: an instant, or how long it lasts (24h)
    #[arg(long, value_name = "TIME|DURATION", value_parser = parse_until)]
    until: Option<Until>,

    /// Where random numbers begin
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_seed)]
    seed: u64,

    /// How often the formula is evaluated; otherwise as the pool says, which
    /// is every 15 minutes unless it says something else
    #[arg(long, value_name = "DURATION", value_parser = parse_interval)]
    interval: Option<Interval>,

    /// A time or share to assume of the service, such as
    /// `boot-time=const:2m` or `preemption-mean-time=6h`; can be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_assumption)]
    assume: Vec<(String, String)>,

    /// What is done to the pool from outside: CSV with the columns `at`,
    /// `operation` (such as `stop-resize`, `reboot` or `upgrade-os`) and
    /// `count`; `autoscale explain operations`
    #[arg(long, value_name = "FILE.csv")]
    operations: Option<PathBuf>,

    /// Try values of a constant of the formula, `from..to:step`, and show
    /// which of them nothing else beats in cost and waiting
    #[arg(
        long,
        value_name = "NAME=FROM..TO:STEP",
        value_parser = parse_sweep
    )]
    sweep: Option<SweepArg>,

    /// How to print; `autoscale explain simulate-json`
    #[arg(long, value_enum, default_value_t)]
    format: SimulateFormat,

    /// Write a row at every change; `autoscale explain timeline`
    #[arg(long, value_name = "FILE.csv")]
    timeline: Option<PathBuf>,

    /// Write the service's events, one a line
    #[arg(long, value_name = "FILE.jsonl")]
    events: Option<PathBuf>,

    /// Write a report with charts, in one file
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,

    #[command(flatten)]
    config: ConfigArgs,
}

/// What a job on several processors becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum JobsAs {
    /// As many tasks of one slot, which run where and when there is room
    #[default]
    Tasks,
    /// One task of as many slots, which needs a node that has them
    Slots,
    /// One multi-instance task on as many nodes, which must communicate
    MultiInstance,
}

impl From<JobsAs> for ParallelJobs {
    fn from(jobs: JobsAs) -> Self {
        match jobs {
            JobsAs::Tasks => Self::Tasks,
            JobsAs::Slots => Self::Slots,
            JobsAs::MultiInstance => Self::MultiInstance,
        }
    }
}

/// How a simulation is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum SimulateFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Simulates each formula, and one with many values of a constant.
pub(crate) fn run(args: &SimulateArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    interrupt::clean_up();
    args.check_outputs()?;
    let mut configs = args.config.read(Overrides::default())?;
    let inputs = args.formulas.read(&mut configs)?;
    let Some(first) = inputs.first() else {
        return Err(Failure::new("there is no formula"));
    };
    let world = World::read(args, first, &mut configs)?;
    let candidates = inputs.into_iter();
    let candidates = candidates.map(|input| Candidate::new(input, &mut configs));
    let candidates = candidates.collect::<Result<Vec<_>, _>>()?;
    let sweep = args.sweep.as_ref().map(|sweep| sweep.of(&candidates));
    let sweep = sweep.transpose()?;
    // Begun now, so that a file that cannot be written is told at once.
    let report_file = args.report.as_deref().map(AtomicFile::create).transpose()?;
    let simulated = Simulated::new(&world, &candidates, sweep.as_ref(), args)?;
    for warning in &world.warnings {
        terminal.warning(warning)?;
    }
    let notes = simulated.notes();
    if let Some(mut file) = report_file {
        report::write(&simulated.report(&notes), &mut file).map_err(|error| file.error(&error))?;
        file.commit()?;
    }
    let (out, styles) = terminal.out();
    match args.format {
        SimulateFormat::Text => simulate_text::write(&simulated, &notes, out, &styles)?,
        SimulateFormat::Json => simulate_json::write(&simulated, &notes, out)?,
    }
    Ok(
        if simulated.runs.iter().any(|run| run.outcome.always_failed()) {
            Exit::Findings
        } else {
            Exit::Fine
        },
    )
}
