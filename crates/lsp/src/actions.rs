//! Code actions: the fix of a finding, all safe fixes at once, a comment that
//! ignores a finding, an entry in the configuration that turns its rule off,
//! and the documentation of its rule.

use autoscale_base::{Applicability, Diagnostic};
use autoscale_lint::{FileAnalysis, Finding, add_ignores, mend};
use serde_json::json;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command,
};

use crate::agreed::Agreed;
use crate::configuration::Nearest;
use crate::documents::Document;
use crate::{diagnostics, edits, rule_page};

/// All safe fixes at once. A client that asks for `source.fixAll` gets it, and
/// one that wants no other server's can name it.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.autoscale");

/// What can be done in the range that the client asks about. `nearest` is the
/// configuration of the document.
pub(crate) fn of(
    document: &Document,
    params: &CodeActionParams,
    nearest: Option<&Nearest>,
    agreed: Agreed,
) -> Vec<CodeActionOrCommand> {
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|of| is_of(kind, of)))
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let range = document.places(agreed.encoding).span(params.range);
        let findings = document.analysis().findings.iter();
        let touched: Vec<&Finding> = findings
            .filter(|found| {
                let span = found.diagnostic.span;
                span.touches(range.start) || range.touches(span.start)
            })
            .collect();
        for found in &touched {
            actions.extend(fix(&found.diagnostic, document, agreed));
            actions.extend(ignore(found, document, agreed));
        }
        actions.extend(of_rules(&touched, document, nearest, agreed));
    }
    if wanted(&FIX_ALL) {
        actions.extend(fix_all(document, agreed));
    }
    actions.into_iter().map(CodeActionOrCommand::from).collect()
}

fn quick_fix(title: String, found: &Diagnostic, document: &Document, agreed: Agreed) -> CodeAction {
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostics::convert(found, document, agreed.encoding)]),
        ..CodeAction::default()
    }
}

/// Is `kind` one of the kind `of`? Kinds nest at their dots; the empty one holds
/// all.
fn is_of(kind: &CodeActionKind, of: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(of.as_str());
    of.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn fix(found: &Diagnostic, document: &Document, agreed: Agreed) -> Option<CodeAction> {
    let fix = found.fix.as_ref()?;
    let title = match found.help.as_deref() {
        Some(help) => help.to_owned(),
        None => format!("fix: {}", found.message),
    };
    Some(CodeAction {
        edit: Some(edits::of(document, &fix.edits, agreed)),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        ..quick_fix(title, found, document, agreed)
    })
}

fn ignore(found: &Finding, document: &Document, agreed: Agreed) -> Option<CodeAction> {
    let one = FileAnalysis {
        formulas: document.analysis().formulas.clone(),
        findings: vec![found.clone()],
    };
    let ignored = add_ignores(&document.text, &one)?;
    let found = &found.diagnostic;
    let title = format!("ignore {} here", found.rule.code);
    Some(CodeAction {
        edit: Some(edits::replace(document, &ignored.text, agreed)),
        ..quick_fix(title, found, document, agreed)
    })
}

/// What can be done about the rules of findings, each once.
fn of_rules(
    findings: &[&Finding],
    document: &Document,
    nearest: Option<&Nearest>,
    agreed: Agreed,
) -> Vec<CodeAction> {
    let mut actions: Vec<CodeAction> = Vec::new();
    for (at, found) in findings.iter().enumerate() {
        let found = &found.diagnostic;
        let earlier = findings.iter().take(at);
        if earlier
            .clone()
            .any(|other| other.diagnostic.rule == found.rule)
        {
            continue;
        }
        let code = found.rule.code;
        let edit = nearest.and_then(|nearest| nearest.turn_off(found.rule, agreed));
        if edit.is_some() {
            let title = format!("disable {code} in {}", autoscale_workspace::CONFIG_FILE);
            actions.push(CodeAction {
                edit,
                ..quick_fix(title, found, document, agreed)
            });
        }
        if agreed.shows_documents {
            let title = format!("open documentation of {code}");
            let arguments = Some(vec![json!(code)]);
            let command = Command::new(title.clone(), rule_page::COMMAND.to_owned(), arguments);
            actions.push(CodeAction {
                command: Some(command),
                ..quick_fix(title, found, document, agreed)
            });
        }
    }
    actions
}

fn fix_all(document: &Document, agreed: Agreed) -> Option<CodeAction> {
    let (host, analysis) = (document.host?, document.analysis());
    let mended = mend(&document.text, host, &document.config, analysis, false)?;
    Some(CodeAction {
        title: "fix all that can be fixed safely".to_owned(),
        kind: Some(FIX_ALL),
        edit: Some(edits::replace(document, &mended.text, agreed)),
        ..CodeAction::default()
    })
}
