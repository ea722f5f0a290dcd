//! Parsers, formatters and checkers with one fault. Each must be found within
//! the cases of a smoke test.

use autoscale_base::{Diagnostic, Fix, Rule};
use autoscale_bounds::{Bounds, bounds};
use autoscale_catalog::Profile;
use autoscale_check::{Checked, Hir, RULES, check};
use autoscale_format::{FormatError, format};
use autoscale_lint::{Config, FileAnalysis};
use autoscale_syntax::{ExprKind, Parsed, Tree, parse};

use proptest::strategy::{Strategy, ValueTree};

use super::{CASES, SEED, first_broken};
use crate::generate::{
    Case, PoolWorld, careless_cases, guarded_cases, pool_worlds, profile, runnable_cases, sources,
};
use crate::property::simulate::{Seen, holds, simulate};
use crate::property::{bounds as proved, format as canonical, lint, parse as syntax, soundness};
use crate::target::runner;

fn found(what: &str, cases: usize, first: Option<usize>) {
    match first {
        Some(case) => println!("{what}: found by case {case}"),
        None => panic!("{what}: not found in {cases} cases"),
    }
}

/// `text` with white space instead of the bytes in `range`.
fn blanked(text: &str, range: std::ops::Range<usize>) -> String {
    let blank = " ".repeat(range.len());
    let mut text = text.to_owned();
    text.replace_range(range, &blank);
    text
}

fn without_last_statement(text: &str) -> String {
    let tree = parse(text).tree;
    match tree.statements() {
        [.., last] => blanked(text, last.span.range()),
        [] => text.to_owned(),
    }
}

fn without_first_comment(text: &str) -> String {
    let tree = parse(text).tree;
    match tree.comments() {
        [first, ..] => blanked(text, first.span.range()),
        [] => text.to_owned(),
    }
}

/// With a space before the last token, so that its span and those around it
/// are one off.
fn with_a_shift(text: &str) -> String {
    let tree = parse(text).tree;
    let at = tree
        .tokens()
        .last()
        .map_or(0, |token| token.1.range().start);
    let mut text = text.to_owned();
    text.insert(at, ' ');
    text
}

type Parser = fn(&str) -> Parsed;
type Formatter = fn(&str, &Tree) -> Formatted;

#[test]
fn faults_of_a_parser_are_found() {
    let parsers: [(&str, Parser); 6] = [
        ("a span one off", |text| parse(&with_a_shift(text))),
        ("all spans one off", |text| parse(&format!(" {text}"))),
        ("a statement dropped", |text| {
            parse(&without_last_statement(text))
        }),
        ("a comment dropped", |text| {
            parse(&without_first_comment(text))
        }),
        ("an operator taken for another", |text| {
            parse(&text.replace('+', "-"))
        }),
        ("no findings", |text| Parsed {
            tree: parse(text).tree,
            diagnostics: Vec::new(),
        }),
    ];
    for (what, parser) in parsers {
        let first = first_broken(CASES, sources(), |source| syntax::parses(parser, source));
        found(what, CASES, first);
    }
}

type Formatted = Result<String, FormatError>;

/// The output without the first superfluous-looking pair of brackets.
fn without_brackets(text: &str, tree: &Tree) -> Formatted {
    let output = format(text, tree)?;
    let tree = parse(&output).tree;
    let paren = tree
        .exprs()
        .iter()
        .find(|expr| matches!(expr.kind, ExprKind::Paren(_)));
    Ok(match paren {
        Some(paren) => {
            let mut output = output.clone();
            output.replace_range(paren.span.range().end - 1..paren.span.range().end, "");
            output.replace_range(paren.span.range().start..=paren.span.range().start, "");
            output
        }
        None => output,
    })
}

#[test]
fn faults_of_a_formatter_are_found() {
    let formatters: [(&str, Formatter); 7] = [
        ("a comment dropped", |text, tree| {
            format(text, tree).map(|output| without_first_comment(&output))
        }),
        ("a comment doubled", |text, tree| {
            format(text, tree).map(|output| output.replacen("//", "//\n//", 1))
        }),
        ("another text every time", |text, _| Ok(format!("{text}\n"))),
        ("an operator replaced", |text, tree| {
            format(text, tree).map(|output| output.replace(" < ", " <= "))
        }),
        ("a statement dropped", |text, tree| {
            format(text, tree).map(|output| without_last_statement(&output))
        }),
        ("brackets dropped", without_brackets),
        ("a sound formula refused", |text, tree| {
            match tree.comments() {
                [] => format(text, tree),
                _ => Err(FormatError::Syntax),
            }
        }),
    ];
    for (what, formatter) in formatters {
        let first = first_broken(CASES, sources(), |source| {
            canonical::formats(formatter, source)
        });
        found(what, CASES, first);
    }
}

#[test]
fn a_formatter_that_changes_the_outcome_is_found() {
    let swaps = |text: &str, tree: &Tree| {
        format(text, tree).map(|output| output.replace(" + ", " - ").replace("max(", "min("))
    };
    let first = first_broken(CASES, runnable_cases(), |case| {
        canonical::keeps_the_outcome(swaps, case)
    });
    found("another outcome", CASES, first);
}

