//! SARIF 2.1.0, the interchange format of static analysis: one run with the
//! rules that fired, their documentation, the findings and their fixes.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use autoscale_base::{Diagnostic, Fix, Rule, Severity, Span};
use serde_json::{Value, json};

use super::Report;
use super::file_path::Folder;
use super::finding::{Finding, Places, with_help};
use super::fingerprint::Fingerprints;
use super::json::write_json;
use crate::topic::rule_summary;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The folder that relative URIs begin at, by the name that code scanners know.
const ROOT: &str = "%SRCROOT%";

/// Writes the log.
pub(crate) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let folder = Folder::current();
    let rules = fired(report);
    let mut results = Vec::new();
    for places in report.places() {
        let file = File {
            uri: artifact_location(&places.file.name, &folder),
            places: &places,
        };
        let mut fingerprints = Fingerprints::new(&places.file.name, &folder);
        for finding in places.findings() {
            let fingerprint = fingerprints.next(&places, &finding);
            let rule = rules.get(finding.diagnostic.rule.code);
            results.push(file.result(&finding, rule.map(|(index, _)| *index), &fingerprint));
        }
    }
    let rules: Vec<Value> = rules.values().map(|(_, rule)| descriptor(rule)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "autoscale",
                "version": version,
                "semanticVersion": version,
                "rules": rules,
            }},
            "invocations": [invocation(report)],
            "originalUriBaseIds": {
                ROOT: {"description": {"text": "the folder that `autoscale check` ran in"}},
            },
            "artifacts": artifacts(report, &folder),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    write_json(&log, out)
}

/// How the run went: code scanners tell of files that could not be read.
fn invocation(report: &Report) -> Value {
    let failures = report.failures.iter();
    let notifications = failures.map(|text| json!({"level": "error", "message": {"text": text}}));
    json!({
        "executionSuccessful": report.failures.is_empty(),
        "toolExecutionNotifications": notifications.collect::<Vec<Value>>(),
    })
}

/// The files that were looked at, each once.
fn artifacts(report: &Report, folder: &Folder) -> Vec<Value> {
    let mut seen = HashSet::new();
    let names = report.files.iter().map(|file| &file.name);
    names
        .filter_map(|name| {
            let location = artifact_location(name, folder);
            let artifact = json!({"location": location, "roles": ["analysisTarget"]});
            seen.insert(artifact.to_string()).then_some(artifact)
        })
        .collect()
}

/// The rules with findings by code, each with its place among them.
fn fired(report: &Report) -> BTreeMap<&'static str, (usize, &'static Rule)> {
    let rules = report.diagnostics().map(|diagnostic| diagnostic.rule);
    let mut rules: BTreeMap<_, _> = rules.map(|rule| (rule.code, (0, rule))).collect();
    for (index, (place, _)) in rules.values_mut().enumerate() {
        *place = index;
    }
    rules
}

fn descriptor(rule: &Rule) -> Value {
    let (summary, docs) = (rule_summary(rule), rule.documentation());
    // What GitHub's code scanning shows as the severity.
    let problem = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": first_sentence(&summary)},
        "fullDescription": {"text": summary},
        "help": {"text": docs, "markdown": docs},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "since": rule.since,
            "verified": rule.verified,
            "problem.severity": problem,
            "tags": ["azure-batch", "autoscale"],
        },
    })
}

fn first_sentence(text: &str) -> &str {
    match text.split_once(". ") {
        Some((first, _)) => text.get(..=first.len()).unwrap_or(first),
        None => text,
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn artifact_location(name: &str, folder: &Folder) -> Value {
    match folder.uri(name) {
        (uri, true) => json!({"uri": uri, "uriBaseId": ROOT}),
        (uri, false) => json!({"uri": uri}),
    }
}

/// A file whose findings are written.
struct File<'a, 'f> {
    uri: Value,
    places: &'f Places<'a>,
}

impl File<'_, '_> {
    fn result(&self, finding: &Finding<'_>, rule: Option<usize>, fingerprint: &str) -> Value {
        let diagnostic = finding.diagnostic;
        let mut location = self.location(diagnostic.span);
        if let (Some(formula), Some(location)) = (finding.formula, location.as_object_mut()) {
            location.insert("logicalLocations".into(), json!([{"name": formula}]));
        }
        let mut result = json!({
            "ruleId": diagnostic.rule.code,
            "ruleIndex": rule,
            "level": level(diagnostic.severity),
            "message": {"text": with_help(diagnostic)},
            "locations": [location],
            "relatedLocations": self.related(diagnostic),
            "partialFingerprints": {"autoscale/v1": fingerprint},
            "properties": {"verified": diagnostic.verified(), "setting": diagnostic.setting},
        });
        if let (Some(fix), Some(result)) = (&diagnostic.fix, result.as_object_mut()) {
            result.insert("fixes".into(), json!([self.fix(fix, diagnostic)]));
        }
        result
    }

    fn related(&self, diagnostic: &Diagnostic) -> Vec<Value> {
        let labels = diagnostic.related.iter().enumerate();
        let locations = labels.map(|(index, label)| {
            let mut location = self.location(label.span);
            if let Some(location) = location.as_object_mut() {
                location.insert("id".into(), json!(index + 1));
                location.insert("message".into(), json!({"text": label.message}));
            }
            location
        });
        locations.collect()
    }

    fn location(&self, span: Span) -> Value {
        let (uri, region) = (&self.uri, self.region(span));
        json!({"physicalLocation": {"artifactLocation": uri, "region": region}})
    }

    fn region(&self, span: Span) -> Value {
        let region = self.places.region(span);
        json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
            "byteOffset": span.start,
            "byteLength": span.len(),
        })
    }

    fn fix(&self, fix: &Fix, diagnostic: &Diagnostic) -> Value {
        let edits = fix.edits.iter().map(|edit| {
            let region = self.region(edit.span);
            json!({"deletedRegion": region, "insertedContent": {"text": edit.text}})
        });
        let replacements: Vec<Value> = edits.collect();
        let description = diagnostic.help.as_ref().unwrap_or(&diagnostic.message);
        json!({
            "description": {"text": description},
            "artifactChanges": [{"artifactLocation": self.uri, "replacements": replacements}],
            "properties": {"applicability": fix.applicability.as_str()},
        })
    }
}
