//! The figures that runs are compared by.

use autoscale_catalog::service_error::RESIZE_STOPPED;
use autoscale_simulate::Outcome;

use crate::output::human::{count, dollars, duration, hours, percent};

/// Which of two is to be preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    Less,
    More,
    /// It depends on what one wants.
    Neither,
}

/// A figure of a run.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    better: Better,
    /// `None` when it is unknown.
    pub(crate) value: fn(&Outcome) -> Option<f64>,
    words: fn(f64) -> String,
    /// Is it a share, whose differences are points, not shares of shares?
    is_share: bool,
}

/// All of them, the ones that matter most first.
pub(crate) static FIGURES: &[Figure] = &[
    figure("Cost", Better::Less, |it| it.cost, dollars),
    figure(
        "Tasks completed",
        Better::More,
        |it| whole(it.tasks.completed),
        number,
    ),
    figure(
        "Mean wait",
        Better::Less,
        |it| wait(it, it.waits.mean),
        duration,
    ),
    figure(
        "p50 wait",
        Better::Less,
        |it| wait(it, it.waits.p50),
        duration,
    ),
    figure(
        "p95 wait",
        Better::Less,
        |it| wait(it, it.waits.p95),
        duration,
    ),
    figure(
        "p99 wait",
        Better::Less,
        |it| wait(it, it.waits.p99),
        duration,
    ),
    figure(
        "Longest wait",
        Better::Less,
        |it| wait(it, it.waits.max),
        duration,
    ),
    figure("Mean queue", Better::Less, |it| Some(it.mean_queue), tenths),
    Figure {
        is_share: true,
        ..figure("Utilisation", Better::More, |it| it.utilisation, percent)
    },
    figure(
        "Dedicated node-hours",
        Better::Neither,
        |it| Some(it.node_hours[0]),
        hours,
    ),
    figure(
        "Low-priority node-hours",
        Better::Neither,
        |it| Some(it.node_hours[1]),
        hours,
    ),
    figure(
        "Tasks requeued",
        Better::Less,
        |it| whole(it.tasks.requeued),
        number,
    ),
    figure(
        "Tasks terminated",
        Better::Less,
        |it| whole(it.tasks.terminated),
        number,
    ),
    figure(
        "Work killed",
        Better::Less,
        |it| Some(it.lost_hours * 3600.0),
        duration,
    ),
    figure(
        "Quota hits",
        Better::Less,
        |it| whole(it.quota_hits()),
        number,
    ),
    figure(
        "Other resize errors",
        Better::Less,
        |it| whole(other_resize_errors(it)),
        number,
    ),
    figure(
        "Evaluations with errors",
        Better::Less,
        |it| whole(it.evaluations[1]),
        number,
    ),
    figure("Resizes", Better::Neither, |it| whole(it.resizes), number),
    figure(
        "Nodes preempted",
        Better::Less,
        |it| whole(it.preemptions),
        number,
    ),
];

const fn figure(
    name: &'static str,
    better: Better,
    value: fn(&Outcome) -> Option<f64>,
    words: fn(f64) -> String,
) -> Figure {
    Figure {
        name,
        better,
        value,
        words,
        is_share: false,
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::unnecessary_wraps,
    reason = "counts are far below 2^53; the table holds options"
)]
const fn whole(count: u64) -> Option<f64> {
    Some(count as f64)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count that was made a double"
)]
fn number(number: f64) -> String {
    count(number as u64)
}

fn tenths(number: f64) -> String {
    format!("{number:.1}")
}

/// No wait is known where no task was started.
fn wait(outcome: &Outcome, seconds: f64) -> Option<f64> {
    was_any_started(outcome).then_some(seconds)
}

/// Was any task started?
pub(crate) const fn was_any_started(outcome: &Outcome) -> bool {
    let tasks = &outcome.tasks;
    tasks.completed + tasks.running + tasks.terminated + tasks.requeued > 0
}

/// Errors of resizes that are neither limits nor mean that the resize was
/// stopped, which a formula does to its own resizes whenever it changes its mind.
pub(crate) fn other_resize_errors(outcome: &Outcome) -> u64 {
    let errors = &outcome.resize_errors;
    let stopped = errors.get(RESIZE_STOPPED.code).copied();
    errors.values().sum::<u64>() - stopped.unwrap_or(0) - outcome.quota_hits()
}

/// How a figure differs from that of the first run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// `+12 %`, or the amount where there was nothing.
    pub(crate) text: String,
    /// `None` where it depends.
    pub(crate) better: Option<bool>,
}

impl Figure {
    /// The value in words.
    pub(crate) fn text(&self, value: Option<f64>) -> String {
        value.map_or("–".to_owned(), self.words)
    }

    /// `None` when there is none, or none that one would see.
    pub(crate) fn difference(&self, first: f64, other: f64) -> Option<Difference> {
        if (self.words)(first) == (self.words)(other) {
            return None;
        }
        let sign = if other > first { '+' } else { '−' };
        let amount = (other - first).abs();
        let share = percent(amount / first.abs());
        let text = match share.as_str() {
            _ if self.is_share => format!("{:.0} points", amount * 100.0),
            // More than tenfold, or hardly any.
            _ if amount > 10.0 * first.abs() => (self.words)(amount),
            "0 %" => (self.words)(amount),
            _ => share,
        };
        let text = format!("{sign}{text}");
        let better = match self.better {
            Better::Less => Some(other < first),
            Better::More => Some(other > first),
            Better::Neither => None,
        };
        Some(Difference { text, better })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(name: &str, first: f64, other: f64) -> Option<(String, Option<bool>)> {
        let figure = FIGURES.iter().find(|figure| figure.name == name).unwrap();
        let difference = figure.difference(first, other)?;
        Some((difference.text, difference.better))
    }

    #[test]
    fn differences_have_a_sign_and_a_judgement() {
        for (name, first, other, text, better) in [
            ("Cost", 10.0, 12.5, "+25 %", Some(false)),
            ("Cost", 10.0, 9.96, "−$0.04", Some(true)),
            ("Utilisation", 0.5, 0.75, "+25 points", Some(true)),
            ("Tasks completed", 100.0, 50.0, "−50 %", Some(false)),
            ("Quota hits", 0.0, 3.0, "+3", Some(false)),
            ("p95 wait", 10.0, 310.0, "+5 min", Some(false)),
            ("Resizes", 4.0, 2.0, "−50 %", None),
        ] {
            assert_eq!(
                difference(name, first, other),
                Some((text.to_owned(), better))
            );
        }
        assert_eq!(difference("Cost", 10.0, 10.001), None, "looks the same");
        assert_eq!(difference("Cost", 0.0, 0.0), None);
    }
}
