//! A plan for people: what changes, line by line, then what it comes to.

use std::io::{self, Write};

use autoscale_base::Timestamp;
use autoscale_catalog::{PRICES, Profile};
use autoscale_machine::AutoScaleRun;
use autoscale_pool::{Action, NodeKind, Plan, Pool, Removed, Size, Task};

use crate::terminal::{Styles, visible};

/// More nodes or tasks than this are only counted.
const MOST: usize = 20;

/// A plan, and what it follows from.
pub(crate) struct Planned<'a> {
    /// What people call the formula.
    pub(crate) name: &'a str,
    /// The instant of the evaluation.
    pub(crate) now: Timestamp,
    /// The evaluation.
    pub(crate) run: &'a AutoScaleRun,
    /// What follows.
    pub(crate) plan: &'a Plan,
    /// For which pool.
    pub(crate) pool: &'a Pool,
    /// Are its prices those of the built-in table?
    pub(crate) example_prices: bool,
    /// How values print.
    pub(crate) profile: &'a Profile,
    /// What the snapshot's reader had to say.
    pub(crate) warnings: &'a [String],
}

impl Planned<'_> {
    /// Writes it all but the error, which belongs on standard error.
    pub(crate) fn write(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, dim) = (styles.bold, styles.dim);
        writeln!(out, "{bold}{}{bold:#} at {}\n", self.name, self.now)?;
        writeln!(out, "{dim}{}{dim:#}\n", visible(&self.run.results))?;
        self.write_nodes(out, styles)?;
        self.write_tasks(out, styles)?;
        self.write_sizes(out, styles)?;
        for error in &self.plan.resize_errors {
            let (style, code) = (styles.error, visible(&error.code));
            let message = visible(&error.message);
            writeln!(out, "\n{style}{code}{style:#}: {message}")?;
        }
        writeln!(out, "\n{bold}Plan:{bold:#} {}.", self.summary())?;
        let notes = self.plan.notes.iter().chain(self.warnings);
        for note in notes.chain(&self.run.warnings) {
            writeln!(out, "\n{bold}note:{bold:#} {}", visible(note))?;
        }
        Ok(())
    }

    /// The plan in a line.
    fn summary(&self) -> String {
        let plan = self.plan;
        if self.run.error.is_some() {
            return "no changes, since the evaluation failed; the pool keeps its targets"
                .to_owned();
        }
        if plan.action == Action::Blocked {
            let goes_on = plan.before.current != plan.after.current;
            let running = "blocked; only the running resize goes on";
            let nothing = "blocked, so nothing changes";
            return if goes_on { running } else { nothing }.to_owned();
        }
        let mut parts = Vec::new();
        if plan.action == Action::None {
            let kept = plan.before.target == plan.after.target;
            let new = "no nodes to add or remove, only new targets";
            parts.push(if kept { "no changes" } else { new }.to_owned());
        } else {
            parts.push(format!("{} to add", plan.added.total()));
            parts.push(format!("{} to remove", plan.removed.len()));
        }
        for (tasks, fate) in self.fates() {
            if !tasks.is_empty() {
                parts.push(format!("{} {fate}", counted(tasks.len(), "task")));
            }
        }
        let missing = plan.after.target.minus(plan.after.current).total();
        if missing > 0 {
            parts.push(format!("{missing} short of the target"));
        }
        parts.join(", ")
    }

    fn fates(&self) -> [(&[Task], &'static str); 3] {
        [
            (&self.plan.requeued, "requeued"),
            (&self.plan.terminated, "terminated"),
            (&self.plan.waited_for, "waited for"),
        ]
    }

    fn write_nodes(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (good, error) = (styles.good, styles.error);
        for kind in NodeKind::ALL {
            let added = self.plan.added.of(kind) as usize;
            if added > 0 {
                let nodes = counted(added, &format!("{} node", kind.words()));
                writeln!(out, "  {good}+{good:#} {nodes}")?;
            }
            let removed = self.plan.removed.iter();
            let removed: Vec<_> = removed.filter(|node| node.kind == kind).collect();
            if !removed.is_empty() {
                let nodes = counted(removed.len(), &format!("{} node", kind.words()));
                writeln!(out, "  {error}-{error:#} {nodes}")?;
                write_removed(&removed, out, styles)?;
            }
        }
        Ok(())
    }

    fn write_tasks(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let looks = [styles.warning, styles.error, styles.bold];
        let means = [
            ": ended, and run again from the beginning",
            ": ended for good",
            "",
        ];
        for (((tasks, fate), style), means) in self.fates().into_iter().zip(looks).zip(means) {
            if tasks.is_empty() {
                continue;
            }
            let count = counted(tasks.len(), "task");
            writeln!(out, "  {style}~{style:#} {count} {fate}{means}")?;
            for task in tasks.iter().take(MOST) {
                writeln!(out, "      {}", self.task(task))?;
            }
            write_more(tasks.len(), out)?;
        }
        Ok(())
    }

    /// The job, the task and its node.
    fn task(&self, task: &Task) -> String {
        let mut name = visible(&task.id).into_owned();
        if !task.job.is_empty() {
            name = format!("{}/{name}", visible(&task.job));
        }
        let node = self.pool.nodes.get(task.node);
        if let Some(node) = node.and_then(|node| node.id.as_deref()) {
            name = format!("{name} on {}", visible(node));
        }
        name
    }

    /// What the pool has before and after; a row of nothing is left out.
    fn write_sizes(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (warning, dim) = (styles.warning, styles.dim);
        let Plan { before, after, .. } = self.plan;
        if self.plan.added.total() > 0 || !self.plan.removed.is_empty() {
            writeln!(out)?;
        }
        let mut row = |name: &str, value: &dyn Fn(&Size) -> String| {
            let (was, is) = (value(before), value(after));
            if was == is {
                writeln!(out, "    {name:<20}{was:>8}")
            } else {
                writeln!(out, "  {warning}~{warning:#} {name:<20}{was:>8} -> {is}")
            }
        };
        for kind in NodeKind::ALL {
            let of_kind = |size: &Size| (size.current.of(kind), size.target.of(kind));
            if kind == NodeKind::LowPriority && [before, after].map(of_kind) == [(0, 0); 2] {
                continue;
            }
            let words = kind.words();
            row(&format!("{words} nodes"), &|size| {
                of_kind(size).0.to_string()
            })?;
            row("  target", &|size| of_kind(size).1.to_string())?;
            if self.pool.vm.is_some() {
                row("  cores", &|size| cores(size, kind).to_string())?;
            }
        }
        if let Some(vm) = &self.pool.vm {
            let usd = |cost: f64| format!("{cost:.2}");
            row("USD an hour", &|size| {
                size.cost.per_hour.map_or_else(|| "?".to_owned(), usd)
            })?;
            write!(out, "    {dim}{}", vm.name)?;
            if self.example_prices {
                write!(out, "; example prices: {PRICES}")?;
            }
            writeln!(out, "{dim:#}")?;
        }
        Ok(())
    }
}

fn cores(size: &Size, kind: NodeKind) -> u64 {
    let cores = match kind {
        NodeKind::Dedicated => size.cost.dedicated_cores,
        NodeKind::LowPriority => size.cost.low_priority_cores,
    };
    cores.unwrap_or(0)
}

/// Nodes with their names, where they have some.
fn write_removed(nodes: &[&Removed], out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let dim = styles.dim;
    let named: Vec<_> = nodes
        .iter()
        .filter_map(|node| Some((node.id.as_deref()?, node.state)))
        .collect();
    for (id, state) in named.iter().take(MOST) {
        let (id, state) = (visible(id), state.as_str());
        writeln!(out, "      {id} {dim}({state}){dim:#}")?;
    }
    write_more(named.len(), out)
}

fn write_more(count: usize, out: &mut dyn Write) -> io::Result<()> {
    match count.saturating_sub(MOST) {
        0 => Ok(()),
        more => writeln!(out, "      and {more} more"),
    }
}

fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
