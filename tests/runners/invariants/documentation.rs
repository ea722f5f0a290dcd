//! Documentation that can be run is run.

use std::path::Path;

use autoscale_base::Rule;
use autoscale_catalog::{Profile, builtins, example};
use autoscale_embed::Host;
use autoscale_lint::{Config, rules};
use autoscale_tests::engines::Runs;
use autoscale_tests::findings::{findings, findings_in, in_full, is_info};
use autoscale_tests::settings::Settings;
use autoscale_tests::worlds;

#[test]
fn examples_of_builtins_give_what_they_say() {
    for builtin in builtins() {
        for example in builtin.documentation().examples {
            let results = results(example.formula);
            // The three service variables come first.
            let own: Vec<&str> = results.split(';').skip(3).collect();
            assert_eq!(
                own.join(";"),
                example.results,
                "{}: {}",
                builtin.name(),
                example.formula
            );
        }
    }
}

#[test]
fn every_builtin_has_an_example_without_a_fault() {
    for builtin in builtins() {
        let examples = builtin.documentation().examples;
        assert!(!examples.is_empty(), "{} has no example", builtin.name());
        for example in examples {
            let found = findings(example.formula, &Profile::default());
            assert!(found.is_empty(), "{}", in_full(example.formula, &found));
        }
    }
}

#[test]
fn the_example_formula_gives_what_it_says() {
    assert_eq!(results(example::FORMULA), example::RESULTS);
    let mut found = findings_in(example::FORMULA, Host::Formula, &Config::default());
    found.retain(|finding| !is_info(finding));
    assert!(found.is_empty(), "{}", in_full(example::FORMULA, &found));
}

/// What both engines print for `formula` on the example snapshot.
fn results(formula: &str) -> String {
    let world = worlds::example();
    let runs = Runs::of(formula, &Profile::default(), &world.env());
    let run = runs
        .agreed()
        .unwrap_or_else(|error| panic!("{formula}: {error}"));
    assert_eq!(run.error, None, "{formula}");
    run.results
}

/// Rules about the size of a formula: an example would fill pages.
const WITHOUT_EXAMPLE: [&str; 3] = ["AS005", "AS006", "AS007"];

#[test]
fn examples_of_rules_raise_the_rule() {
    // The example of a lint is a part of a formula, of which other lints could
    // say that something is missing.
    for_every_block("Example", |rule, codes| {
        let foreign = codes.iter().any(|code| *code != rule.code);
        codes.contains(&rule.code) && (is_lint(rule) || !foreign)
    });
    for rule in rules() {
        let has_example = !blocks(rule, "Example").is_empty();
        assert_ne!(
            has_example,
            WITHOUT_EXAMPLE.contains(&rule.code),
            "{}",
            rule.code
        );
    }
}

#[test]
fn what_rules_say_to_use_instead_does_not_raise_them() {
    for_every_block("Use instead", |rule, codes| {
        codes.is_empty() || is_lint(rule) && !codes.contains(&rule.code)
    });
}

/// True for the rules that look at more than names and types.
fn is_lint(rule: &Rule) -> bool {
    let others = autoscale_syntax::RULES.iter().chain(autoscale_check::RULES);
    !others.copied().any(|other| other == rule)
}

fn for_every_block(section: &str, expected: impl Fn(&Rule, &[&str]) -> bool) {
    let mut failures = Vec::new();
    for rule in rules() {
        for (host, block) in blocks(rule, section) {
            let config = Settings::of(&block).unwrap().config;
            let found = match host {
                Host::Formula if !is_lint(rule) => findings(&block, &config.profile),
                _ => findings_in(&block, host, &config),
            };
            let codes: Vec<&str> = found.iter().map(|finding| finding.rule.code).collect();
            if !expected(rule, &codes) {
                let found = in_full(&block, &found);
                failures.push(format!("{} {section}:\n{block}{found}", rule.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The formulas and host files in a section of a rule's documentation.
fn blocks(rule: &Rule, section: &str) -> Vec<(Host, String)> {
    let lines = rule
        .docs
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let heading = format!("## {section}");
    let inside = lines.skip_while(|line| *line != heading).skip(1);
    let mut blocks: Vec<(Host, String)> = Vec::new();
    let mut open = false;
    for line in inside.take_while(|line| !line.starts_with("## ")) {
        match (line.strip_prefix("```"), blocks.last_mut()) {
            (Some(language), _) => {
                let host = language_of(language).filter(|_| !open);
                open = host.is_some();
                blocks.extend(host.map(|host| (host, String::new())));
            }
            (None, Some((_, block))) if open => block.extend([line, "\n"]),
            _ => {}
        }
    }
    blocks
}

/// The language of a fenced block, by what a file in it would be called.
fn language_of(info: &str) -> Option<Host> {
    Host::of(&Path::new("example").with_extension(info))
}
