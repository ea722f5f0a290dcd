//! Settings that tests start from.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Policy, vm_size};
use autoscale_pool::{Account, NodeKind, Pool, Sizes, Vm};
use autoscale_simulate::{Boot, Distribution, Sampling, Settings};

/// A pool of that many dedicated nodes of one slot, in a world without delays,
/// until all tasks have ended.
pub(crate) fn settings(nodes: u32) -> Settings {
    let mut pool = Pool {
        vm: vm_size("Standard_D2_v3").map(Vm::from),
        task_slots_per_node: 1,
        target: Sizes {
            dedicated: nodes,
            low_priority: 0,
        },
        ..Pool::default()
    };
    pool.fill(NodeKind::Dedicated, nodes).unwrap();
    Settings {
        from: Timestamp::EPOCH,
        until: after(1_000_000_000),
        until_done: true,
        seed: 0,
        pool,
        pack: false,
        account: Account::default(),
        policy: Policy::default(),
        evaluation_interval: Interval::from_seconds(300),
        resize_timeout: Interval::from_seconds(900),
        boot: Boot {
            allocation: Distribution::ZERO,
            boot: Distribution::ZERO,
            start_task_failures: 0.0,
        },
        preemption: None,
        sampling: Sampling {
            delay: Interval::ZERO,
            loss: 0.0,
        },
    }
}

/// That many seconds after the beginning.
pub(crate) fn after(seconds: i64) -> Timestamp {
    let after = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
    after.unwrap()
}
