//! The assumptions of a simulation: how long things take and how often they
//! fail, with a default and what speaks for it. They are to the simulated world
//! what the [`Policy`](crate::Policy) is to the service's decisions.

mod distribution;
mod rows;
mod values;

pub use distribution::Distribution;
pub use rows::*;
pub use values::{MeanTime, Share};

impl Assumptions {
    /// A world in which everything takes no time and nothing fails.
    #[must_use]
    pub fn without_delays() -> Self {
        Self {
            allocation_time: Distribution::ZERO,
            boot_time: Distribution::ZERO,
            certificate_time: Distribution::ZERO,
            package_time: Distribution::ZERO,
            image_time: Distribution::ZERO,
            start_task_time: Distribution::ZERO,
            reboot_time: Distribution::ZERO,
            reimage_time: Distribution::ZERO,
            os_upgrade_time: Distribution::ZERO,
            stop_resize_time: Distribution::ZERO,
            sample_delay: autoscale_base::Interval::ZERO,
            ..Self::default()
        }
    }
}
