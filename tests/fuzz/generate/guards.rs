//! Formulas full of guards: conditions on values that their arms then use, as
//! people write caps. Other formulas seldom mention a value twice.

use autoscale_syntax::BinaryOp;
use proptest::prelude::{BoxedStrategy, Just, Strategy, prop_oneof};
use proptest::sample::select;

use super::grow::Typing;
use super::{Case, case, settings};

/// Assigned at the top of every formula.
const VALUES: &str = "x = $PendingTasks; y = val($RunningTasks.GetSample(1), 0); \
    v = $ActiveTasks.GetSample(2); c = 5; t = time(\"2026-03-02T09:15:00Z\"); ";

const ATOMS: [&str; 16] = [
    "x",
    "x",
    "y",
    "y",
    "c",
    "f",
    "0",
    "1",
    "5",
    "0.1",
    "avg(v)",
    "len(v)",
    "val(v, 0)",
    "time().hour",
    "$PendingTasks",
    "rand()",
];

/// Cases of such formulas.
pub(crate) fn guarded_cases() -> impl Strategy<Value = Case> {
    let texts = (formula(), settings::lenient());
    case(texts.prop_map(|(text, settings)| (Typing::Strict, text, settings)))
}

fn formula() -> BoxedStrategy<String> {
    let stop = prop_oneof![
        2 => Just(String::new()),
        1 => condition(1).prop_map(|condition| format!("{condition} ? stop() : 0; ")),
        1 => condition(1).prop_map(|condition| format!("{condition} ? 0 : stop(); ")),
    ];
    let parts = (condition(2), value(2), stop, value(3), value(2));
    parts
        .prop_map(|(flag, first, stop, second, third)| {
            let targets = ["$TargetDedicatedNodes", "$TargetLowPriorityNodes"];
            let [dedicated, low_priority] = targets;
            format!(
                "f = 1; {VALUES}f = {flag}; {dedicated} = {first}; {stop}z = {second}; \
                 {low_priority} = {third}; x = z - x; {dedicated} = f ? x : z;"
            )
        })
        .boxed()
}

/// A number, with at most so many levels of choices.
fn value(depth: u32) -> BoxedStrategy<String> {
    let atom = select(ATOMS.to_vec()).prop_map(str::to_owned).boxed();
    if depth == 0 {
        return atom;
    }
    let inner = || value(depth - 1);
    let choice = (condition(depth - 1), inner(), inner());
    let pair = (select(vec!["-", "+", "*", "/"]), inner(), inner());
    let extreme = (select(vec!["min", "max"]), inner(), inner());
    prop_oneof![
        1 => atom,
        4 => choice.prop_map(|(test, then, otherwise)| format!("({test} ? {then} : {otherwise})")),
        1 => pair.prop_map(|(op, a, b)| format!("({a} {op} {b})")),
        1 => extreme.prop_map(|(function, a, b)| format!("{function}({a}, {b})")),
        1 => inner().prop_map(|a| format!("(-{a})")),
    ]
    .boxed()
}

fn operator() -> impl Strategy<Value = &'static str> {
    select(BinaryOp::COMPARISONS.map(BinaryOp::as_str).to_vec())
}

/// A condition, with at most so many levels.
fn condition(depth: u32) -> BoxedStrategy<String> {
    let sides = (value(0), operator(), value(0));
    let comparison = sides.prop_map(|(a, op, b)| format!("({a} {op} {b})"));
    let instants = operator().prop_map(|op| format!("(time() {op} t)"));
    if depth == 0 {
        return prop_oneof![8 => comparison, 1 => instants, 1 => Just("f".to_owned())].boxed();
    }
    let inner = || condition(depth - 1);
    let both = (inner(), select(vec!["&&", "||"]), inner());
    prop_oneof![
        3 => comparison,
        2 => both.prop_map(|(a, op, b)| format!("({a} {op} {b})")),
        1 => inner().prop_map(|a| format!("!{a}")),
        1 => value(depth - 1),
    ]
    .boxed()
}
