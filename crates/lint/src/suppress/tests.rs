//! Comments that ignore findings, and those that do not.

use autoscale_base::Severity;

use crate::{Config, Selector, analyse, mend};
use autoscale_embed::Host;

/// Codes of what is found, without those of rules that the formulas here are
/// not about.
fn codes(text: &str) -> Vec<&'static str> {
    let mut config = Config::default();
    let all = Selector::parse("ALL").unwrap();
    config.levels.set(all, None);
    for rule in ["AS001", "AS002", "AS101", "AS102", "AS514"] {
        let rule = Selector::parse(rule).unwrap();
        config.levels.set(rule, Some(Severity::Warning));
    }
    let found = analyse(text, &config).diagnostics;
    found.iter().map(|found| found.rule.code).collect()
}

#[test]
fn the_line_and_the_line_below_are_meant() {
    for text in [
        "a = Foo; // autoscale: ignore[AS101]",
        "// autoscale: ignore[AS101]\na = Foo;",
        "// autoscale: ignore[AS1, no-target]\n// why\na = Foo;",
        "// autoscale: ignore\n\t// autoscale: ignore[undefined-symbol]\na = Foo;\nb = 1;",
        "a = // autoscale: ignore[AS101] \nFoo + 1; ",
        "a = 1 +\n  Foo; // autoscale: ignore[AS101]",
        "// autoscale: ignore-file[AS101]\n\na = 1;\nb = Foo;",
        "a = Foo; b = Bar; // autoscale: ignore",
    ] {
        let found = codes(text);
        assert!(!found.contains(&"AS101"), "{text}: {found:?}");
    }
    for text in [
        "// autoscale: ignore[AS101]\n\na = Foo;",
        "// autoscale: ignore[AS101]\na = 1;\nb = Foo;",
        "a = 1; // autoscale: ignore[AS101]\nb = Foo;",
        "a = Foo +\n 1; // autoscale: ignore[AS101]",
        "a = Foo; // autoscale: ignore[AS102]",
    ] {
        assert_eq!(codes(text).len(), 2, "{text}: {:?}", codes(text));
    }
}

#[test]
fn syntax_cannot_be_ignored() {
    assert_eq!(
        codes("a = 1 // autoscale: ignore[AS002]\nb = 2;"),
        ["AS002", "AS514"]
    );
    assert_eq!(
        codes("a = 1 // autoscale: ignore\nb = 2;"),
        ["AS002", "AS514"]
    );
}

#[test]
fn what_ignores_nothing_is_taken_out() {
    for (text, after) in [
        ("a = 1; // autoscale: ignore[AS101]\n", "a = 1;\n"),
        ("// autoscale: ignore-file\na = 1;", "a = 1;"),
        ("a = 1;\n  // autoscale: ignore\nb = 2;", "a = 1;\nb = 2;"),
        ("a = 1; // x // autoscale: ignore", "a = 1; // x"),
        (
            "a = Foo; // autoscale: ignore[AS102, AS101,AS103] y",
            "a = Foo; // autoscale: ignore[AS101] y",
        ),
        (
            "a = 1;\r\n// autoscale: ignore\r\nb = 2;",
            "a = 1;\r\nb = 2;",
        ),
    ] {
        let mut config = Config::default();
        config.levels.select([
            Selector::parse("AS1").unwrap(),
            Selector::parse("AS514").unwrap(),
        ]);
        let analysis = crate::analyse_file(text, Host::Formula, &config);
        let mended = mend(text, Host::Formula, &config, &analysis, false).unwrap();
        assert_eq!(mended.text, after);
        assert!(mended.analysis.findings.is_empty());
    }
}

#[test]
fn an_unknown_rule_is_named() {
    let text = "a = 1; // autoscale: ignore[undefined-symbl, AS999]";
    let found = analyse(text, &Config::default()).diagnostics;
    let found: Vec<_> = found
        .iter()
        .filter(|found| found.rule.code == "AS514")
        .collect();
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "there is no rule `undefined-symbl`",
            "there is no rule `AS999`"
        ]
    );
    let help = found.first().and_then(|found| found.help.as_deref());
    assert_eq!(help, Some("did you mean `undefined-symbol`?"));
}

#[test]
fn rules_that_are_off_leave_no_unused_comment() {
    let mut config = Config::default();
    config.levels.ignore([Selector::parse("AS101").unwrap()]);
    let text = "a = Foo; // autoscale: ignore[AS101]";
    let found = analyse(text, &config).diagnostics;
    assert!(found.iter().all(|found| found.rule.code != "AS514"));
}
