//! The service's answers to operations.

use autoscale_base::Interval;
use autoscale_catalog::DeallocationOption;
use autoscale_catalog::service_error::{
    INVALID_PROPERTY_VALUE, MISSING_REQUIRED_PROPERTY, OPERATION_INVALID_FOR_CURRENT_STATE,
    OPERATION_NOT_VALID_ON_POOL, POOL_BEING_DELETED, POOL_BEING_RESIZED, POOL_NOT_FOUND,
    TOO_MANY_ENABLE_REQUESTS,
};
use autoscale_pool::configuration::Machine;
use autoscale_pool::{AllocationState, NodeKind, NodeState, Sizes, Targets};

use super::{Operated, Refusal, Request};
use crate::agenda::Event;
use crate::distribution::Draw as _;
use crate::lifetime::Existence;
use crate::nodes::Node;
use crate::simulation::Simulation;

type Answer = Result<(), Refusal>;

/// A pool takes one request to enable autoscaling every 30 seconds.
const BETWEEN_ENABLES: Interval = Interval::from_seconds(30);

/// Most nodes of a request to remove some (`azure-batch` 15.1.0,
/// `BatchNodeRemoveOptions`).
const MOST_REMOVED: u32 = 100;

impl Simulation<'_> {
    /// The next operation.
    pub(crate) fn operate(&mut self) {
        let settings = self.settings;
        let Some(&operation) = settings.operations.get(self.operated.len()) else {
            return;
        };
        let refusal = self.answer(operation.request).err();
        let operated = Operated { operation, refusal };
        self.operated.push(operated);
        if let Some(observer) = &mut self.observer {
            observer.operation(self.now, &operated);
        }
        if let Some(next) = settings.operations.get(self.operated.len()) {
            self.agenda.plan(next.at.max(self.now), Event::Operate);
        }
    }

    fn answer(&mut self, request: Request) -> Answer {
        match self.existence {
            Existence::Active => {}
            Existence::NotYet | Existence::Refused => {
                return Err(Refusal::new(POOL_NOT_FOUND, "there is no pool yet"));
            }
            Existence::Gone => {
                return Err(Refusal::new(
                    POOL_BEING_DELETED,
                    "the pool has been deleted",
                ));
            }
        }
        match request {
            Request::StopResize => self.request_stop(),
            Request::Resize {
                dedicated,
                low_priority,
                option,
            } => self.request_resize([dedicated, low_priority], option),
            Request::EnableAutoscale => self.request_enable(),
            Request::DisableAutoscale => {
                self.turn_off();
                Ok(())
            }
            Request::Reboot(nodes) => {
                let time = self.settings.assumptions.reboot_time;
                self.request_restart(nodes, NodeState::Rebooting, |random| time.draw(random))
            }
            Request::Reimage(nodes) => {
                let time = self.settings.assumptions.reimage_time;
                self.request_restart(nodes, NodeState::Reimaging, |random| time.draw(random))
            }
            Request::UpgradeOs => self.request_upgrade(),
            Request::AddCertificate => {
                // Nodes that are there get it when they boot again.
                self.certificates = self.certificates.saturating_add(1);
                Ok(())
            }
            Request::RemoveNodes { nodes, option } => self.request_removal(nodes, option),
            Request::DeletePool => {
                self.delete();
                Ok(())
            }
        }
    }

    fn is_steady(&self) -> Answer {
        if self.resize.state == AllocationState::Steady {
            Ok(())
        } else {
            Err(Refusal::new(
                POOL_BEING_RESIZED,
                "the pool is being resized",
            ))
        }
    }

    fn request_stop(&mut self) -> Answer {
        if self.resize.state != AllocationState::Resizing {
            let reason = "the pool is not being resized";
            return Err(Refusal::new(OPERATION_INVALID_FOR_CURRENT_STATE, reason));
        }
        self.stop_resize();
        Ok(())
    }

    fn request_resize(&mut self, given: [Option<u32>; 2], option: DeallocationOption) -> Answer {
        if self.autoscale.is_on() {
            let reason = "a formula sizes the pool; disable autoscaling first";
            return Err(Refusal::new(OPERATION_NOT_VALID_ON_POOL, reason));
        }
        self.is_steady()?;
        let [dedicated, low_priority] = given;
        self.begin_resize(Targets {
            sizes: Sizes {
                dedicated: dedicated.unwrap_or(self.target.dedicated),
                low_priority: low_priority.unwrap_or(self.target.low_priority),
            },
            option,
        });
        Ok(())
    }

    fn request_enable(&mut self) -> Answer {
        if !self.autoscale.has_formula() {
            return Err(Refusal::new(
                MISSING_REQUIRED_PROPERTY,
                "there is no formula",
            ));
        }
        if !self.autoscale.is_on() {
            self.is_steady()?;
        }
        let last = self.autoscale.enabled;
        if last.is_some_and(|last| self.now.since(last) < BETWEEN_ENABLES) {
            let reason = "autoscaling was enabled less than 30 seconds ago";
            return Err(Refusal::new(TOO_MANY_ENABLE_REQUESTS, reason));
        }
        self.turn_on();
        Ok(())
    }

    /// The first nodes that have come up, in order of their places, boot again.
    fn request_restart(
        &mut self,
        nodes: Sizes,
        state: NodeState,
        time: impl Fn(&mut rand_chacha::ChaCha8Rng) -> Interval,
    ) -> Answer {
        let mut found = Vec::new();
        for kind in NodeKind::ALL {
            let up = self.nodes.iter().filter(|(_, node)| {
                let up = |state| {
                    matches!(
                        state,
                        NodeState::Idle
                            | NodeState::Running
                            | NodeState::StartTaskFailed
                            | NodeState::Unusable
                    )
                };
                node.kind == kind && node.state.is_some_and(up)
            });
            found.extend(up.map(|(place, _)| place).take(nodes.of(kind) as usize));
        }
        if found.is_empty() {
            let reason = "no such node has come up";
            return Err(Refusal::new(OPERATION_INVALID_FOR_CURRENT_STATE, reason));
        }
        for place in found {
            let time = time(&mut self.random.operations);
            self.restart(place, state, time);
        }
        Ok(())
    }

    /// Node after node gets another operating system, each when the machine
    /// before it has got its own.
    fn request_upgrade(&mut self) -> Answer {
        let machine = &self.settings.pool.configuration.machine;
        if !matches!(machine, Some(Machine::CloudServices { .. })) {
            let reason = "only pools of Cloud Services upgrade their operating system so";
            return Err(Refusal::new(OPERATION_NOT_VALID_ON_POOL, reason));
        }
        let there = self.nodes.iter().filter(|(_, node)| node.state.is_some());
        let there: Vec<u32> = there.map(|(place, _)| place).collect();
        let now = self.now;
        self.upgrading
            .extend(there.into_iter().map(|place| (place, now)));
        if !self.is_upgrading {
            self.is_upgrading = true;
            self.agenda.plan(now, Event::Upgrade);
        }
        Ok(())
    }

    /// It is the next node's turn. One that came later has the new operating
    /// system already, and one that runs no tasks yet gets it as it boots.
    pub(crate) fn upgrade(&mut self) {
        while let Some((place, asked)) = self.upgrading.pop_front() {
            let old = |node: &Node| {
                node.allocated <= asked && node.state.is_some_and(NodeState::runs_tasks)
            };
            if self.nodes.get(place).is_some_and(old) {
                let time = self.settings.assumptions.os_upgrade_time;
                let time = time.draw(&mut self.random.operations);
                self.restart(place, NodeState::UpgradingOs, time);
                self.after(time, Event::Upgrade);
                return;
            }
        }
        self.is_upgrading = false;
    }

    fn request_removal(&mut self, nodes: Sizes, option: DeallocationOption) -> Answer {
        if nodes.total() > MOST_REMOVED {
            let reason = "a request removes at most 100 nodes";
            return Err(Refusal::new(INVALID_PROPERTY_VALUE, reason));
        }
        self.is_steady()?;
        let nodes = nodes.minus(nodes.minus(self.staying()));
        if nodes == Sizes::ZERO {
            let reason = "there is no such node";
            return Err(Refusal::new(OPERATION_INVALID_FOR_CURRENT_STATE, reason));
        }
        self.remove_nodes(nodes, option);
        Ok(())
    }
}
