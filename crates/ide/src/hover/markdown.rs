//! A hover as Markdown. The only renderer.

use std::fmt::Write as _;

use super::Hover;

impl Hover {
    /// As Markdown: code, what it is, what is known here, an example, the
    /// evidence.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut parts = vec![block(&self.code.join("\n")), self.caption()];
        parts.extend(self.status.as_ref().map(|status| format!("**{status}**")));
        parts.push(self.summary.clone());
        parts.push(self.details.to_owned());
        parts.push(self.here());
        parts.push(self.open_questions());
        if let Some(example) = self.example {
            parts.push(block(example.formula));
        }
        if !self.evidence.is_empty() {
            parts.push(format!("Source: {}", self.evidence));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    fn caption(&self) -> String {
        let mut caption = format!("*{}*", self.kind);
        if !self.unit.is_empty() {
            let _infallible = write!(caption, ", in {}", self.unit);
        }
        if !self.since.is_empty() {
            let _infallible = write!(caption, ", since {}", self.since);
        }
        caption
    }

    /// What is known at this place.
    fn here(&self) -> String {
        let value = self.value.iter().map(|value| format!("Value: `{value}`"));
        let range = self.range.iter().map(|range| format!("Proved: {range}"));
        value.chain(range).collect::<Vec<_>>().join("  \n")
    }

    fn open_questions(&self) -> String {
        let lines = self.settings.iter().map(|(setting, answer)| {
            let meaning = setting.values.iter().find(|choice| choice.value == answer);
            let meaning = meaning.map_or(answer.as_str(), |choice| choice.meaning);
            format!("- {} {meaning} (`{}`)", setting.question, setting.key)
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn block(code: &str) -> String {
    if code.is_empty() {
        return String::new();
    }
    // A fence longer than any run of backticks inside cannot be closed by it.
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}autoscale\n{code}\n{fence}")
}
