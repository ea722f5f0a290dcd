//! The pool's size: resizes as the real sizing engine decides them.

use autoscale_base::Timestamp;
use autoscale_catalog::policy::{
    CreatingNodes, PreemptedCost, QuotaError, RemoveNodesTarget, RetryShortfall,
};
use autoscale_catalog::service_error::{ALLOCATION_TIMED_OUT, RESIZE_STOPPED};
use autoscale_catalog::{DeallocationOption, ServiceError};
use autoscale_pool::{
    AllocationState, Grant, NodeKind, ResizeError, Room, Sizes, Targets, against_quota, counted,
    holds_back,
};

use crate::agenda::Event;
use crate::distribution::Draw as _;
use crate::nodes::Condition;
use crate::observer::PoolEvent;
use crate::simulation::Simulation;

/// No region has more machines for a pool. A target beyond is a mistake in the
/// formula: what is missing never comes, and the resize runs out of time.
const MOST_NODES: u32 = 100_000;

/// The resize that is running, or was last.
#[derive(Debug)]
pub(crate) struct Resize {
    /// Its number; what was planned for another is void.
    pub(crate) number: u32,
    pub(crate) state: AllocationState,
    pub(crate) started: Timestamp,
    pub(crate) option: DeallocationOption,
    /// Do nodes leave?
    pub(crate) shrinks: bool,
    /// Nodes asked for that have not joined.
    pub(crate) pending: Sizes,
    /// Nodes that wait before they leave.
    pub(crate) draining: Sizes,
    errors: Vec<ResizeError>,
    /// Errors that are told when its time is over.
    late: Vec<ResizeError>,
    /// Targets that wait for its end.
    pub(crate) held: Option<Targets>,
}

impl Resize {
    pub(crate) const fn none(now: Timestamp) -> Self {
        Self {
            number: 0,
            state: AllocationState::Steady,
            started: now,
            option: DeallocationOption::Requeue,
            shrinks: false,
            pending: Sizes::ZERO,
            draining: Sizes::ZERO,
            errors: Vec::new(),
            late: Vec::new(),
            held: None,
        }
    }

    /// Have nodes of that kind yet to join or to leave?
    const fn is_awaiting(&self, kind: NodeKind) -> bool {
        self.pending.of(kind) > 0 || self.draining.of(kind) > 0
    }

    fn runs(&self, number: u32) -> bool {
        self.state == AllocationState::Resizing && self.number == number
    }
}

