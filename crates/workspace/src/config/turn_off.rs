//! Writes an entry into `autoscale.toml` that turns a rule off.

use std::ops::Range;
use std::path::Path;

use autoscale_base::{Edit, Rule, Span};
use toml::de::{DeTable, DeValue};

use super::ConfigFile;

/// The table of levels.
const RULES: &str = "rules";

/// The edit of the configuration `text`, which is for the path `path`, that
/// turns `rule` off and leaves all else as it is. `None` when the text is no
/// configuration, or when no entry can turn the rule off.
#[must_use]
pub fn turn_off(text: &str, path: &Path, rule: &Rule) -> Option<Edit> {
    let table = DeTable::parse(text).ok()?;
    let rules = table.get_ref().get(RULES);
    let edit = match rules.map(|rules| (rules.span(), rules.get_ref())) {
        None => at_the_end(text, rule),
        Some((header, DeValue::Table(rules))) => match own_entry(rules, rule) {
            Some(value) => edit(value, "\"off\"".to_owned()),
            None => new_entry(text, header, rules, rule),
        },
        Some(_) => return None,
    };
    // The reader knows best what a text says.
    let new = Edit::apply(text, [&edit])?;
    let read = ConfigFile::parse(&new, "", path).ok()?;
    read.config.levels.of(rule).is_none().then_some(edit)
}

/// The value of the entry that is about this rule alone.
fn own_entry(rules: &DeTable<'_>, rule: &Rule) -> Option<Range<usize>> {
    let mut entries = rules.iter();
    let own = entries.find(|(key, _)| [rule.code, rule.name].contains(&key.get_ref().as_ref()));
    own.map(|(_, value)| value.span())
}

/// An entry behind the last one, written as that is: on a line of its own, with
/// the same words before its key, or in the same braces.
fn new_entry(text: &str, header: Range<usize>, rules: &DeTable<'_>, rule: &Rule) -> Edit {
    let in_braces = text
        .get(header.clone())
        .is_some_and(|at| at.starts_with('{'));
    let last = rules.iter().max_by_key(|(_, value)| value.span().end);
    let entry = format!("{} = \"off\"", rule.code);
    match last.map(|(key, value)| (key.span().start, value.span().end)) {
        Some((_, end)) if in_braces => edit(end..end, format!(", {entry}")),
        None if in_braces => edit(header, format!("{{ {entry} }}")),
        Some((start, end)) => {
            let before = text.get(..start).unwrap_or_default();
            let line = before.rfind('\n').map_or(0, |line_break| line_break + 1);
            let words = before.get(line..).unwrap_or_default();
            below(text, end, &format!("{words}{entry}"))
        }
        None => below(text, header.end, &entry),
    }
}

/// A line below the one that holds the byte `at`.
fn below(text: &str, at: usize, line: &str) -> Edit {
    let rest = text.get(at..).unwrap_or_default();
    let end = at + rest.find(['\r', '\n']).unwrap_or(rest.len());
    edit(end..end, format!("{}{line}", line_break(text)))
}

/// A table of its own.
fn at_the_end(text: &str, rule: &Rule) -> Edit {
    let line_break = line_break(text);
    let before = match text {
        "" => "",
        text if text.ends_with('\n') => line_break,
        _ => &line_break.repeat(2),
    };
    let entry = format!(
        "{before}[{RULES}]{line_break}{} = \"off\"{line_break}",
        rule.code
    );
    edit(text.len()..text.len(), entry)
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn edit(range: Range<usize>, text: String) -> Edit {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Edit {
        span: Span::new(offset(range.start), offset(range.end)),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_off(text: &str) -> Option<String> {
        let rule = autoscale_lint::rules().find(|rule| rule.code == "AS201");
        let edit = turn_off(text, Path::new("/autoscale.toml"), rule.unwrap())?;
        Edit::apply(text, [&edit])
    }

    #[test]
    fn an_entry_is_written_where_the_others_are() {
        for (text, new) in [
            ("", "[rules]\nAS201 = \"off\"\n"),
            ("exclude = []", "exclude = []\n\n[rules]\nAS201 = \"off\"\n"),
            (
                "exclude = []\r\n",
                "exclude = []\r\n\r\n[rules]\r\nAS201 = \"off\"\r\n",
            ),
            ("[rules]", "[rules]\nAS201 = \"off\""),
            (
                "[rules] # ours\n\n[pool]\n",
                "[rules] # ours\nAS201 = \"off\"\n\n[pool]\n",
            ),
            (
                "[rules]\n  AS5 = \"info\" # why\n[pool]\n",
                "[rules]\n  AS5 = \"info\" # why\n  AS201 = \"off\"\n[pool]\n",
            ),
            ("[rules]\nAS201 = \"error\"\n", "[rules]\nAS201 = \"off\"\n"),
            (
                "[rules]\nunguarded-sample = 'info'",
                "[rules]\nunguarded-sample = \"off\"",
            ),
            (
                "rules.AS5 = \"info\"\n",
                "rules.AS5 = \"info\"\nrules.AS201 = \"off\"\n",
            ),
            ("rules = {}\n", "rules = { AS201 = \"off\" }\n"),
            (
                "rules = { AS5 = \"info\" }\n",
                "rules = { AS5 = \"info\", AS201 = \"off\" }\n",
            ),
        ] {
            assert_eq!(turned_off(text).as_deref(), Some(new), "{text}");
        }
    }

    #[test]
    fn what_is_no_configuration_stays() {
        for text in [
            "[rules",
            "rules = 1",
            "nonsense = 1",
            "[rules]\nAS999 = \"off\"",
        ] {
            assert_eq!(turned_off(text), None, "{text}");
        }
    }
}
