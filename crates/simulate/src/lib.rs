//! What a pool does over time: tasks come, wait and run; nodes come, boot in
//! phases, are preempted and leave; the formula is evaluated at its interval by
//! the real machine, and the pool resized by the real sizing engine, while
//! people and programs do things to it from outside ([`Operation`]). What the
//! service decides where nothing public tells is a
//! [`Policy`](autoscale_catalog::Policy), how long things take and how often
//! they fail are [`Assumptions`](autoscale_catalog::Assumptions).
//!
//! A [`Simulation`] is deterministic: equal inputs and an equal seed give an
//! equal [`Outcome`]. Its cost grows with the number of events (tasks, nodes
//! that come and go, samples, evaluations), not with nodes times time.

mod agenda;
mod autoscaler;
mod between;
mod boot;
mod columns;
mod distribution;
mod events;
mod invariants;
mod leaving;
mod lifetime;
mod nodes;
mod observer;
mod operations;
mod outcome;
mod preemption;
mod queue;
mod random;
mod read;
mod recording;
mod resize;
mod sampler;
mod scheduler;
mod settings;
mod simulation;
mod slots;
mod statistics;
mod tasks;
mod workload;

pub use autoscale_catalog::assumption::Distribution;
pub use autoscaler::Formula;
pub use between::{facts, targets};
pub use boot::FailedNodes;
pub use columns::Column;
pub use events::EventSource;
pub use observer::{Observer, PoolEvent, ResizeNow, Row};
pub use operations::{
    OPERATION_COLUMNS, OPERATIONS, Operated, Operation, Refusal, Request, read_operations,
};
pub use outcome::{ConditionHours, Outcome, TaskCounts, Waits};
pub use read::{
    Generated, ParallelJobs, ReadError, Submissions, TASK_COLUMNS, read_generator, read_workload,
};
pub use recording::{Curve, Evaluation, Log, Mark, Measure, Recording, Repeated, Resize, Tally};
pub use settings::{AssumptionError, Settings};
pub use simulation::Simulation;
pub use workload::{Generator, Task, Workload, WorkloadError};
