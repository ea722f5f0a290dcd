//! Every format stays well-formed whatever stands in paths, texts and messages.

use std::sync::LazyLock;

use autoscale_base::{Diagnostic, Fix, Severity, Span};
use jsonschema::Validator;
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde_json::{Value, json};

use super::escape::for_xml;
use super::format::Format;
use super::samples::{finding, report};
use super::{CheckedFile, Report};
use crate::terminal::Styles;

/// The official schema. Its pattern for languages has a bracket too many, which
/// only lenient dialects of regular expressions overlook.
static SARIF: LazyLock<Validator> = LazyLock::new(|| {
    let schema = include_str!("../../tests/schemas/sarif-2.1.0.json");
    let schema = schema.replace(
        "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
        "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$",
    );
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
});

/// GitLab's documentation of the Code Quality report, as a schema.
static GITLAB: LazyLock<Validator> = LazyLock::new(|| {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string"},
                "check_name": {"type": "string"},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {
                                "begin": {"type": "integer", "minimum": 1},
                                "end": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                },
            },
        },
    });
    jsonschema::validator_for(&schema).unwrap()
});

fn printed(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    format.write(report, &mut out, &Styles::default()).unwrap();
    String::from_utf8(out).unwrap()
}

fn json(report: &Report, format: Format) -> Value {
    serde_json::from_str(&printed(report, format)).unwrap()
}

/// The values of `attribute` in the elements called `element`.
fn attributes(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut values = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == element.as_bytes() => {
                let value = tag.try_get_attribute(attribute).unwrap().unwrap();
                values.push(
                    value
                        .normalized_value(XmlVersion::Explicit1_0)
                        .unwrap()
                        .into_owned(),
                );
            }
            Event::Eof => return values,
            _ => {}
        }
    }
}

/// May XML 1.0 hold this character?
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Texts with all that formats stumble over, and any other.
fn any_text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1b}[31m",
        "%",
        "::",
        ",",
        ";",
        "]",
        "]]>",
        "&amp;",
        "<b>",
        "\"",
        "'",
        "`",
        "\\",
        "ü",
        "日本",
        "😀",
        "\u{feff}",
        "\u{2028}",
        "\u{ffff}",
        " ",
        "a",
        "{0}",
    ]);
    let hard = prop::collection::vec(hard, 0..8).prop_map(|parts| parts.concat());
    prop_oneof![3 => hard, 1 => any::<String>()]
}

fn any_severity() -> impl Strategy<Value = Severity> {
    prop::sample::select(vec![Severity::Info, Severity::Warning, Severity::Error])
}

/// A place in `text`, on characters.
fn span(text: &str, (a, b): (prop::sample::Index, prop::sample::Index)) -> Span {
    let bound = |index: prop::sample::Index| text.floor_char_boundary(index.index(text.len() + 1));
    let (a, b) = (bound(a), bound(b));
    Span::new(a.min(b) as u32, a.max(b) as u32)
}

fn any_diagnostic(text: String) -> impl Strategy<Value = Diagnostic> {
    let places = prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 3);
    let texts = prop::collection::vec(any_text(), 4);
    (places, texts, any_severity(), any::<bool>()).prop_map(
        move |(places, texts, severity, more)| {
            let mut found = finding(span(&text, places[0]));
            found.severity = severity;
            found.message.clone_from(&texts[0]);
            if more {
                found = found
                    .with_help(&texts[1])
                    .with_related(span(&text, places[1]), &texts[2])
                    .with_fix(Fix::safe(span(&text, places[2]), &texts[3]))
                    .with_setting("sunday");
            }
            found
        },
    )
}

fn any_file() -> impl Strategy<Value = CheckedFile> {
    let path = any_text().prop_map(|text| format!("pools/{text}.autoscale"));
    let formula = prop::option::of(any_text());
    (path, any_text(), formula).prop_flat_map(|(name, text, formula)| {
        let diagnostics = prop::collection::vec(any_diagnostic(text.clone()), 0..4);
        diagnostics.prop_map(move |diagnostics| {
            let mut file = CheckedFile::formula(name.clone(), text.clone(), diagnostics);
            for found in &mut file.findings {
                found.formula.clone_from(&formula);
            }
            file
        })
    })
}

fn any_report() -> impl Strategy<Value = Report> {
    let failures = prop::collection::vec(any_text(), 0..3);
    (prop::collection::vec(any_file(), 0..4), failures).prop_map(|(files, failures)| Report {
        failures,
        ..report(files)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_holds_every_message(report in any_report()) {
        let array = json(&report, Format::Json);
        let lines: Vec<Value> = printed(&report, Format::Jsonl)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        prop_assert_eq!(array.as_array(), Some(&lines));
        let messages: Vec<&str> = lines.iter().map(|line| line["message"].as_str().unwrap()).collect();
        let expected: Vec<&str> = report.diagnostics().map(|found| found.message.as_str()).collect();
        prop_assert_eq!(messages, expected);
    }

    #[test]
    fn sarif_keeps_to_its_schema(report in any_report()) {
        let log = json(&report, Format::Sarif);
        let errors: Vec<String> = SARIF.iter_errors(&log).map(|error| error.to_string()).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        let successful = &log["runs"][0]["invocations"][0]["executionSuccessful"];
        prop_assert_eq!(successful, report.failures.is_empty());
        let results = log["runs"][0]["results"].as_array().unwrap();
        prop_assert_eq!(results.len(), report.diagnostics().count());
        for result in results {
            let rule = result["ruleIndex"].as_u64().unwrap() as usize;
            prop_assert_eq!(&log["runs"][0]["tool"]["driver"]["rules"][rule]["id"], &result["ruleId"]);
        }
    }

    #[test]
    fn gitlab_gets_one_entry_a_finding(report in any_report()) {
        let entries = json(&report, Format::Gitlab);
        let errors: Vec<String> = GITLAB.iter_errors(&entries).map(|error| error.to_string()).collect();
        prop_assert!(errors.is_empty(), "{:?}", errors);
        prop_assert_eq!(entries.as_array().unwrap().len(), report.diagnostics().count());
    }

    #[test]
    fn xml_is_xml(report in any_report()) {
        let found = report.diagnostics().count();
        let checkstyle = printed(&report, Format::Checkstyle);
        let messages: Vec<_> = report.diagnostics().map(|found| for_xml(&found.message)).collect();
        prop_assert_eq!(attributes(&checkstyle, "error", "message"), messages);
        let junit = printed(&report, Format::Junit);
        prop_assert_eq!(attributes(&junit, "failure", "message").len(), found);
        prop_assert_eq!(attributes(&junit, "testsuite", "name").len(), report.files.len());
        let clean = report.files.iter().filter(|file| file.findings.is_empty()).count();
        prop_assert_eq!(attributes(&junit, "testcase", "name").len(), found + clean);
        for xml in [&checkstyle, &junit] {
            prop_assert!(xml.chars().all(is_xml));
        }
    }

    #[test]
    fn log_commands_are_one_line_each(report in any_report()) {
        let found = report.diagnostics().count();
        for (format, start) in [(Format::Github, "::"), (Format::Azure, "##vso[task.logissue type=")] {
            let log = printed(&report, format);
            prop_assert_eq!(log.matches('\n').count(), found);
            prop_assert!(log.lines().all(|line| line.starts_with(start)));
            prop_assert!(log.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }

    #[test]
    fn people_get_text_without_control_characters(report in any_report()) {
        for format in [Format::Full, Format::Concise] {
            let text = printed(&report, format);
            prop_assert!(text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
        }
    }
}
