//! Proved ranges as text, to be read by people and compared by tests.

use std::fmt::Write as _;

use autoscale_base::{Encoding, LineIndex};
use autoscale_bounds::{Bounds, Claim, Elements, Num, Range, Ticks, bounds};
use autoscale_catalog::{Profile, Target};

/// The ranges of all targets and variables of a formula, the path of every
/// claim that is true of a target, and what the proof rests on.
#[must_use]
pub fn ranges(text: &str, profile: &Profile) -> String {
    let parsed = autoscale_syntax::parse(text);
    let checked = autoscale_check::check(text, &parsed.tree, profile);
    let bounds = bounds(text, &checked.hir, profile);
    let mut shown = String::new();
    let mut line = |line: String| {
        shown.push_str(&line);
        shown.push('\n');
    };
    for target in [Target::Dedicated, Target::LowPriority] {
        let note = match (bounds.known(target), bounds.assigned(target)) {
            (false, _) => " (unknown)",
            (true, false) => " (never assigned)",
            (true, true) => "",
        };
        let range = number(bounds.target(target));
        line(format!("{}: {range}{note}", target.name()));
    }
    for variable in bounds.variables(&checked.hir) {
        line(format!("{}: {}", variable.name, range(variable.range)));
    }
    for target in [Target::Dedicated, Target::LowPriority] {
        for claim in Claim::ALL {
            if let Some(path) = path(text, &bounds, target, claim) {
                line(path);
            }
        }
    }
    for assumption in bounds.assumptions() {
        line(format!("assuming: {assumption}"));
    }
    let settings = bounds.settings();
    if !settings.is_empty() {
        line(format!("settings: {}", settings.join(", ")));
    }
    shown
}

fn path(text: &str, bounds: &Bounds, target: Target, claim: Claim) -> Option<String> {
    let steps = bounds.path(target, claim);
    if steps.is_empty() {
        return None;
    }
    let index = LineIndex::new(text);
    let mut path = format!("{claim:?} {}:", target.name());
    for step in steps {
        let place = index.line_col(text, step.span.start, Encoding::Utf32);
        let (line, column) = (place.line + 1, place.column + 1);
        let marked = step.span.text(text).replace('\n', " ");
        let said = step.text;
        // Writing to a string cannot fail.
        let _ = write!(path, "\n  {line}:{column} [{marked}] {said}");
    }
    Some(path)
}

fn range(range: Range) -> String {
    match range {
        Range::Never => "never".to_owned(),
        Range::Double(num) => number(num),
        Range::DoubleVec(elements) => list(elements),
        Range::Timestamp(range) => format!("timestamp {}", ticks(range)),
        Range::Interval(range) => format!("interval {}", ticks(range)),
        Range::Any => "anything".to_owned(),
    }
}

fn number(num: Num) -> String {
    // Zeros without their sign.
    let (min, max) = (num.min + 0.0, num.max + 0.0);
    let numbers = if min > max {
        None
    } else if min.total_cmp(&max).is_eq() {
        Some(format!("{min:?}"))
    } else {
        Some(format!("{min:?} to {max:?}"))
    };
    match (numbers, num.nan) {
        (Some(numbers), true) => format!("{numbers}, or NaN"),
        (Some(numbers), false) => numbers,
        (None, true) => "NaN".to_owned(),
        (None, false) => "never".to_owned(),
    }
}

fn list(elements: Elements) -> String {
    let element = number(elements.element);
    match (elements.min_len, elements.max_len) {
        (_, Some(0)) => "no element".to_owned(),
        (min, Some(max)) if min == max => format!("{min} of {element}"),
        (min, Some(max)) => format!("{min} to {max} of {element}"),
        (min, None) => format!("{min} or more of {element}"),
    }
}

fn ticks(ticks: Ticks) -> String {
    if ticks.min == ticks.max {
        return ticks.min.to_string();
    }
    format!("{} to {}", ticks.min, ticks.max)
}
