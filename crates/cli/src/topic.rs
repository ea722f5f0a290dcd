//! Everything that `explain` can explain, as Markdown.

use std::fmt::Write as _;

use autoscale_base::Rule;
use autoscale_catalog::profile::Setting;
use autoscale_catalog::service_error::SERVICE_ERRORS;
use autoscale_catalog::{
    Builtin, ParamKind, ServiceError, Signature, Status, assumption, builtins, policy, profile,
};

use crate::analysis::rules;
use crate::formats::{FORMATS, Format};

/// One page of documentation.
#[derive(Clone, Copy)]
pub(crate) enum Topic {
    /// A rule of `check`.
    Rule(&'static Rule),
    /// An error code of the service.
    ServiceError(&'static ServiceError),
    /// A name of the formula language.
    Builtin(Builtin),
    /// A profile setting.
    Setting(&'static Setting),
    /// A pool policy.
    Policy(&'static Setting),
    /// An assumption of simulations.
    Assumption(&'static Setting),
    /// A format of files.
    Format(&'static Format),
}

impl Topic {
    /// Every topic, group by group.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        rules()
            .map(Self::Rule)
            .chain(builtins().map(Self::Builtin))
            .chain(SERVICE_ERRORS.iter().map(Self::ServiceError))
            .chain(profile::SETTINGS.iter().map(Self::Setting))
            .chain(policy::SETTINGS.iter().map(Self::Policy))
            .chain(assumption::SETTINGS.iter().map(Self::Assumption))
            .chain(FORMATS.iter().map(Self::Format))
    }

    /// The name of the group, in the plural.
    pub(crate) const fn group(self) -> &'static str {
        match self {
            Self::Rule(_) => "Rules",
            Self::ServiceError(_) => "Error codes of the service",
            Self::Builtin(Builtin::Variable(_)) => "Service variables",
            Self::Builtin(Builtin::Function(_)) => "Functions",
            Self::Builtin(Builtin::Method(_)) => "Methods",
            Self::Builtin(Builtin::Member(_)) => "Members of a timestamp",
            Self::Builtin(Builtin::Constant(_)) => "Constants",
            Self::Builtin(Builtin::Option(_)) => "Deallocation options",
            Self::Setting(_) => "Profile settings",
            Self::Policy(_) => "Pool policies",
            Self::Assumption(_) => "Assumptions of simulations",
            Self::Format(_) => "Files of simulations",
        }
    }

    /// The name that people ask for.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code,
            Self::ServiceError(error) => error.code,
            Self::Builtin(builtin) => builtin.name(),
            Self::Setting(setting) | Self::Policy(setting) | Self::Assumption(setting) => {
                setting.key
            }
            Self::Format(format) => format.name,
        }
    }

    /// Another name of the same, or an empty text.
    pub(crate) const fn other_name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::ServiceError(error) => error.also,
            Self::Builtin(_)
            | Self::Setting(_)
            | Self::Policy(_)
            | Self::Assumption(_)
            | Self::Format(_) => "",
        }
    }

    /// One line about it.
    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::ServiceError(error) if error.message.is_empty() => {
                "(no public source quotes the message)"
            }
            Self::ServiceError(error) => error.message,
            Self::Builtin(builtin) => builtin.documentation().summary,
            Self::Setting(setting) | Self::Policy(setting) | Self::Assumption(setting) => {
                setting.question
            }
            Self::Format(format) => format.summary,
        }
    }

    /// The page.
    pub(crate) fn page(self) -> String {
        match self {
            Self::Rule(rule) => rule.page(),
            Self::ServiceError(error) => service_error_page(error),
            Self::Builtin(builtin) => builtin_page(builtin),
            Self::Setting(setting) => setting_page(setting, "profile setting", "profile"),
            Self::Policy(setting) => setting_page(setting, "pool policy", "policy"),
            Self::Assumption(setting) => {
                setting_page(setting, "assumption of simulations", "simulation")
            }
            Self::Format(format) => format.page(),
        }
    }
}

/// The first section of a rule's documentation in one line: what it does.
pub(crate) fn rule_summary(rule: &Rule) -> String {
    let lines = rule.docs.lines().map(str::trim);
    let section = lines.skip_while(|line| line.is_empty() || line.starts_with('#'));
    let section: Vec<&str> = section.take_while(|line| !line.starts_with('#')).collect();
    section.join(" ").trim_end().to_owned()
}

