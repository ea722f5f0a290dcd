//! What happened in each run: errors, evaluations, resizes, and the formula.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use autoscale_pool::Sizes;
use autoscale_simulate::{Log, Operated, Repeated, Resize, Tally};

use super::markup::{Results, Text};
use super::table::{self, Kind};
use super::times::Times;
use super::{Report, RunReport};
use crate::output::human::{count, counted};

/// Writes a section a run.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for run in &report.runs {
        let heading = if report.runs.len() == 1 {
            "What happened"
        } else {
            run.name
        };
        writeln!(out, "<section class=\"run\">\n<h2>{}</h2>", Text(heading))?;
        let run = Details {
            run,
            times: Times::of(run.outcome.from, run.outcome.until),
        };
        run.write_errors(out)?;
        run.write_evaluations(out)?;
        run.write_resizes(out)?;
        run.write_operations(out)?;
        run.write_formula(out)?;
        out.write_all(b"</section>\n")?;
    }
    Ok(())
}

struct Details<'a> {
    run: &'a RunReport<'a>,
    times: Times,
}

impl Details<'_> {
    /// The errors of resizes and evaluations, by code.
    fn write_errors(&self, out: &mut dyn Write) -> io::Result<()> {
        let recording = self.run.recording;
        let kinds = [
            ("resize", recording.resize_errors()),
            ("evaluation", recording.evaluation_errors()),
        ];
        if kinds.iter().all(|(_, tallies)| tallies.is_empty()) {
            return out.write_all(b"<p>No resize and no evaluation ended with an error.</p>\n");
        }
        out.write_all(b"<h3>Errors</h3>\n")?;
        let columns = ["Code", "Of", "Times", "When", "Message"];
        table::begin("Errors", Kind::Errors, &columns, out)?;
        for (kind, tallies) in kinds {
            self.write_tallies(kind, tallies, out)?;
        }
        table::end(out)
    }

    fn write_tallies(
        &self,
        kind: &str,
        tallies: &BTreeMap<Cow<'static, str>, Tally>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for (code, tally) in tallies {
            writeln!(
                out,
                "<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td class=\"number\">{}\
                 </td><td>{}</td><td>{}</td></tr>",
                Text(code),
                count(tally.count),
                self.times.span(tally.first, tally.last),
                Text(&tally.message)
            )?;
        }
        Ok(())
    }

    fn write_evaluations(&self, out: &mut dyn Write) -> io::Result<()> {
        let log = self.run.recording.evaluations();
        let [evaluations, errors] = self.run.outcome.evaluations;
        let errors = match errors {
            0 => String::new(),
            errors => format!(", {} with an error", count(errors)),
        };
        let words = format!("{}{errors}", count(evaluations));
        begin_fold("Evaluations", &words, log.entries().len() <= 12, out)?;
        table::begin("Evaluations", Kind::Long, &["When", "Results"], out)?;
        for entry in log.entries() {
            write!(
                out,
                "<tr><th scope=\"row\">{}</th><td>",
                self.times.repeated(entry)
            )?;
            if let Some(error) = &entry.what.error {
                let (code, detail) = (Text(error.code), Text(&error.detail));
                write!(out, "<p class=\"worse\">✗ <code>{code}</code> {detail}</p>")?;
            }
            let results = Results(&entry.what.results);
            writeln!(out, "<code>{results}</code></td></tr>")?;
        }
        write_end(log, "evaluation", out)
    }

    fn write_resizes(&self, out: &mut dyn Write) -> io::Result<()> {
        let log = self.run.recording.resizes();
        begin_fold("Resizes", &count(self.run.outcome.resizes), false, out)?;
        let columns = [
            "When",
            "Dedicated",
            "Low-priority",
            "Tasks of leaving nodes",
            "Result",
        ];
        table::begin("Resizes", Kind::Long, &columns, out)?;
        for entry in log.entries() {
            self.write_resize(entry, out)?;
        }
        if let Some((began, resize)) = self.run.recording.resizing() {
            let (before, target) = (resize.current, resize.target);
            writeln!(
                out,
                "<tr><th scope=\"row\">from {} on</th>{}<td>{}</td><td>not complete at the end</td></tr>",
                self.times.instant(*began),
                Change {
                    before,
                    target,
                    after: None
                },
                resize.option.name(),
            )?;
        }
        write_end(log, "resize", out)
    }

    fn write_resize(&self, entry: &Repeated<Resize>, out: &mut dyn Write) -> io::Result<()> {
        let Resize {
            option,
            before,
            target,
            after,
            errors,
        } = &entry.what;
        let change = Change {
            before: *before,
            target: *target,
            after: *after,
        };
        write!(
            out,
            "<tr><th scope=\"row\">{}</th>{change}<td>{}</td><td>",
            self.times.repeated(entry),
            option.name(),
        )?;
        match (errors.as_slice(), after) {
            ([], Some(_)) => out.write_all(b"complete")?,
            ([], None) => out.write_all(b"another took its place")?,
            (errors, _) => {
                for error in errors {
                    let code = Text(&error.code);
                    write!(out, "<p class=\"worse\">✗ <code>{code}</code></p>")?;
                }
            }
        }
        out.write_all(b"</td></tr>\n")
    }

    fn write_operations(&self, out: &mut dyn Write) -> io::Result<()> {
        let operations = &self.run.outcome.operations;
        if operations.is_empty() {
            return Ok(());
        }
        let number = count(operations.len() as u64);
        begin_fold("Done from outside", &number, true, out)?;
        let columns = ["When", "Operation", "Answer"];
        table::begin("Done from outside", Kind::Long, &columns, out)?;
        for Operated { operation, refusal } in operations {
            let time = self.times.instant(operation.at);
            let request = operation.request.as_str();
            write!(out, "<tr><th scope=\"row\">{time}</th><td>{request}</td>")?;
            match refusal {
                None => out.write_all(b"<td>accepted</td></tr>\n")?,
                Some(refusal) => {
                    let refusal = refusal.to_string();
                    writeln!(out, "<td class=\"worse\">✗ {}</td></tr>", Text(&refusal))?;
                }
            }
        }
        table::end(out)?;
        out.write_all(b"</details>\n")
    }

    fn write_formula(&self, out: &mut dyn Write) -> io::Result<()> {
        // Carriage returns at the ends of lines are nothing to be seen.
        let lines: Vec<&str> = self.run.formula.lines().collect();
        let length = counted(lines.len() as u64, "line");
        begin_fold("Formula", &length, false, out)?;
        let text = lines.join("\n");
        writeln!(
            out,
            "<pre tabindex=\"0\"><code>{}</code></pre></details>",
            Text(&text)
        )
    }
}

