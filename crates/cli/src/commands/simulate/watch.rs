//! Those who look on while a simulation runs: the recording of charts, the
//! files that are written on the way, the bar in the terminal.

use autoscale_base::Timestamp;
use autoscale_machine::AutoScaleRun;
use autoscale_simulate::{Observer, PoolEvent, Recording, Row};

use super::files::Files;
use super::progress::Bar;

/// Tells everybody.
pub(super) struct Watch<'w, 'a> {
    pub(super) recording: Recording,
    pub(super) files: Option<&'w mut Files<'a>>,
    pub(super) bar: Bar<'w>,
}

impl Observer for Watch<'_, '_> {
    fn row(&mut self, row: &Row) {
        self.recording.row(row);
        if let Some(files) = &mut self.files {
            files.row(row);
        }
        self.bar.at(row.time);
    }

    fn evaluation(&mut self, run: &AutoScaleRun) {
        self.recording.evaluation(run);
        if let Some(files) = &mut self.files {
            files.evaluation(run);
        }
    }

    fn pool_event(&mut self, time: Timestamp, event: &PoolEvent) {
        self.recording.pool_event(time, event);
        if let Some(files) = &mut self.files {
            files.pool_event(time, event);
        }
    }
}
