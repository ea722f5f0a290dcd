//! Our findings as the protocol's diagnostics.

use autoscale_base::{Diagnostic, Encoding, Severity};
use tower_lsp::lsp_types::{
    self as lsp, CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Url,
};

use crate::documents::Document;

/// What clients show as the origin of a diagnostic.
pub(crate) const SOURCE: &str = "autoscale";

/// Where the language is documented.
const DOCUMENTATION: &str = "https://learn.microsoft.com/azure/batch/batch-automatic-scaling";

/// The diagnostics of a document.
pub(crate) fn of(document: &Document, encoding: Encoding) -> Vec<lsp::Diagnostic> {
    let findings = &document.analysis().findings;
    let findings = findings.iter().map(|finding| &finding.diagnostic);
    findings
        .map(|found| convert(found, document, encoding))
        .collect()
}

/// One finding.
pub(crate) fn convert(
    found: &Diagnostic,
    document: &Document,
    encoding: Encoding,
) -> lsp::Diagnostic {
    let places = document.places(encoding);
    let related = found
        .related
        .iter()
        .map(|label| DiagnosticRelatedInformation {
            location: Location::new(document.uri.clone(), places.range(label.span)),
            message: label.message.clone(),
        });
    let related: Vec<_> = related.collect();
    lsp::Diagnostic {
        range: places.range(found.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.code.to_owned())),
        code_description: href().map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: message(found),
        related_information: (!related.is_empty()).then_some(related),
        tags: tag(found).map(|tag| vec![tag]),
        data: None,
    }
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// The message with the help and the notes that editors have no place for.
fn message(found: &Diagnostic) -> String {
    let help = found.help.iter().map(|help| format!("\nhelp: {help}"));
    let notes = found.notes.iter().map(|note| format!("\nnote: {note}"));
    found.message.clone() + &help.chain(notes).collect::<String>()
}

/// How the text of a finding is drawn: faded when it has no effect, struck
/// through when it is out of date.
fn tag(found: &Diagnostic) -> Option<DiagnosticTag> {
    match found.rule.name {
        "unused-variable" | "unreachable-code" | "unused-suppression" => {
            Some(DiagnosticTag::UNNECESSARY)
        }
        "legacy-name" | "retired-metric" | "retained-data" => Some(DiagnosticTag::DEPRECATED),
        _ => None,
    }
}

fn href() -> Option<Url> {
    Url::parse(DOCUMENTATION).ok()
}
