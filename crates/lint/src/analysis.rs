//! The one entry.

use autoscale_base::{Diagnostic, Edit, Span};
use autoscale_bounds::Bounds;
use autoscale_check::Hir;
use autoscale_syntax::{Comment, Tree};

use crate::Config;
use crate::context::{Context, HostContext};
use crate::facts::Facts;
use crate::levels::is_syntax;
use crate::rules::{HOST_INTERPOLATION, HOST_LINTS, LINTS, tells_of};
use crate::suppress::Suppressions;

/// What is known about a formula.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// As it is written.
    pub tree: Tree,
    /// With names and types.
    pub hir: Hir,
    /// The range of every value.
    pub bounds: Bounds,
    /// The findings in text order, at their configured levels, without those
    /// that comments ignore.
    pub diagnostics: Vec<Diagnostic>,
}

/// Analyses a formula that stands alone.
#[must_use]
pub fn analyse(text: &str, config: &Config) -> Analysis {
    analyse_with_holes(text, &[], config)
}

/// Analyses a formula that stands alone but for `holes`, ranges that something
/// else fills in; sorted and apart from each other.
#[must_use]
pub fn analyse_with_holes(text: &str, holes: &[Span], config: &Config) -> Analysis {
    let (mut analysis, _) = find(text, holes, None, config);
    Suppressions::read(text, &analysis.tree).apply(
        &mut analysis.diagnostics,
        &mut Vec::new(),
        config,
    );
    analysis
}

/// Analyses a formula in a host file. The second list has the findings about
/// what stands around it, with spans of the host's text. Comments in the
/// formula ignore findings `of_pool`, its pool, too.
pub(crate) fn analyse_in_host(
    host: HostContext<'_>,
    of_pool: Option<&mut Vec<Diagnostic>>,
    config: &Config,
) -> (Analysis, Vec<Diagnostic>) {
    let source = &host.formula.source;
    let text = source.text();
    let (mut analysis, around) = find(text, source.holes(), Some(host), config);
    let formula = host.formula.span;
    let mut around: Vec<_> = around
        .into_iter()
        .map(|found| {
            let inside = formula.contains(found.span);
            let place = inside.then(|| source.to_formula(found.span.start));
            (place.flatten(), found)
        })
        .collect();
    let mut suppressions = Suppressions::read(text, &analysis.tree);
    if let Some(of_pool) = of_pool {
        suppressions.apply_to_file(of_pool);
    }
    suppressions.apply(&mut analysis.diagnostics, &mut around, config);
    let around = around.into_iter().map(|(_, found)| found).collect();
    (analysis, around)
}

/// Every finding, whatever comments say: about the formula and, in a host,
/// about what stands around it.
fn find(
    text: &str,
    holes: &[Span],
    host: Option<HostContext<'_>>,
    config: &Config,
) -> (Analysis, Vec<Diagnostic>) {
    let parsed = autoscale_syntax::parse_with_holes(text, holes);
    let mut diagnostics = parsed.diagnostics;
    let checked = autoscale_check::check(text, &parsed.tree, &config.profile);
    diagnostics.extend(checked.diagnostics);
    let bounds = autoscale_bounds::bounds(text, &checked.hir, &config.profile);
    let facts = Facts::of(&parsed.tree, &checked.hir, &config.profile);
    let context = Context {
        text,
        tree: &parsed.tree,
        hir: &checked.hir,
        bounds: &bounds,
        facts: &facts,
        config,
        host,
    };
    for lint in LINTS.iter().copied().flatten() {
        if config.levels.of(lint.rule).is_some() {
            (lint.check)(&context, &mut diagnostics);
        }
    }
    let mut around = Vec::new();
    if let Some(host) = &context.host {
        for lint in HOST_LINTS {
            (lint.check)(host, &mut around);
        }
        if config.levels.of(&HOST_INTERPOLATION).is_some() {
            diagnostics.retain(|found| !tells_of(host, found));
        }
    }
    set_levels(&mut diagnostics, config);
    set_levels(&mut around, config);
    diagnostics.sort_by_key(order);
    mend_syntax_first(&mut diagnostics);
    keep_comments(&mut diagnostics, parsed.tree.comments());
    keep_line_ending(&mut diagnostics, text);
    let analysis = Analysis {
        tree: parsed.tree,
        hir: checked.hir,
        bounds,
        diagnostics,
    };
    (analysis, around)
}

/// Takes the fixes from findings that lie around a mistake of syntax: what they
/// would change is understood by a guess. They come back once that is mended.
fn mend_syntax_first(diagnostics: &mut [Diagnostic]) {
    let syntax = diagnostics.iter().filter(|found| is_syntax(found.rule));
    let starts: Vec<u32> = syntax.map(|found| found.span.start).collect();
    if starts.is_empty() {
        return;
    }
    for found in diagnostics.iter_mut().filter(|it| !is_syntax(it.rule)) {
        found.fix.take_if(|fix| {
            let hull = fix.edits.iter().map(|edit| edit.span).reduce(Span::to);
            hull.is_some_and(|hull| {
                let next = starts.partition_point(|&start| start < hull.start);
                starts.get(next).is_some_and(|&start| start < hull.end)
            })
        });
    }
}

/// Takes the fixes that would write over a comment, into one, or its text into
/// the middle of a line: what they write behind it would become a part of it.
fn keep_comments(diagnostics: &mut [Diagnostic], comments: &[Comment]) {
    let spoils = |edit: &Edit| {
        let over = |comment: &Comment| {
            comment.span.start < edit.span.end.max(edit.span.start + 1)
                && edit.span.start < comment.span.end
        };
        let at = comments.partition_point(|comment| comment.span.end <= edit.span.start);
        edit.text.contains("//") || !edit.text.is_empty() && comments.get(at).is_some_and(over)
    };
    for found in diagnostics.iter_mut().filter(|it| !is_syntax(it.rule)) {
        found.fix.take_if(|fix| fix.edits.iter().any(spoils));
    }
}

/// Fixes end their lines as the first line of `text` does.
fn keep_line_ending(diagnostics: &mut [Diagnostic], text: &str) {
    let first = text.split_once('\n').map_or("", |(line, _)| line);
    if !first.ends_with('\r') {
        return;
    }
    let fixes = diagnostics
        .iter_mut()
        .filter_map(|found| found.fix.as_mut());
    for edit in fixes.flat_map(|fix| &mut fix.edits) {
        if edit.text.contains('\n') && !edit.text.contains('\r') {
            edit.text = edit.text.replace('\n', "\r\n");
        }
    }
}

/// Brings findings to the levels of their rules where these are configured;
/// findings of rules that are off go.
pub(crate) fn set_levels(diagnostics: &mut Vec<Diagnostic>, config: &Config) {
    diagnostics.retain_mut(|found| {
        let level = config.levels.of(found.rule);
        if let Some(level) = level.filter(|_| config.levels.is_set(found.rule)) {
            found.severity = level;
        }
        level.is_some()
    });
}

/// Findings stand in text order.
pub(crate) fn order(found: &Diagnostic) -> (Span, &'static str) {
    (found.span, found.rule.code)
}
