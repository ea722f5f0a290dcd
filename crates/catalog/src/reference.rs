//! The tables as Markdown, for the language reference in `grammar/README.md`.

use crate::profile::{SETTINGS, Setting};
use crate::{
    Builtin, CONSTANTS, FUNCTIONS, MEMBERS, METHODS, OPTIONS, Status, VARIABLES, VariableKind,
};

/// The generated part of the language reference: every builtin, kind by kind,
/// and every setting of the profile.
#[must_use]
pub fn markdown() -> String {
    let sections = [
        ("Service variables", variables()),
        ("Functions", callables(FUNCTIONS, Builtin::Function)),
        ("Methods of metrics", callables(METHODS, Builtin::Method)),
        ("Members of timestamps", names(MEMBERS, Builtin::Member)),
        ("Constants", names(CONSTANTS, Builtin::Constant)),
        ("Node deallocation options", names(OPTIONS, Builtin::Option)),
        ("Settings of the profile", settings()),
    ];
    let sections = sections.map(|(title, table)| format!("### {title}\n\n{table}"));
    sections.join("\n")
}

/// Names of today first, then aliases and old names.
fn variables() -> String {
    let other_name = |status| matches!(status, Status::Alias { .. } | Status::Legacy { .. });
    let mut rows: Vec<_> = VARIABLES.iter().collect();
    rows.sort_by_key(|variable| other_name(variable.status));
    table(
        ["Name", "Kind", "Unit", "Status", "Meaning"],
        rows.into_iter().map(|variable| {
            let kind = match variable.kind {
                VariableKind::Target(_) => "target",
                VariableKind::DeallocationOption => "option",
                VariableKind::Metric { scalar: true, .. } => "number",
                VariableKind::Metric { scalar: false, .. } => "metric",
            };
            [
                code(variable.name),
                kind.to_owned(),
                variable.documentation.unit.to_owned(),
                status(variable.status),
                variable.documentation.summary.to_owned(),
            ]
        }),
    )
}

fn callables<T: Copy>(all: &[T], builtin: impl Fn(T) -> Builtin) -> String {
    let rows = all.iter().map(|&it| {
        let it = builtin(it);
        let forms = it.signatures().iter();
        let forms: Vec<String> = forms.map(|form| code(&form.to_text(it.name()))).collect();
        [forms.join("<br>"), meaning(it)]
    });
    table(["Forms", "Meaning"], rows)
}

fn names<T: Copy>(all: &[T], builtin: impl Fn(T) -> Builtin) -> String {
    let rows = all.iter().map(|&it| {
        let it = builtin(it);
        [code(it.name()), meaning(it)]
    });
    table(["Name", "Meaning"], rows)
}

/// The summary, with the status of what is not current.
fn meaning(builtin: Builtin) -> String {
    let summary = builtin.documentation().summary;
    match builtin.status() {
        Status::Current => summary.to_owned(),
        other => format!("{summary} *{}*", status(other)),
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Current => String::new(),
        Status::Deprecated { instead } => format!("deprecated, use {instead}"),
        Status::Alias { name } => format!("alias of `{name}`"),
        Status::Legacy { name } => format!("old name of `{name}`"),
        Status::Retired { note } => format!("retired: {note}"),
    }
}

fn settings() -> String {
    table(
        ["Key", "Question", "Default", "Other values", "Evidence"],
        SETTINGS.iter().map(|setting| {
            [
                code(setting.key),
                setting.question.to_owned(),
                answer(setting.default),
                other_answers(setting),
                setting.grade.as_str().to_owned(),
            ]
        }),
    )
}

fn other_answers(setting: &Setting) -> String {
    let others: Vec<String> = match setting.values {
        [] => vec!["any number".to_owned()],
        values => {
            let values = values.iter().map(|choice| choice.value);
            let others = values.filter(|value| *value != setting.default);
            others.map(answer).collect()
        }
    };
    others.join(", ")
}

fn answer(value: &str) -> String {
    if value.is_empty() {
        "(nothing)".to_owned()
    } else {
        code(value)
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A table of GitHub's Markdown, in which a bar inside a cell needs a
/// backslash even within code.
fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| {
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        format!("| {} |\n", cells.join(" | "))
    };
    let head = line(head.map(str::to_owned));
    let rule = format!("|{}\n", "---|".repeat(N));
    let rows = rows.map(line);
    [head, rule].into_iter().chain(rows).collect()
}
