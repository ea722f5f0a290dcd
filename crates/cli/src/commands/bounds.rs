//! `autoscale bounds`: what the targets of a formula can be, proved.

use autoscale_base::Severity;
use autoscale_ide::json::BoundsView;
use autoscale_lint::Config;
use autoscale_workspace::Overrides;
use clap::{Args, ValueEnum};

use crate::analysis::Counts;
use crate::exit::{Exit, Failure};
use crate::input::Input;
use crate::options::{ConfigArgs, FormulaArgs};
use crate::output::bounds_text::BoundsText;
use crate::output::json::write_json;
use crate::terminal::Terminal;

/// Options of `autoscale bounds`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale bounds pool.autoscale
  autoscale bounds pool.autoscale --format json
  autoscale bounds main.tf#azurerm_batch_pool.render
  autoscale bounds -e '$TargetDedicatedNodes = min(25, $PendingTasks);'

It tells cores and cost too where the host file or `[pool]` in `autoscale.toml` has the
`vmSize`; `[account]` there has the quotas")]
pub(crate) struct BoundsArgs {
    #[command(flatten)]
    formula: FormulaArgs,

    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: BoundsFormat,

    #[command(flatten)]
    config: ConfigArgs,
}

/// How ranges are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum BoundsFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Proves the ranges and prints them.
pub(crate) fn run(args: &BoundsArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (input, config) = args.input()?;
    let analysis = autoscale_lint::analyse_with_holes(&input.text, &input.holes, &config);
    match args.format {
        BoundsFormat::Json => {
            let (_, text) = input.shown();
            let view = BoundsView::new(&analysis, text, |span| input.place(span));
            write_json(&view, terminal.out().0)?;
        }
        BoundsFormat::Text => {
            let text = BoundsText {
                input: &input,
                config: &config,
                analysis: &analysis,
            };
            let (out, styles) = terminal.out();
            text.write(out, &styles)?;
        }
    }
    let errors = analysis.diagnostics.iter();
    // What somebody has made an error of by a level is no mistake.
    let errors = errors.filter(|found| found.rule.severity == Severity::Error);
    let counts = Counts::of(errors);
    if counts == Counts::default() {
        return Ok(Exit::Fine);
    }
    let found = counts.to_words();
    terminal.note(&format!(
        "`autoscale check` finds {found} in this formula; what is proved holds for every \
         evaluation that ends without an error"
    ))?;
    Ok(Exit::Findings)
}

impl BoundsArgs {
    /// The formula, and what is configured for it.
    fn input(&self) -> Result<(Input, Config), Failure> {
        let mut configs = self.config.read(Overrides::default())?;
        let input = self.formula.read(&mut configs)?;
        let config = configs.of_file(&input.path)?;
        let mut config = config.for_file(&input.path).into_owned();
        // What stands beside the formula is nearer than what is configured.
        if let Some(size) = input.host.as_ref().and_then(|host| host.vm_size.clone()) {
            config.pool.vm_size = Some(size);
        }
        Ok((input, config))
    }
}
