//! `autoscale plan`: what the service would do to the pool.

use std::path::PathBuf;

use autoscale_catalog::Policy;
use autoscale_lint::Config;
use autoscale_machine::{AutoScaleRun, Env, evaluate};
use autoscale_metrics::{PoolFacts, Snapshot};
use autoscale_pool::{Account, NodeKind, Plan, Pool, PoolError, Sizes, VmTable, plan};
use autoscale_simulate::{facts, targets};
use autoscale_workspace::{Overrides, read_account, read_pool, read_vm_table};
use clap::{Args, ValueEnum};

use crate::exit::{Exit, Failure};
use crate::input::split_name;
use crate::options::{ConfigArgs, FormulaArgs};
use crate::output::{plan_json, plan_text};
use crate::terminal::Terminal;
use crate::world::WorldArgs;

/// Options of `autoscale plan`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  az batch pool show --pool-id render > pool.json
  autoscale plan pool.autoscale --pool pool.json --snapshot now.snapshot.json
  autoscale plan main.tf --pool main.tf --account account.json
  autoscale plan -e '$TargetDedicatedNodes = 0' --pool pool.json --format json

`autoscale explain` lists the pool policies, which say what is assumed where the service's
documentation is silent; set them in `[policy]` of `autoscale.toml`")]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    formula: FormulaArgs,

    #[command(flatten)]
    world: WorldArgs,

    /// The pool as it is: what `az batch pool show` prints, with `nodes` and
    /// `tasks` beside it where you have them, an ARM resource, or a definition
    /// in Terraform or Bicep (`FILE#NAME` where there are several). Without it
    /// the pool is the one of the snapshot
    #[arg(long, value_name = "FILE")]
    pool: Option<PathBuf>,

    /// The Batch account as ARM has it; its quotas count. A list `pools` in it
    /// tells what the account's other pools have
    #[arg(long, value_name = "FILE")]
    account: Option<PathBuf>,

    /// VM sizes in place of the built-in table: CSV with the columns vmSize,
    /// family, vCPUs, dedicatedUsdPerHour and lowPriorityUsdPerHour
    #[arg(long, value_name = "FILE.csv")]
    vm_sizes: Option<PathBuf>,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: PlanFormat,

    #[command(flatten)]
    config: ConfigArgs,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Evaluates the formula, and plans what follows.
pub(crate) fn run(args: &PlanArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut configs = args.config.read(Overrides::default())?;
    let input = args.formula.read(&mut configs)?;
    input.refuse_holes()?;
    let config_file = configs.of_file(&input.path)?;
    let config = config_file.for_file(&input.path);
    let snapshot = args.world.snapshot(&args.formula)?;
    let vms = match &args.vm_sizes {
        Some(path) => read_vm_table(path)?,
        None => VmTable::default(),
    };
    let pool = args.pool(&snapshot, &config, &vms)?;
    let account = args.account(&config, &vms)?;
    let now = args.world.now(&snapshot, terminal)?;
    let env = Env {
        now,
        seed: args.world.seed,
        history: &snapshot.history,
        pool: facts_of(&pool),
    };
    let run = evaluate(&input.text, &config.profile, &env);
    let mut plan = planned(&run, &pool, &account, &config.policy);
    if account == Account::default() {
        let note = "no quotas are known, so none limits the pool; `--account FILE` gives them";
        plan.notes.push(note.to_owned());
    }
    if let Some(note) = nearest_size(&pool, &vms) {
        plan.notes.push(note);
    }
    let planned = plan_text::Planned {
        name: &input.name,
        now,
        run: &run,
        plan: &plan,
        pool: &pool,
        example_prices: args.vm_sizes.is_none(),
        profile: &config.profile,
        warnings: &snapshot.warnings,
    };
    match args.format {
        PlanFormat::Text => {
            args.world
                .write_remarks(&input, &config.profile, &run, terminal)?;
            let (out, styles) = terminal.out();
            planned.write(out, &styles)?;
        }
        PlanFormat::Json => plan_json::write(&planned, terminal.out().0)?,
    }
    Ok(match run.error {
        Some(_) => Exit::Findings,
        None => Exit::Fine,
    })
}

