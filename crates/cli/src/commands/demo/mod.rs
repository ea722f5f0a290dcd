//! `autoscale demo`: a built-in formula on its way from a draft to a simulated
//! day.

mod pool;

use std::io::{self, Write as _};

use autoscale_base::Timestamp;
use autoscale_catalog::{Metric, Profile};
use autoscale_embed::Host;
use autoscale_ide::Trace;
use autoscale_lint::{Config, analyse_file, mend};
use autoscale_machine::{AutoScaleRun, Env};
use autoscale_metrics::{History, Snapshot, read_snapshot};

use crate::analysis::analyse;
use crate::exit::{Exit, Failure};
use crate::input::Input;
use crate::output::run_text::{RunText, write_error};
use crate::output::{CheckedFile, Report, chart, diff, full, trace_text};
use crate::terminal::Terminal;

/// A formula with three mistakes of the kind that people make.
const DRAFT: &str = include_str!("../../demo/draft.autoscale");
/// A formula that fails on a new pool.
const UNGUARDED: &str = include_str!("../../demo/unguarded.autoscale");
/// A quarter of an hour in which the queue grows.
const SNAPSHOT: &str = include_str!("../../demo/now.snapshot.json");

/// Shows it all.
pub(crate) fn run(terminal: &mut Terminal) -> Result<Exit, Failure> {
    let demo = Demo {
        profile: Profile::default(),
        snapshot: read_snapshot(SNAPSHOT.as_bytes())
            .map_err(|error| Failure::new(error.to_string()))?,
    };
    let (out, styles) = terminal.out();
    let bold = styles.bold;
    writeln!(
        out,
        "{bold}An Azure Batch autoscale formula on its way to a pool{bold:#}\n\
         All of it here: no account, no pool, no quarter of an hour to wait."
    )?;
    demo.check(terminal)?;
    let mended = demo.fix(terminal)?;
    demo.evaluate(&mended, terminal)?;
    demo.fail(terminal)?;
    let outlook = pool::Outlook::new(&demo, &mended)?;
    outlook.plan(terminal)?;
    outlook.simulate(terminal)?;
    write_farewell(terminal)?;
    Ok(Exit::Fine)
}

struct Demo {
    profile: Profile,
    snapshot: Snapshot,
}

impl Demo {
    fn check(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        heading(
            terminal,
            "autoscale check pool.autoscale",
            "Three mistakes. The service would tell of them one by one, each after a new try.",
        )?;
        let report = Report {
            files: vec![CheckedFile::formula(
                "pool.autoscale".to_owned(),
                DRAFT.to_owned(),
                analyse(DRAFT, &[], &self.profile),
            )],
            mended: None,
            failures: Vec::new(),
        };
        let (out, styles) = terminal.out();
        full::write(&report, out, &styles)?;
        Ok(())
    }

    fn fix(&self, terminal: &mut Terminal) -> Result<Input, Failure> {
        heading(
            terminal,
            "autoscale check pool.autoscale --fix",
            "What it writes:",
        )?;
        let mended = self.mended();
        let (out, styles) = terminal.out();
        diff::write("pool.autoscale", DRAFT, &mended, out, &styles)?;
        Ok(Input {
            name: "pool.autoscale".to_owned(),
            ..Input::text(&mended)
        })
    }

    fn evaluate(&self, input: &Input, terminal: &mut Terminal) -> Result<(), Failure> {
        heading(
            terminal,
            "autoscale eval pool.autoscale --snapshot now.snapshot.json --trace",
            "$PendingTasks up to 09:15, one sample lost. What would the service do now, and why?",
        )?;
        let env = self.env();
        let (run, trace) = Trace::record(&input.text, &self.profile, &env);
        let (out, styles) = terminal.out();
        chart::write(
            self.snapshot.history.series(Metric::PendingTasks),
            out,
            &styles,
        )?;
        writeln!(out)?;
        trace_text::write(&trace, &self.profile, env.now, out, &styles)?;
        self.text(&run).write(out, &styles)?;
        Ok(())
    }

    fn fail(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        heading(
            terminal,
            "autoscale eval unguarded.autoscale",
            "The same without a look at GetSamplePercent, on a new pool without samples.",
        )?;
        let input = Input {
            name: "unguarded.autoscale".to_owned(),
            ..Input::text(UNGUARDED)
        };
        let history = History::default();
        let env = Env {
            history: &history,
            ..self.env()
        };
        let run = autoscale_machine::evaluate(&input.text, &self.profile, &env);
        let (out, styles) = terminal.out();
        if let Some(error) = &run.error {
            write_error(error, &input, out, &styles)?;
            writeln!(out)?;
        }
        self.text(&run).write(out, &styles)?;
        writeln!(out)?;
        Ok(())
    }

    /// The draft with fixes applied.
    fn mended(&self) -> String {
        let config = Config {
            profile: self.profile,
            ..Config::default()
        };
        let analysis = analyse_file(DRAFT, Host::Formula, &config);
        let mended = mend(DRAFT, Host::Formula, &config, &analysis, false);
        mended.map_or_else(|| DRAFT.to_owned(), |mended| mended.text)
    }

    fn env(&self) -> Env<'_> {
        Env {
            now: self.snapshot.time.unwrap_or(Timestamp::MIN),
            seed: 0,
            history: &self.snapshot.history,
            pool: self.snapshot.pool,
        }
    }

    fn text<'a>(&'a self, run: &'a AutoScaleRun) -> RunText<'a> {
        RunText {
            run,
            pool: self.snapshot.pool,
            profile: &self.profile,
            warnings: &[],
        }
    }
}

/// A command as it would be typed, and why.
fn heading(terminal: &mut Terminal, command: &str, why: &str) -> io::Result<()> {
    let (out, styles) = terminal.out();
    let (bold, dim) = (styles.bold, styles.dim);
    writeln!(out, "\n{dim}▸{dim:#} {bold}{command}{bold:#}")?;
    writeln!(out, "{dim}{why}{dim:#}\n")
}

fn write_farewell(terminal: &mut Terminal) -> io::Result<()> {
    let (out, styles) = terminal.out();
    let (bold, code) = (styles.bold, styles.code);
    writeln!(out, "{bold}Now with a formula of your own{bold:#}")?;
    for (command, what) in [
        ("autoscale check FILE", "find and mend mistakes"),
        (
            "autoscale eval FILE --snapshot FILE",
            "see what the service would do",
        ),
        (
            "autoscale simulate FILE --workload FILE",
            "see what the pool does in a day",
        ),
        ("autoscale schema snapshot", "learn what a snapshot holds"),
        (
            "autoscale explain NAME",
            "read about a rule, an error or a name",
        ),
    ] {
        writeln!(out, "  {code}{command:<40}{code:#} {what}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixes_turn_the_draft_into_a_formula_that_grows_the_pool() {
        let profile = Profile::default();
        assert_eq!(analyse(DRAFT, &[], &profile).len(), 3);
        let snapshot = read_snapshot(SNAPSHOT.as_bytes()).unwrap();
        let demo = Demo { profile, snapshot };
        let mended = demo.mended();
        assert_eq!(analyse(&mended, &[], &profile), []);
        let run = autoscale_machine::evaluate(&mended, &profile, &demo.env());
        assert_eq!((run.error, run.targets.dedicated_nodes), (None, 12));
    }
}
