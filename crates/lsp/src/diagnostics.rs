//! Our findings as the protocol's diagnostics.

use autoscale_base::{Diagnostic, Encoding, Severity, Span};
use autoscale_ide::faded_arms;
use tower_lsp::lsp_types::{
    self as lsp, CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Url,
};

use crate::convert::Places;
use crate::documents::Document;
use crate::formula::{InDocument, formulas};
use crate::live::{self, Run};
use crate::snapshots;

/// What clients show as the origin of a diagnostic.
pub(crate) const SOURCE: &str = "autoscale";

/// The code of what is wrong with a snapshot.
const BAD_SNAPSHOT: &str = "bad-snapshot";

/// The code of what a formula does not use under its snapshot.
const NOT_EVALUATED: &str = "not-evaluated";

/// Where the language is documented.
const DOCUMENTATION: &str = "https://learn.microsoft.com/azure/batch/batch-automatic-scaling";

/// The diagnostics of a document: the findings, and what its formulas did under
/// their snapshots. Of a snapshot, what is wrong with it.
pub(crate) fn of(document: &Document, encoding: Encoding) -> Vec<lsp::Diagnostic> {
    let places = document.places(encoding);
    if let Some((span, message)) = live::refusal(document) {
        let range = places.range(span);
        return vec![lsp::Diagnostic {
            message,
            ..own(range, DiagnosticSeverity::ERROR, BAD_SNAPSHOT)
        }];
    }
    let findings = document.analysis().findings.iter();
    let findings = findings.map(|finding| convert(&finding.diagnostic, document, encoding));
    let live = formulas(document).flat_map(|formula| of_run(formula, document, places));
    findings.chain(live).collect()
}

/// What a formula did not use, which is drawn faintly, and where it failed.
fn of_run(
    formula: InDocument<'_>,
    document: &Document,
    places: Places<'_>,
) -> Vec<lsp::Diagnostic> {
    let Run::Ended(ended) = formula.run() else {
        return Vec::new();
    };
    let snapshot = snapshots::name(&ended.path);
    let arms = faded_arms(&formula.evaluated()).into_iter();
    let arms = arms.map(|arm| lsp::Diagnostic {
        message: format!("not evaluated under `{snapshot}`"),
        tags: Some(vec![DiagnosticTag::UNNECESSARY]),
        ..own(
            places.range(formula.to_document(arm)),
            DiagnosticSeverity::HINT,
            NOT_EVALUATED,
        )
    });
    let error = ended.evaluation.run.error.as_ref();
    let error = error.map(|error| (error, formula.to_document(error.span)));
    let error = error.filter(|(_, span)| !is_told(*span, document));
    let error = error.map(|(error, span)| lsp::Diagnostic {
        message: format!("fails under `{snapshot}`: {}", error.detail),
        ..own(places.range(span), DiagnosticSeverity::HINT, error.code)
    });
    arms.chain(error).collect()
}

/// Does a finding say already that the evaluation fails there?
fn is_told(span: Span, document: &Document) -> bool {
    let findings = document.analysis().findings.iter();
    let mut errors = findings
        .map(|finding| &finding.diagnostic)
        .filter(|found| found.severity == Severity::Error);
    errors.any(|error| error.span.touches(span.start))
}

/// A diagnostic that is no finding of a rule.
fn own(range: Range, severity: DiagnosticSeverity, code: &str) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(code.to_owned())),
        code_description: href().map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        ..lsp::Diagnostic::default()
    }
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
