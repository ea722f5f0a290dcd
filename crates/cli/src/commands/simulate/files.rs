//! Files that grow while a simulation runs: the timeline and the service's
//! events. They appear when all is done.

use std::io::{self, Write};
use std::path::Path;

use autoscale_base::Timestamp;
use autoscale_machine::AutoScaleRun;
use autoscale_simulate::{EventSource, Observer, PoolEvent, Row, Settings};
use autoscale_workspace::AtomicFile;

use super::run::Candidate;
use crate::exit::Failure;
use crate::output::timeline_csv;

/// The files that are asked for.
#[derive(Debug)]
pub(super) struct Files<'a> {
    timeline: Option<Growing>,
    events: Option<Growing>,
    /// Which formula the next lines belong to.
    name: &'a str,
    source: EventSource<'a>,
}

/// A file, and what went wrong with it first.
#[derive(Debug)]
struct Growing {
    file: AtomicFile,
    error: Option<io::Error>,
}

impl<'a> Files<'a> {
    /// Begins them.
    pub(super) fn create(
        timeline: Option<&Path>,
        events: Option<&Path>,
        settings: &'a Settings,
    ) -> Result<Self, Failure> {
        let configuration = &settings.pool.configuration;
        let mut files = Self {
            timeline: timeline.map(Growing::create).transpose()?,
            events: events.map(Growing::create).transpose()?,
            name: "",
            source: EventSource {
                pool: configuration.id.as_deref().unwrap_or("pool"),
                formula: "",
                is_auto_pool: configuration.auto_pool.is_some(),
                account: "",
            },
        };
        if let Some(timeline) = &mut files.timeline {
            timeline.write(timeline_csv::write_header);
        }
        Ok(files)
    }

    /// Is none asked for?
    pub(super) const fn is_empty(&self) -> bool {
        self.timeline.is_none() && self.events.is_none()
    }

    /// What follows is of that formula.
    pub(super) fn begin(&mut self, candidate: &'a Candidate) {
        self.name = &candidate.name;
        self.source.formula = &candidate.text;
    }

    /// Puts them into their places.
    pub(super) fn commit(self) -> Result<(), Failure> {
        for growing in [self.timeline, self.events].into_iter().flatten() {
            if let Some(error) = &growing.error {
                return Err(growing.file.error(error).into());
            }
            growing.file.commit()?;
        }
        Ok(())
    }
}

impl Observer for Files<'_> {
    fn row(&mut self, row: &Row) {
        if let Some(timeline) = &mut self.timeline {
            timeline.write(|out| timeline_csv::write_row(row, self.name, out));
        }
    }

    fn evaluation(&mut self, run: &AutoScaleRun) {
        if let Some(events) = &mut self.events {
            events.write(|out| writeln!(out, "{}", self.source.autoscale(run)));
        }
    }

    fn pool_event(&mut self, time: Timestamp, event: &PoolEvent) {
        if let Some(events) = &mut self.events {
            events.write(|out| writeln!(out, "{}", self.source.pool(time, event)));
        }
    }
}

impl Growing {
    fn create(path: &Path) -> Result<Self, Failure> {
        Ok(Self {
            file: AtomicFile::create(path)?,
            error: None,
        })
    }

    /// After an error nothing more is written; it is told in the end.
    fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        if self.error.is_none() {
            self.error = write(&mut self.file).err();
        }
    }
}
