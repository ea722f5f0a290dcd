//! The fields of a task, whatever the file.

use autoscale_base::{DateTextRules, Interval, Timestamp, duration, quoted};

use super::submissions::{Builder, Submission, Submit};
use super::{ReadError, Result, length};
use crate::columns::Column;
use crate::workload::Task;

/// The columns of a workload, in the order in which readers know them.
pub const TASK_COLUMNS: [Column; 12] = [
    Column::new("id", "a name that `depends_on` of other tasks can use"),
    Column::new(
        "submit",
        "required: when the task is submitted, a date such as `2026-03-02T09:15:00Z`, or seconds \
         from the beginning of the simulation",
    ),
    Column::new(
        "runtime",
        "required: how long it runs, in seconds or as a duration such as `90s`, `5m` or `PT5M`",
    ),
    Column::new(
        "slots",
        "how many task slots of a node it takes (`requiredSlots`); 1 unless given",
    ),
    Column::new(
        "priority",
        "tasks of a higher one start first, those of an equal one in order of submission; 0 \
         unless given",
    ),
    Column::new(
        "depends_on",
        "ids of tasks that must succeed first, with spaces between them; in JSON Lines a list",
    ),
    Column::new(
        "max_retries",
        "how often it runs again after it failed (`maxTaskRetryCount`), -1 for ever; 0 unless \
         given",
    ),
    Column::new(
        "retention",
        "how long its files stay on the node (`retentionTime`), for which `retaineddata` waits; \
         7 days unless given",
    ),
    Column::new(
        "exit_code",
        "what it ends with: any other than 0 is a failure, each time that it runs; 0 unless given",
    ),
    Column::new(
        "max_wall_clock",
        "how long it may run (`maxWallClockTime`): after that it is ended, has failed and is not \
         retried",
    ),
    Column::new(
        "instances",
        "on how many nodes a multi-instance task runs at once; 1 unless given",
    ),
    Column::new(
        "job_manager",
        "`true` for a job manager task, which starts before all others and whose node leaves \
         last",
    ),
];

/// A field of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Submit,
    Runtime,
    Slots,
    Priority,
    DependsOn,
    MaxRetries,
    Retention,
    ExitCode,
    MaxWallClock,
    Instances,
    JobManager,
}

impl Field {
    pub(super) const COUNT: usize = TASK_COLUMNS.len();

    const ALL: [Self; Self::COUNT] = [
        Self::Id,
        Self::Submit,
        Self::Runtime,
        Self::Slots,
        Self::Priority,
        Self::DependsOn,
        Self::MaxRetries,
        Self::Retention,
        Self::ExitCode,
        Self::MaxWallClock,
        Self::Instances,
        Self::JobManager,
    ];

    const REQUIRED: [Self; 2] = [Self::Submit, Self::Runtime];

    pub(super) fn name(self) -> &'static str {
        let column = TASK_COLUMNS.get(self as usize);
        column.map_or("", |column| column.name)
    }

    /// The field of that name.
    pub(super) fn named(line: u64, name: &str) -> Result<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|field| field.name() == name).ok_or_else(|| {
            let message = format!("a task has no {}", quoted(name));
            ReadError::unknown(line, message, name, &TASK_COLUMNS.map(|column| column.name))
        })
    }

    /// The first required one that is not among these.
    pub(super) fn lacking(fields: &[Self]) -> Option<Self> {
        let mut required = Self::REQUIRED.into_iter();
        required.find(|field| !fields.contains(field))
    }
}

/// The texts of a task's fields, `None` for those that it does not have.
#[derive(Debug)]
pub(super) struct Texts<'t> {
    pub(super) line: u64,
    texts: [Option<&'t str>; Field::COUNT],
}

impl<'t> Texts<'t> {
    pub(super) const fn new(line: u64) -> Self {
        let texts = [None; Field::COUNT];
        Self { line, texts }
    }

    /// Sets a field; an empty text is none.
    pub(super) fn set(&mut self, field: Field, text: &'t str) {
        if let Some(place) = self.texts.get_mut(field as usize) {
            *place = (!text.is_empty()).then_some(text);
        }
    }

