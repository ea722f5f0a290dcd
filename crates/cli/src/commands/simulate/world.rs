//! What all formulas of a comparison share: the pool, the account, the tasks,
//! the time.

use autoscale_base::{Interval, Timestamp};
use autoscale_lint::Config;
use autoscale_pool::{Account, Pool};
use autoscale_simulate::{Settings, Workload, read_operations};
use autoscale_workspace::{Configs, read_file};

use super::SimulateArgs;
use super::run::Candidate;
use super::span::Until;
use super::workload::Source;
use crate::exit::Failure;
use crate::input::{Input, path_name};
use crate::output::human::counted;
use crate::pool_args::Known;

/// Where the clock of a simulation stands that nothing tells a date: a Monday,
/// since formulas ask for the weekday.
const MONDAY: &str = "2026-01-05T00:00:00Z";

/// How long a simulation waits at most for its last tasks.
const PATIENCE: Interval = Interval::from_seconds(7 * 24 * 3600);

/// What all formulas share.
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) workload: Workload,
    /// The workload as it was named.
    pub(crate) workload_name: String,
    /// When a run will probably end.
    pub(crate) expected_end: Timestamp,
    /// What should be known of the world, a sentence each.
    pub(crate) notes: Vec<String>,
    /// What is odd about the input.
    pub(crate) warnings: Vec<String>,
}

impl World {
    /// Reads it. The first formula decides whose configuration counts.
    pub(super) fn read(
        args: &SimulateArgs,
        first: &Input,
        configs: &mut Configs,
    ) -> Result<Self, Failure> {
        if args.formulas.is_stdin() && args.workload == "-" {
            return Err(Failure::with_help(
                "standard input cannot be a formula and the workload",
                "read one of the two from a file",
            ));
        }
        let config_file = configs.of_file(&first.path)?;
        let config = config_file.for_file(&first.path);
        let vms = args.pool.vm_table()?;
        let known = Known {
            config: &config,
            vms: &vms,
        };
        let pool = match args.pool.pool(&known)? {
            Some(pool) => pool,
            None => known.complete(Pool {
                task_slots_per_node: slots(&config)?,
                ..Pool::default()
            }),
        };
        let account = args.pool.account(&pool, &known)?;
        let source = Source::read(&args.workload, args.parallel_jobs.into())?;
        let mut notes = notes(args, &pool, &account, &known);
        let warnings = source.warnings(pool.task_slots_per_node);
        let times = Times::of(args, &source)?;
        let workload = source.workload(args.seed, times.from, times.until)?;
        let last = workload.tasks().last().map_or(times.from, |it| it.submit);
        let settings = Settings {
            until: times.end(&workload),
            until_done: args.until.is_none(),
            seed: args.seed,
            account,
            ..settings(args, pool, &config, times)?
        };
        notes.extend(beyond(&workload, &settings));
        Ok(Self {
            expected_end: if settings.until_done {
                last
            } else {
                settings.until
            },
            settings,
            workload,
            workload_name: source.name(&args.workload).to_owned(),
            notes,
            warnings,
        })
    }
}

/// When it begins, and when it must have ended.
#[derive(Clone, Copy, Debug)]
struct Times {
    from: Timestamp,
    /// The last instant that there is, if nobody said.
    until: Timestamp,
}

impl Times {
    fn of(args: &SimulateArgs, source: &Source) -> Result<Self, Failure> {
        let from = match args.from.or(source.first()) {
            Some(from) => from,
            None => monday()?,
        };
        let until = match args.until {
            Some(Until::At(until)) => until,
            Some(Until::After(length)) => from.checked_add(length).unwrap_or(Timestamp::MAX),
            None if source.is_endless() => {
                return Err(Failure::with_help(
                    format!("`{}` goes on for ever", args.workload),
                    "end the simulation with `--until 24h`, or the workload with `tasks=1000`",
                ));
            }
            None => Timestamp::MAX,
        };
        if until <= from {
            let message = format!("the simulation ends ({until}) before it begins ({from})");
            return Err(Failure::with_help(message, "`--from` tells when it begins"));
        }
        Ok(Self { from, until })
    }