impl Simulation<'_> {
    /// `currentDedicatedNodes` and `currentLowPriorityNodes`.
    pub(crate) fn current(&self) -> Sizes {
        let current = self.kept();
        if self.settings.policy.creating_nodes == CreatingNodes::WhenRequested {
            current.plus(self.resize.pending)
        } else {
            current
        }
    }

    /// The nodes that are there and paid for.
    #[inline]
    pub(crate) fn paid(&self) -> Sizes {
        let mut paid = self.nodes.current();
        if self.settings.policy.preempted_cost == PreemptedCost::Free {
            let preempted = self.nodes.count(Condition::Preempted);
            paid.low_priority = paid.low_priority.saturating_sub(preempted);
        }
        paid
    }

    /// Nodes that are not on their way out.
    pub(crate) fn staying(&self) -> Sizes {
        self.nodes.current().minus(self.nodes.leaving())
    }

    /// An evaluation asks for these targets.
    pub(crate) fn ask(&mut self, targets: Targets) {
        if targets.sizes == self.target {
            self.resize.held = None;
            if self.resize.state == AllocationState::Steady
                && self.settings.policy.retry_shortfall == RetryShortfall::Yes
            {
                self.retry(targets);
            }
            return;
        }
        let waits = match self.resize.state {
            AllocationState::Steady => false,
            AllocationState::Stopping => true,
            AllocationState::Resizing => {
                holds_back(self.resize.draining != Sizes::ZERO, &self.settings.policy)
            }
        };
        if waits {
            self.resize.held = Some(targets);
            return;
        }
        if self.resize.state == AllocationState::Resizing {
            self.supersede();
        }
        self.begin_resize(targets);
    }

    /// Asks again for nodes that were not allocated, if there is room by now, or
    /// were not removed.
    fn retry(&mut self, targets: Targets) {
        let surplus = self.staying().minus(targets.sizes);
        let room = |kind| self.grant(kind, self.missing(kind)).nodes > 0;
        if surplus != Sizes::ZERO || NodeKind::ALL.into_iter().any(room) {
            self.begin_resize(targets);
        }
    }

    /// Resizes the pool to these targets.
    pub(crate) fn begin_resize(&mut self, targets: Targets) {
        self.target = targets.sizes;
        let surplus = self.staying().minus(targets.sizes);
        self.start_resize(targets.option, surplus, true);
    }

    /// Removes so many nodes that somebody has named.
    pub(crate) fn remove_nodes(&mut self, nodes: Sizes, option: DeallocationOption) {
        let refills = match self.settings.policy.remove_nodes_target {
            RemoveNodesTarget::Lowers => {
                self.target = self.target.minus(nodes);
                false
            }
            RemoveNodesTarget::Keeps => true,
        };
        self.start_resize(option, nodes, refills);
    }

    fn start_resize(&mut self, option: DeallocationOption, surplus: Sizes, grows: bool) {
        self.resize = Resize {
            number: self.resize.number + 1,
            option,
            shrinks: surplus.total() > 0,
            ..Resize::none(self.now)
        };
        self.statistics.resizes += 1;
        self.tell(|it| PoolEvent::ResizeStart(it.resize_now()));
        for kind in NodeKind::ALL {
            if surplus.of(kind) > 0 {
                self.shrink(kind, surplus.of(kind), option);
            }
        }
        // Nodes of either kind that leave make room for those of the other.
        for kind in NodeKind::ALL.into_iter().filter(|_| grows) {
            self.grow(kind, self.missing(kind));
        }
        // Only now, so that the first node that leaves does not end it.
        self.resize.state = AllocationState::Resizing;
        let resize = self.resize.number;
        self.after(self.resize_timeout(), Event::Timeout { resize });
        self.settle();
    }

    /// Nodes that the pool lacks.
    fn missing(&self, kind: NodeKind) -> u32 {
        self.target.of(kind).saturating_sub(self.staying().of(kind))
    }

    /// The nodes of the pool as far as limits are concerned.
    fn kept(&self) -> Sizes {
        let nodes = &self.nodes;
        counted(nodes.current(), nodes.leaving(), &self.settings.policy)
    }

    /// The nodes that count against the quotas.
    pub(crate) fn counted(&self) -> Sizes {
        let (nodes, policy) = (&self.nodes, &self.settings.policy);
        let preempted = nodes.count(Condition::Preempted);
        against_quota(nodes.current(), nodes.leaving(), preempted, policy)
    }

    /// What the account and the limits of the pool leave of a growth.
    pub(crate) fn grant(&self, kind: NodeKind, wanted: u32) -> Grant {
        if wanted == 0 {
            return Grant::default();
        }
        // Nodes that are on their way have been granted already.
        let pending = self.resize.pending;
        let pool = &self.settings.pool;
        let room = Room {
            account: &self.settings.account,
            vm: pool.vm.as_ref(),
            inter_node: pool.inter_node,
            managed_image: pool.managed_image,
            kept: self.kept().plus(pending),
            counted: self.counted().plus(pending),
        };
        room.grant(kind, wanted, &self.settings.policy)
    }

    fn grow(&mut self, kind: NodeKind, wanted: u32) {
        let Grant { nodes, errors } = self.grant(kind, wanted);
        match self.settings.policy.quota_error {
            QuotaError::AtOnce => self.report(errors),
            QuotaError::AtTimeout => self.resize.late.extend(errors),
        }
        *self.resize.pending.of_mut(kind) += nodes;
        let resize = self.resize.number;
        let allocation = self.settings.assumptions.allocation_time;
        let coming = nodes.min(MOST_NODES.saturating_sub(self.nodes.current().total()));
        for _ in 0..coming {
            let delay = allocation.draw(&mut self.random.boot);
            self.after(delay, Event::Join { resize, kind });
        }
    }

    fn report(&mut self, errors: Vec<ResizeError>) {
        for error in errors {
            self.statistics.resize_error(&error);
            self.resize.errors.push(error);
        }
    }

    /// A node that was asked for joins the pool.
    pub(crate) fn join(&mut self, resize: u32, kind: NodeKind) {
        if !self.resize.runs(resize) {
            return;
        }
        *self.resize.pending.of_mut(kind) -= 1;
        let place = self.nodes.join(kind, self.now);
        self.boot(place);
        self.settle();
    }

    /// Ends the resize when it has nothing left to wait for.
    pub(crate) fn settle(&mut self) {
        let resize = &self.resize;
        if resize.state == AllocationState::Resizing
            && resize.pending.total() == 0
            && resize.draining == Sizes::ZERO
            && resize.late.is_empty()
        {
            self.end_resize();
        }
    }

    /// The resize has run out of time: nodes that have not come are given up.
    pub(crate) fn time_out(&mut self, resize: u32) {
        if !self.resize.runs(resize) {
            return;
        }
        let late = std::mem::take(&mut self.resize.late);
        self.report(late);
        let errors = of_kinds(ALLOCATION_TIMED_OUT, |kind| self.resize.is_awaiting(kind));
        self.report(errors);
        self.resize.pending = Sizes::ZERO;
        self.time_out_drain();
        self.end_resize();
    }

    /// Somebody has stopped the resize.
    pub(crate) fn stop_resize(&mut self) {
        let time = self.settings.assumptions.stop_resize_time;
        let time = time.draw(&mut self.random.operations);
        self.stop();
        self.resize.pending = Sizes::ZERO;
        self.reinstate();
        self.resize.state = AllocationState::Stopping;
        let resize = self.resize.number;
        self.after(time, Event::Stopped { resize });
    }

    pub(crate) fn stopped(&mut self, resize: u32) {
        if self.resize.state == AllocationState::Stopping && self.resize.number == resize {
            self.end_resize();
        }
    }

    /// The running resize makes way for another. Nodes that wait for their
    /// tasks go on waiting.
    pub(crate) fn supersede(&mut self) {
        self.resize.held = None;
        if self.resize.state == AllocationState::Resizing {
            self.stop();
        }
        self.end_resize();
    }

    fn stop(&mut self) {
        let late = !std::mem::take(&mut self.resize.late).is_empty();
        let short = |kind| self.resize.is_awaiting(kind) || (late && self.missing(kind) > 0);
        let errors = of_kinds(RESIZE_STOPPED, short);
        self.report(errors);
    }

    fn end_resize(&mut self) {
        self.resize.state = AllocationState::Steady;
        self.resize.pending = Sizes::ZERO;
        self.resize.draining = Sizes::ZERO;
        self.tell(|it| PoolEvent::ResizeComplete {
            resize: it.resize_now(),
            started: it.resize.started,
            errors: it.resize.errors.clone(),
        });
        if let Some(targets) = self.resize.held.take() {
            self.ask(targets);
        }
    }
}

/// That error for each kind of which it is true.
fn of_kinds(error: ServiceError, so: impl Fn(NodeKind) -> bool) -> Vec<ResizeError> {
    let kinds = NodeKind::ALL.into_iter().filter(|kind| so(*kind));
    kinds
        .map(|kind| ResizeError::of_kind(error, kind))
        .collect()
}
