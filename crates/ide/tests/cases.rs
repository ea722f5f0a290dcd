//! Runs the case files. A case is a formula with the cursor at `⟨⟩`, if the
//! feature wants one; `value-*` is also evaluated, without samples, at nine
//! o'clock on a Monday.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test")]

mod marks;

use std::fmt::Write as _;
use std::path::Path;

use autoscale_base::{DateTextRules, Span, Timestamp};
use autoscale_catalog::Profile;
use autoscale_ide::{Evaluation, Item, Subject, complete, document, hover, signature_help};
use autoscale_lint::{Config, analyse};
use autoscale_machine::Env;
use autoscale_metrics::{History, PoolFacts};

const CURSOR: &str = "⟨⟩";

/// Runs a feature on every case of its folder. The snapshots hold the cases,
/// too.
macro_rules! cases {
    ($name:ident in $folder:literal, $feature:expr) => {
        #[test]
        fn $name() {
            let pattern = concat!("cases/", $folder, "/*.autoscale");
            insta::glob!(pattern, |path| {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path(path.parent().unwrap());
                settings.set_prepend_module_to_snapshot(false);
                settings.set_snapshot_suffix("");
                settings.set_omit_expression(true);
                settings.bind(|| {
                    let name = path.file_stem().unwrap().to_str().unwrap();
                    insta::assert_snapshot!(name, run(path, $feature));
                });
            });
        }
    };
}

cases!(hovers in "hover", told);
cases!(completions in "completion", offered);
cases!(signatures in "signature", shown);
cases!(definitions in "definition", marks::defined);
cases!(places in "references", marks::referenced);
cases!(renames in "rename", marks::renamed);
cases!(linked_places in "linked", marks::linked);
cases!(selections in "selection", marks::selected);
cases!(outlines in "outline", marks::outlined);
cases!(tokens in "tokens", marks::coloured);
cases!(inlay_hints in "hints", marks::hinted);
cases!(folding in "folding", marks::folded);
cases!(links in "links", marks::linked_to);
cases!(code_lenses in "lenses", marks::titled);
cases!(values in "inline-values", marks::valued);
cases!(faded_arms in "faded", marks::faded);

fn run(path: &Path, feature: fn(&Subject<'_>, u32) -> String) -> String {
    let case = std::fs::read_to_string(path).unwrap();
    let (before, behind) = case.split_once(CURSOR).unwrap_or((&case, ""));
    let text = format!("{before}{behind}");
    let analysis = analyse(&text, &Config::default());
    let profile = Profile::default();
    let name = path.file_stem().unwrap().to_str().unwrap();
    let evaluation = name
        .starts_with("value-")
        .then(|| evaluate(&text, &profile));
    let subject = Subject {
        text: &text,
        analysis: &analysis,
        profile: &profile,
        run: evaluation.as_ref(),
    };
    let answer = feature(&subject, u32::try_from(before.len()).unwrap());
    format!("{}\n────\n{answer}", case.trim_end())
}

fn evaluate(text: &str, profile: &Profile) -> Evaluation {
    let history = History::new();
    let env = Env {
        now: Timestamp::parse("2026-03-02T09:00:00Z", DateTextRules::OURS).unwrap(),
        seed: 0,
        history: &history,
        pool: PoolFacts::default(),
    };
    Evaluation::of(text, profile, &env)
}

fn told(subject: &Subject<'_>, offset: u32) -> String {
    match hover(subject, offset) {
        Some(hover) => format!(
            "{}\n────\n{}",
            quoted(subject, hover.span),
            hover.to_markdown()
        ),
        None => "nothing".to_owned(),
    }
}

/// The items that fit one a line, the others by name.
fn offered(subject: &Subject<'_>, offset: u32) -> String {
    let found = complete(subject, offset);
    let mut out = format!("replaces {}\n", quoted(subject, found.replace));
    let (best, others): (Vec<&Item>, Vec<&Item>) = found
        .items
        .iter()
        .partition(|item| item.sort.starts_with(['0', '1']));
    for item in best {
        let (label, detail) = (&item.label, &item.detail);
        let inserted = item.insert.to_textmate();
        let _infallible = writeln!(out, "{label} · {:?} · {detail} · {inserted}", item.kind);
    }
    for (word, deprecated) in [("others", false), ("outdated", true)] {
        let names = others.iter().filter(|item| item.deprecated == deprecated);
        let names: Vec<&str> = names.map(|item| item.label.as_str()).collect();
        if !names.is_empty() {
            let _infallible = writeln!(out, "{word}: {}", names.join(" "));
        }
    }
    out
}

fn shown(subject: &Subject<'_>, offset: u32) -> String {
    let Some(help) = signature_help(subject, offset) else {
        return "nothing".to_owned();
    };
    let mut out = format!("{}\n", help.summary);
    for (index, signature) in help.signatures.iter().enumerate() {
        let is_active = index == help.active_signature;
        let active = help.active_parameter.filter(|_| is_active);
        let parameter = active.and_then(|active| signature.parameters.get(active));
        let mut label = signature.label.clone();
        if let Some(span) = parameter {
            label.insert(span.range().end, '⟩');
            label.insert(span.range().start, '⟨');
        }
        let mark = if is_active { "→" } else { " " };
        let _infallible = writeln!(out, "{mark} {label}");
    }
    out
}

fn quoted(subject: &Subject<'_>, span: Span) -> String {
    format!("`{}`", span.text(subject.text))
}

#[test]
fn every_item_has_documentation_but_the_formulas_own() {
    let profile = Profile::default();
    for text in [
        "",
        "x = ",
        "x = $PendingTasks.",
        "x = time().",
        "$NodeDeallocationOption = ",
    ] {
        let analysis = analyse(text, &Config::default());
        let subject = Subject {
            text,
            analysis: &analysis,
            profile: &profile,
            run: None,
        };
        let items = complete(&subject, u32::try_from(text.len()).unwrap()).items;
        assert!(items.len() > 3, "{text}");
        for item in items {
            assert!(document(&item.label, &profile).is_some(), "{}", item.label);
        }
    }
}
