//! Small pools with all that happens to them: tasks, quotas, delays, failures,
//! preemption, operations and a formula.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::assumption::SETTINGS as ASSUMPTIONS;
use autoscale_catalog::policy::SETTINGS as POLICIES;
use autoscale_catalog::{Assumptions, OPTIONS, vm_size};
use autoscale_pool::configuration::FillType;
use autoscale_pool::{NodeKind, Pool, Sizes, Vm};
use autoscale_simulate::{Operation, Request, Settings, Task, Workload};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::{Formulas, Typing};

/// All that a simulation is given.
#[derive(Clone, Debug)]
pub(crate) struct PoolWorld {
    pub(crate) formula: Option<String>,
    pub(crate) settings: Settings,
    pub(crate) workload: Workload,
}

/// The longest time, in seconds.
const LONGEST: i64 = 6 * 3600;

const FORMULAS: [&str; 6] = [
    "$TargetDedicatedNodes = min(6, $PendingTasks.GetSample(1));",
    "$TargetDedicatedNodes = 2; $TargetLowPriorityNodes = max(0, $PendingTasks.GetSample(1) - 2);
     $NodeDeallocationOption = taskcompletion;",
    "$TargetDedicatedNodes = time().minute % 4; $NodeDeallocationOption = retaineddata;",
    "$TargetLowPriorityNodes = rand() * 9; $NodeDeallocationOption = terminate;",
    "$TargetDedicatedNodes = 1000000000;",
    "$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Minute * 15, 70)) / 2;
     $TargetLowPriorityNodes = $TargetDedicatedNodes;",
];

/// For the assumptions and policies that take more than some words; a value
/// that one does not take leaves it as it is.
const VALUES: [&str; 10] = [
    "0",
    "0.3",
    "1",
    "never",
    "10m",
    "exp:5m",
    "const:2m",
    "uniform:0s:20m",
    "lognormal:1m:2",
    "job",
];

pub(crate) fn pool_worlds() -> impl Strategy<Value = PoolWorld> {
    (formulas(), settings(), workloads()).prop_map(|(formula, settings, workload)| PoolWorld {
        formula,
        settings,
        workload,
    })
}

fn formulas() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        1 => Just(None),
        6 => select(&FORMULAS).prop_map(|text| Some(text.to_owned())),
        1 => Formulas(Typing::Careless).prop_map(|formula| Some(formula.text())),
    ]
}

fn at(seconds: i64) -> Timestamp {
    let after = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
    after.unwrap_or(Timestamp::EPOCH)
}

fn tasks() -> impl Strategy<Value = Task> {
    let times = (
        0..LONGEST,
        prop_oneof![Just(0), 1..900_i64, Just(i64::MAX / 20_000_000)],
    );
    let needs = (
        1..5_u32,
        prop_oneof![5 => Just(1), 1 => 1..5_u32],
        any::<bool>(),
    );
    let ends = (
        -1..3_i32,
        prop_oneof![3 => Just(0), 1 => Just(1)],
        option::of(0..600_i64),
    );
    let others = (-1..2_i32, 0..7200_i64);
    (times, needs, ends, others).prop_map(|(times, needs, ends, others)| {
        let retried = ends.0 < 0 && ends.1 != 0;
        // What fails at once and is retried for ever would be tried every second.
        let runtime = if retried { times.1.max(60) } else { times.1 };
        Task {
            slots: if needs.1 > 1 { 1 } else { needs.0 },
            instances: needs.1,
            job_manager: needs.2,
            max_retries: ends.0,
            exit_code: ends.1,
            max_wall_clock: ends.2.map(Interval::from_seconds),
            priority: others.0,
            retention: Interval::from_seconds(others.1),
            ..Task::new(at(times.0), Interval::from_seconds(runtime))
        }
    })
}

fn workloads() -> impl Strategy<Value = Workload> {
    let all = (
        vec(tasks(), 0..40),
        vec((any::<usize>(), any::<usize>()), 0..12),
    );
    all.prop_map(|(tasks, pairs)| {
        // A task waits for one before it, so that there is no circle.
        let count = tasks.len().max(1);
        let pairs = pairs.into_iter().map(|(a, b)| (a % count, b % count));
        let pairs: Vec<_> = pairs.filter(|(task, needed)| needed < task).collect();
        Workload::new(tasks, &pairs).unwrap_or_default()
    })
}

