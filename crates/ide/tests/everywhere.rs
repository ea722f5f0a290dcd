//! Every place of every realistic formula, whole and half-written: nothing
//! panics, and what is answered lies inside of the text.

#![expect(clippy::expect_used, reason = "a test")]

use std::fs;
use std::path::Path;

use autoscale_base::Span;
use autoscale_catalog::Profile;
use autoscale_ide::{
    Subject, complete, definition, document_links, folds, hints, hover, lenses, outline,
    references, selection_ranges, semantic_tokens, signature_help,
};
use autoscale_lint::{Analysis, Config, analyse};

const FORMULAS: &str = "../../tests/cases/faultless";

/// Formulas are cut behind every so many characters.
const STRIDE: usize = 11;

#[test]
fn whole_formulas() {
    for text in formulas() {
        let analysis = analyse(&text, &Config::default());
        for (at, _) in text.char_indices() {
            ask(&text, &analysis, at);
        }
        ask(&text, &analysis, text.len());
        whole(&text, &analysis);
    }
}

#[test]
fn half_written_formulas() {
    for text in formulas() {
        for (end, _) in text.char_indices().step_by(STRIDE) {
            let half = text.get(..end).expect("a boundary");
            let analysis = analyse(half, &Config::default());
            ask(half, &analysis, end);
            whole(half, &analysis);
        }
    }
}

fn formulas() -> impl Iterator<Item = String> {
    let files = fs::read_dir(Path::new(FORMULAS)).expect("the cases are there");
    let paths = files.map(|file| file.expect("readable").path());
    let formulas = paths.filter(|path| path.extension().is_some_and(|it| it == "autoscale"));
    formulas.map(|path| fs::read_to_string(path).expect("readable"))
}

fn ask(text: &str, analysis: &Analysis, at: usize) {
    let profile = Profile::default();
    let subject = Subject {
        text,
        analysis,
        profile: &profile,
        run: None,
    };
    let at = u32::try_from(at).expect("small");
    let completions = complete(&subject, at);
    assert!(completions.replace.touches(at), "{text} at {at}");
    assert!(text.get(completions.replace.range()).is_some(), "{text}");
    if let Some(hover) = hover(&subject, at) {
        assert!(hover.span.touches(at), "{text} at {at}");
        assert!(!hover.to_markdown().is_empty());
    }
    if let Some(help) = signature_help(&subject, at) {
        let active = help.signatures.get(help.active_signature);
        let active = active.expect("one is active");
        for span in &active.parameters {
            assert!(active.label.get(span.range()).is_some(), "{}", active.label);
        }
    }
    around(&subject, at);
}

/// What depends on a place, but has no text of its own.
fn around(subject: &Subject<'_>, at: u32) {
    let is_there = |span: Span| subject.text.get(span.range()).is_some();
    for place in references(subject, at) {
        assert!(is_there(place.span));
    }
    if let Some(found) = definition(subject, at) {
        assert!(found.name.touches(at) && is_there(found.target));
    }
    let ranges = selection_ranges(subject, at);
    assert!(
        ranges
            .iter()
            .all(|range| range.touches(at) && is_there(*range))
    );
    assert!(ranges.is_sorted_by(|inner, outer| outer.contains(*inner) && inner != outer));
}

/// What is about the whole formula.
fn whole(text: &str, analysis: &Analysis) {
    let profile = Profile::default();
    let subject = Subject {
        text,
        analysis,
        profile: &profile,
        run: None,
    };
    let tokens = semantic_tokens(&subject);
    assert!(tokens.is_sorted_by(|a, b| a.span.end <= b.span.start));
    assert!(tokens.iter().all(|token| !token.span.is_empty()));
    assert!(
        hints(&subject)
            .iter()
            .all(|hint| hint.offset as usize <= text.len())
    );
    let spans = folds(&subject).into_iter().map(|fold| fold.span);
    let spans = spans.chain(document_links(&subject));
    let spans = spans.chain(outline(&subject).into_iter().map(|item| item.span));
    let mut spans = spans.chain(lenses(&subject).into_iter().map(|lens| lens.span));
    assert!(spans.all(|span| text.get(span.range()).is_some()));
}
