//! The text of Terraform's strings and of the functions around them.

use autoscale_base::Span;
use autoscale_catalog::variable;
use hcl_edit::expr::{Expression, FuncCall};
use hcl_edit::template::{Element, HeredocTemplate, Strip};

use super::place;
use crate::dialects::hcl;
use crate::hosts::tree::{Decoded, Literal};
use crate::source_map::offset;
use crate::{HostFault, Quoting, SourceMap};

/// How deep functions may stand inside of each other around a literal.
const MAX_DEPTH: usize = 8;

/// What may yield a formula.
#[derive(Clone, Copy, Debug)]
pub(super) enum Template<'a> {
    /// An expression.
    Expression(&'a Expression),
    /// A heredoc without placeholders, which the parser has not seen.
    Heredoc,
}

impl Literal for Template<'_> {
    fn decode(&self, host: &str, span: Span, _text: Option<&str>) -> Option<Decoded> {
        match self {
            Self::Expression(value) => decode(value, host, 0),
            Self::Heredoc => hidden_heredoc(span, host),
        }
    }
}

fn decode(value: &Expression, host: &str, depth: usize) -> Option<Decoded> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Expression::String(_) => Some(quoted(&[], place(value), host)),
        Expression::StringTemplate(template) => {
            let elements: Vec<&Element> = template.iter().collect();
            Some(quoted(&elements, place(value), host))
        }
        Expression::HeredocTemplate(template) => parsed_heredoc(template, place(value), host),
        Expression::Parenthesis(inner) => decode(inner.inner(), host, depth + 1),
        Expression::FuncCall(call) => function(call, host, depth + 1),
        _ => None,
    }
}

/// A function that leaves the text of its literals as it is, but for space
/// around it.
fn function(call: &FuncCall, host: &str, depth: usize) -> Option<Decoded> {
    let args: Vec<&Expression> = call.args.iter().collect();
    match (call.name.name.as_str(), args.as_slice()) {
        ("chomp" | "trimspace" | "tostring", [text]) => decode(text, host, depth),
        ("format", [text, ..]) => {
            let template = decode(text, host, depth)?;
            let formatted = hcl::decode_format(template.source.text());
            Some(Decoded {
                source: formatted.compose(&template.source),
                faults: template.faults,
            })
        }
        ("join", [Expression::String(separator), Expression::Array(lines)]) => {
            join(separator, lines.iter(), host, depth)
        }
        _ => None,
    }
}

fn join<'a>(
    separator: &str,
    lines: impl Iterator<Item = &'a Expression>,
    host: &str,
    depth: usize,
) -> Option<Decoded> {
    let mut joined: Option<Decoded> = None;
    let mut end = 0;
    for line in lines {
        let span = place(line);
        let decoded = decode(line, host, depth);
        let start = decoded.as_ref().map_or(span.start, |d| d.source.start());
        let into = joined.get_or_insert_with(|| {
            end = start;
            Decoded::from(SourceMap::new(start, Quoting::Outside))
        });
        let between = Span::new(end, start);
        if into.source.text().is_empty() {
            into.source.dropped(between);
        } else {
            // A break between two strings is in neither.
            into.source.literal(Quoting::Outside);
            into.source.escape(separator, between);
        }
        match decoded {
            Some(line) => {
                end = line.source.segments().last().map_or(start, |s| s.host.end);
                into.source.append(&line.source);
                into.faults.extend(line.faults);
            }
            None => {
                into.source.computed(span.text(host), span);
                end = span.end;
            }
        }
    }
    joined
}

fn quoted(elements: &[&Element], span: Span, host: &str) -> Decoded {
    let content = Span::new(span.start + 1, span.end.saturating_sub(1));
    template(elements, content, Quoting::HclQuoted, 0, host)
}

fn parsed_heredoc(heredoc: &HeredocTemplate, span: Span, host: &str) -> Option<Decoded> {
    let elements: Vec<&Element> = heredoc.template.iter().collect();
    let indent = heredoc.indent().unwrap_or_default();
    let (content, quoting) = heredoc_content(span, heredoc.delimiter.as_str(), indent, host)?;
    Some(template(&elements, content, quoting, indent, host))
}

fn hidden_heredoc(span: Span, host: &str) -> Option<Decoded> {
    let (opening, lines) = span.text(host).split_once('\n')?;
    let delimiter = opening.strip_prefix("<<")?;
    let (delimiter, indent) = match delimiter.strip_prefix('-') {
        None => (delimiter, 0),
        Some(delimiter) => {
            let end = lines.rfind('\n').map_or(0, |at| at + 1);
            (delimiter, least_indent(lines.get(..end)?))
        }
    };
    let (content, quoting) = heredoc_content(span, delimiter, indent, host)?;
    Some(template(&[], content, quoting, indent, host))
}

/// How many characters of white space all lines of `text` begin with.
fn least_indent(text: &str) -> usize {
    let lines = text.lines().filter(|line| !line.is_empty());
    let indents = lines.map(|line| line.chars().take_while(|c| c.is_whitespace()).count());
    indents.min().unwrap_or_default()
}

/// The lines of the heredoc at `span`.
fn heredoc_content(
    span: Span,
    delimiter: &str,
    indent: usize,
    host: &str,
) -> Option<(Span, Quoting)> {
    let text = span.text(host);
    let start = text.find('\n')? + 1;
    let end = text.rfind('\n')? + 1;
    let content = Span::new(span.start + offset(start), span.start + offset(end));
    let space = content.text(host).lines().find(|line| !line.is_empty());
    let quoting = Quoting::HclHeredoc {
        indent: space.unwrap_or_default().chars().take(indent).collect(),
        delimiter: delimiter.to_owned(),
    };
    Some((content, quoting))
}

fn template(
    elements: &[&Element],
    content: Span,
    quoting: Quoting,
    indent: usize,
    host: &str,
) -> Decoded {
    let controls: Vec<hcl::Control> = elements.iter().filter_map(|e| control(e)).collect();
    let template = hcl::Template {
        host,
        content,
        controls: &controls,
        quoting,
        indent,
    };
    Decoded {
        source: template.decode(),
        faults: elements.iter().find_map(|e| fault(e)).into_iter().collect(),
    }
}

fn control(element: &Element) -> Option<hcl::Control> {
    let strip = match element {
        Element::Literal(_) => return None,
        Element::Interpolation(interpolation) => interpolation.strip,
        // What a directive trims outside of itself is rare, and only space.
        Element::Directive(_) => Strip::None,
    };
    Some(hcl::Control {
        span: place(element),
        trims_before: strip.strip_start(),
        trims_behind: strip.strip_end(),
    })
}

/// `${TargetDedicatedNodes}`: no value of Terraform's, but a variable of the
/// service when the `$` is kept.
fn fault(element: &Element) -> Option<HostFault> {
    let Element::Interpolation(interpolation) = element else {
        return None;
    };
    let Expression::Variable(name) = &interpolation.expr else {
        return None;
    };
    variable(&format!("${}", name.as_str()))?;
    Some(HostFault::Replaced(place(element)))
}