    /// The end, if somebody said one; otherwise the last instant at which tasks
    /// are waited for.
    fn end(self, workload: &Workload) -> Timestamp {
        if self.until < Timestamp::MAX {
            return self.until;
        }
        let tasks = workload.tasks();
        let longest = tasks.iter().map(|task| task.runtime).max();
        let last = tasks
            .last()
            .map_or(self.from, |task| task.submit.max(self.from));
        let run_out = |end: Timestamp| end.checked_add(longest.unwrap_or(Interval::ZERO));
        let end = last.checked_add(PATIENCE).and_then(run_out);
        end.unwrap_or(Timestamp::MAX)
    }
}

/// The slots of a node that only the configuration tells of.
fn slots(config: &Config) -> Result<u32, Failure> {
    match config.pool.task_slots_per_node {
        Some(slots) if slots == 0 || slots >= Pool::TOO_MANY_SLOTS => {
            let message = format!("`taskSlotsPerNode` of the configuration is {slots}");
            Err(Failure::with_help(message, "a node has 1 to 256 slots"))
        }
        slots => Ok(slots.unwrap_or(1)),
    }
}

fn settings(
    args: &SimulateArgs,
    pool: Pool,
    config: &Config,
    times: Times,
) -> Result<Settings, Failure> {
    let interval = args.interval.or(pool.configuration.evaluation_interval);
    let mut settings = Settings::new(pool, times.from, times.until);
    settings.policy = config.policy;
    settings.assumptions = config.simulation;
    settings.evaluation_interval = interval.unwrap_or(Interval::from_seconds(900));
    for (key, value) in &args.assume {
        settings.assume(key, value).map_err(|error| {
            let message = format!("bad `--assume {key}={value}`: {error}");
            let help = error.help;
            Failure::Told { message, help }
        })?;
    }
    if let Some(path) = &args.operations {
        let text = read_file(path)?;
        settings.operations = read_operations(&text, times.from).map_err(|error| {
            let message = format!("bad operations `{}`: {error}", path_name(path));
            let help = error.help;
            Failure::Told { message, help }
        })?;
    }
    Ok(settings)
}

fn notes(args: &SimulateArgs, pool: &Pool, account: &Account, known: &Known<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(args.pool.no_quotas(account));
    match (&pool.vm_size, &pool.vm) {
        (None, _) => {
            let note =
                "no VM size is known, so there is no cost; a `vmSize` in `--pool FILE` tells it";
            notes.push(note.to_owned());
        }
        (Some(size), None) => {
            let note = format!("the VM size `{size}` is not in the table, so there is no cost");
            notes.push(note);
            notes.extend(known.nearest_size(pool));
        }
        (Some(size), Some(vm)) if vm.price.iter().all(Option::is_none) => {
            notes.push(format!(
                "there is no price of `{size}`; `--vm-sizes FILE.csv` gives one"
            ));
        }
        (Some(_), Some(_)) if args.pool.has_example_prices() => {
            notes.push(format!(
                "prices are examples: {}",
                autoscale_catalog::PRICES
            ));
        }
        (Some(_), Some(_)) => {}
    }
    notes
}

/// What lies before the beginning and after the end.
fn beyond(workload: &Workload, settings: &Settings) -> Vec<String> {
    let tasks = workload.tasks();
    let early = tasks.partition_point(|task| task.submit < settings.from);
    let late = tasks.len() - tasks.partition_point(|task| task.submit <= settings.until);
    let earlier = settings.operations.iter();
    let earlier = earlier.filter(|it| it.at < settings.from).count();
    let told = [
        (
            "submitted before the beginning, so waiting from then on",
            early,
            "task",
        ),
        ("submitted after the end, so left out", late, "task"),
        (
            "before the beginning, so carried out then",
            earlier,
            "operation",
        ),
    ];
    let told = told.into_iter().filter(|(_, number, _)| *number > 0);
    told.map(|(how, number, what)| format!("{how}: {}", counted(number as u64, what)))
        .collect()
}

fn monday() -> Result<Timestamp, Failure> {
    crate::options::parse_time(MONDAY).map_err(Failure::new)
}

impl Candidate {
    /// The formula, to be evaluated as its file is configured.
    pub(super) fn new(input: Input, configs: &mut Configs) -> Result<Self, Failure> {
        let profile = input.profile(configs)?;
        Ok(Self {
            name: input.name,
            text: input.text,
            profile,
        })
    }
}
