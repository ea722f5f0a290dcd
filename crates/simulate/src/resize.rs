//! The pool's size: resizes as the real sizing engine decides them, and the
//! nodes that come and go because of them.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::DeallocationOption;
use autoscale_catalog::policy::{
    PreemptedQuota, ResizeDuringDrain, ResizeDuringResize, RetryShortfall,
};
use autoscale_catalog::service_error::{ALLOCATION_TIMED_OUT, RESIZE_STOPPED};
use autoscale_pool::{
    Candidate, Grant, NodeKind, NodeState, ResizeError, Room, Sizes, Targets, choose_victims,
};

use crate::agenda::Event;
use crate::distribution::Distribution;
use crate::observer::PoolEvent;
use crate::simulation::Simulation;
use crate::tasks::Stand;

/// The resize that is running, or was last.
#[derive(Debug)]
pub(crate) struct Resize {
    /// Its number; what was planned for another is void.
    number: u32,
    pub(crate) running: bool,
    started: Timestamp,
    option: DeallocationOption,
    /// Nodes asked for that have not joined.
    pending: Sizes,
    /// Nodes that wait before they leave.
    draining: u32,
    errors: Vec<ResizeError>,
    /// Targets that wait for its end.
    held: Option<Targets>,
}

impl Resize {
    pub(crate) const fn none(now: Timestamp) -> Self {
        Self {
            number: 0,
            running: false,
            started: now,
            option: DeallocationOption::Requeue,
            pending: Sizes {
                dedicated: 0,
                low_priority: 0,
            },
            draining: 0,
            errors: Vec::new(),
            held: None,
        }
    }

    pub(crate) const fn option(&self) -> DeallocationOption {
        self.option
    }
}

