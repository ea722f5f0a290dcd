//! `autoscale man`: manual pages.

use std::io::{self, Write};

use clap::builder::{Resettable, StyledStr};
use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man;

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Options of `autoscale man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale man | man -l -
  autoscale man check > autoscale-check.1")]
pub(crate) struct ManArgs {
    /// The command to document; without it, the page on `autoscale` itself
    command: Option<String>,
}

/// Prints a page in roff.
pub(crate) fn run(args: &ManArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut root = Cli::command();
    root.build();
    let command = match &args.command {
        None => root,
        Some(name) => root.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::with_help(
                format!("there is no command `{name}`"),
                "`autoscale --help` lists the commands",
            )
        })?,
    };
    let mut page = Vec::new();
    write_page(command, &mut page)?;
    terminal.out().0.write_all(&page)?;
    Ok(Exit::Fine)
}

fn write_page(command: Command, page: &mut dyn Write) -> io::Result<()> {
    let examples = command.get_after_help().map(ToString::to_string);
    let command = command.after_help(Resettable::<StyledStr>::Reset);
    Man::new(command)
        .source(concat!("autoscale ", env!("CARGO_PKG_VERSION")))
        .render(page)?;
    examples.map_or(Ok(()), |examples| write_examples(&examples, page))
}

/// The text below the options: clap's own page would fill its lines up.
fn write_examples(text: &str, page: &mut dyn Write) -> io::Result<()> {
    writeln!(page, ".SH EXAMPLES\n.nf")?;
    for line in text.lines().skip(1) {
        let line = line.trim_start();
        let escaped = line
            .replace('\\', "\\(rs")
            .replace('-', "\\-")
            .replace('\'', "\\(aq");
        // Nothing at the start of a line is a request.
        writeln!(page, "\\&{escaped}")?;
    }
    writeln!(page, ".fi")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_keep_their_lines() {
        let command = Command::new("x").after_help("Examples:\n  x 'a\\b'   does\n  x -c");
        let mut page = Vec::new();
        write_page(command, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        let examples = ".SH EXAMPLES\n.nf\n\\&x \\(aqa\\(rsb\\(aq   does\n\\&x \\-c\n.fi\n";
        assert!(page.ends_with(examples), "{page}");
        assert!(!page.contains("EXTRA"), "{page}");
    }
}
