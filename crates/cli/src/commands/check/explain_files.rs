//! `autoscale check --explain-files`: why each file is read or not.

use std::io::Write as _;
use std::path::Path;

use autoscale_embed::Host;
use autoscale_workspace::{Fate, explain_files};

use super::CheckArgs;
use crate::exit::{Exit, Failure};
use crate::input::path_name;
use crate::terminal::{Terminal, visible};

/// Prints a line a file.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let configs = args.config.read(args.rules.overrides())?;
    if let Some(missing) = args.paths.iter().find(|path| !path.exists()) {
        let name = path_name(missing);
        return Err(Failure::new(format!("cannot read `{name}`: no such file")));
    }
    let explained = explain_files(&args.paths, configs)?;
    let here = std::env::current_dir()?;
    let (out, styles) = terminal.out();
    for file in explained {
        let name = path_name(&file.path);
        let (style, fate) = match &file.fate {
            Fate::Read(host, config) => {
                let language = match host {
                    Host::Formula => "a formula".to_owned(),
                    host => host.name().to_owned(),
                };
                let config = config.as_ref().map_or_else(String::new, |config| {
                    format!(", configured by {}", from_here(config, &here))
                });
                (styles.good, format!("read as {language}{config}"))
            }
            Fate::Unknown => (
                styles.dim,
                "not read: no formulas are looked for in files of this extension".to_owned(),
            ),
            Fate::Hidden => (
                styles.dim,
                "not read: its name begins with a dot".to_owned(),
            ),
            Fate::Ignored => (
                styles.dim,
                "not read: a `.gitignore` or `.ignore` file leaves it out".to_owned(),
            ),
            Fate::Excluded(Some(config)) => {
                let config = from_here(config, &here);
                (styles.dim, format!("not read: excluded by {config}"))
            }
            Fate::Excluded(None) => (styles.dim, "not read: excluded by default".to_owned()),
        };
        writeln!(
            out,
            "{}: {style}{}{style:#}",
            visible(&name),
            visible(&fate)
        )?;
    }
    Ok(Exit::Fine)
}

/// A path below the folder that the command runs in as people write it.
fn from_here(path: &Path, here: &Path) -> String {
    path_name(path.strip_prefix(here).unwrap_or(path))
}
