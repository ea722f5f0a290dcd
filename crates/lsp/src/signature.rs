//! Which function or method is being called.

use autoscale_base::Encoding;
use autoscale_ide::{SignatureLabel, signature_help};
use tower_lsp::lsp_types::{
    Documentation, ParameterInformation, ParameterLabel, Position, SignatureHelp,
    SignatureInformation,
};

use crate::documents::Document;
use crate::formula::formula_at;

/// The call around a position.
pub(crate) fn of(
    document: &Document,
    position: Position,
    encoding: Encoding,
) -> Option<SignatureHelp> {
    let places = document.places(encoding);
    let (formula, offset) = formula_at(document, places.offset(position))?;
    let help = signature_help(&formula.subject, offset)?;
    let number = |index: usize| u32::try_from(index).ok();
    let signatures = help.signatures.iter();
    Some(SignatureHelp {
        signatures: signatures
            .map(|form| information(form, help.summary))
            .collect(),
        active_signature: number(help.active_signature),
        active_parameter: help.active_parameter.and_then(number),
    })
}

fn information(form: &SignatureLabel, summary: &str) -> SignatureInformation {
    // Labels are ASCII, so that bytes are what the protocol counts.
    let parameters = form.parameters.iter().map(|span| ParameterInformation {
        label: ParameterLabel::LabelOffsets([span.start, span.end]),
        documentation: None,
    });
    SignatureInformation {
        label: form.label.clone(),
        documentation: Some(Documentation::String(summary.to_owned())),
        parameters: Some(parameters.collect()),
        active_parameter: None,
    }
}