    fn get(&self, field: Field) -> Option<&'t str> {
        self.texts.get(field as usize).copied().flatten()
    }

    fn required(&self, field: Field) -> Result<&'t str> {
        let missing = || {
            let message = format!("`{}` is missing", field.name());
            ReadError::new(self.line, message).with_help("a task has a `submit` and a `runtime`")
        };
        self.get(field).ok_or_else(missing)
    }

    fn wrong(&self, field: Field, text: &str, wanted: &str) -> ReadError {
        let message = format!("`{}` is {}: {wanted}", field.name(), quoted(text));
        ReadError::new(self.line, message)
    }

    /// A field of some sort, or what counts without it.
    fn read<T>(
        &self,
        field: Field,
        otherwise: T,
        read: impl Fn(&str) -> std::result::Result<T, &'static str>,
    ) -> Result<T> {
        match self.get(field) {
            None => Ok(otherwise),
            Some(text) => read(text).map_err(|wanted| self.wrong(field, text, wanted)),
        }
    }

    /// Adds the task.
    pub(super) fn submit(&self, builder: &mut Builder) -> Result<()> {
        let submit = self.required(Field::Submit)?;
        let submit = read_submit(submit).map_err(|it| self.wrong(Field::Submit, submit, it))?;
        let runtime = self.required(Field::Runtime)?;
        let runtime = length(runtime).map_err(|it| self.wrong(Field::Runtime, runtime, it))?;
        let task = Task {
            slots: self.read(Field::Slots, 1, from_1)?,
            priority: self.read(Field::Priority, 0, whole)?,
            max_retries: self.read(Field::MaxRetries, 0, whole)?,
            exit_code: self.read(Field::ExitCode, 0, whole)?,
            retention: self.read(Field::Retention, Task::RETENTION, length)?,
            max_wall_clock: self.read(Field::MaxWallClock, None, |it| length(it).map(Some))?,
            instances: self.read(Field::Instances, 1, from_1)?,
            job_manager: self.read(Field::JobManager, false, yes_or_no)?,
            ..Task::new(Timestamp::EPOCH, runtime)
        };
        if task.instances > 1 && task.slots > 1 {
            let message = "a task of several instances has one slot on each node";
            return Err(ReadError::new(self.line, message).with_help("leave out `slots`"));
        }
        if is_endless(&task) {
            let message = "the task fails at once and is retried without an end";
            return Err(ReadError::new(self.line, message)
                .with_help("give it a `runtime` of a second or more, or fewer `max_retries`"));
        }
        let line = self.line;
        let place = builder.push(Submission { line, submit, task }, 1)?;
        if let Some(id) = self.get(Field::Id) {
            builder.name(place, line, id)?;
        }
        let needed = self.get(Field::DependsOn).unwrap_or_default();
        for id in needed.split([' ', ';', ',']).filter(|id| !id.is_empty()) {
            builder.depends_on(place, line, id);
        }
        Ok(())
    }
}

/// Would a simulation be busy with nothing but its retries?
fn is_endless(task: &Task) -> bool {
    const MANY: i32 = 1000;
    let many = !(0..=MANY).contains(&task.max_retries);
    task.exit_code != 0 && many && task.runtime < Interval::from_seconds(1)
}

fn whole(text: &str) -> std::result::Result<i32, &'static str> {
    text.parse().map_err(|_| "expected a whole number")
}

fn from_1(text: &str) -> std::result::Result<u32, &'static str> {
    let number = text.parse().ok().filter(|&number| number > 0);
    number.ok_or("expected a whole number from 1")
}

fn yes_or_no(text: &str) -> std::result::Result<bool, &'static str> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err("expected `true` or `false`"),
    }
}

/// A date, or seconds from the beginning.
pub(crate) fn read_submit(text: &str) -> std::result::Result<Submit, &'static str> {
    const WRONG: &str = "expected a date such as `2026-03-02T09:15:00Z`, or seconds";
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() => duration::seconds(seconds)
            .map(Submit::After)
            .map_err(|_| "expected seconds after the beginning"),
        Ok(_) => Err(WRONG),
        Err(_) => Timestamp::parse(text, DateTextRules::OURS)
            .map(Submit::At)
            .map_err(|_| WRONG),
    }
}
