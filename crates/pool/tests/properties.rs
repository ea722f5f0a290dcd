//! What holds of every plan, tried on pools and accounts made at random.

use autoscale_catalog::policy::SETTINGS;
use autoscale_catalog::{DeallocationOption, OPTIONS, Policy, vm_size};
use autoscale_pool::{
    Account, Action, AllocationState, FamilyQuota, Node, NodeKind, NodeState, OtherPool, Plan,
    Pool, Sizes, Targets, Task, TaskState, Vm, plan,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const SIZES: &[&str] = &["Standard_D2_v3", "Standard_D4_v3", "Standard_A1_v2"];

fn sizes(most: u32) -> impl Strategy<Value = Sizes> {
    (0..=most, 0..=most).prop_map(|(dedicated, low_priority)| Sizes {
        dedicated,
        low_priority,
    })
}

fn node() -> impl Strategy<Value = Node> {
    let kinds = select(NodeKind::ALL.to_vec());
    let states = select(NodeState::ALL.to_vec());
    (kinds, states).prop_map(|(kind, state)| Node {
        id: None,
        kind,
        state,
        running_tasks: 0,
        allocated: None,
    })
}

/// Every node has a name, and some of those that run tasks have some.
fn pool() -> impl Strategy<Value = Pool> {
    let states = select(vec![
        AllocationState::Steady,
        AllocationState::Resizing,
        AllocationState::Stopping,
    ]);
    let options = proptest::option::of(select(OPTIONS.to_vec()));
    (
        select(SIZES.to_vec()),
        proptest::collection::vec(node(), 0..12),
        proptest::collection::vec((any::<Index>(), 1..4_u32, any::<bool>()), 0..12),
        sizes(15),
        states,
        options,
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(vm, mut nodes, places, target, allocation, option, [a, b, c])| {
                for (index, node) in nodes.iter_mut().enumerate() {
                    node.id = Some(format!("n-{index}"));
                }
                let mut tasks = Vec::new();
                for (index, (place, slots, job_manager)) in places.into_iter().enumerate() {
                    if nodes.is_empty() {
                        break;
                    }
                    let place = place.index(nodes.len());
                    let runs = |node: &&mut Node| {
                        matches!(node.state, NodeState::Running | NodeState::LeavingPool)
                    };
                    if let Some(node) = nodes.get_mut(place).filter(runs) {
                        node.running_tasks += 1;
                        tasks.push(Task {
                            job: "j".to_owned(),
                            id: index.to_string(),
                            state: TaskState::Running,
                            slots,
                            node: place,
                            job_manager: job_manager && index == 0,
                        });
                    }
                }
                Pool {
                    vm_size: Some(vm.to_owned()),
                    vm: vm_size(vm).map(Vm::from),
                    target,
                    allocation,
                    option,
                    inter_node: a && b,
                    managed_image: b && c,
                    nodes,
                    tasks,
                    ..Pool::default()
                }
            },
        )
}

fn account() -> impl Strategy<Value = Account> {
    let quota = || proptest::option::of(0..80_u64);
    (
        quota(),
        quota(),
        quota(),
        proptest::collection::vec(pool(), 0..3),
    )
        .prop_map(|(dedicated, family, low_priority, others)| Account {
            dedicated_core_quota: dedicated,
            family_quotas: family
                .map(|cores| FamilyQuota {
                    name: "standarddv3family".to_owned(),
                    cores,
                })
                .into_iter()
                .collect(),
            low_priority_core_quota: low_priority,
            others: others.iter().map(OtherPool::from).collect(),
            ..Account::default()
        })
}

fn targets() -> impl Strategy<Value = Targets> {
    (sizes(20), select(OPTIONS.to_vec())).prop_map(|(sizes, option)| Targets { sizes, option })
}

/// Any answer to any open question.
fn policy() -> impl Strategy<Value = Policy> {
    proptest::collection::vec(any::<Index>(), SETTINGS.len()).prop_map(|choices| {
        let mut policy = Policy::default();
        for (setting, choice) in SETTINGS.iter().zip(choices) {
            let value = choice.get(setting.values).value;
            let set = policy.set(setting.key, value);
            assert!(set.is_ok(), "{set:?}");
        }
        policy
    })
}

fn removed(plan: &Plan, kind: NodeKind) -> u32 {
    let nodes = plan.removed.iter().filter(|node| node.kind == kind);
    u32::try_from(nodes.count()).unwrap_or(u32::MAX)
}

/// The pool once the plan has been carried out.
fn afterwards(pool: &Pool, plan: &Plan) -> Pool {
    let mut next = Pool {
        target: plan.after.target,
        allocation: AllocationState::Steady,
        option: None,
        resize_errors: plan.resize_errors.clone(),
        tasks: Vec::new(),
        ..pool.clone()
    };
    next.nodes
        .retain(|node| !plan.removed.iter().any(|gone| gone.id == node.id));
    for kind in NodeKind::ALL {
        next.nodes
            .extend((0..plan.added.of(kind)).map(|index| Node {
                id: Some(format!("new-{}-{index}", kind.as_str())),
                kind,
                state: NodeState::Idle,
                running_tasks: 0,
                allocated: None,
            }));
    }
    next
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn numbers_add_up(pool in pool(), account in account(), targets in targets(), policy in policy()) {
        let plan = plan(&pool, &account, targets, &policy);
        let moved = plan.added.total() > 0 || !plan.removed.is_empty();
        prop_assert_eq!(moved, !matches!(plan.action, Action::None | Action::Blocked));
        if plan.action == Action::Blocked {
            return Ok(());
        }
        for kind in NodeKind::ALL {
            let had = pool.current().of(kind);
            let has = had - removed(&plan, kind) + plan.added.of(kind);
            prop_assert_eq!(plan.after.current.of(kind), has);
            let leaving = had - pool.staying().of(kind);
            let surplus = pool.staying().of(kind).saturating_sub(targets.sizes.of(kind));
            prop_assert!(removed(&plan, kind) <= leaving + surplus);
            prop_assert!(has <= pool.staying().of(kind).max(targets.sizes.of(kind)));
        }
    }

    #[test]
    fn quotas_hold(pool in pool(), account in account(), targets in targets()) {
        let policy = Policy::default();
        let plan = plan(&pool, &account, targets, &policy);
        let cores = u64::from(pool.vm.as_ref().unwrap().cores);
        for kind in NodeKind::ALL {
            if plan.added.of(kind) == 0 {
                continue;
            }
            let own = u64::from(plan.after.current.of(kind)) * cores;
            if let Some(quota) = account.core_quota(kind) {
                prop_assert!(own + account.cores_of_others(kind, None, &policy) <= quota);
            }
        }
        if let Some(vm) = pool.vm.as_ref()
            && let Some(quota) = account.family_quota(&vm.family)
            && plan.added.dedicated > 0
        {
            let kind = NodeKind::Dedicated;
            let others = account.cores_of_others(kind, Some(&vm.family), &policy);
            prop_assert!(u64::from(plan.after.current.of(kind)) * cores + others <= quota);
        }
        if pool.inter_node && plan.added.total() > 0 {
            prop_assert!(plan.after.current.total() <= account.inter_node_limit());
        }
    }

    #[test]
    fn what_is_missing_has_its_error(pool in pool(), account in account(), targets in targets(), policy in policy()) {
        let plan = plan(&pool, &account, targets, &policy);
        let missing = NodeKind::ALL.into_iter().any(|kind| {
            plan.after.current.of(kind) < targets.sizes.of(kind)
        });
        let asked = plan.after.target == targets.sizes && targets.sizes != pool.target;
        if plan.action != Action::Blocked && asked {
            prop_assert_eq!(missing, !plan.resize_errors.is_empty());
        }
    }

    #[test]
    fn tasks_share_the_fate_of_their_nodes(pool in pool(), account in account(), targets in targets(), policy in policy()) {
        let plan = plan(&pool, &account, targets, &policy);
        let fates = [&plan.requeued, &plan.terminated, &plan.waited_for];
        let mut told: Vec<_> = fates.into_iter().flatten().map(|task| &task.id).collect();
        let leaves = |task: &&Task| plan.removed.iter().any(|it| it.id == pool.nodes[task.node].id);
        let mut hit: Vec<_> = pool.tasks.iter().filter(leaves).map(|task| &task.id).collect();
        told.sort();
        hit.sort();
        prop_assert_eq!(told, hit);
    }

    #[test]
    fn the_job_manager_goes_last(pool in pool(), targets in targets(), policy in policy()) {
        let plan = plan(&pool, &Account::default(), targets, &policy);
        let Some(task) = pool.tasks.iter().find(|task| task.job_manager) else {
            return Ok(());
        };
        let node = &pool.nodes[task.node];
        let goes = plan.removed.iter().any(|it| it.id == node.id);
        if goes && node.state != NodeState::LeavingPool {
            prop_assert_eq!(pool.staying().of(node.kind), removed(&plan, node.kind)
                - (pool.current().of(node.kind) - pool.staying().of(node.kind)));
        }
    }

    #[test]
    fn a_second_time_changes_nothing(pool in pool(), account in account(), targets in targets()) {
        let policy = Policy::default();
        let first = plan(&pool, &account, targets, &policy);
        if first.action == Action::Blocked {
            return Ok(());
        }
        let next = afterwards(&pool, &first);
        let second = plan(&next, &account, targets, &policy);
        // Nodes that waited for their tasks took room that is free now.
        if first.waited_for.is_empty() {
            prop_assert_eq!(second.action, Action::None);
            prop_assert_eq!(second.after.current, first.after.current);
            prop_assert_eq!(second.resize_errors, first.resize_errors);
        } else {
            prop_assert!(second.removed.is_empty());
        }
    }

    #[test]
    fn more_quota_is_never_fewer_nodes(pool in pool(), account in account(), targets in targets(), more in 1..40_u64) {
        let policy = Policy::default();
        let mut larger = account.clone();
        let quotas = [&mut larger.dedicated_core_quota, &mut larger.low_priority_core_quota];
        for quota in quotas.into_iter().flatten() {
            *quota += more;
        }
        for quota in &mut larger.family_quotas {
            quota.cores += more;
        }
        // Dedicated and low-priority nodes share the limit for inter-node
        // communication, so more of one may be fewer of the other.
        let less = plan(&pool, &account, targets, &policy).after.current;
        let more = plan(&pool, &larger, targets, &policy).after.current;
        prop_assert!(less.total() <= more.total());
        if !pool.inter_node {
            prop_assert!(less.dedicated <= more.dedicated && less.low_priority <= more.low_priority);
        }
    }

    #[test]
    fn the_order_of_the_list_changes_no_number(pool in pool(), account in account(), targets in targets(), policy in policy(), by in 0..12_usize) {
        let mut turned = pool.clone();
        let count = turned.nodes.len();
        if count > 0 {
            let by = by % count;
            turned.nodes.rotate_left(by);
            for task in &mut turned.tasks {
                task.node = (task.node + count - by) % count;
            }
        }
        let [one, other] = [pool, turned].map(|pool| plan(&pool, &account, targets, &policy));
        prop_assert_eq!(one.action, other.action);
        prop_assert_eq!(one.after.current, other.after.current);
        prop_assert_eq!(one.added, other.added);
        prop_assert_eq!(one.resize_errors, other.resize_errors);
        prop_assert_eq!(one.removed.len(), other.removed.len());
    }

    #[test]
    fn no_numbers_are_too_large(
        target in sizes(u32::MAX),
        quota in any::<u64>(),
        cores in 1..=u32::MAX,
        slots in any::<u32>(),
        option in select(OPTIONS.to_vec()),
    ) {
        let mut pool = Pool {
            vm: Some(Vm { name: "big".into(), family: "big".into(), cores, price: [Some(f64::MAX); 2] }),
            ..Pool::default()
        };
        pool.fill(NodeKind::Dedicated, 2).unwrap();
        pool.tasks = vec![Task {
            job: String::new(),
            id: String::new(),
            state: TaskState::Running,
            slots,
            node: 0,
            job_manager: false,
        }; 3];
        let other = OtherPool {
            current: Sizes { dedicated: u32::MAX, low_priority: u32::MAX },
            ..OtherPool::from(&pool)
        };
        let account = Account {
            dedicated_core_quota: Some(quota),
            others: vec![other.clone(), other],
            ..Account::default()
        };
        let targets = Targets { sizes: target, option };
        let plan = plan(&pool, &account, targets, &Policy::default());
        prop_assert_eq!(plan.after.target, target);
        prop_assert!(matches!(option, DeallocationOption::Requeue) || plan.requeued.is_empty());
    }
}
