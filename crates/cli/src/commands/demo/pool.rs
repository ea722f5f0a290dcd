//! What becomes of the pool: the plan of a moment, and a simulated day.

use std::io::Write as _;

use autoscale_base::Interval;
use autoscale_catalog::{Assumptions, Policy};
use autoscale_machine::{Env, evaluate};
use autoscale_pool::{Account, Pool, VmTable, plan, read_account, read_pool};
use autoscale_simulate::{Settings, facts, read_generator, targets};

use super::{Demo, heading};
use crate::commands::simulate::{Candidate, Simulated, World};
use crate::exit::Failure;
use crate::input::Input;
use crate::output::{plan_text, simulate_text};
use crate::terminal::Terminal;

/// The pool before the day begins.
const POOL: &str = include_str!("../../demo/pool.json");
/// An account with room for fewer nodes than the formula asks for.
const ACCOUNT: &str = include_str!("../../demo/account.json");
/// A working day: most tasks come after noon, few at night.
const WORKLOAD: &str = "diurnal:peak=90/h,trough=2/h,peak-at=14:00,runtime=lognormal:12m:0.7";
const DAY: Interval = Interval::from_seconds(24 * 3600);

/// What becomes of the pool with a formula.
pub(super) struct Outlook<'a> {
    demo: &'a Demo,
    formula: &'a Input,
    pool: Pool,
    account: Account,
}

impl<'a> Outlook<'a> {
    pub(super) fn new(demo: &'a Demo, formula: &'a Input) -> Result<Self, Failure> {
        let vms = VmTable::default();
        let told = |error: autoscale_pool::ReadError| Failure::new(error.to_string());
        Ok(Self {
            demo,
            formula,
            pool: read_pool(POOL, |name| vms.find(name)).map_err(told)?,
            account: read_account(ACCOUNT, |name| vms.find(name)).map_err(told)?,
        })
    }

    /// What the service does now.
    pub(super) fn plan(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        heading(
            terminal,
            "autoscale plan pool.autoscale --snapshot now.snapshot.json --pool pool.json \
             --account account.json",
            "The account has room for 20 cores. What comes of the 12 nodes?",
        )?;
        let (input, profile) = (self.formula, &self.demo.profile);
        let env = Env {
            pool: facts(
                self.pool.target,
                self.pool.current(),
                self.pool.task_slots_per_node,
            ),
            ..self.demo.env()
        };
        let run = evaluate(&input.text, profile, &env);
        let plan = plan(&self.pool, &self.account, targets(&run), &Policy::default());
        let planned = plan_text::Planned {
            name: &input.name,
            now: env.now,
            run: &run,
            plan: &plan,
            pool: &self.pool,
            example_prices: true,
            profile,
            warnings: &[],
        };
        let (out, styles) = terminal.out();
        planned.write(out, &styles)?;
        Ok(())
    }

    /// What the service does in a day.
    pub(super) fn simulate(&self, terminal: &mut Terminal) -> Result<(), Failure> {
        heading(
            terminal,
            &format!(
                "autoscale simulate pool.autoscale --pool pool.json --account account.json \
                 --workload '{WORKLOAD}' --from 2026-03-02T00:00:00Z --until 24h"
            ),
            "A whole day of it: most tasks come after noon, few at night.",
        )?;
        let world = self.day()?;
        let candidates = [Candidate {
            name: self.formula.name.clone(),
            text: self.formula.text.clone(),
            profile: self.demo.profile,
        }];
        let simulated = Simulated::of(&world, &candidates);
        let (out, styles) = terminal.out();
        simulate_text::write(&simulated, &simulated.notes(), out, &styles)?;
        writeln!(out)?;
        Ok(())
    }

    fn day(&self) -> Result<World, Failure> {
        let now = self.demo.env().now;
        let midnight = Interval(now.ticks().rem_euclid(DAY.ticks()));
        let from = now.checked_sub(midnight).unwrap_or(now);
        let until = from.checked_add(DAY).unwrap_or(from);
        let told = |error: autoscale_simulate::ReadError| Failure::new(error.to_string());
        let generated = read_generator(WORKLOAD).transpose().map_err(told)?;
        let workload = generated.map(|it| it.workload(0, from, until));
        let workload = workload.transpose().map_err(told)?.unwrap_or_default();
        let mut settings = Settings::new(self.pool.clone(), from, until);
        settings.account = self.account.clone();
        settings.assumptions = Assumptions::default();
        Ok(World {
            settings,
            workload,
            workload_name: WORKLOAD.to_owned(),
            expected_end: until,
            notes: Vec::new(),
            warnings: Vec::new(),
        })
    }
}
