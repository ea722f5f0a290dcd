//! Writes the token classes of every case file as JSON to standard output, for
//! the tests of the editors' grammars.

use std::io::{self, Write as _};
use std::process::ExitCode;

use autoscale_embed::{SourceMap, extract};
use autoscale_tests::cases::{CaseFile, Cases};
use autoscale_tests::token_classes::{Classed, classes, classes_in_host};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let cases = Cases::find();
    let files: Result<Vec<Value>, String> = cases.files.iter().map(told).collect();
    match files {
        Ok(files) => {
            // There is no one left to tell when writing fails.
            let _ = writeln!(io::stdout(), "{}", Value::Array(files));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

/// A file: `formula` holds the tokens of one that is a formula, `formulas` those
/// of each formula in a host file, and from where to where it reaches. A token
/// is its place in `text` in bytes, its class, and whether it stands apart from
/// its dot or bracket.
fn told(file: &CaseFile) -> Result<Value, String> {
    let (text, config) = file.content()?;
    let Some(host) = file.host() else {
        let clean = autoscale_syntax::parse(&text).diagnostics.is_empty();
        let tokens = tokens(classes(&text));
        return Ok(json!({"name": file.name, "text": text, "clean": clean, "formula": tokens}));
    };
    let found = extract(&text, host, &config.keys);
    let formulas: Vec<Value> = found
        .formulas
        .iter()
        .map(|it| embedded(&it.source))
        .collect();
    let readable = found.problem.is_none();
    let host = host.name();
    Ok(json!({
        "name": file.name, "text": text, "host": host, "readable": readable, "formulas": formulas,
    }))
}

fn embedded(source: &SourceMap) -> Value {
    let starts = source.segments().iter().map(|segment| segment.host.start);
    let ends = source.segments().iter().map(|segment| segment.host.end);
    json!({"start": starts.min(), "end": ends.max(), "tokens": tokens(classes_in_host(source))})
}

fn tokens(classed: Vec<Classed>) -> Value {
    let tokens = classed.into_iter().map(|token| {
        let span = token.span;
        json!([span.start, span.end, token.class.name(), token.is_apart])
    });
    tokens.collect()
}
