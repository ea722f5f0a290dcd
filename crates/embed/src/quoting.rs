//! How a host writes the text of a formula: what a fix has to do to new text.

use crate::dialects::bicep::BicepString;
use crate::dialects::csharp::CSharpString;
use crate::dialects::groovy::GroovyString;
use crate::dialects::powershell::PowerShellString;
use crate::dialects::python::PythonString;
use crate::dialects::shell::ShellString;
use crate::dialects::yaml_block::Block;
use crate::dialects::{arm, fill, hcl, json, markdown, yaml, yaml_block};

/// How a literal of a host writes text: one variant a dialect. What a dialect
/// decodes and encodes stands in one module of `dialects`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// As it is.
    Verbatim,
    /// Outside of any literal, where the host computes: holds no text.
    Outside,
    /// HCL's `"…"`.
    HclQuoted,
    /// HCL's `<<EOT`, and `<<-EOT` with the indentation that it drops.
    HclHeredoc {
        /// What every line begins with.
        indent: String,
        /// The word that ends it.
        delimiter: String,
    },
    /// JSON's `"…"`.
    Json,
    /// `'…'` in an expression of an ARM template.
    Arm,
    /// A YAML scalar without quotes.
    YamlPlain {
        /// Between brackets or braces, which end it.
        in_flow: bool,
    },
    /// YAML's `'…'`.
    YamlSingle,
    /// YAML's `"…"`.
    YamlDouble,
    /// YAML's `|`.
    YamlLiteral(Block),
    /// YAML's `>`, whose newlines are blank lines.
    YamlFolded(Block),
    /// A fence of Markdown inside of a list or a quotation.
    Markdown {
        /// What every line begins with, such as `> `.
        prefix: String,
    },
    /// A string of Python.
    Python(PythonString),
    /// A string of Bicep.
    Bicep(BicepString),
    /// A string of Groovy.
    Groovy(GroovyString),
    /// A string of C#.
    CSharp(CSharpString),
    /// A string of PowerShell.
    PowerShell(PowerShellString),
    /// A part of a word of a shell.
    Shell(ShellString),
    /// A text whose `{…}` a function such as `format` fills in.
    Braces,
    /// A text whose `%s` are filled in.
    Percent,
    /// A text whose lines lose their indentation.
    Dedented {
        /// What every line begins with.
        indent: String,
    },
    /// A text in which this is replaced.
    Without(String),
    /// A literal inside of another one: `outer` writes what `inner` wrote.
    Nested {
        /// Of the language inside.
        inner: Box<Self>,
        /// Of the file.
        outer: Box<Self>,
    },
}

/// Where new text stands in its literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ends {
    /// Nothing of the literal comes before it.
    pub(crate) first: bool,
    /// Nothing of the literal comes behind it.
    pub(crate) last: bool,
}

impl Quoting {
    /// `text` as this literal writes it when it is all of its content; `None`
    /// when it cannot.
    #[must_use]
    pub fn encode(&self, text: &str) -> Option<String> {
        let whole = Ends {
            first: true,
            last: true,
        };
        let (first, last) = (text.chars().next(), text.chars().next_back());
        let fits = self.fits(None, first) && self.fits(last, None);
        fits.then(|| self.encode_part(text, whole)).flatten()
    }

