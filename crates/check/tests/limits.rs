//! Formulas far larger than the service takes: an answer soon.

use std::time::{Duration, Instant};

use autoscale_catalog::Profile;
use autoscale_check::{Checked, check};
use autoscale_syntax::parse;

/// Sizes in bytes: so large that quadratic time shows, so small that an
/// unoptimised build has time for all of them.
const SIZE: usize = 1 << 17;

fn checked(text: &str) -> (Checked, Duration) {
    let parsed = parse(text);
    let start = Instant::now();
    let checked = check(text, &parsed.tree, &Profile::default());
    (checked, start.elapsed())
}

/// Ten times what it takes; quadratic time would be more than that.
fn is_soon(name: &str, text: &str) -> Checked {
    let (checked, time) = checked(text);
    assert!(time < Duration::from_secs(8), "{name}: {time:?}");
    checked
}

#[test]
fn checking_takes_linear_time() {
    for piece in [
        "$a = $b;",
        "a = a;",
        "a;",
        "a.b(c).d;",
        "f(a);",
        "$PendingTasks.Foo(1);",
        "time().foo;",
        "x = [1]; x = 1;",
        "x = time(\"soon\");",
        "$NodeDeallocationOption = 1 ? a : b;",
        "$TargetDedicated = 1; $TargetDedicatedNodes = 2; $TargetLowPriority = 3;",
        "a = b = 1;",
        "a = 1 2;",
        "a + ",
        "[1] + ",
        "[1] && ",
        "time() + ",
        "a < ",
        "1 ? a : ",
    ] {
        is_soon(piece, &piece.repeat(SIZE / piece.len()));
    }
}

#[test]
fn many_names_are_no_burden() {
    let formula = |statement: &dyn Fn(usize) -> String| (0..8000).map(statement).collect();
    let pairs: String = formula(&|n| format!("x{n} = y{n};"));
    assert_eq!(is_soon("pairs", &pairs).diagnostics.len(), 8000);
    let later: String = formula(&|n| format!("x{n} = x{};", n + 1));
    assert_eq!(is_soon("later", &later).diagnostics.len(), 8000);
    let calls: String = formula(&|n| format!("x{n}(1);"));
    assert_eq!(is_soon("calls", &calls).diagnostics.len(), 8000);
}

#[test]
fn long_names_are_no_burden() {
    let name = "a".repeat(SIZE);
    let text = format!("{name} = 1; x = {name}b; y = ${name}; {name}(); time().{name};");
    let checked = is_soon("long names", &text);
    let help = |at: usize| checked.diagnostics[at].help.as_deref().unwrap_or_default();
    assert_eq!(help(0), "assign it in a statement above");
    assert!(help(1).starts_with("did you mean `aaa"), "{}", help(1));
}

#[test]
fn only_the_first_findings_make_suggestions() {
    let text = "a = $pendingTasks;".repeat(200);
    let (checked, _) = checked(&text);
    let fixes = checked.diagnostics.iter().map(|it| it.fix.is_some());
    assert_eq!(fixes.filter(|&fix| fix).count(), 100);
}
