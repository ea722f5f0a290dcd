//! What a pool does over time: tasks come, wait and run; nodes come, boot, are
//! preempted and leave; the formula is evaluated at its interval by the real
//! machine, and the pool resized by the real sizing engine.
//!
//! A [`Simulation`] is deterministic: equal inputs and an equal seed give an
//! equal [`Outcome`]. Its cost grows with the number of events (tasks, nodes
//! that come and go, samples, evaluations), not with nodes times time.

mod agenda;
mod autoscaler;
mod between;
mod distribution;
mod invariants;
mod nodes;
mod observer;
mod outcome;
mod queue;
mod random;
mod read;
mod resize;
mod sampler;
mod scheduler;
mod settings;
mod simulation;
mod slots;
mod statistics;
mod tasks;
mod workload;

pub use autoscaler::Formula;
pub use between::{facts, targets};
pub use distribution::Distribution;
pub use observer::{Observer, PoolEvent, ResizeNow, Row};
pub use outcome::{Outcome, TaskCounts, Waits};
pub use read::{
    Generated, ReadError, Submissions, read_csv, read_generator, read_json_lines, read_swf,
};
pub use settings::{Boot, Preemption, Sampling, Settings};
pub use simulation::Simulation;
pub use workload::{Generator, Task, Workload, WorkloadError};