    /// `text` as this literal writes it as a part of its content.
    pub(crate) fn encode_part(&self, text: &str, ends: Ends) -> Option<String> {
        match self {
            Self::Verbatim => Some(text.to_owned()),
            Self::Outside => None,
            Self::HclQuoted => Some(hcl::encode_quoted(text)),
            Self::HclHeredoc { indent, delimiter } => {
                hcl::encode_heredoc(text, indent, delimiter, ends)
            }
            Self::Json => json::encode_part(text, ends),
            Self::Arm => Some(arm::encode(text)),
            Self::YamlPlain { in_flow } => yaml::encode_plain(text, *in_flow),
            Self::YamlSingle => yaml::encode_single(text),
            Self::YamlDouble => Some(yaml::encode_double(text)),
            Self::YamlLiteral(block) => block.encode_literal(text, ends),
            Self::YamlFolded(block) => block.encode_folded(text, ends),
            Self::Markdown { prefix } => markdown::encode(text, prefix, ends),
            Self::Python(style) => style.encode(text),
            Self::Bicep(style) => style.encode(text, ends),
            Self::Groovy(style) => style.encode(text),
            Self::CSharp(style) => style.encode(text, ends),
            Self::PowerShell(style) => style.encode(text),
            Self::Shell(style) => style.encode(text, ends),
            Self::Braces => Some(text.replace('{', "{{").replace('}', "}}")),
            Self::Percent => Some(text.replace('%', "%%")),
            Self::Dedented { indent } => fill::encode_dedented(text, indent, ends),
            Self::Without(replaced) => (!text.contains(replaced)).then(|| text.to_owned()),
            Self::Nested { inner, outer } => {
                // The outer literal goes on around the inner one. But behind a
                // newline at the end, its indentation is there already.
                let written = inner.encode_part(text, ends)?;
                let around = Ends {
                    first: false,
                    last: ends.last && written.ends_with('\n'),
                };
                outer.encode_part(&written, around)
            }
        }
    }

    /// May `left` and `right` stand side by side when each is written on its
    /// own? HCL takes `$` before `{` for the start of a placeholder. `None` is an
    /// end of the literal.
    pub(crate) fn fits(&self, left: Option<char>, right: Option<char>) -> bool {
        match self {
            Self::Json => left.is_some() || right != Some('['),
            Self::YamlPlain { .. } => yaml::fits_plain(left, right),
            Self::YamlLiteral(_) => yaml_block::fits_literal(left, right),
            Self::YamlFolded(_) => yaml_block::fits_folded(left, right),
            Self::Shell(style) => left.is_some() || style.fits_first(right),
            Self::Nested { inner, outer } => {
                let is_inside = left.is_some() && right.is_some();
                inner.fits(left, right) && (!is_inside || outer.fits(left, right))
            }
            _ => match (left, right) {
                (Some(left), Some(right)) => self.fits_inside(left, right),
                _ => true,
            },
        }
    }

    fn fits_inside(&self, left: char, right: char) -> bool {
        match self {
            Self::HclQuoted | Self::HclHeredoc { .. } => hcl::fits(left, right),
            Self::Bicep(style) => style.fits(left, right),
            Self::CSharp(style) => style.fits(left, right),
            Self::PowerShell(style) => style.fits(left, right),
            _ => true,
        }
    }

    /// True when a newline of the text is not one of the host.
    pub(crate) fn folds(&self) -> bool {
        match self {
            Self::YamlFolded(_) => true,
            Self::Nested { inner, outer } => inner.folds() || outer.folds(),
            _ => false,
        }
    }

    /// True when what comes behind a newline, up to the text of the next line,
    /// belongs to the newline.
    pub(crate) fn indents(&self) -> bool {
        match self {
            Self::HclHeredoc { .. }
            | Self::YamlLiteral(_)
            | Self::YamlFolded(_)
            | Self::Markdown { .. }
            | Self::Dedented { .. } => true,
            Self::CSharp(style) => style.indents(),
            Self::Shell(style) => style.indents(),
            Self::Nested { inner, outer } => inner.indents() || outer.indents(),
            _ => false,
        }
    }
}

/// `text` with `indent` in front of every line but the first; a line without
/// text stays empty.
pub(crate) fn indent_lines(text: &str, indent: &str) -> String {
    let mut lines = text.split('\n').peekable();
    let mut out = String::with_capacity(text.len());
    out.push_str(lines.next().unwrap_or_default());
    while let Some(line) = lines.next() {
        out.push('\n');
        // The last one is the start of a line that goes on behind the text.
        if !line.trim_end_matches('\r').is_empty() || lines.peek().is_none() {
            out.push_str(indent);
        }
        out.push_str(line);
    }
    out
}

/// `text` as a part of `"…"` in the languages that descend from JSON, with a
/// number for each character that `is_hidden`.
pub(crate) fn in_double_quotes(text: &str, is_hidden: impl Fn(char) -> bool) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
