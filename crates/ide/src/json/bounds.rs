//! Proved ranges as JSON; every field is always there. What has no end is
//! `null`.

use autoscale_base::{LineIndex, Span, Timestamp};
use autoscale_bounds::{Bounds, Claim, Num, Range, Step, Ticks};
use autoscale_catalog::Target;
use autoscale_check::{Hir, Type};
use autoscale_lint::Analysis;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

/// What `bounds --format json` prints.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BoundsView<'a> {
    targets: Targets,
    variables: Variables<'a>,
    assumptions: Vec<String>,
    settings: Vec<&'static str>,
}

/// Both targets by name.
#[derive(Serialize)]
struct Targets {
    #[serde(rename = "$TargetDedicatedNodes")]
    dedicated: TargetView,
    #[serde(rename = "$TargetLowPriorityNodes")]
    low_priority: TargetView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TargetView {
    min: Value,
    max: Value,
    #[serde(rename = "mayBeNaN")]
    may_be_nan: bool,
    unbounded_by: Option<Vec<StepView>>,
}

#[derive(Serialize)]
struct StepView {
    line: u32,
    column: u32,
    text: String,
}

impl<'a> BoundsView<'a> {
    /// A view of what was proved. Its places are of the file's `text`, in which
    /// `in_file` finds a range of the formula.
    pub fn new(analysis: &'a Analysis, text: &str, in_file: impl Fn(Span) -> Span) -> Self {
        let Analysis { bounds, hir, .. } = analysis;
        let index = LineIndex::new(text);
        let place = |span| index.place(text, in_file(span).start);
        let target = |target| TargetView::new(target, place, bounds);
        Self {
            targets: Targets {
                dedicated: target(Target::Dedicated),
                low_priority: target(Target::LowPriority),
            },
            variables: Variables { bounds, hir },
            assumptions: bounds.assumptions(),
            settings: bounds.settings(),
        }
    }
}

impl TargetView {
    fn new(target: Target, place: impl Fn(Span) -> (u32, u32), bounds: &Bounds) -> Self {
        let range = bounds.target(target);
        let step = |step: Step| {
            let (line, column) = place(step.span);
            StepView {
                line,
                column,
                text: step.text,
            }
        };
        let path = bounds.path(target, Claim::Unbounded);
        let path: Vec<StepView> = path.into_iter().map(step).collect();
        let [min, max] = ends(range);
        Self {
            min,
            max,
            may_be_nan: range.nan,
            unbounded_by: (!path.is_empty()).then_some(path),
        }
    }
}

/// The formula's own variables by name.
struct Variables<'a> {
    bounds: &'a Bounds,
    hir: &'a Hir,
}

#[derive(Serialize)]
struct VariableView {
    #[serde(rename = "type")]
    ty: Option<&'static str>,
    min: Value,
    max: Value,
    #[serde(rename = "mayBeNaN")]
    may_be_nan: bool,
}

impl Serialize for Variables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let variables = self.bounds.variables(self.hir).into_iter();
        serializer.collect_map(variables.map(|variable| {
            let view = VariableView::new(variable.ty, variable.range);
            (variable.name, view)
        }))
    }
}

impl VariableView {
    fn new(ty: Type, range: Range) -> Self {
        let number = match range {
            Range::Double(num) => Some(num),
            Range::DoubleVec(elements) => Some(elements.element),
            _ => None,
        };
        let [min, max] = match (number, range) {
            (Some(num), _) => ends(num),
            (None, Range::Timestamp(ticks)) => instants(ticks),
            (None, Range::Interval(ticks)) => lengths(ticks),
            _ => [Value::Null, Value::Null],
        };
        Self {
            ty: ty.known().map(autoscale_catalog::Ty::as_str),
            min,
            max,
            may_be_nan: number.is_some_and(|num| num.nan),
        }
    }
}

/// The ends of a range of numbers; without any number both are `null`.
fn ends(range: Num) -> [Value; 2] {
    if range.min > range.max {
        return [Value::Null, Value::Null];
    }
    [range.min, range.max].map(number)
}

/// A number; a whole one without a point, and ∞ as `null`.
fn number(end: f64) -> Value {
    /// 2^53: up to here every whole number is a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if end.trunc() == end && end.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
        let whole = end as i64;
        return Value::from(whole);
    }
    Number::from_f64(end).map_or(Value::Null, Value::Number)
}

/// Instants; an end of the calendar is no end.
fn instants(ticks: Ticks) -> [Value; 2] {
    let instant = |ticks: i64, end: Timestamp| match Timestamp::from_ticks(ticks) {
        Some(instant) if instant != end => Value::from(instant.to_string()),
        _ => Value::Null,
    };
    [
        instant(ticks.min, Timestamp::MIN),
        instant(ticks.max, Timestamp::MAX),
    ]
}

/// Lengths of time in seconds.
fn lengths(ticks: Ticks) -> [Value; 2] {
    let seconds = |ticks: i64, end: i64| {
        let seconds = autoscale_base::Interval(ticks).seconds();
        if ticks == end {
            Value::Null
        } else {
            number(seconds)
        }
    };
    [seconds(ticks.min, i64::MIN), seconds(ticks.max, i64::MAX)]
}