/// Begins a part that can be folded away.
fn begin_fold(name: &str, words: &str, open: bool, out: &mut dyn Write) -> io::Result<()> {
    let open = if open { " open" } else { "" };
    writeln!(
        out,
        "<details{open}><summary><h3>{name}</h3> {words}</summary>"
    )
}

/// Two cells: how many nodes of each kind there were, and should be.
struct Change {
    before: Sizes,
    target: Sizes,
    after: Option<Sizes>,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kinds: [fn(Sizes) -> u32; 2] = [|it| it.dedicated, |it| it.low_priority];
        for of in kinds {
            let (before, target) = (of(self.before), of(self.target));
            if before == target {
                write!(f, "<td>{before}")?;
            } else {
                write!(f, "<td>{before} → {target}")?;
            }
            match self.after.map(of) {
                Some(after) if after != target => write!(f, ", reached {after}</td>")?,
                _ => f.write_str("</td>")?,
            }
        }
        Ok(())
    }
}

/// Ends a table of a log, and tells what it lacks.
fn write_end<T>(log: &Log<T>, what: &str, out: &mut dyn Write) -> io::Result<()> {
    table::end(out)?;
    if log.left_out() > 0 {
        let left_out = counted(log.left_out(), what);
        writeln!(out, "<p>{left_out} more after these are left out.</p>")?;
    }
    out.write_all(b"</details>\n")
}
