//! Formulas in the cells of Jupyter notebooks.

use autoscale_base::Span;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged as _;

use super::json::{parse, span};
use crate::dialects::json;
use crate::extract::extract_nested;
use crate::{Extracted, Host, Keys, Quoting, SourceMap};

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let notebook = match parse(text) {
        Ok(Some(Value::Object(notebook))) => notebook,
        Ok(_) => return Extracted::default(),
        Err(problem) => {
            return Extracted {
                problem: Some(problem),
                ..Extracted::default()
            };
        }
    };
    let code = language(&notebook);
    let mut found = Extracted::default();
    let cells = notebook.get_array("cells").map(|cells| &cells.elements);
    for (index, cell) in cells.into_iter().flatten().enumerate() {
        let Some(cell) = cell.as_object() else {
            continue;
        };
        let host = match cell.get_string("cell_type").map(|kind| kind.value.as_ref()) {
            Some("code") => code,
            Some("markdown") => Some(Host::Markdown),
            _ => None,
        };
        let source = cell
            .get("source")
            .and_then(|source| joined(&source.value, text));
        if let (Some(host), Some(source)) = (host, source)
            && keys.may_occur_in(source.text())
        {
            // A cell may be no program: magic commands, drafts.
            let inner = extract_nested(source.text(), host, keys);
            found.absorb(inner, &source, &format!("cells[{index}]"));
        }
    }
    found
}

/// The language of a notebook's code.
fn language(notebook: &Object<'_>) -> Option<Host> {
    let metadata = notebook.get_object("metadata");
    let kernel = metadata.and_then(|metadata| metadata.get_object("language_info"));
    match kernel.and_then(|kernel| kernel.get_string("name")) {
        None => Some(Host::Python),
        Some(name) => match name.value.to_ascii_lowercase().as_str() {
            "python" => Some(Host::Python),
            "c#" | "csharp" => Some(Host::CSharp),
            "powershell" | "pwsh" => Some(Host::PowerShell),
            "bash" => Some(Host::Shell),
            _ => None,
        },
    }
}

/// A cell's text: a string, or its lines as strings.
fn joined(source: &Value<'_>, text: &str) -> Option<SourceMap> {
    let lines = match source {
        Value::StringLit(_) => std::slice::from_ref(source),
        Value::Array(lines) => &lines.elements,
        _ => return None,
    };
    let mut map = SourceMap::new(span(source.range()).start + 1, Quoting::Json);
    let mut end = None;
    for line in lines.iter().filter_map(Value::as_string_lit) {
        let line = span(line.range());
        if let Some(end) = end {
            map.dropped(Span::new(end, line.start + 1));
        }
        json::append(&mut map, text, line);
        end = Some(line.end - 1);
    }
    Some(map)
}