fn service_error_page(error: &ServiceError) -> String {
    let mut page = format!("# {}\n\nAn error code of the service", error.code);
    if !error.also.is_empty() {
        page.push_str(&format!(", also seen as `{}`", error.also));
    }
    page.push_str(".\n");
    if !error.message.is_empty() {
        section(&mut page, "Message", &format!("> {}", error.message));
    }
    section(&mut page, "Meaning", error.docs);
    section(&mut page, "Source", error.source);
    page
}

fn builtin_page(builtin: Builtin) -> String {
    let docs = builtin.documentation();
    let mut page = format!("# {}\n\n{}", builtin.name(), builtin.kind());
    if !docs.unit.is_empty() {
        let _ = write!(page, ", in {}", docs.unit);
    }
    if !docs.since.is_empty() {
        let _ = write!(page, ", since {}", docs.since);
    }
    let _ = write!(
        page,
        "{}\n\n{}\n",
        status_in_words(builtin.status()),
        docs.summary
    );
    let signatures = builtin.signatures();
    if !signatures.is_empty() {
        page.push_str("\n```\n");
        for signature in signatures {
            let _ = writeln!(page, "{}", signature_in_words(builtin.name(), signature));
        }
        page.push_str("```\n");
    }
    if !docs.details.is_empty() {
        let _ = write!(page, "\n{}\n", docs.details);
    }
    if !docs.examples.is_empty() {
        page.push_str("\n## Examples\n```\n");
        for example in docs.examples {
            let _ = writeln!(page, "{}\n    // {}", example.formula, example.results);
        }
        page.push_str("```\n");
    }
    section(&mut page, "Source", docs.source);
    page
}

fn status_in_words(status: Status) -> String {
    match status {
        Status::Current => String::new(),
        Status::Deprecated { instead } => format!(", deprecated: write `{instead}` instead"),
        Status::Alias { name } => format!(", an alias of `{name}`"),
        Status::Legacy { name } => format!(", an old name of `{name}`"),
        Status::Retired { note } => format!(", retired: {note}"),
    }
}

/// `GetSample(start: timestamp or timeinterval, percent: double) -> doubleVec`.
fn signature_in_words(name: &str, signature: &Signature) -> String {
    let params: Vec<String> = signature
        .params
        .iter()
        .map(|param| {
            let kind = match param.kind {
                ParamKind::Is(ty) => ty.as_str(),
                ParamKind::When => "timestamp or timeinterval",
                ParamKind::List => "doubleVecList",
            };
            format!("{}: {kind}", param.name)
        })
        .collect();
    let returns = signature
        .returns
        .map(|ty| format!(" -> {ty}"))
        .unwrap_or_default();
    format!("{name}({}){returns}", params.join(", "))
}

/// `table` is where `autoscale.toml` has it.
fn setting_page(setting: &Setting, called: &str, table: &str) -> String {
    let mut page = format!("# {}\n\n{called}\n\n{}\n", setting.key, setting.question);
    page.push_str("\n## Answers\n");
    if setting.values.is_empty() {
        let (takes, default) = (setting.takes, setting.default);
        let _ = writeln!(page, "- {takes}; `{default}` unless set");
    }
    for choice in setting.values {
        let value = if choice.value.is_empty() {
            "\"\""
        } else {
            choice.value
        };
        let mark = if choice.value == setting.default {
            " (default)"
        } else {
            ""
        };
        let _ = writeln!(page, "- `{value}`{mark}: {}", choice.meaning);
    }
    let grade = format!(
        "{}. {}",
        capitalised(setting.grade.as_str()),
        setting.evidence
    );
    section(&mut page, "How sure is the default?", &grade);
    let example = format!(
        "```\n# autoscale.toml\n[{table}]\n{} = \"{}\"\n```",
        setting.key, setting.default
    );
    section(&mut page, "How to set it", &example);
    page
}

fn section(page: &mut String, heading: &str, text: &str) {
    if !text.is_empty() {
        let _ = write!(page, "\n## {heading}\n{text}\n");
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_a_page_with_its_name() {
        for topic in Topic::all() {
            let page = topic.page();
            assert!(page.starts_with(&format!("# {}", topic.name())), "{page}");
            assert!(page.len() > 100, "{page}");
            assert!(!page.contains("``\n\n\n"), "{page}");
        }
    }

    #[test]
    fn signatures_read_as_documentation() {
        let builtin = autoscale_catalog::builtin("percentile").unwrap();
        let signature = &builtin.signatures()[0];
        let words = signature_in_words(builtin.name(), signature);
        assert!(
            words.starts_with("percentile(") && words.ends_with(") -> double"),
            "{words}"
        );
    }
}
