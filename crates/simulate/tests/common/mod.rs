//! Settings that tests start from.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::vm_size;
use autoscale_pool::{NodeKind, Pool, Sizes, Vm};
use autoscale_simulate::Settings;

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
        until_done: true,
        ..Settings::new(pool, Timestamp::EPOCH, after(1_000_000_000))
    }
}

/// That many seconds after the beginning.
pub(crate) fn after(seconds: i64) -> Timestamp {
    let after = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
    after.unwrap()
}
