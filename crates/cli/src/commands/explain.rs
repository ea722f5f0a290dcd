//! `autoscale explain`: documentation in the terminal.

use std::io::{self, Write};

use clap::Args;

use crate::exit::{Exit, Failure};
use crate::output::markdown;
use crate::terminal::{Styles, Terminal};
use crate::topic::Topic;

/// Options of `autoscale explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  autoscale explain                       everything there is
  autoscale explain AS101                 a rule, also by name: undefined-symbol
  autoscale explain InsufficientSampleData
  autoscale explain GetSample
  autoscale explain '$PendingTasks'       in single quotes, or the shell takes the `$`
  autoscale explain sunday                a profile setting
  autoscale explain boot-time             an assumption of simulations
  autoscale explain workload              the columns of a file of tasks")]
pub(crate) struct ExplainArgs {
    /// A rule, an error code, a name of the language, a setting of any kind or
    /// a file of simulations; without it, a list of all
    name: Option<String>,
}

/// Prints a page, or the list of all.
pub(crate) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let (out, styles) = terminal.out();
    let Some(name) = args.name.as_deref().filter(|name| !name.is_empty()) else {
        write_list(out, &styles)?;
        return Ok(Exit::Fine);
    };
    let topics = find(name);
    if topics.is_empty() {
        return Err(unknown(name));
    }
    for (number, topic) in topics.into_iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        markdown::write(&topic.page(), out, &styles)?;
    }
    Ok(Exit::Fine)
}

/// The topics of that name: exactly, else but for case, `$` and what stands
/// around a name in a formula. A builtin and a setting may share one.
fn find(name: &str) -> Vec<Topic> {
    let exact: Vec<Topic> = Topic::all()
        .filter(|topic| topic.name() == name || topic.other_name() == name)
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let wanted = folded(name);
    if wanted.is_empty() {
        return Vec::new();
    }
    Topic::all()
        .filter(|topic| folded(topic.name()) == wanted || folded(topic.other_name()) == wanted)
        .collect()
}

fn folded(name: &str) -> String {
    name.trim()
        .trim_end_matches("()")
        .trim_start_matches(['.', '$'])
        .to_ascii_lowercase()
}

fn unknown(name: &str) -> Failure {
    let names = Topic::all().flat_map(|topic| [topic.name(), topic.other_name()]);
    let names = names.filter(|name| !name.is_empty());
    let help = match autoscale_check::nearest(name, names) {
        Some(near) if near.starts_with('$') => {
            format!("did you mean `autoscale explain '{near}'`?")
        }
        Some(near) => format!("did you mean `autoscale explain {near}`?"),
        None => "`autoscale explain` lists everything there is".to_owned(),
    };
    Failure::with_help(format!("there is nothing to explain about `{name}`"), help)
}

fn write_list(out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
    let bold = styles.bold;
    let topics: Vec<Topic> = Topic::all().collect();
    for group in topics.chunk_by(|a, b| a.group() == b.group()) {
        let Some(first) = group.first() else {
            continue;
        };
        writeln!(out, "{bold}{}{bold:#}", first.group())?;
        let width = group.iter().map(|topic| topic.name().len()).max();
        let width = width.unwrap_or(0);
        for topic in group {
            let code = styles.code;
            let summary = first_line(topic.summary());
            let name = topic.name();
            writeln!(out, "  {code}{name:width$}{code:#}  {summary}")?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "`autoscale explain NAME` tells more; quote a name with `$`: autoscale explain '$PendingTasks'"
    )
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str) -> Vec<&'static str> {
        find(name).into_iter().map(Topic::name).collect()
    }

    #[test]
    fn every_topic_has_a_summary() {
        assert!(Topic::all().all(|topic| !first_line(topic.summary()).is_empty()));
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for (asked, found) in [
            ("AS101", "AS101"),
            ("as101", "AS101"),
            ("undefined-symbol", "AS101"),
            ("$PendingTasks", "$PendingTasks"),
            ("pendingtasks", "$PendingTasks"),
            ("GetSample", "GetSample"),
            (".weekday", "weekday"),
            ("time()", "time"),
            ("requeue", "requeue"),
            ("insufficientsampledata", "InsufficientSampleData"),
        ] {
            assert_eq!(names(asked).first(), Some(&found), "{asked}");
        }
        assert_eq!(names("percentile"), ["percentile", "percentile"]);
        assert!(names("nothing").is_empty() && names("$").is_empty());
    }
}
