//! An evaluation for people: the targets first, then what led to them.

use std::io::{self, Write};

use autoscale_base::{LineIndex, Severity};
use autoscale_catalog::{Profile, Target};
use autoscale_ide::brief;
use autoscale_machine::{AutoScaleRun, RunError, Value, print};
use autoscale_metrics::PoolFacts;

use super::picture::Picture;
use crate::input::Input;
use crate::terminal::{Styles, visible};

/// An evaluation and what it was given.
pub(crate) struct RunText<'a> {
    /// What came out.
    pub(crate) run: &'a AutoScaleRun,
    /// What the pool was on entry.
    pub(crate) pool: PoolFacts,
    /// How values print.
    pub(crate) profile: &'a Profile,
    /// What the snapshot's reader had to say.
    pub(crate) warnings: &'a [String],
}

impl RunText<'_> {
    /// Writes everything but the error, which belongs on standard error.
    pub(crate) fn write(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        self.write_targets(out, styles)?;
        self.write_variables(out, styles)?;
        self.write_warnings(out, styles)?;
        let bold = styles.bold;
        writeln!(out, "\n{bold}Results{bold:#}")?;
        writeln!(out, "  {}", visible(&self.run.results))
    }

    fn write_targets(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let bold = styles.bold;
        let failed = self.run.error.is_some();
        let heading = if failed { "The pool keeps" } else { "Targets" };
        writeln!(out, "{bold}{heading}{bold:#}")?;
        let targets = self.run.targets;
        for (target, nodes, before) in [
            (
                Target::Dedicated,
                targets.dedicated_nodes,
                self.pool.target_dedicated_nodes(),
            ),
            (
                Target::LowPriority,
                targets.low_priority_nodes,
                self.pool.target_low_priority_nodes(),
            ),
        ] {
            let name = target.name();
            write!(out, "  {name:<25} {bold}{nodes}{bold:#}")?;
            if !failed {
                self.write_remarks(target, nodes, before, out, styles)?;
            }
            writeln!(out)?;
        }
        let option = targets.node_deallocation_option.name();
        writeln!(
            out,
            "  {:<25} {bold}{option}{bold:#}",
            "$NodeDeallocationOption"
        )
    }

    /// Behind a target: what it was before the service cut its fraction off,
    /// and what the pool had.
    fn write_remarks(
        &self,
        target: Target,
        nodes: i64,
        before: f64,
        out: &mut dyn Write,
        styles: &Styles,
    ) -> io::Result<()> {
        let mut remarks = Vec::new();
        let raw = raw_target(&self.run.results, target);
        if raw.is_some_and(|raw| raw != nodes.to_string()) {
            remarks.push(format!("from {}", raw.unwrap_or_default()));
        }
        let before = print::text(&Value::Double(before), self.profile);
        if before == nodes.to_string() {
            remarks.push("unchanged".to_owned());
        } else {
            remarks.push(format!("was {before}"));
        }
        let dim = styles.dim;
        write!(out, "  {dim}({}){dim:#}", remarks.join(", "))
    }

    fn write_variables(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let variables = &self.run.variables;
        if variables.is_empty() {
            return Ok(());
        }
        let bold = styles.bold;
        writeln!(out, "\n{bold}Variables{bold:#}")?;
        let width = variables.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or(0);
        for (name, value) in variables {
            let (dim, ty) = (styles.dim, value.ty().as_str());
            let value = brief(value, self.profile);
            writeln!(
                out,
                "  {name:width$}  {dim}{ty:12}{dim:#}  {}",
                visible(&value)
            )?;
        }
        Ok(())
    }

    fn write_warnings(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let mut warnings = self.warnings.iter().chain(&self.run.warnings).peekable();
        if warnings.peek().is_some() {
            let style = styles.warning;
            writeln!(out, "\n{style}Warnings{style:#}")?;
        }
        for warning in warnings {
            writeln!(out, "  {}", visible(warning))?;
        }
        Ok(())
    }
}

/// Draws an evaluation error: where, why, and the message as the service
/// writes it.
pub(crate) fn write_error(
    error: &RunError,
    input: &Input,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let cause = error
        .detail
        .split_once(": ")
        .map_or(error.detail.as_str(), |(_, cause)| cause);
    let (name, text) = input.shown();
    Picture {
        severity: Severity::Error,
        code: error.code,
        rule: None,
        message: error.message.trim_end_matches('.'),
        name,
        text,
        index: &LineIndex::new(text),
        primary: (input.place(error.span), Some(cause)),
        related: Vec::new(),
    }
    .write(out, styles)?;
    let bold = styles.bold;
    writeln!(out, "  {bold}message:{bold:#} {}", visible(&error.detail))
}

/// The value of a target as the results string has it, before its fraction is
/// cut off.
fn raw_target(results: &str, target: Target) -> Option<&str> {
    let mut parts = results.split(';');
    parts.find_map(|part| part.strip_prefix(target.name())?.strip_prefix('='))
}
