//! A plan for people: what changes, line by line, then what it comes to.

use std::io::{self, Write};

use autoscale_base::Timestamp;
use autoscale_catalog::{PRICES, Profile};
use autoscale_machine::AutoScaleRun;
use autoscale_pool::{Action, NodeKind, Plan, Pool, Size, Task};

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
        writeln!(out, "{}", self.headline())?;
        self.write_nodes(out, styles)?;
        self.write_tasks(out, styles)?;
        self.write_sizes(out, styles)?;
        for error in &self.plan.resize_errors {
            let (style, code) = (styles.error, visible(&error.code));
            writeln!(out, "\n{style}{code}{style:#}: {}", visible(&error.message))?;
        }
        for note in self
            .plan
            .notes
            .iter()
            .chain(self.warnings)
            .chain(&self.run.warnings)
        {
            writeln!(out, "\n{bold}note:{bold:#} {}", visible(note))?;
        }
        Ok(())
    }

    fn headline(&self) -> String {
        let plan = self.plan;
        if self.run.error.is_some() {
            return "The evaluation failed, so the pool keeps its targets.".to_owned();
        }
        let (added, removed) = (plan.added.total() as usize, plan.removed.len());
        match plan.action {
            Action::None => "Nothing changes.".to_owned(),
            Action::Blocked => "Nothing changes for now.".to_owned(),
            Action::Grow => format!("The pool grows by {}.", counted(added, "node")),
            Action::Shrink => format!("The pool shrinks by {}.", counted(removed, "node")),
            Action::Mixed => {
                let added = counted(added, "node");
                format!("{added} will be added, {removed} removed.")
            }
        }
    }

    fn write_nodes(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (good, error, dim) = (styles.good, styles.error, styles.dim);
        for kind in NodeKind::ALL {
            let added = self.plan.added.of(kind) as usize;
            if added > 0 {
                let nodes = counted(added, &format!("{} node", kind.words()));
                writeln!(out, "  {good}+{good:#} {nodes}")?;
            }
        }
        let named = self.plan.removed.iter().filter(|node| node.id.is_some());
        for node in named.clone().take(MOST) {
            let id = visible(node.id.as_deref().unwrap_or_default());
            let (kind, state) = (node.kind.words(), node.state.as_str());
            writeln!(
                out,
                "  {error}-{error:#} {id} {dim}({kind}, {state}){dim:#}"
            )?;
        }
        let more = named.count().saturating_sub(MOST);
        if more > 0 {
            writeln!(out, "  {error}-{error:#} {} more", counted(more, "node"))?;
        }
        for kind in NodeKind::ALL {
            let nameless = self.plan.removed.iter();
            let nameless = nameless
                .filter(|node| node.id.is_none() && node.kind == kind)
                .count();
            if nameless > 0 {
                let nodes = counted(nameless, &format!("{} node", kind.words()));
                writeln!(out, "  {error}-{error:#} {nodes}")?;
            }
        }
        Ok(())
    }

    fn write_tasks(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let plan = self.plan;
        for (tasks, style, what) in [
            (
                &plan.requeued,
                styles.warning,
                "ended and run again from the beginning",
            ),
            (&plan.terminated, styles.error, "ended for good"),
            (&plan.waited_for, styles.bold, "waited for"),
        ] {
            if tasks.is_empty() {
                continue;
            }
            let count = counted(tasks.len(), "task");
            writeln!(out, "\n{style}{count} {what}{style:#}")?;
            for Task { job, id, .. } in tasks.iter().take(MOST) {
                writeln!(out, "  {}/{}", visible(job), visible(id))?;
            }
            if tasks.len() > MOST {
                writeln!(out, "  and {} more", tasks.len() - MOST)?;
            }
        }
        Ok(())
    }

    fn write_sizes(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, dim) = (styles.bold, styles.dim);
        let Plan { before, after, .. } = self.plan;
        writeln!(out, "\n{bold}{:<24}{:>10}{:>10}{bold:#}", "", "now", "then")?;
        let mut row = |name: &str, value: &dyn Fn(&Size) -> String| {
            let (was, is) = (value(before), value(after));
            writeln!(out, "{name:<24}{was:>10}{is:>10}")
        };
        for kind in NodeKind::ALL {
            let words = kind.words();
            row(&format!("{words} nodes"), &|size| {
                size.current.of(kind).to_string()
            })?;
            row("  wished for", &|size| size.target.of(kind).to_string())?;
        }
        if let Some(vm) = &self.pool.vm {
            let cores = |cores: Option<u64>| cores.map_or_else(String::new, |it| it.to_string());
            row("dedicated cores", &|size| cores(size.cost.dedicated_cores))?;
            row("low-priority cores", &|size| {
                cores(size.cost.low_priority_cores)
            })?;
            let usd = |cost: f64| format!("{cost:.2}");
            row("USD an hour", &|size| {
                size.cost.per_hour.map_or_else(|| "?".to_owned(), usd)
            })?;
            write!(out, "{dim}{}", vm.name)?;
            if self.example_prices {
                write!(out, "; example prices: {PRICES}")?;
            }
            writeln!(out, "{dim:#}")?;
        }
        Ok(())
    }
}

fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
