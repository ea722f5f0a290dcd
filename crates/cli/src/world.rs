//! What an evaluation sees of the world, as the command line gives it.

use std::io::{self, Write as _};
use std::path::PathBuf;

use autoscale_base::Timestamp;
use autoscale_catalog::{Metric, Profile};
use autoscale_ide::broken_assumptions;
use autoscale_machine::AutoScaleRun;
use autoscale_metrics::Snapshot;
use autoscale_workspace::{now, read_snapshot, read_snapshot_from};
use clap::Args;

use crate::analysis::{Counts, analyse};
use crate::exit::Failure;
use crate::input::{Input, STDIN, is_dash};
use crate::options::{FormulaArgs, parse_seed, parse_time};
use crate::output::run_text::write_error;
use crate::terminal::Terminal;

/// How many seconds old the newest sample may be for a snapshot to be of now.
const RECENT: f64 = 3600.0;

/// What an evaluation sees of the world.
#[derive(Clone, Debug, Args)]
pub(crate) struct WorldArgs {
    /// Samples and the state of the pool: JSON, CSV, or what `az monitor
    /// metrics list` prints; `-` is standard input. Without it there are no
    /// samples and the pool is empty
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,

    /// The instant of the evaluation; otherwise the snapshot's time, otherwise
    /// the clock
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) at: Option<Timestamp>,

    /// Where the numbers of `rand()` begin
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = parse_seed)]
    pub(crate) seed: u64,
}

impl WorldArgs {
    /// The samples, and what they tell against what is assumed of samples.
    pub(crate) fn snapshot(&self, formula: &FormulaArgs) -> Result<Snapshot, Failure> {
        let mut snapshot = self.read(formula)?;
        let broken = broken_assumptions(&snapshot.history);
        snapshot.warnings.extend(broken);
        Ok(snapshot)
    }

    fn read(&self, formula: &FormulaArgs) -> Result<Snapshot, Failure> {
        let Some(path) = self.snapshot.as_deref() else {
            return Ok(Snapshot::default());
        };
        if !is_dash(path) {
            return Ok(read_snapshot(path)?);
        }
        if formula.is_stdin() {
            return Err(Failure::with_help(
                "standard input cannot be the formula and the snapshot",
                "read one of the two from a file",
            ));
        }
        Ok(read_snapshot_from(io::stdin().lock(), STDIN)?)
    }

    /// The instant of the evaluation. Where it is the clock's, samples of
    /// another day are silently out of every window, which somebody who has
    /// only samples will wonder about.
    pub(crate) fn now(
        &self,
        snapshot: &Snapshot,
        terminal: &mut Terminal,
    ) -> Result<Timestamp, Failure> {
        if let Some(told) = self.at.or(snapshot.time) {
            return Ok(told);
        }
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

    /// The error of an evaluation, and what else should be known, on standard
    /// error.
    pub(crate) fn write_remarks(
        &self,
        input: &Input,
        profile: &Profile,
        run: &AutoScaleRun,
        terminal: &mut Terminal,
    ) -> Result<(), Failure> {
        if let Some(error) = &run.error {
            let (mut err, styles) = terminal.err();
            write_error(error, input, &mut err, &styles)?;
            let samples = autoscale_catalog::service_error::INSUFFICIENT_SAMPLE_DATA.code;
            if error.code == samples && self.snapshot.is_none() {
                let bold = styles.bold;
                let help = "without `--snapshot FILE` there are no samples";
                writeln!(err, "  {bold}help:{bold:#} {help}")?;
            }
        }
        let counts = Counts {
            infos: 0,
            ..Counts::of(&analyse(&input.text, &[], profile))
        };
        if counts != Counts::default() {
            let found = counts.to_words();
            terminal.note(&format!("`autoscale check` finds {found} in this formula"))?;
        }
        Ok(())
    }
}
