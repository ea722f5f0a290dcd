//! The command line. The options of a subcommand stand in its own file.

use clap::{Parser, Subcommand, ValueEnum};

use crate::commands::bounds::BoundsArgs;
use crate::commands::check::CheckArgs;
use crate::commands::completions::CompletionsArgs;
use crate::commands::eval::EvalArgs;
use crate::commands::explain::ExplainArgs;
use crate::commands::fmt::FmtArgs;
use crate::commands::lsp::LspArgs;
use crate::commands::man::ManArgs;
use crate::commands::plan::PlanArgs;
use crate::commands::schema::SchemaArgs;
use crate::commands::simulate::SimulateArgs;

/// Check, format, bound, evaluate and explain Azure Batch autoscale formulas,
/// offline.
#[derive(Debug, Parser)]
#[command(
    name = "autoscale",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "Examples:
  autoscale demo                                          see what it does
  autoscale check pools/                                  find mistakes
  autoscale bounds main.tf#render                         what can it cost?
  autoscale eval pool.autoscale --snapshot now.json       what would the service do?
  autoscale plan pool.autoscale --pool pool.json          and to the pool?
  autoscale simulate pool.autoscale --workload jobs.csv   and in a month?
  autoscale explain AS101                                 what does that mean?

Exit codes: 0 fine, 1 findings or a failed evaluation, 2 wrong usage or unreadable input"
)]
pub(crate) struct Cli {
    /// When to use colours; auto obeys `NO_COLOR`
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        display_order = 1000
    )]
    pub(crate) color: ColorChoice,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find mistakes in formulas
    Check(CheckArgs),
    /// Format formulas
    Fmt(FmtArgs),
    /// Evaluate a formula as the service would
    Eval(EvalArgs),
    /// Show what the service would do to the pool
    Plan(PlanArgs),
    /// Show what the pool does over time, with tasks that come and go
    Simulate(SimulateArgs),
    /// Prove what the targets of a formula can be
    Bounds(BoundsArgs),
    /// Explain a rule, an error code, a name of the language or a setting
    Explain(ExplainArgs),
    /// See it all at work on a built-in formula
    #[command(after_help = "Example:\n  autoscale demo")]
    Demo,
    /// Serve an editor: the language server
    Lsp(LspArgs),
    /// Print the JSON Schema of a file format
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print a manual page
    Man(ManArgs),
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ColorChoice {
    /// In a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound_and_every_command_has_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        for command in command.get_subcommands().chain([&command]) {
            let help = command.get_after_help().map(ToString::to_string);
            let example = format!("autoscale {}", command.get_name());
            let example = example.trim_end_matches(" autoscale");
            let help = help.unwrap_or_default();
            assert!(
                help.contains("Example") && help.contains(example),
                "{example}: {help}"
            );
        }
    }
}