/// A checker that keeps the findings of one rule to itself is found, whichever
/// the rule is.
#[test]
fn a_checker_without_one_of_its_rules_is_found() {
    const ENOUGH: usize = 10_000;
    let errors = RULES.iter().copied();
    let mut missing: Vec<&Rule> = errors.collect();
    let mut runner = runner(SEED);
    let strategy = careless_cases();
    for number in 0..ENOUGH {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        let tree = parse(&case.text).tree;
        let findings = check(&case.text, &tree, &profile(&case.settings)).diagnostics;
        missing.retain(|rule| {
            let raised = findings.iter().any(|finding| finding.rule == *rule);
            let found = raised && soundness::is_sound(without(rule), &case).is_err();
            if found {
                println!("{}: found by case {number}", rule.code);
            }
            !found
        });
        if missing.is_empty() {
            return;
        }
    }
    let missing = missing.iter().map(|rule| rule.code);
    panic!("not found: {:?}", missing.collect::<Vec<_>>());
}

fn without(rule: &Rule) -> impl Fn(&str, &Tree, &Profile) -> Checked {
    move |text, tree, profile| {
        let mut checked = check(text, tree, profile);
        checked.diagnostics.retain(|finding| finding.rule != rule);
        checked
    }
}

/// A checker that finds too much is found as well.
#[test]
fn a_checker_that_refuses_what_is_legal_is_found() {
    let strict = |text: &str, tree: &Tree, profile: &Profile| {
        let mut checked = check(text, tree, profile);
        if let Some(finding) = checked.diagnostics.first_mut() {
            finding.severity = autoscale_base::Severity::Error;
        }
        checked
    };
    let first = first_broken(CASES * 4, careless_cases(), |case| {
        soundness::is_sound(strict, case)
    });
    found("a legal formula refused", CASES * 4, first);
}

type Analyser = fn(&str, &Config) -> FileAnalysis;

/// The analysis with its findings changed.
fn changed(text: &str, config: &Config, change: fn(&mut Diagnostic)) -> FileAnalysis {
    let mut analysis = lint::analyse(text, config);
    let found = analysis.findings.iter_mut();
    found.for_each(|it| change(&mut it.diagnostic));
    analysis
}

#[test]
fn faults_of_an_analysis_are_found() {
    let analysers: [(&str, Analyser); 3] = [
        ("levels not obeyed", |text, _| {
            lint::analyse(text, &Config::default())
        }),
        ("suppressions not obeyed", |text, config| {
            lint::analyse(&text.replace("ignore", "observe"), config)
        }),
        ("a place outside", |text, config| {
            changed(text, config, |found| found.span.end += 10_000)
        }),
    ];
    for (what, analyser) in analysers {
        let first = first_broken(CASES, sources(), |it| lint::analyses(analyser, it));
        found(what, CASES, first);
    }
}

#[test]
fn fixes_that_do_harm_are_found() {
    let fixers: [(&str, Analyser); 2] = [
        ("a fix that breaks the formula", |text, config| {
            changed(text, config, |found| {
                let edits = found.fix.iter_mut().flat_map(|fix| &mut fix.edits);
                edits.for_each(|edit| edit.text.push('('));
            })
        }),
        ("a fix that is not safe", |text, config| {
            changed(text, config, |found| {
                found.fix = Some(Fix::safe(found.span, "0 * $TargetDedicatedNodes"));
            })
        }),
    ];
    for (what, fixer) in fixers {
        let first = first_broken(CASES, runnable_cases(), |it| lint::mends(fixer, it));
        found(what, CASES, first);
    }
}

type Prover = fn(&str, &Hir, &Profile) -> Bounds;

/// The proof of a formula in which something is written otherwise.
fn proof_of(text: &str, profile: &Profile) -> Bounds {
    let checked = check(text, &parse(text).tree, profile);
    bounds(text, &checked.hir, profile)
}

#[test]
fn faults_of_a_proof_are_found() {
    let provers: [(&str, Prover); 6] = [
        ("all settings left at their defaults", |text, hir, _| {
            bounds(text, hir, &Profile::default())
        }),
        ("comparisons turned around", |text, _, profile| {
            proof_of(&text.replace('<', ">"), profile)
        }),
        ("`&&` taken for `||`", |text, _, profile| {
            proof_of(&text.replace("&&", "||"), profile)
        }),
        ("a negation dropped", |text, _, profile| {
            proof_of(&text.replace("!(", " ("), profile)
        }),
        ("a difference taken for a sum", |text, _, profile| {
            proof_of(&text.replace(" - ", " + "), profile)
        }),
        ("`stop()` taken for 0", |text, _, profile| {
            proof_of(&text.replace("stop()", "0"), profile)
        }),
    ];
    for (what, prove) in provers {
        let holds = |case: &Case| proved::hold(prove, case);
        let first = first_broken(CASES, guarded_cases(), holds);
        found(what, CASES, first);
    }
}

type Simulator = fn(&PoolWorld) -> Seen;

#[test]
fn faults_of_a_simulator_are_found() {
    let simulators: [(&str, Simulator); 3] = [
        ("a task lost", |world| {
            let mut seen = simulate(world);
            seen.outcome.tasks.submitted += 1;
            seen
        }),
        ("node-hours of no node", |world| {
            let mut seen = simulate(world);
            seen.outcome.node_hours[1] += 0.01;
            seen
        }),
        ("the last row left out", |world| {
            let mut seen = simulate(world);
            seen.rows.pop();
            seen
        }),
    ];
    for (what, simulator) in simulators {
        let first = first_broken(CASES, pool_worlds(), |world| holds(simulator, world));
        found(what, CASES, first);
    }
}
