//! Formulas in fenced code of Markdown: those that a fence is tagged as, and
//! those inside of other hosts' code.

use std::ops::Range;

use autoscale_base::Span;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::extract::extract_nested;
use crate::source_map::offset;
use crate::{Extracted, Host, Keys, Quoting, SourceMap};

/// The first words of fences, in lower case.
const TAGS: &[(&str, Host)] = &[
    ("autoscale", Host::Formula),
    ("azure-batch", Host::Formula),
    ("azure-batch-autoscale", Host::Formula),
    ("azurecli", Host::Shell),
    ("azurecli-interactive", Host::Shell),
    ("azurepowershell", Host::PowerShell),
    ("azurepowershell-interactive", Host::PowerShell),
    ("bash", Host::Shell),
    ("bicep", Host::Bicep),
    ("c#", Host::CSharp),
    ("console", Host::Shell),
    ("cs", Host::CSharp),
    ("csharp", Host::CSharp),
    ("groovy", Host::Nextflow),
    ("hcl", Host::Terraform),
    ("json", Host::Json),
    ("jsonc", Host::Json),
    ("powershell", Host::PowerShell),
    ("ps1", Host::PowerShell),
    ("pwsh", Host::PowerShell),
    ("py", Host::Python),
    ("python", Host::Python),
    ("sh", Host::Shell),
    ("shell", Host::Shell),
    ("terraform", Host::Terraform),
    ("tf", Host::Terraform),
    ("yaml", Host::Yaml),
    ("yml", Host::Yaml),
    ("zsh", Host::Shell),
];

/// The formulas of a file. Code that is broken is no fault of the file: prose
/// shows fragments.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let mut found = Extracted::default();
    let mut fences = 0;
    let mut fence: Option<(Host, SourceMap)> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fences += 1;
                fence = host_of(&info).map(|host| (host, empty(text, &range)));
            }
            Event::Text(line) => {
                if let Some((_, source)) = &mut fence {
                    append(source, text, &line, range);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((host, source)) = fence.take() {
                    let name = format!("fences[{}]", fences - 1);
                    read(&mut found, host, &source, &name, keys);
                }
            }
            _ => {}
        }
    }
    found
}

fn read(found: &mut Extracted, host: Host, source: &SourceMap, name: &str, keys: &Keys) {
    if host == Host::Formula || keys.may_occur_in(source.text()) {
        let inner = extract_nested(source.text(), host, keys);
        if inner.problem.is_none() {
            found.absorb(inner, source, name);
        }
    }
}

/// The language of a fence: `hcl`, `{.hcl}`, `hcl title="…"`.
fn host_of(info: &str) -> Option<Host> {
    let info = info.trim_start_matches(['{', '.']);
    let tag = info.split([' ', '\t', ',', '{', '}']).next()?;
    let found = TAGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag));
    found.map(|&(_, host)| host)
}

/// The code of a fence at `range` before its first line is read.
fn empty(text: &str, range: &Range<usize>) -> SourceMap {
    let fence = text.get(range.clone()).unwrap_or_default();
    let line = fence.find('\n').map_or(fence.len(), |at| at + 1);
    let prefix = String::new();
    SourceMap::new(offset(range.start + line), Quoting::Markdown { prefix })
}

/// Appends a line of code, or a part of one.
fn append(source: &mut SourceMap, text: &str, line: &str, range: Range<usize>) {
    // The parser passes over the return of a line end, which is a part of it.
    let before = text.get(..range.start).unwrap_or_default();
    match line.strip_prefix('\n') {
        Some(rest) if before.ends_with('\r') => {
            let next = range.start + 1;
            append_part(source, text, "\n", range.start - 1..next);
            if !rest.is_empty() {
                append_part(source, text, rest, next..range.end);
            }
        }
        _ => append_part(source, text, line, range),
    }
}

fn append_part(source: &mut SourceMap, text: &str, line: &str, range: Range<usize>) {
    let span = Span::new(offset(range.start), offset(range.end));
    let before = source
        .segments()
        .last()
        .map_or(source.start(), |s| s.host.end);
    if source.text().is_empty() {
        let prefix = Span::new(before, span.start).text(text).to_owned();
        source.literal(Quoting::Markdown { prefix });
    }
    source.dropped(Span::new(before.min(span.start), span.start));
    if span.text(text) == line {
        source.verbatim(line, span.start);
    } else {
        source.escape(line, span);
    }
}
