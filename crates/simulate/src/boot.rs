//! From a machine to a node that takes tasks: boot, certificates, application
//! packages, images, start task, in the order of MicrosoftDocs/azure-docs
//! `articles/batch/nodes-and-pools.md`.

use autoscale_base::Interval;
use autoscale_pool::{NodeKind, NodeState};

use crate::Distribution;
use crate::agenda::Event;
use crate::distribution::{Draw as _, happens};
use crate::simulation::Simulation;
use crate::tasks::Stand;

/// Why nodes never came to run tasks, or no longer do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailedNodes {
    /// Their start task failed, and tasks wait for its success.
    pub start_task: u64,
    /// Their application packages could not be installed.
    pub packages: u64,
    /// Their container images or their own image could not be had.
    pub images: u64,
}

impl Simulation<'_> {
    /// A node's machine starts.
    pub(crate) fn boot(&mut self, place: u32) {
        let time = self.settings.assumptions.boot_time;
        let time = time.draw(&mut self.random.boot);
        self.phase(place, NodeState::Creating, time);
        self.expect_preemption(place);
    }

    /// A node is in that state for so long.
    fn phase(&mut self, place: u32, state: NodeState, time: Interval) {
        self.nodes.set(place, Some(state), self.now);
        if let Some(node) = self.nodes.get(place) {
            let generation = node.generation;
            self.after(
                time,
                Event::Booted {
                    node: place,
                    generation,
                },
            );
        }
    }

    /// A low-priority node will be taken away. The times are exponential, so
    /// that it does not matter since when it has been there.
    pub(crate) fn expect_preemption(&mut self, place: u32) {
        let Some(mean) = self.settings.assumptions.preemption_mean_time.0 else {
            return;
        };
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        if node.kind == NodeKind::LowPriority {
            let generation = node.generation;
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

    /// A phase of a node's boot is over.
    pub(crate) fn booted(&mut self, place: u32, generation: u32) {
        let Some(node) = self.nodes.as_planned(place, generation) else {
            return;
        };
        match node.state {
            Some(NodeState::Creating | NodeState::Reimaging | NodeState::UpgradingOs) => {
                self.install(place, true);
            }
            // What it has in images stays on its disk.
            Some(NodeState::Rebooting) => self.install(place, false),
            Some(NodeState::Starting) => {
                if node.fails {
                    self.nodes.set(place, Some(NodeState::Unusable), self.now);
                } else {
                    self.begin_start_task(place);
                }
            }
            Some(NodeState::WaitingForStartTask) => self.end_start_task(place),
            _ => {}
        }
    }

    /// The agent starts and brings certificates, application packages and
    /// images. Whether it fails is known at once, to the simulation alone.
    fn install(&mut self, place: u32, with_images: bool) {
        let configuration = &self.settings.pool.configuration;
        let assumptions = &self.settings.assumptions;
        let images = with_images
            && (configuration.has_custom_image() || configuration.container_images() > 0);
        let packages = configuration.application_packages > 0;
        let certificates = self.certificates;
        let mut time = Interval::ZERO;
        let mut fails = false;
        let random = &mut self.random;
        if certificates > 0 {
            time = plus(
                time,
                assumptions.certificate_time.draw(&mut random.packages),
            );
        }
        if packages {
            time = plus(time, assumptions.package_time.draw(&mut random.packages));
            fails = happens(assumptions.package_failure, &mut random.packages);
            self.statistics.failed_nodes.packages += u64::from(fails);
        }
        if images && !fails {
            time = plus(time, assumptions.image_time.draw(&mut random.images));
            fails = happens(assumptions.image_failure, &mut random.images);
            self.statistics.failed_nodes.images += u64::from(fails);
        }
        if let Some(node) = self.nodes.get_mut(place) {
            node.fails = fails;
            node.certificates = certificates;
        }
        if certificates > 0 || packages || images {
            self.phase(place, NodeState::Starting, time);
        } else {
            self.begin_start_task(place);
        }
    }

    /// Without `waitForSuccess` "tasks can start while the start task still
    /// runs", and when it has failed (`azure-batch` 15.1.0, `BatchStartTask`,
    /// in other words).
    fn begin_start_task(&mut self, place: u32) {
        let start_task = self.settings.pool.configuration.start_task.as_ref();
        if !start_task.is_some_and(|task| task.wait_for_success) {
            self.open(place);
            return;
        }
        if let Some(node) = self.nodes.get_mut(place) {
            node.failed_starts = 0;
        }
        self.run_start_task(place);
    }

    fn run_start_task(&mut self, place: u32) {
        let time = self.settings.assumptions.start_task_time;
        let time = time.draw(&mut self.random.start_task_times);
        self.phase(place, NodeState::WaitingForStartTask, time);
    }

    fn end_start_task(&mut self, place: u32) {
        let share = self.settings.assumptions.start_task_failure;
        if !happens(share, &mut self.random.start_tasks) {
            self.open(place);
            return;
        }
        let start_task = self.settings.pool.configuration.start_task.as_ref();
        let retries = start_task.and_then(|task| task.retries);
        let Some(node) = self.nodes.get_mut(place) else {
            return;
        };
        node.failed_starts = node.failed_starts.saturating_add(1);
        if retries.is_some_and(|most| node.failed_starts > most) {
            self.statistics.failed_nodes.start_task += 1;
            let state = NodeState::StartTaskFailed;
            self.nodes.set(place, Some(state), self.now);
        } else if retries.is_some() || share.0 < 1.0 {
            self.run_start_task(place);
        }
        // One that always fails and is tried without end is waited for so.
    }

    /// A node takes tasks from now on.
    pub(crate) fn open(&mut self, place: u32) {
        let slots = self.settings.pool.task_slots_per_node;
        if let Some(node) = self.nodes.get_mut(place) {
            node.free_slots = slots;
        }
        self.nodes.set(place, Some(NodeState::Idle), self.now);
        self.free.set(place, slots);
    }

    /// A node of the pool boots again; its tasks are requeued.
    pub(crate) fn restart(&mut self, place: u32, state: NodeState, time: Interval) {
        let others = self.evict(place, Stand::Waiting);
        if let Some(node) = self.nodes.get_mut(place) {
            node.generation += 1;
            node.free_slots = 0;
            if state != NodeState::Rebooting {
                node.data_until = self.now;
            }
        }
        self.phase(place, state, time);
        self.expect_preemption(place);
        self.release(&others);
    }
}

fn plus(a: Interval, b: Interval) -> Interval {
    Interval(a.ticks().saturating_add(b.ticks()))
}
