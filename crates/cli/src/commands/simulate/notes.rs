//! What should be known of a simulation beside its numbers.

use autoscale_simulate::{FailedNodes, Operated, Settings};

use super::run::{Run, Simulated};
use crate::output::human::{count, counted};

impl Simulated<'_> {
    /// A sentence each; of several runs with the formula's name.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for run in &self.runs {
            let of_run = run.notes(&self.world.settings);
            notes.extend(of_run.into_iter().map(|note| match self.runs.len() {
                1 => note,
                _ => format!("{}: {note}", run.formula.name),
            }));
        }
        notes.extend(self.world.notes.iter().cloned());
        notes
    }
}

impl Run<'_> {
    fn notes(&self, settings: &Settings) -> Vec<String> {
        let until_done = settings.until_done;
        let outcome = &self.outcome;
        let tasks = &outcome.tasks;
        let mut notes = Vec::new();
        if let Some(refusal) = outcome.refused {
            let (code, reason) = (refusal.code, refusal.reason);
            notes.push(format!("there never was a pool: {reason} (`{code}`)"));
        }
        if outcome.always_failed() {
            let error = self.recording.evaluation_errors().values().next();
            let why = error.map_or("", |tally| tally.message.as_str());
            notes.push(format!(
                "every evaluation failed, so the pool kept its targets: {why}"
            ));
        }
        if tasks.never_scheduled > 0 {
            notes.push(format!(
                "no node of the pool can ever run {}: more slots than a node has, or several nodes \
                 at once, which takes inter-node communication and one slot a node",
                counted(tasks.never_scheduled, "task")
            ));
        }
        let undone = tasks.running + tasks.waiting;
        // Without an end from outside it goes on while any other task is left.
        let ended = undone == tasks.never_scheduled + tasks.blocked;
        if until_done && ended && tasks.blocked > 0 {
            notes.push(format!(
                "{} never ran, since what `depends_on` names did not succeed",
                counted(tasks.blocked, "task")
            ));
        }
        if until_done && !ended {
            notes.push(format!(
                "{} had not ended at {}, when the simulation was given up; `--until` sets another end",
                counted(undone, "task"),
                outcome.until
            ));
        }
        notes.extend(failed_nodes(outcome.failed_nodes));
        if outcome.without_certificate > 0 {
            notes.push(format!(
                "without a certificate that was added, which takes a reboot: {}",
                counted(outcome.without_certificate.into(), "node")
            ));
        }
        notes.extend(outcome.operations.iter().filter_map(refused));
        let late = settings.operations.len() - outcome.operations.len();
        if late > 0 {
            let late = counted(late as u64, "operation");
            notes.push(format!("after the end, so left out: {late}"));
        }
        notes
    }
}

fn refused(operated: &Operated) -> Option<String> {
    let refusal = operated.refusal?;
    let operation = operated.operation;
    let (name, at) = (operation.request.as_str(), operation.at);
    let (code, reason) = (refusal.code, refusal.reason);
    Some(format!("`{name}` at {at} was refused: {reason} (`{code}`)"))
}

fn failed_nodes(failed: FailedNodes) -> Option<String> {
    let reasons = [
        (failed.start_task, "their start task"),
        (failed.packages, "an application package"),
        (failed.images, "an image"),
    ];
    let all: u64 = reasons.iter().map(|(number, _)| number).sum();
    let words = reasons.iter().filter(|(number, _)| *number > 0);
    let words: Vec<String> = words
        .map(|(number, what)| format!("{} for {what}", count(*number)))
        .collect();
    (all > 0).then(|| {
        let nodes = counted(all, "node");
        format!(
            "{nodes} failed while they booted and ran no task: {}",
            words.join(", ")
        )
    })
}
