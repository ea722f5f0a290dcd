//! `autoscale plan`: what the service would do to the pool.

use autoscale_catalog::Policy;
use autoscale_machine::{AutoScaleRun, Env, evaluate};
use autoscale_metrics::{PoolFacts, Snapshot};
use autoscale_pool::{Account, NodeKind, Plan, Pool, PoolError, Sizes, plan, unchanged};
use autoscale_simulate::{facts, targets};
use autoscale_workspace::Overrides;
use clap::{Args, ValueEnum};

use crate::exit::{Exit, Failure};
use crate::options::{ConfigArgs, FormulaArgs};
use crate::output::{plan_json, plan_text};
use crate::pool_args::{Known, PoolArgs};
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

    #[command(flatten)]
    pool: PoolArgs,

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
    let vms = args.pool.vm_table()?;
    let known = Known {
        config: &config,
        vms: &vms,
    };
    let pool = pool(&args.pool, &snapshot, &known)?;
    let account = args.pool.account(&pool, &known)?;
    let now = args.world.now(&snapshot, terminal)?;
    let env = Env {
        now,
        seed: args.world.seed,
        history: &snapshot.history,
        pool: facts_of(&pool, &config.policy),
    };
    let run = evaluate(&input.text, &config.profile, &env);
    let mut plan = planned(&run, &pool, &account, &config.policy);
    plan.notes.extend(fractions(&run));
    plan.notes.extend(args.pool.no_quotas(&account));
    if let Some(note) = known.nearest_size(&pool) {
        plan.notes.push(note);
    }
    let planned = plan_text::Planned {
        name: &input.name,
        now,
        run: &run,
        plan: &plan,
        pool: &pool,
        example_prices: args.pool.has_example_prices(),
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

/// After an error the pool keeps its targets, and nothing follows.
fn planned(run: &AutoScaleRun, pool: &Pool, account: &Account, policy: &Policy) -> Plan {
    if run.error.is_some() {
        return unchanged(pool, account, policy);
    }
    plan(pool, account, targets(run), policy)
}

/// The pool of `--pool`, otherwise that of the snapshot.
fn pool(args: &PoolArgs, snapshot: &Snapshot, known: &Known<'_>) -> Result<Pool, Failure> {
    match args.pool(known)? {
        Some(pool) => {
            agree(&pool, snapshot.pool, &known.config.policy)?;
            Ok(pool)
        }
        None => Ok(known.complete(of_facts(snapshot.pool)?)),
    }
}

/// What the formula sees of the pool.
fn facts_of(pool: &Pool, policy: &Policy) -> PoolFacts {
    facts(pool.target, pool.counted(policy), pool.task_slots_per_node)
}

/// Targets whose fraction is cut off (Azure/Batch#151): the results show it.
fn fractions(run: &AutoScaleRun) -> impl Iterator<Item = String> {
    let cut = |result: &str| {
        let (name, value) = result.split_once('=')?;
        let number: f64 = value.parse().ok()?;
        let nodes = number.trunc().abs();
        let is_cut = name.starts_with("$Target") && number > 0.0 && number.fract() != 0.0;
        is_cut
            .then(|| format!("`{name}` is {value}; the fraction is cut off, which leaves {nodes}"))
    };
    let results = if run.error.is_none() {
        &*run.results
    } else {
        ""
    };
    results.split(';').take(2).filter_map(cut)
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
fn agree(pool: &Pool, of_snapshot: PoolFacts, policy: &Policy) -> Result<(), Failure> {
    let of_pool = facts_of(pool, policy);
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
