//! Proved ranges for people: the targets first, what they cost, why they are
//! not what one would like, and what the proof rests on.

use std::io::{self, Write};

use autoscale_base::{LineIndex, Severity, Span};
use autoscale_bounds::Claim;
use autoscale_catalog::Target;
use autoscale_catalog::profile::{Profile, setting};
use autoscale_ide::range_words;
use autoscale_lint::{Analysis, Config};

use super::bounds_cost;
use super::picture::Picture;
use crate::input::Input;
use crate::terminal::{Styles, visible};

/// What was proved, and of what.
pub(crate) struct BoundsText<'a> {
    /// The formula.
    pub(crate) input: &'a Input,
    /// What is configured for it.
    pub(crate) config: &'a Config,
    /// What is known about it.
    pub(crate) analysis: &'a Analysis,
}

impl BoundsText<'_> {
    /// Writes everything.
    pub(crate) fn write(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, dim) = (styles.bold, styles.dim);
        let name = visible(&self.input.name);
        writeln!(
            out,
            "{bold}{name}{bold:#} {dim}whatever the metrics are{dim:#}\n"
        )?;
        self.write_targets(out, styles)?;
        bounds_cost::write(self.config, &self.analysis.bounds, out, styles)?;
        self.write_variables(out, styles)?;
        self.write_paths(out, styles)?;
        self.write_basis(out, styles)
    }

    fn write_targets(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, dim) = (styles.bold, styles.dim);
        let bounds = &self.analysis.bounds;
        writeln!(out, "{bold}Targets{bold:#}")?;
        for target in [Target::Dedicated, Target::LowPriority] {
            let name = target.name();
            let range = if !bounds.known(target) {
                format!("{dim}unknown: a mistake or a placeholder hides it{dim:#}")
            } else if bounds.assigned(target) {
                let range = range_words::numbers(bounds.target(target));
                format!("{bold}{range}{bold:#}")
            } else {
                format!("{dim}stays as it is{dim:#}")
            };
            writeln!(out, "  {name:<25} {range}")?;
        }
        Ok(())
    }

    fn write_variables(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let variables = self.analysis.bounds.variables(&self.analysis.hir);
        if variables.is_empty() {
            return Ok(());
        }
        let (bold, dim) = (styles.bold, styles.dim);
        writeln!(out, "\n{bold}Variables{bold:#}")?;
        let width = variables.iter().map(|it| it.name.chars().count()).max();
        let width = width.unwrap_or(0);
        for variable in variables {
            let (name, ty) = (variable.name, variable.ty.known());
            let ty = ty.map_or("", autoscale_catalog::Ty::as_str);
            let range = range_words::range(variable.range, self.profile());
            writeln!(out, "  {name:width$}  {dim}{ty:12}{dim:#}  {range}")?;
        }
        Ok(())
    }

    /// A picture of every path that makes a target what its owner will not
    /// like.
    fn write_paths(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (file, text) = self.input.shown();
        let index = LineIndex::new(text);
        for target in [Target::Dedicated, Target::LowPriority] {
            for claim in Claim::ALL {
                let steps = self.analysis.bounds.path(target, claim);
                let Some((last, before)) = steps.split_last() else {
                    continue;
                };
                if claim == Claim::NeverZero && self.is_constant(target) {
                    continue;
                }
                let related: Vec<(Span, &str)> = before
                    .iter()
                    .map(|step| (self.input.place(step.span), step.text.as_str()))
                    .collect();
                let (severity, code, rule, what) = told(claim);
                writeln!(out)?;
                Picture {
                    severity,
                    code,
                    rule: Some(rule),
                    message: &format!("`{}` {what}", target.name()),
                    name: file,
                    text,
                    index: &index,
                    primary: (self.input.place(last.span), Some(last.text.as_str())),
                    related,
                }
                .write(out, styles)?;
            }
        }
        Ok(())
    }

    fn is_constant(&self, target: Target) -> bool {
        let range = self.analysis.bounds.target(target);
        range.min == range.max
    }

    fn write_basis(&self, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let bold = styles.bold;
        let bounds = &self.analysis.bounds;
        let assumptions = bounds.assumptions();
        if !assumptions.is_empty() {
            writeln!(out, "\n{bold}Assumptions{bold:#}")?;
        }
        for assumption in assumptions {
            writeln!(out, "  {assumption}")?;
        }
        let settings = bounds.settings();
        if !settings.is_empty() {
            writeln!(out, "\n{bold}Profile settings that this rests on{bold:#}")?;
        }
        for key in settings {
            let value = self.profile().get(key).unwrap_or_default();
            let question = setting(key).map_or("", |setting| setting.question);
            let dim = styles.dim;
            writeln!(out, "  {key} = {value}  {dim}{question}{dim:#}")?;
        }
        Ok(())
    }

    const fn profile(&self) -> &Profile {
        &self.config.profile
    }
}

/// Severity, code and name of the rule that reports it, and what it is.
const fn told(claim: Claim) -> (Severity, &'static str, &'static str, &'static str) {
    let warning = Severity::Warning;
    match claim {
        Claim::Unbounded => (warning, "AS303", "unbounded-target", "has no upper end"),
        Claim::Negative => (warning, "AS304", "negative-target", "can be below 0"),
        Claim::NaN => (warning, "AS304", "negative-target", "can be NaN"),
        Claim::NeverZero => (Severity::Info, "AS306", "never-zero", "can never be 0"),
    }
}