impl Simulation<'_> {
    /// An evaluation asks for these targets.
    pub(crate) fn ask(&mut self, targets: Targets) {
        if targets.sizes == self.target {
            self.resize.held = None;
            if !self.resize.running && self.settings.policy.retry_shortfall == RetryShortfall::Yes {
                self.retry(targets);
            }
            return;
        }
        if self.resize.running {
            let policy = &self.settings.policy;
            let waits = if self.resize.draining > 0 {
                policy.resize_during_drain == ResizeDuringDrain::Hold
            } else {
                policy.resize_during_resize == ResizeDuringResize::Hold
            };
            if waits {
                self.resize.held = Some(targets);
                return;
            }
            self.resize.errors = vec![ResizeError::from(RESIZE_STOPPED)];
            self.end_resize();
        }
        self.begin_resize(targets);
    }

    /// Asks again for nodes that were not allocated, if there is room by now.
    fn retry(&mut self, targets: Targets) {
        let missing = |kind| self.missing(kind, targets.sizes);
        let room = |kind| self.grant(kind, missing(kind)).nodes > 0;
        if NodeKind::ALL.into_iter().any(room) {
            self.begin_resize(targets);
        }
    }

    fn begin_resize(&mut self, targets: Targets) {
        self.resize = Resize {
            number: self.resize.number + 1,
            started: self.now,
            option: targets.option,
            ..Resize::none(self.now)
        };
        self.target = targets.sizes;
        self.statistics.resizes += 1;
        self.tell(|it| PoolEvent::ResizeStart(it.resize_now()));
        for kind in NodeKind::ALL {
            let stay = self.nodes.current().of(kind) - self.nodes.leaving().of(kind);
            let surplus = stay.saturating_sub(targets.sizes.of(kind));
            if surplus > 0 {
                self.shrink(kind, surplus, targets.option);
            }
            self.grow(kind, self.missing(kind, targets.sizes));
        }
        // Only now, so that the first node that leaves does not end it.
        self.resize.running = true;
        let resize = self.resize.number;
        self.after(self.settings.resize_timeout, Event::Timeout { resize });
        self.settle();
    }

    fn missing(&self, kind: NodeKind, target: Sizes) -> u32 {
        let stay = self.nodes.current().of(kind) - self.nodes.leaving().of(kind);
        target.of(kind).saturating_sub(stay)
    }

    /// What the account and the limits of the pool leave of a growth.
    fn grant(&self, kind: NodeKind, wanted: u32) -> Grant {
        if wanted == 0 {
            return Grant::default();
        }
        let kept = self.nodes.current();
        let mut counted = kept;
        if self.settings.policy.preempted_quota == PreemptedQuota::Free {
            counted.low_priority = counted.low_priority.saturating_sub(self.nodes.preempted());
        }
        let pool = &self.settings.pool;
        let room = Room {
            account: &self.settings.account,
            vm: pool.vm.as_ref(),
            inter_node: pool.inter_node,
            managed_image: pool.managed_image,
            kept,
            counted,
        };
        room.grant(kind, wanted, &self.settings.policy)
    }

    fn grow(&mut self, kind: NodeKind, wanted: u32) {
        let Grant { nodes, errors } = self.grant(kind, wanted);
        for error in errors {
            self.statistics.resize_error(&error);
            self.resize.errors.push(error);
        }
        *self.resize.pending.of_mut(kind) += nodes;
        let resize = self.resize.number;
        for _ in 0..nodes {
            let delay = self.settings.boot.allocation.draw(&mut self.random.boot);
            self.after(delay, Event::Join { resize, kind });
        }
    }

    /// A node that was asked for joins the pool.
    pub(crate) fn join(&mut self, resize: u32, kind: NodeKind) {
        if !self.resize.running || self.resize.number != resize {
            return;
        }
        *self.resize.pending.of_mut(kind) -= 1;
        let place = self.nodes.join(kind, self.now);
        self.boot(place);
        self.settle();
    }

    /// A node's machine starts.
    fn boot(&mut self, place: u32) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        let (kind, generation) = (node.kind, node.generation);
        self.nodes.set(place, Some(NodeState::Creating));
        let delay = self.settings.boot.boot.draw(&mut self.random.boot);
        self.after(
            delay,
            Event::Booted {
                node: place,
                generation,
            },
        );
        if kind == NodeKind::LowPriority
            && let Some(preemption) = self.settings.preemption
        {
            let mean = preemption.mean_time;
            let life = Distribution::Exp { mean }.draw(&mut self.random.preemption);
            self.after(
                life,
                Event::Preempt {
                    node: place,
                    generation,
                },
            );
        }
    }

    pub(crate) fn booted(&mut self, place: u32, generation: u32) {
        let Some(node) = self.nodes.as_planned(place, generation) else {
            return;
        };
        if node.state != Some(NodeState::Creating) {
            return;
        }
        let failures = self.settings.boot.start_task_failures;
        if failures > 0.0 && self.random.start_task() < failures {
            self.nodes.set(place, Some(NodeState::StartTaskFailed));
            return;
        }
        self.open(place);
        self.dispatch();
    }

    /// A node takes tasks from now on.
    pub(crate) fn open(&mut self, place: u32) {
        let slots = self.settings.pool.task_slots_per_node;
        if let Some(node) = self.nodes.get_mut(place) {
            node.free_slots = slots;
        }
        self.nodes.set(place, Some(NodeState::Idle));
        self.free.set(place, slots);
    }

    fn shrink(&mut self, kind: NodeKind, count: u32, option: DeallocationOption) {
        let slots = self.settings.pool.task_slots_per_node;
        let candidates = self.nodes.iter().filter_map(|(place, node)| {
            let state = node
                .state
                .filter(|state| *state != NodeState::LeavingPool)?;
            (node.kind == kind).then_some(Candidate {
                index: place as usize,
                runs_tasks: state.runs_tasks(),
                busy_slots: slots.saturating_sub(node.free_slots),
                allocated: Some(node.allocated),
                job_manager: false,
            })
        });
        let candidates: Vec<_> = candidates.collect();
        let order = self.settings.policy.victim_order;
        for victim in choose_victims(candidates, count as usize, order) {
            self.remove(u32::try_from(victim).unwrap_or(u32::MAX), option);
        }
    }

    /// A node has to leave.
    fn remove(&mut self, place: u32, option: DeallocationOption) {
        match option {
            DeallocationOption::Requeue => self.evict(place, Stand::Waiting),
            DeallocationOption::Terminate => self.evict(place, Stand::Terminated),
            DeallocationOption::TaskCompletion | DeallocationOption::RetainedData => {
                self.free.set(place, 0);
                if let Some(node) = self.nodes.get_mut(place) {
                    node.keeps_data = option == DeallocationOption::RetainedData;
                }
            }
        }
        let Some(node) = self.nodes.get_mut(place) else {
            return;
        };
        node.leaves_in = self.resize.number;
        let busy = node.running > 0;
        self.nodes.set(place, Some(NodeState::LeavingPool));
        self.resize.draining += 1;
        if !busy {
            self.leave(place);
        }
    }

    /// A leaving node without tasks goes, unless it still keeps files.
    pub(crate) fn leave(&mut self, place: u32) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        if node.keeps_data && node.data_until > self.now {
            let (until, generation) = (node.data_until, node.generation);
            self.agenda.plan(
                until,
                Event::Expired {
                    node: place,
                    generation,
                },
            );
            return;
        }
        // One that an earlier resize gave up on may come to its end only now.
        if node.leaves_in == self.resize.number {
            self.resize.draining = self.resize.draining.saturating_sub(1);
        }
        self.free.set(place, 0);
        self.nodes.set(place, None);
        self.settle();
    }

    pub(crate) fn expired(&mut self, place: u32, generation: u32) {
        if self.nodes.as_planned(place, generation).is_some() {
            self.leave(place);
        }
    }

    /// A node is taken away. One that was about to leave is gone.
    pub(crate) fn preempt(&mut self, place: u32, generation: u32) {
        let Some(node) = self.nodes.as_planned(place, generation) else {
            return;
        };
        let leaving = node.state == Some(NodeState::LeavingPool);
        self.statistics.preemptions += 1;
        self.evict(place, Stand::Waiting);
        if let Some(node) = self.nodes.get_mut(place) {
            node.generation += 1;
            node.keeps_data = false;
            node.free_slots = 0;
        }
        if leaving {
            self.leave(place);
        } else {
            self.nodes.set(place, Some(NodeState::Preempted));
            if let Some(preemption) = self.settings.preemption {
                let delay = preemption.recovery.draw(&mut self.random.preemption);
                let generation = generation + 1;
                self.after(
                    delay,
                    Event::Recover {
                        node: place,
                        generation,
                    },
                );
            }
        }
        self.dispatch();
    }

    /// There is capacity for a preempted node again.
    pub(crate) fn recover(&mut self, place: u32, generation: u32) {
        if self.nodes.as_planned(place, generation).is_some() {
            self.boot(place);
        }
    }

    /// Ends the resize when it has nothing left to wait for.
    fn settle(&mut self) {
        if self.resize.running && self.resize.pending.total() == 0 && self.resize.draining == 0 {
            self.end_resize();
        }
    }

    /// Nodes that have not come are given up; nodes that wait for their tasks
    /// go on waiting (Azure/BatchExplorer#2085).
    pub(crate) fn time_out(&mut self, resize: u32) {
        if self.resize.running && self.resize.number == resize {
            let error = ResizeError::from(ALLOCATION_TIMED_OUT);
            self.statistics.resize_error(&error);
            self.resize.errors.push(error);
            self.end_resize();
        }
    }

    fn end_resize(&mut self) {
        self.resize.running = false;
        self.resize.pending = Sizes::default();
        self.resize.draining = 0;
        self.tell(|it| PoolEvent::ResizeComplete {
            resize: it.resize_now(),
            started: it.resize.started,
            errors: it.resize.errors.clone(),
        });
        if let Some(targets) = self.resize.held.take() {
            self.ask(targets);
        }
    }

    /// Plans an event after that time.
    fn after(&mut self, delay: Interval, event: Event) {
        if let Some(time) = self.now.checked_add(delay) {
            self.agenda.plan(time, event);
        }
    }
}
