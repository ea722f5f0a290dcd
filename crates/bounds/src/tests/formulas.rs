//! Whole formulas: what no text may do, and what accessors tell.

use autoscale_catalog::{Profile, Target};
use autoscale_check::check;
use autoscale_syntax::parse;

use crate::{Bounds, Claim, Range, bounds};

fn prove(text: &str) -> Bounds {
    let profile = Profile::default();
    let checked = check(text, &parse(text).tree, &profile);
    let bounds = bounds(text, &checked.hir, &profile);
    // Whatever it is, it can be asked for.
    let _ = bounds.variables(&checked.hir);
    bounds
}

fn dedicated(text: &str) -> (f64, f64, bool) {
    let range = prove(text).target(Target::Dedicated);
    (range.min, range.max, range.nan)
}

#[test]
fn long_chains_and_deep_nests_are_walked() {
    let sum = format!("$TargetDedicatedNodes = 0{};", " + 1".repeat(100_000));
    assert_eq!(dedicated(&sum), (1e5, 1e5, false));
    let both = format!("$TargetDedicatedNodes = 1{};", " && 1".repeat(100_000));
    assert_eq!(dedicated(&both), (1.0, 1.0, false));
    let nested = format!("x = {}1{};", "-(".repeat(45), ")".repeat(45));
    prove(&nested);
    let named: String = (1..5000).map(|i| format!("v{i} = -v{};", i - 1)).collect();
    prove(&format!(
        "v0 = $PendingTasks; {named} x = v4999 > 3 ? v4999 : 3;"
    ));
}

#[test]
fn variables_that_name_each_other_cost_nothing() {
    let doubled = |op: &str| -> String {
        let doubled = (1..2000).map(|i| format!("v{i} = v{} {op} v{0};", i - 1));
        doubled.collect()
    };
    let flags = doubled("&&");
    prove(&format!(
        "v0 = $PendingTasks > 1; {flags} x = v1999 ? 1 : 2;"
    ));
    let vectors: String = (1..200)
        .map(|i| format!("v{i} = [v{0}, v{0}];", i - 1))
        .collect();
    prove(&format!("v0 = [1]; {vectors} x = max(v199);"));
}

#[test]
fn a_mistake_hides_what_depends_on_it() {
    let bounds = prove("n = nothing; $TargetDedicatedNodes = n; $TargetLowPriorityNodes = 3;");
    assert!(!bounds.known(Target::Dedicated));
    assert!(bounds.known(Target::LowPriority));
    for claim in Claim::ALL {
        assert_eq!(bounds.path(Target::Dedicated, claim), []);
    }
}

#[test]
fn a_statement_without_meaning_hides_the_targets() {
    let bounds = prove("$TargetDedicatedNodes = 3; = ;");
    assert!(!bounds.known(Target::Dedicated));
    assert!(prove("= ; $TargetDedicatedNodes = 3;").known(Target::Dedicated));
}

#[test]
fn a_placeholder_may_be_a_statement_or_a_target() {
    for text in [
        "$TargetDedicatedNodes = 3; {more};",
        "$TargetDedicatedNodes = 3; {name} = 4;",
    ] {
        assert!(!prove(text).known(Target::Dedicated), "{text}");
    }
}

#[test]
fn what_is_not_reached_has_no_value() {
    let text = "stop(); x = 3;";
    let profile = Profile::default();
    let checked = check(text, &parse(text).tree, &profile);
    let bounds = bounds(text, &checked.hir, &profile);
    let x = bounds.variables(&checked.hir)[0];
    assert_eq!((x.name, x.range), ("x", Range::Never));
    assert!(!bounds.assigned(Target::Dedicated));
}

#[test]
fn an_assumption_that_is_not_used_is_not_told() {
    let bounds = prove("$TargetDedicatedNodes = time().hour;");
    assert_eq!(bounds.assumptions(), Vec::<String>::new());
    assert_eq!(bounds.settings(), Vec::<&str>::new());
    let bounds = prove("$TargetDedicatedNodes = $TargetDedicatedNodes;");
    assert_eq!(bounds.assumptions().len(), 1);
}

#[test]
fn every_step_marks_a_part_of_the_text() {
    let text = "n = avg($PendingTasks.GetSample(1)); $TargetDedicatedNodes = -n * 2;";
    let bounds = prove(text);
    for claim in [Claim::Negative, Claim::NaN] {
        let steps = bounds.path(Target::Dedicated, claim);
        assert!(!steps.is_empty(), "{claim:?}");
        for step in steps {
            assert!(!step.span.text(text).is_empty(), "{step:?}");
        }
    }
}
