//! A pool that a job makes for itself.

use super::Setting;
use super::setting::settings;

settings! {
    /// `autoPoolSpecification`.
    pub struct AutoPool {
        /// `autoPoolIdPrefix`.
        pub id_prefix: Option<Setting<String>>,
        /// `poolLifetimeOption`: `job` or `jobschedule`.
        pub lifetime: Option<Setting<String>>,
        /// `keepAlive`.
        pub keep_alive: Option<Setting<bool>>,
    }
}
