//! `autoscale schema`: JSON Schemas of our file formats.

use clap::{Args, ValueEnum};

use crate::exit::{Exit, Failure};
use crate::output::json::write_json;
use crate::terminal::Terminal;

/// Options of `autoscale schema`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale schema snapshot > snapshot.schema.json
  autoscale schema config > autoscale.schema.json
  autoscale schema pool > pool.schema.json")]
pub(crate) struct SchemaArgs {
    /// The file format
    #[arg(value_enum)]
    of: SchemaOf,
}

/// The file formats that have a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SchemaOf {
    /// What `eval --snapshot` reads
    Snapshot,
    /// `autoscale.toml`
    Config,
    /// What `--pool` reads: a pool of the REST interface, or ARM's resource
    Pool,
}

/// Prints the schema.
pub(crate) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let schema = match args.of {
        SchemaOf::Snapshot => autoscale_metrics::snapshot_schema(),
        SchemaOf::Config => autoscale_workspace::config_schema(),
        SchemaOf::Pool => autoscale_pool::pool_schema(),
    };
    write_json(&schema, terminal.out().0)?;
    Ok(Exit::Fine)
}
