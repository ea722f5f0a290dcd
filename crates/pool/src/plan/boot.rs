//! What the settings of a pool mean for nodes that come.

use autoscale_base::Interval;

use super::notes::enumerated;
use super::planning::Planning;

impl Planning<'_> {
    /// What happens before a new node takes tasks. The order is that of
    /// MicrosoftDocs/azure-docs `articles/batch/nodes-and-pools.md`.
    pub(super) fn note_boot(&mut self) {
        let configuration = &self.pool.configuration;
        let mut steps = Vec::new();
        let mut step = |verb: &str, count: u32, what: &str| {
            if count > 0 {
                let s = if count == 1 { "" } else { "s" };
                steps.push(format!("{verb} {count} {what}{s}"));
            }
        };
        step(
            "installs",
            configuration.application_packages,
            "application package",
        );
        step("pulls", configuration.container_images(), "container image");
        let start_task = configuration.start_task.as_ref();
        let waits = start_task.is_some_and(|task| task.wait_for_success);
        if waits {
            steps.push("runs its start task".to_owned());
        }
        if !steps.is_empty() {
            let steps = enumerated(&steps);
            let once = match start_task {
                Some(task) if waits && task.retries == Some(0) => {
                    "; where that fails, it is not tried again, and the node takes none"
                }
                _ => "",
            };
            self.note(format!("before it takes tasks, a new node {steps}{once}"));
        }
        if start_task.is_some() && !waits {
            self.note(
                "`waitForSuccess` of the start task is off: tasks may begin while it still runs, \
                 and when it has failed"
                    .to_owned(),
            );
        }
    }

    /// Settings that do not do what one may think.
    pub(super) fn note_settings(&mut self) {
        let configuration = &self.pool.configuration;
        let default = Interval::from_seconds(900);
        if configuration.resize_timeout.is_some_and(|it| it != default) {
            self.note(
                "`resizeTimeout` is for resizes by hand; one by autoscaling may take 15 minutes"
                    .to_owned(),
            );
        }
        if self.pool.configuration.certificates > 0 && self.pool.staying().total() > 0 {
            self.note(
                "a certificate that is added later reaches a node only when that is rebooted"
                    .to_owned(),
            );
        }
    }
}