fn sizes() -> impl Strategy<Value = Sizes> {
    (0..4_u32, 0..4_u32).prop_map(|(dedicated, low_priority)| Sizes {
        dedicated,
        low_priority,
    })
}

fn pools() -> impl Strategy<Value = Pool> {
    (sizes(), 1..5_u32, any::<bool>(), any::<bool>()).prop_map(
        |(sizes, slots, inter_node, pack)| {
            let mut pool = Pool {
                vm: vm_size("Standard_D2_v3").map(Vm::from),
                task_slots_per_node: slots,
                inter_node,
                target: sizes,
                ..Pool::default()
            };
            pool.configuration.fill_type = if pack {
                FillType::Pack
            } else {
                FillType::Spread
            };
            for kind in NodeKind::ALL {
                // A few nodes are never too many.
                let filled = pool.fill(kind, sizes.of(kind));
                debug_assert_eq!(filled, Ok(()));
            }
            pool
        },
    )
}

fn requests() -> impl Strategy<Value = Request> {
    let option = || select(OPTIONS);
    prop_oneof![
        Just(Request::StopResize),
        (option::of(0..6_u32), option::of(0..6_u32), option()).prop_map(|(a, b, option)| {
            Request::Resize {
                dedicated: a,
                low_priority: b,
                option,
            }
        }),
        Just(Request::EnableAutoscale),
        Just(Request::DisableAutoscale),
        sizes().prop_map(Request::Reboot),
        sizes().prop_map(Request::Reimage),
        Just(Request::UpgradeOs),
        Just(Request::AddCertificate),
        (sizes(), option()).prop_map(|(nodes, option)| Request::RemoveNodes { nodes, option }),
        Just(Request::DeletePool),
    ]
}

fn operations() -> impl Strategy<Value = Vec<Operation>> {
    let operation = (0..LONGEST, requests());
    let operation = operation.prop_map(|(seconds, request)| Operation {
        at: at(seconds),
        request,
    });
    prop_oneof![3 => Just(Vec::new()), 2 => vec(operation, 1..6)].prop_map(|mut all| {
        all.sort_by_key(|operation| operation.at);
        all
    })
}

/// Settings of a table to whatever values.
fn changes() -> impl Strategy<Value = Vec<(usize, usize)>> {
    vec((any::<usize>(), any::<usize>()), 0..10)
}

fn change(
    table: &'static [autoscale_catalog::profile::Setting],
    change: (usize, usize),
) -> Option<(&'static str, &'static str)> {
    let setting = table.get(change.0.checked_rem(table.len())?)?;
    let value = match change.1.checked_rem(setting.values.len()) {
        Some(at) => setting.values.get(at)?.value,
        None => VALUES.get(change.1.checked_rem(VALUES.len())?)?,
    };
    Some((setting.key, value))
}

fn settings() -> impl Strategy<Value = Settings> {
    // Always some, for a target beyond all bounds to be tried at once.
    let quotas = (0..40_u64, 0..40_u64);
    let times = (60..LONGEST, select(&[300_i64, 900, 3600]), any::<bool>());
    let rest = (any::<u64>(), any::<bool>(), changes(), changes());
    (pools(), quotas, times, operations(), rest).prop_map(
        |(pool, quotas, times, operations, (seed, delays, policies, assumptions))| {
            let mut settings = Settings {
                seed,
                until_done: times.2,
                evaluation_interval: Interval::from_seconds(times.1),
                operations,
                ..Settings::new(pool, at(0), at(times.0))
            };
            settings.account.dedicated_core_quota = Some(quotas.0);
            settings.account.low_priority_core_quota = Some(quotas.1);
            if delays {
                settings.assumptions = Assumptions::default();
            }
            for (key, value) in policies.into_iter().filter_map(|it| change(POLICIES, it)) {
                // Not every setting takes every value.
                let _taken = settings.policy.set(key, value);
            }
            for (key, value) in assumptions
                .into_iter()
                .filter_map(|it| change(ASSUMPTIONS, it))
            {
                let _taken = settings.assumptions.set(key, value);
            }
            settings
        },
    )
}
