//! Documentation that can be run is run.

use autoscale_base::Rule;
use autoscale_catalog::{Profile, builtins, example};
use autoscale_tests::cases::profile_of;
use autoscale_tests::engines::Runs;
use autoscale_tests::findings::{findings, in_full, rules};
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
    let found = findings(example::FORMULA, &Profile::default());
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
fn examples_of_rules_raise_the_rule_and_nothing_else() {
    for_every_block("Example", |rule, codes| {
        codes.iter().all(|code| *code == rule.code)
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
fn what_rules_say_to_use_instead_raises_nothing() {
    for_every_block("Use instead", |_, codes| codes.is_empty());
}

fn for_every_block(section: &str, expected: impl Fn(&Rule, &[&str]) -> bool) {
    let mut failures = Vec::new();
    for rule in rules() {
        for block in blocks(rule, section) {
            let profile = profile_of(&block).unwrap();
            let found = findings(&block, &profile);
            let codes: Vec<&str> = found.iter().map(|finding| finding.rule.code).collect();
            let raised = section == "Example" && codes.is_empty();
            if raised || !expected(rule, &codes) {
                let found = in_full(&block, &found);
                failures.push(format!("{} {section}:\n{block}{found}", rule.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The formulas in a section of a rule's documentation.
fn blocks(rule: &Rule, section: &str) -> Vec<String> {
    let lines = rule
        .docs
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let heading = format!("## {section}");
    let inside = lines.skip_while(|line| *line != heading).skip(1);
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in inside.take_while(|line| !line.starts_with("## ")) {
        match (line, blocks.last_mut()) {
            ("```autoscale", _) => {
                open = true;
                blocks.push(String::new());
            }
            ("```", _) => open = false,
            (line, Some(block)) if open => block.extend([line, "\n"]),
            _ => {}
        }
    }
    blocks
}
