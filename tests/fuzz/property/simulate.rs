//! What must hold of every simulation, whatever the pool and what happens to
//! it; debug builds look at far more on the way.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Profile;
use autoscale_simulate::{
    Formula, Observer, Outcome, ParallelJobs, Row, Simulation, read_generator, read_workload,
};

use super::{Verdict, ensure};
use crate::generate::{PoolWorld, WorkloadFile};

/// What was seen of a simulation.
#[derive(Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) rows: Vec<Row>,
    pub(crate) outcome: Outcome,
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Observer for Rows {
    fn row(&mut self, row: &Row) {
        self.0.push(*row);
    }
}

pub(crate) fn simulate(world: &PoolWorld) -> Seen {
    let formula = world.formula.as_ref();
    let formula = formula.map(|text| Formula::new(text, &Profile::default()));
    let mut rows = Rows::default();
    let simulation = Simulation::new(&world.settings, &world.workload, formula.as_ref());
    let outcome = simulation.watched_by(&mut rows).run();
    let rows = rows.0;
    Seen { rows, outcome }
}

/// Equal worlds have equal outcomes, every task is accounted for, and the rows
/// tell what the outcome sums up.
pub(crate) fn holds(simulate: impl Fn(&PoolWorld) -> Seen, world: &PoolWorld) -> Verdict {
    let seen = simulate(world);
    let again = simulate(world);
    ensure(seen == again, || format!("{seen:?} is not {again:?}"))?;
    let Seen { rows, outcome } = &seen;
    let tasks = &outcome.tasks;
    let told = tasks.completed + tasks.running + tasks.waiting + tasks.terminated;
    ensure(tasks.submitted == told, || {
        format!("tasks are lost: {tasks:?}")
    })?;
    ensure(tasks.failed <= tasks.completed, || format!("{tasks:?}"))?;
    rows_follow(world, rows, outcome)?;
    node_hours_are_those_of_rows(rows, outcome)?;
    let used = outcome.utilisation.unwrap_or(0.0);
    let waits = outcome.waits;
    let sorted = [0.0, waits.p50, waits.p95, waits.p99, waits.max].is_sorted();
    ensure((0.0..=1.0 + 1e-9).contains(&used) && sorted, || {
        format!("used {used}, {waits:?}")
    })
}

/// The first row is at the beginning, the last at the end, each in between
/// later than the one before.
fn rows_follow(world: &PoolWorld, rows: &[Row], outcome: &Outcome) -> Verdict {
    let ends = rows.first().zip(rows.last());
    let whole = ends.is_some_and(|(first, last)| {
        first.time == world.settings.from && last.time == outcome.until
    });
    ensure(whole, || format!("the rows are not whole: {rows:?}"))?;
    let ordered = rows.is_sorted_by(|before, after| before.time < after.time);
    ensure(ordered || rows.len() <= 2, || {
        format!("out of order: {rows:?}")
    })
}

fn node_hours_are_those_of_rows(rows: &[Row], outcome: &Outcome) -> Verdict {
    let mut hours = [0.0, 0.0];
    for pair in rows.windows(2) {
        let [row, next] = pair else { continue };
        let [dedicated, low_priority] = &mut hours;
        let time = next.time.since(row.time).seconds() / 3600.0;
        *dedicated += time * f64::from(row.current.dedicated);
        *low_priority += time * f64::from(row.current.low_priority);
    }
    let told = outcome.node_hours;
    let same = hours
        .iter()
        .zip(told)
        .all(|(sum, told)| (sum - told).abs() <= 1e-6 * told.max(1.0));
    ensure(same, || {
        format!("the rows make {hours:?} node-hours, not {told:?}")
    })
}

/// A file is read or refused; what is read can be simulated.
pub(crate) fn reads(file: &WorkloadFile) -> Verdict {
    if let Ok(text) = std::str::from_utf8(&file.bytes)
        && let Some(Ok(generated)) = read_generator(text)
    {
        // So short that no rate makes many tasks.
        let until = Timestamp::EPOCH.checked_add(Interval(1000));
        let workload = generated.workload(0, Timestamp::EPOCH, until.unwrap_or(Timestamp::MAX));
        // More than there may be are refused.
        let _taken = workload.map(|it| it.tasks().len());
    }
    for jobs in [
        ParallelJobs::Tasks,
        ParallelJobs::Slots,
        ParallelJobs::MultiInstance,
    ] {
        let Ok(read) = read_workload(file.name, &file.bytes, jobs) else {
            continue;
        };
        let from = read.first().unwrap_or(Timestamp::EPOCH);
        if let Ok(workload) = read.workload(from) {
            let tasks = workload.tasks();
            let sorted = tasks.is_sorted_by_key(|task| task.submit);
            ensure(sorted && tasks.len() == read.len(), || {
                format!("{} tasks, sorted: {sorted}", tasks.len())
            })?;
        }
    }
    Ok(())
}
