//! The Standard Workload Format of the Parallel Workloads Archive: a job a
//! line, 18 numbers each, -1 for what is not known.

use autoscale_base::{Interval, Timestamp, duration};

use super::submissions::{Submission, Submit};
use super::{ReadError, Result, Submissions};
use crate::workload::Task;

/// The columns that are read, from 0.
const SUBMIT: usize = 1;
const RUNTIME: usize = 3;
const PROCESSORS: usize = 4;
const REQUESTED_PROCESSORS: usize = 7;

/// Reads jobs. A job on several processors is as many tasks of one slot. Jobs
/// that never ran (no runtime or no processors) are left out, and counted in
/// the warnings.
///
/// # Errors
/// What is wrong, with its line.
pub fn read_swf(text: &str) -> Result<Submissions> {
    let mut submissions = Submissions::default();
    let mut left_out = 0_u64;
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.trim();
        if let Some(comment) = text.strip_prefix(';') {
            if let Some(start) = start(comment) {
                submissions.begins = Some(start);
            }
        } else if !text.is_empty() && !job(line, text, &mut submissions.tasks)? {
            left_out += 1;
        }
    }
    if left_out > 0 {
        let (s, have) = if left_out == 1 {
            ("", "has")
        } else {
            ("s", "have")
        };
        submissions.warnings.push(format!(
            "{left_out} job{s} without a runtime or processors {have} been left out"
        ));
    }
    Ok(submissions)
}

/// `UnixStartTime: 1027839845`
fn start(comment: &str) -> Option<Timestamp> {
    let seconds = comment.trim().strip_prefix("UnixStartTime:")?;
    let seconds: i64 = seconds.trim().parse().ok()?;
    Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds))
}

/// Adds the tasks of a job; false for one that never ran.
fn job(line: u64, text: &str, tasks: &mut Vec<Submission>) -> Result<bool> {
    let columns: Vec<&str> = text.split_ascii_whitespace().collect();
    let number = |column: usize| {
        let Some(text) = columns.get(column) else {
            let message = format!("a job has 18 numbers, this one {}", columns.len());
            return Err(ReadError::new(line, message));
        };
        let wrong = |_| ReadError::new(line, format!("`{text}` is not a number"));
        text.parse::<f64>().map_err(wrong)
    };
    let (submit, runtime) = (number(SUBMIT)?, number(RUNTIME)?);
    let mut processors = number(PROCESSORS)?;
    if processors < 1.0 {
        processors = number(REQUESTED_PROCESSORS)?;
    }
    if runtime < 0.0 || processors < 1.0 {
        return Ok(false);
    }
    let length = |seconds| duration::seconds(seconds).map_err(|error| ReadError::new(line, error));
    let submission = Submission {
        line,
        id: None,
        submit: Submit::After(length(submit)?),
        task: Task::new(Timestamp::EPOCH, length(runtime)?),
        depends_on: Vec::new(),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a double saturates"
    )]
    let count = processors as usize;
    if count > 1_000_000 {
        let message = format!("{count} processors are more than a million");
        return Err(ReadError::new(line, message));
    }
    tasks.extend(std::iter::repeat_n(submission, count));
    Ok(true)
}