impl PlanArgs {
    /// The pool of `--pool`, otherwise that of the snapshot.
    fn pool(&self, snapshot: &Snapshot, config: &Config, vms: &VmTable) -> Result<Pool, Failure> {
        let mut pool = match &self.pool {
            Some(path) => {
                let (file, name) = split_name(path);
                let pool = read_pool(&file, name.as_deref(), vms)?;
                agree(&pool, snapshot.pool)?;
                pool
            }
            None => of_facts(snapshot.pool)?,
        };
        if pool.vm_size.is_none() {
            pool.vm_size.clone_from(&config.pool.vm_size);
            pool.vm = pool.vm_size.as_deref().and_then(|name| vms.find(name));
        }
        if self.pool.is_none() {
            pool.inter_node = config.pool.inter_node_communication.unwrap_or(false);
        }
        Ok(pool)
    }

    /// The account of `--account`, otherwise the quotas of the configuration.
    fn account(&self, config: &Config, vms: &VmTable) -> Result<Account, Failure> {
        match &self.account {
            Some(path) => Ok(read_account(path, vms)?),
            None => Ok(Account {
                dedicated_core_quota: config.account.dedicated_core_quota.map(u64::from),
                low_priority_core_quota: config.account.low_priority_core_quota.map(u64::from),
                ..Account::default()
            }),
        }
    }
}

/// After an error the pool keeps its targets, and nothing follows.
fn planned(run: &AutoScaleRun, pool: &Pool, account: &Account, policy: &Policy) -> Plan {
    if run.error.is_some() {
        return Plan::nothing(pool, policy);
    }
    plan(pool, account, targets(run), policy)
}

/// What the formula sees of the pool.
fn facts_of(pool: &Pool) -> PoolFacts {
    facts(pool.target, pool.current(), pool.task_slots_per_node)
}

/// The pool that a snapshot tells of.
fn of_facts(facts: PoolFacts) -> Result<Pool, Failure> {
    let mut pool = Pool {
        target: Sizes {
            dedicated: count(facts.target_dedicated_nodes()),
            low_priority: count(facts.target_low_priority_nodes()),
        },
        task_slots_per_node: count(facts.task_slots_per_node()),
        ..Pool::default()
    };
    let told = |error: PoolError| Failure::new(error.to_string());
    let current = [
        facts.current_dedicated_nodes(),
        facts.current_low_priority_nodes(),
    ];
    for (kind, nodes) in NodeKind::ALL.into_iter().zip(current) {
        pool.fill(kind, count(nodes)).map_err(told)?;
    }
    Ok(pool)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a double saturates; a snapshot has whole numbers from 0"
)]
const fn count(number: f64) -> u32 {
    number as u32
}

/// Two files that tell of the pool must not contradict each other.
fn agree(pool: &Pool, of_snapshot: PoolFacts) -> Result<(), Failure> {
    let of_pool = facts_of(pool);
    let pairs = [
        (
            "targetDedicatedNodes",
            of_pool.target_dedicated_nodes,
            of_snapshot.target_dedicated_nodes,
        ),
        (
            "targetLowPriorityNodes",
            of_pool.target_low_priority_nodes,
            of_snapshot.target_low_priority_nodes,
        ),
        (
            "currentDedicatedNodes",
            of_pool.current_dedicated_nodes,
            of_snapshot.current_dedicated_nodes,
        ),
        (
            "currentLowPriorityNodes",
            of_pool.current_low_priority_nodes,
            of_snapshot.current_low_priority_nodes,
        ),
        (
            "taskSlotsPerNode",
            of_pool.task_slots_per_node,
            of_snapshot.task_slots_per_node,
        ),
    ];
    for (name, pool, snapshot) in pairs {
        if let (Some(pool), Some(snapshot)) = (pool, snapshot)
            && pool != snapshot
        {
            let message = format!("`{name}` is {pool} in the pool and {snapshot} in the snapshot");
            let help = "leave `pool` out of the snapshot";
            return Err(Failure::with_help(message, help));
        }
    }
    Ok(())
}

/// A name that the unknown VM size may have been meant to be.
fn nearest_size(pool: &Pool, vms: &VmTable) -> Option<String> {
    let name = pool.vm_size.as_deref().filter(|_| pool.vm.is_none())?;
    let nearest = vms.nearest(name)?;
    Some(format!("is `{name}` meant to be `{nearest}`?"))
}
