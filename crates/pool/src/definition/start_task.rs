//! What every node runs before it takes tasks.

use autoscale_base::Span;

use super::Setting;
use super::setting::settings;

settings! {
    /// `startTask`.
    pub struct StartTask {
        /// `commandLine`.
        pub command_line: Option<Setting<String>>,
        /// `waitForSuccess`.
        pub wait_for_success: Option<Setting<bool>>,
        /// `maxTaskRetryCount`; -1 is without limit.
        pub max_task_retry_count: Option<Setting<String>>,
        /// `containerSettings`.
        pub container: Option<Setting<TaskContainer>>,
        /// `userIdentity`.
        pub user_identity: Option<Span>,
        /// `resourceFiles`.
        pub resource_files: Option<Span>,
        /// `environmentSettings`.
        pub environment: Option<Span>,
    }
}

settings! {
    /// `containerSettings` of a task.
    pub struct TaskContainer {
        /// `imageName`.
        pub image_name: Option<Setting<String>>,
    }
}
