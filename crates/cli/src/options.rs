//! Options that several commands take.

use std::path::PathBuf;

use autoscale_base::{DateTextRules, Timestamp};
use autoscale_lint::Selector;
use autoscale_workspace::{Configs, Overrides, now, read_profile};
use clap::Args;

use crate::exit::Failure;
use crate::input::{Input, is_dash};

/// Which formula.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct FormulaArgs {
    /// A formula file, or `FILE#NAME` for a formula in a file of another
    /// language; `-` is standard input
    formula: Option<PathBuf>,

    /// The formula itself
    #[arg(
        short = 'e',
        long = "expression",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    expression: Option<String>,
}

impl FormulaArgs {
    pub(crate) fn read(&self, configs: &mut Configs) -> Result<Input, Failure> {
        match (&self.expression, &self.formula) {
            (Some(text), _) => Ok(Input::text(text)),
            (None, Some(path)) => Input::path(path, configs),
            (None, None) => Err(Failure::new("there is no formula")),
        }
    }

    /// Is it read from standard input?
    pub(crate) fn is_stdin(&self) -> bool {
        self.formula.as_deref().is_some_and(is_dash)
    }
}

/// Which configuration is read, and what counts before it.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct ConfigArgs {
    /// Read this configuration rather than the `autoscale.toml` that is nearest
    /// upwards from each file
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,

    /// What to assume about the service where its documentation is silent, in
    /// place of `[profile]` of the configuration
    #[arg(long, value_name = "FILE.toml")]
    profile: Option<PathBuf>,
}

impl ConfigArgs {
    /// The files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.config, &self.profile].into_iter().flatten()
    }

    /// The configurations of files, with `overrides` before them.
    pub(crate) fn read(&self, overrides: Overrides) -> Result<Configs, Failure> {
        let profile = self.profile.as_deref().map(read_profile).transpose()?;
        let overrides = Overrides {
            profile,
            ..overrides
        };
        Ok(Configs::new(self.config.as_deref(), overrides)?)
    }
}

/// Which rules are on.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct RuleArgs {
    /// Turn all rules off but these: codes (AS201), beginnings of codes (AS2),
    /// names (unguarded-sample) or ALL. Syntax errors are reported all the same
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = parse_selector)]
    select: Option<Vec<Selector>>,

    /// Turn rules off
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = parse_selector)]
    ignore: Vec<Selector>,

    /// Turn rules on besides those that are on anyway
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = parse_selector)]
    extend_select: Vec<Selector>,

    /// The present, for rules about time; otherwise the clock's
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    at: Option<Timestamp>,
}

impl RuleArgs {
    /// What this says, to count before a configuration.
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            profile: None,
            now: Some(self.at.unwrap_or_else(now)),
            select: self.select.clone(),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
        }
    }
}

fn parse_selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text.trim()).map_err(|unknown| format!("{unknown}; {}", unknown.help()))
}

/// Reads where random numbers begin.
pub(crate) fn parse_seed(text: &str) -> Result<u64, String> {
    let seed = text.parse();
    seed.map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

/// Reads an instant.
pub(crate) fn parse_time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text, DateTextRules::OURS).map_err(|error| {
        format!("{error}; write 2026-03-02T09:15:00Z or Mon, 02 Mar 2026 09:15:00 GMT")
    })
}
