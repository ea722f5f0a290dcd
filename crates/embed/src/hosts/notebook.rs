//! Formulas in the cells of Jupyter notebooks.

use autoscale_base::Span;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged as _;

use super::json::{parse, span};
use crate::dialects::json;
use crate::extract::extract_nested;
use crate::source_map::offset;
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
            let name = format!("cells[{index}]");
            let host = magic(source.text()).unwrap_or(host);
            found.absorb(extract_nested(source.text(), host, keys), &source, &name);
            if host == Host::Python {
                commands(&mut found, &source, &name, keys);
            }
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

/// The language of a cell that begins with `%%bash` and the like.
fn magic(source: &str) -> Option<Host> {
    let line = source.trim_start().strip_prefix("%%")?.lines().next()?;
    let mut words = line.split_whitespace().filter(|word| *word != "script");
    match words.next()? {
        "bash" | "sh" | "!" => Some(Host::Shell),
        "powershell" | "pwsh" => Some(Host::PowerShell),
        _ => None,
    }
}

/// The formulas in command lines, which begin with `!`.
fn commands(found: &mut Extracted, source: &SourceMap, name: &str, keys: &Keys) {
    let mut at = 0;
    let mut command: Option<SourceMap> = None;
    for line in source.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let space = line.len() - line.trim_start().len();
        let (from, bare) = match line.trim_start().strip_prefix('!') {
            Some(bare) if command.is_none() => (start + space + 1, bare),
            _ => (start, line),
        };
        if command.is_none() && bare.len() == line.len() {
            continue;
        }
        let quoting = Quoting::Verbatim;
        let lines = command.get_or_insert_with(|| SourceMap::new(offset(from), quoting));
        lines.verbatim(bare, offset(from));
        // A backslash goes on in the next line.
        let ends = !line.trim_end().ends_with('\\') || at == source.text().len();
        if let Some(whole) = command.take_if(|_| ends) {
            let whole = whole.compose(source);
            let inner = extract_nested(whole.text(), Host::Shell, keys);
            found.absorb(inner, &whole, name);
        }
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
