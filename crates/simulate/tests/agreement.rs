//! What a plan says and what a simulation does are the same: every resize of
//! small pools in small accounts, in a world without tasks and delays.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use autoscale_base::Timestamp;
use autoscale_catalog::{DeallocationOption, Policy, Profile};
use autoscale_pool::{Account, FamilyQuota, NodeKind, Pool, ResizeError, Sizes, Targets, plan};
use autoscale_simulate::{Formula, Observer, PoolEvent, Row, Settings, Simulation, Workload};
use common::{after, settings};

/// How the pool is in the end, and what the resize reported.
#[derive(Default)]
struct End {
    current: Sizes,
    target: Sizes,
    errors: Vec<ResizeError>,
}

impl Observer for End {
    fn row(&mut self, row: &Row) {
        (self.current, self.target) = (row.current, row.target);
    }

    fn pool_event(&mut self, _: Timestamp, event: &PoolEvent) {
        if let PoolEvent::ResizeComplete { errors, .. } = event {
            self.errors.clone_from(errors);
        }
    }
}

fn sizes(dedicated: u32, low_priority: u32) -> Sizes {
    Sizes {
        dedicated,
        low_priority,
    }
}

/// A pool that has what it wishes for.
fn pool(nodes: Sizes, inter_node: bool) -> Pool {
    let mut pool = Pool {
        target: nodes,
        inter_node,
        ..settings(0).pool
    };
    for kind in NodeKind::ALL {
        pool.fill(kind, nodes.of(kind)).unwrap();
    }
    pool
}

fn account(dedicated: Option<u64>, family: Option<u64>, low_priority: Option<u64>) -> Account {
    let family = family.map(|cores| FamilyQuota {
        name: "standardDv3Family".to_owned(),
        cores,
    });
    Account {
        dedicated_core_quota: dedicated,
        family_quotas: family.into_iter().collect(),
        low_priority_core_quota: low_priority,
        ..Account::default()
    }
}

fn simulated(pool: &Pool, account: &Account, target: Sizes, policy: Policy) -> End {
    let settings = Settings {
        account: account.clone(),
        policy,
        ..Settings::new(pool.clone(), after(0), after(60))
    };
    let Sizes {
        dedicated,
        low_priority,
    } = target;
    let formula =
        format!("$TargetDedicatedNodes = {dedicated}; $TargetLowPriorityNodes = {low_priority}");
    let formula = Formula::new(&formula, &Profile::default());
    let workload = Workload::new(Vec::new(), &[]).unwrap();
    let mut end = End::default();
    let simulation = Simulation::new(&settings, &workload, Some(&formula));
    let outcome = simulation.watched_by(&mut end).run();
    assert_eq!(outcome.evaluations, [1, 0]);
    end
}

fn agree(pool: &Pool, account: &Account, target: Sizes, policy: &Policy) {
    let targets = Targets {
        sizes: target,
        option: DeallocationOption::Requeue,
    };
    let plan = plan(pool, account, targets, policy);
    let end = simulated(pool, account, target, *policy);
    let from = pool.current();
    let world = format!("from {from:?} to {target:?} in {account:?}");
    assert_eq!(end.current, plan.after.current, "{world}");
    assert_eq!(end.target, plan.after.target, "{world}");
    assert_eq!(end.errors, plan.resize_errors, "{world}");
}

#[test]
fn under_quotas() {
    let quotas = [None, Some(0), Some(5), Some(8)];
    let targets = [sizes(0, 0), sizes(2, 4), sizes(5, 1), sizes(3, 3)];
    for (dedicated, family, low_priority) in quotas
        .iter()
        .flat_map(|a| quotas.iter().flat_map(move |b| quotas.map(|c| (*a, *b, c))))
    {
        let account = account(dedicated, family, low_priority);
        for from in [sizes(0, 0), sizes(2, 1), sizes(4, 3)] {
            let pool = pool(from, false);
            for target in targets {
                agree(&pool, &account, target, &Policy::default());
            }
        }
    }
}

#[test]
fn under_the_limit_for_inter_node_communication() {
    let all = [
        sizes(0, 0),
        sizes(60, 50),
        sizes(100, 0),
        sizes(90, 30),
        sizes(10, 120),
    ];
    for answer in ["partial", "refuse"] {
        let mut policy = Policy::default();
        policy.set("inter-node-limit", answer).unwrap();
        for from in [sizes(0, 0), sizes(60, 40), sizes(90, 10), sizes(10, 90)] {
            for target in all {
                agree(&pool(from, true), &Account::default(), target, &policy);
            }
        }
    }
}
