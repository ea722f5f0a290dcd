//! What a plan says of nodes that come, by what the pool is set to.

use autoscale_base::Interval;
use autoscale_catalog::{DeallocationOption, Policy, vm_size};
use autoscale_pool::configuration::{Machine, StartTask, VirtualMachine};
use autoscale_pool::{Account, Configuration, NodeKind, Pool, Sizes, Targets, Vm, plan};

/// The notes of a growth by a node.
fn notes(configuration: Configuration) -> Vec<String> {
    let mut pool = Pool {
        vm: vm_size("Standard_D2_v3").map(Vm::from),
        configuration,
        ..Pool::default()
    };
    let filled = pool.fill(NodeKind::Dedicated, 1);
    assert!(filled.is_ok(), "{filled:?}");
    let targets = Targets {
        sizes: Sizes {
            dedicated: 2,
            low_priority: 0,
        },
        option: DeallocationOption::Requeue,
    };
    plan(&pool, &Account::default(), targets, &Policy::default()).notes
}

const fn start_task(wait_for_success: bool, retries: Option<u32>) -> Option<StartTask> {
    Some(StartTask {
        command_line: None,
        wait_for_success,
        retries,
    })
}

#[test]
fn a_plain_pool_needs_no_remark() {
    assert_eq!(notes(Configuration::default()), [""; 0]);
}

#[test]
fn what_a_node_does_before_it_takes_tasks() {
    let machine = VirtualMachine {
        container_images: 1,
        ..VirtualMachine::default()
    };
    let all = Configuration {
        application_packages: 2,
        machine: Some(Machine::VirtualMachine(machine)),
        start_task: start_task(true, Some(3)),
        ..Configuration::default()
    };
    assert_eq!(
        notes(all),
        [
            "before it takes tasks, a new node installs 2 application packages, pulls 1 container \
             image and runs its start task"
        ]
    );
    let one = Configuration {
        application_packages: 1,
        ..Configuration::default()
    };
    assert_eq!(
        notes(one),
        ["before it takes tasks, a new node installs 1 application package"]
    );
}

#[test]
fn start_tasks_that_surprise() {
    let of = |start_task| {
        notes(Configuration {
            start_task,
            ..Configuration::default()
        })
    };
    assert_eq!(
        of(start_task(false, Some(0))),
        [
            "`waitForSuccess` of the start task is off: tasks may begin while it still runs, and \
             when it has failed"
        ]
    );
    assert_eq!(
        of(start_task(true, Some(0))),
        [
            "before it takes tasks, a new node runs its start task; where that fails, it is not \
             tried again, and the node takes none"
        ]
    );
    assert_eq!(
        of(start_task(true, None)),
        ["before it takes tasks, a new node runs its start task"]
    );
}

#[test]
fn settings_that_do_less_than_one_may_think() {
    let settings = Configuration {
        resize_timeout: Some(Interval::from_seconds(1800)),
        certificates: 1,
        ..Configuration::default()
    };
    assert_eq!(
        notes(settings),
        [
            "`resizeTimeout` is for resizes by hand; one by autoscaling may take 15 minutes",
            "a certificate that is added later reaches a node only when that is rebooted"
        ]
    );
    let usual = Configuration {
        resize_timeout: Some(Interval::from_seconds(900)),
        ..Configuration::default()
    };
    assert_eq!(notes(usual), [""; 0]);
}
