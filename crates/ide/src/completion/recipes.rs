//! Whole formulas to start from.

use super::Snippet;

/// A formula that does a usual job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How it is listed.
    pub name: &'static str,
    /// What it does, in a sentence or two.
    pub summary: &'static str,
    source: &'static str,
}

/// All of them.
pub static RECIPES: &[Recipe] = &[
    Recipe {
        name: "guarded average",
        summary: "Follows the average queue, and the newest sample while too few have arrived to \
                  average them.",
        source: "\
window = TimeInterval_Minute * ⟨15⟩;
enough = $PendingTasks.GetSamplePercent(window) >= 70;
tasks = enough ? avg($PendingTasks.GetSample(window)) : max(0, $PendingTasks.GetSample(1));
$TargetDedicatedNodes = min(⟨25⟩, ceil(tasks / $TaskSlotsPerNode));
$NodeDeallocationOption = taskcompletion;
",
    },
    Recipe {
        name: "queue with cap",
        summary: "One node for every few tasks, up to a limit, whatever the queue holds.",
        source: "\
maxNodes = ⟨25⟩;
tasksPerNode = ⟨4⟩;
window = TimeInterval_Minute * 5;
enough = $PendingTasks.GetSamplePercent(window) >= 70;
tasks = max(0, enough ? $PendingTasks.GetSample(window) : $PendingTasks.GetSample(1));
$TargetDedicatedNodes = min(maxNodes, ceil(tasks / tasksPerNode));
$NodeDeallocationOption = taskcompletion;
",
    },
    Recipe {
        name: "working hours",
        summary: "A fixed number of nodes on weekdays between two hours, another number otherwise. \
                  Hours are UTC.",
        source: "\
now = time();
isWeekday = now.weekday >= 1 && now.weekday <= 5;
isWorkingHour = now.hour >= ⟨8⟩ && now.hour < ⟨18⟩;
$TargetDedicatedNodes = isWeekday && isWorkingHour ? ⟨10⟩ : ⟨0⟩;
$NodeDeallocationOption = taskcompletion;
",
    },
    Recipe {
        name: "scale to zero",
        summary: "Gives all nodes back once nothing has been queued for a while, and keeps them \
                  until then.",
        source: "\
idle = TimeInterval_Minute * ⟨30⟩;
known = $PendingTasks.GetSamplePercent(idle) >= 70;
busiest = known ? max(0, $PendingTasks.GetSample(idle, 70)) : 1;
$TargetDedicatedNodes = busiest == 0 ? 0 : min(⟨10⟩, max($CurrentDedicatedNodes, ceil(busiest)));
$NodeDeallocationOption = taskcompletion;
",
    },
    Recipe {
        name: "low-priority with fallback",
        summary: "Low-priority nodes do the work, dedicated ones take over what was preempted.",
        source: "\
maxNodes = ⟨25⟩;
window = TimeInterval_Minute * ⟨3⟩;
enough = $PendingTasks.GetSamplePercent(window) >= 70;
tasks = max(0, enough ? $PendingTasks.GetSample(window) : $PendingTasks.GetSample(1));
wanted = min(maxNodes, ceil(tasks));
known = $PreemptedNodeCount.GetSamplePercent(window) >= 70;
preempted = known ? max(0, $PreemptedNodeCount.GetSample(window)) : 0;
$TargetDedicatedNodes = min(wanted, preempted);
$TargetLowPriorityNodes = max(0, wanted - $TargetDedicatedNodes);
$NodeDeallocationOption = taskcompletion;
",
    },
];

impl Recipe {
    /// The formula.
    #[must_use]
    pub fn snippet(&self) -> Snippet {
        Snippet::new(self.source)
    }

    /// What it does and how, as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let formula = self.snippet().plain();
        format!("{}\n\n```autoscale\n{formula}```", self.summary)
    }
}

#[cfg(test)]
mod tests {
    use autoscale_base::Severity;
    use autoscale_lint::{Config, analyse};

    use super::RECIPES;

    #[test]
    fn every_recipe_is_faultless() {
        for recipe in RECIPES {
            let found = analyse(&recipe.snippet().plain(), &Config::default()).diagnostics;
            let mut bad = found.iter().filter(|it| it.severity != Severity::Info);
            assert_eq!(bad.next(), None, "{}", recipe.name);
        }
    }
}
