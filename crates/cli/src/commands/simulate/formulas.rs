//! The formulas that are compared.

use std::path::PathBuf;

use autoscale_workspace::Configs;
use clap::Args;

use crate::exit::Failure;
use crate::input::{Input, is_dash};

/// Which formulas.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = true)]
pub(super) struct FormulasArgs {
    /// Formula files, or `FILE#NAME` for a formula in a file of another
    /// language; `-` is standard input. Several are compared with the first
    #[arg(value_name = "FORMULA")]
    formulas: Vec<PathBuf>,

    /// A formula itself; can be repeated
    #[arg(
        short = 'e',
        long = "expression",
        value_name = "TEXT",
        allow_hyphen_values = true
    )]
    expressions: Vec<String>,
}

impl FormulasArgs {
    /// Is one read from standard input?
    pub(super) fn is_stdin(&self) -> bool {
        self.formulas.iter().any(|path| is_dash(path))
    }

    /// The files, some with the name of a formula in them.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.formulas.iter()
    }

    /// The formulas, those in files first.
    pub(super) fn read(&self, configs: &mut Configs) -> Result<Vec<Input>, Failure> {
        if self.formulas.iter().filter(|path| is_dash(path)).count() > 1 {
            return Err(Failure::new("standard input cannot be two formulas"));
        }
        let mut inputs = Vec::new();
        for path in &self.formulas {
            inputs.push(Input::path(path, configs)?);
        }
        for (text, number) in self.expressions.iter().zip(1..) {
            let mut input = Input::text(text);
            if self.expressions.len() > 1 {
                input.name = format!("<text {number}>");
            }
            inputs.push(input);
        }
        for input in &inputs {
            input.refuse_holes()?;
        }
        Ok(inputs)
    }
}
