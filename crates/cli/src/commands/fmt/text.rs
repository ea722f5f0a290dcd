//! The canonical text of a file: of a formula, or of every formula in a host
//! file.

use autoscale_base::Edit;
use autoscale_embed::{Formula, Host, SourceMap, extract};
use autoscale_format::{FormatError, format, format_embedded};
use autoscale_lint::{Config, Finding, analyse_file};

use crate::input::HostText;
use crate::output::CheckedFile;

/// What formatting makes of a file.
#[derive(Default)]
pub(super) struct Formatted {
    /// The new text; `None` when there is nothing to format.
    pub(super) text: Option<String>,
    /// Syntax errors, because of which formulas are left alone.
    pub(super) broken: Option<CheckedFile>,
    /// Why formulas without errors are left alone.
    pub(super) refused: Vec<String>,
}

/// Formats `file`.
pub(super) fn formatted(file: &HostText) -> Formatted {
    if file.host == Host::Formula {
        return formula(file);
    }
    let config = file.config.for_file(&file.path);
    let formulas = extract(&file.text, file.host, &config.keys).formulas;
    let mut new = Formatted::default();
    if formulas.is_empty() {
        return new;
    }
    let mut edits = Vec::new();
    let mut broken = false;
    for formula in &formulas {
        match format_embedded(formula.source.text(), formula.source.holes()) {
            // What the host cannot write stays as it is.
            Ok(of_formula) => {
                edits.extend(in_host(&of_formula, &formula.source).unwrap_or_default());
            }
            Err(FormatError::Syntax) => broken = true,
            Err(FormatError::Placeholder) => {}
            Err(error) => new.refused.push(refusal(file, Some(formula), error)),
        }
    }
    edits.sort_by_key(|edit: &Edit| edit.span);
    new.text = Edit::apply(&file.text, &edits);
    new.broken = broken.then(|| syntax_errors(file, &config)).flatten();
    new
}

fn formula(file: &HostText) -> Formatted {
    let tree = autoscale_syntax::parse(&file.text).tree;
    match format(&file.text, &tree) {
        Ok(text) => Formatted {
            text: Some(text),
            ..Formatted::default()
        },
        Err(FormatError::Syntax) => Formatted {
            broken: syntax_errors(file, &file.config.for_file(&file.path)),
            ..Formatted::default()
        },
        Err(error) => Formatted {
            refused: vec![refusal(file, None, error)],
            ..Formatted::default()
        },
    }
}

/// All edits of a formula in its host, or none when one does not fit.
fn in_host(edits: &[Edit], source: &SourceMap) -> Option<Vec<Edit>> {
    edits.iter().map(|edit| source.edit_in_host(edit)).collect()
}

fn refusal(file: &HostText, formula: Option<&Formula>, error: FormatError) -> String {
    let name = formula.and_then(|formula| formula.name.as_ref());
    match name {
        Some(name) => format!("cannot format `{}#{name}`: {error}", file.name),
        None => format!("cannot format `{}`: {error}", file.name),
    }
}

/// The syntax errors of a file, which no configuration turns off here.
fn syntax_errors(file: &HostText, config: &Config) -> Option<CheckedFile> {
    let config = Config {
        keys: config.keys.clone(),
        ..Config::default()
    };
    let analysis = analyse_file(&file.text, file.host, &config);
    let of_syntax = |found: &Finding| autoscale_syntax::RULES.contains(&found.diagnostic.rule);
    let mut findings = analysis.findings;
    findings.retain(of_syntax);
    (!findings.is_empty()).then(|| CheckedFile {
        name: file.name.clone(),
        text: file.text.clone(),
        formulas: analysis.formulas.len(),
        findings,
    })
}
