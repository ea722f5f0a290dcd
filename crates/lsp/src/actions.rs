//! Code actions: the fix of a finding, all safe fixes at once, and a comment
//! that ignores a finding.

use std::collections::HashMap;

use autoscale_base::{Applicability, Diagnostic, Edit, Encoding, Span};
use autoscale_lint::{FileAnalysis, add_ignores, mend};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, TextEdit, WorkspaceEdit,
};

use crate::diagnostics;
use crate::documents::Document;

/// What can be done in the range that the client asks about.
pub(crate) fn of(
    document: &Document,
    params: &CodeActionParams,
    encoding: Encoding,
) -> Vec<CodeActionOrCommand> {
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|of| kind.as_str().starts_with(of.as_str())))
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let range = document.places(encoding).span(params.range);
        let findings = &document.analysis().findings;
        for found in findings {
            let span = found.diagnostic.span;
            if span.touches(range.start) || range.touches(span.start) {
                actions.extend(fix(&found.diagnostic, document, encoding));
                let one = FileAnalysis {
                    formulas: document.analysis().formulas.clone(),
                    findings: vec![found.clone()],
                };
                actions.extend(ignore(&one, &found.diagnostic, document, encoding));
            }
        }
    }
    if wanted(&CodeActionKind::SOURCE_FIX_ALL) {
        actions.extend(fix_all(document, encoding));
    }
    actions.into_iter().map(CodeActionOrCommand::from).collect()
}

fn fix(found: &Diagnostic, document: &Document, encoding: Encoding) -> Option<CodeAction> {
    let fix = found.fix.as_ref()?;
    let title = match found.help.as_deref() {
        Some(help) => help.to_owned(),
        None => format!("fix: {}", found.message),
    };
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::convert(found, document, encoding)]),
        edit: Some(edit(document, &fix.edits, encoding)),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        ..CodeAction::default()
    })
}

fn ignore(
    one: &FileAnalysis,
    found: &Diagnostic,
    document: &Document,
    encoding: Encoding,
) -> Option<CodeAction> {
    let ignored = add_ignores(&document.text, one)?;
    Some(CodeAction {
        title: format!("ignore {} here", found.rule.code),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::convert(found, document, encoding)]),
        edit: Some(replace(document, &ignored.text, encoding)),
        ..CodeAction::default()
    })
}

fn fix_all(document: &Document, encoding: Encoding) -> Option<CodeAction> {
    let (host, analysis) = (document.host?, document.analysis());
    let mended = mend(&document.text, host, &document.config, analysis, false)?;
    Some(CodeAction {
        title: "fix all that can be fixed safely".to_owned(),
        kind: Some(CodeActionKind::SOURCE_FIX_ALL),
        edit: Some(replace(document, &mended.text, encoding)),
        ..CodeAction::default()
    })
}

/// Edits of a document as the protocol's.
pub(crate) fn edit(document: &Document, edits: &[Edit], encoding: Encoding) -> WorkspaceEdit {
    let places = document.places(encoding);
    let edits = edits.iter().map(|edit| TextEdit {
        range: places.range(edit.span),
        new_text: edit.text.clone(),
    });
    let changes = HashMap::from([(document.uri.clone(), edits.collect())]);
    WorkspaceEdit::new(changes)
}

/// Another text, as the one edit from the first to the last change.
fn replace(document: &Document, new: &str, encoding: Encoding) -> WorkspaceEdit {
    let old = &document.text;
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (old_rest, new_rest) = (
        old.get(head..).unwrap_or_default(),
        new.get(head..).unwrap_or_default(),
    );
    let backwards = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = backwards.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let inserted = new_rest.get(..new_rest.len() - tail).unwrap_or_default();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span::new(offset(head), offset(old.len() - tail));
    let edits = [Edit {
        span,
        text: inserted.to_owned(),
    }];
    edit(document, &edits, encoding)
}
