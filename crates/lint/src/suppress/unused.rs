//! Directives that ignore nothing, and how to take them out.

use autoscale_base::{Diagnostic, Fix, Span, quoted};

use super::Used;
use super::directive::{Directive, Item, List};
use crate::levels::is_syntax;
use crate::rules::{UNUSED_SUPPRESSION, rules};
use crate::{Config, Selector};

const REMOVE: &str = "remove the comment";

/// What is wrong with a directive after all findings were seen.
pub(super) fn findings(text: &str, used: &Used, config: &Config) -> Vec<Diagnostic> {
    let directive = &used.directive;
    let Some(list) = &directive.list else {
        let unused = used.used.iter().all(|used| !used);
        let found = unused.then(|| {
            let message = "this comment ignores no finding";
            Diagnostic::new(&UNUSED_SUPPRESSION, directive.span, message)
                .with_help(REMOVE)
                .with_fix(removal(text, directive))
        });
        return found.into_iter().collect();
    };
    let mut found: Vec<Diagnostic> = list
        .items
        .iter()
        .filter_map(|item| bad(text, item))
        .collect();
    let unused: Vec<&Item> = list
        .items
        .iter()
        .zip(&used.used)
        .filter(|(item, used)| !**used && may_be_unused(item, config))
        .map(|(item, _)| item)
        .collect();
    if let Some(&first) = unused.first() {
        let names: Vec<String> = unused
            .iter()
            .map(|item| format!("`{}`", item.span.text(text)))
            .collect();
        let message = match names.as_slice() {
            [name] => format!("there is no finding of {name} to ignore"),
            names => format!("there are no findings of {} to ignore", names.join(", ")),
        };
        let (help, fix) = if unused.len() == list.items.len() {
            (REMOVE.to_owned(), removal(text, directive))
        } else {
            let kept = shortened(text, list, &unused);
            (format!("write `[{kept}]`"), Fix::safe(list.span, kept))
        };
        let unused = Diagnostic::new(&UNUSED_SUPPRESSION, first.span, message);
        found.push(unused.with_help(help).with_fix(fix));
    }
    found
}

/// An entry that can never be of use.
fn bad(text: &str, item: &Item) -> Option<Diagnostic> {
    match &item.rules {
        Err(unknown) => Some(
            Diagnostic::new(&UNUSED_SUPPRESSION, item.span, unknown.to_string())
                .with_label("no such rule")
                .with_help(unknown.help()),
        ),
        Ok(selector) if of_syntax(selector) => {
            let name = quoted(item.span.text(text));
            let message = format!("{name} cannot be ignored: it is about syntax");
            let help = "mend the formula; the service refuses it as it is";
            Some(Diagnostic::new(&UNUSED_SUPPRESSION, item.span, message).with_help(help))
        }
        Ok(_) => None,
    }
}

fn of_syntax(selector: &Selector) -> bool {
    let mut named = rules().filter(|rule| selector.matches(rule));
    named.all(is_syntax)
}

/// Only rules that are on could have been of use.
fn may_be_unused(item: &Item, config: &Config) -> bool {
    let Ok(selector) = &item.rules else {
        return false;
    };
    let on = |rule| config.levels.of(rule).is_some();
    !of_syntax(selector) && rules().any(|rule| selector.matches(rule) && on(rule))
}

/// A list without the entries that are of no use.
fn shortened(text: &str, list: &List, unused: &[&Item]) -> String {
    let kept = list.items.iter().filter(|item| !unused.contains(item));
    let kept: Vec<&str> = kept.map(|item| item.span.text(text)).collect();
    kept.join(", ")
}

/// Takes a directive out, with its line if it has one for itself.
fn removal(text: &str, directive: &Directive) -> Fix {
    let Span { start, end } = directive.span;
    let before = Span::new(0, start).text(text);
    let code = before.trim_end_matches([' ', '\t']);
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
    if !directive.whole_comment || !(code.is_empty() || code.ends_with(['\n', '\r'])) {
        return Fix::safe(Span::new(length(code), end), "");
    }
    // The line break before goes with it rather than the one behind: in a host
    // file the next line's indentation may be no part of the formula.
    let above = code
        .strip_suffix("\r\n")
        .or_else(|| code.strip_suffix(['\n', '\r']));
    if let Some(above) = above {
        return Fix::safe(Span::new(length(above), end), "");
    }
    let rest = text.get(directive.span.range().end..).unwrap_or_default();
    let behind = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\n', '\r']));
    let end = end + length(rest) - length(behind.unwrap_or(rest));
    Fix::safe(Span::new(0, end), "")
}
