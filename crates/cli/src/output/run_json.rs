//! An evaluation as JSON, in the shape of the service's `AutoScaleRun`.

use autoscale_catalog::Profile;
use autoscale_machine::{AutoScaleRun, RunError, Targets, Value, print};
use serde::Serialize;
use serde_json::{Map, json};

use super::trace_json::StepView;

/// What `eval --format json` prints; every field is always there, but `trace`
/// only when it was asked for.
#[derive(Serialize)]
pub(crate) struct RunView<'a> {
    timestamp: String,
    results: &'a str,
    error: Option<ErrorView<'a>>,
    targets: TargetsView,
    variables: Map<String, serde_json::Value>,
    warnings: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Vec<StepView>>,
}

#[derive(Serialize)]
struct ErrorView<'a> {
    code: &'static str,
    message: &'static str,
    values: [ErrorValue<'a>; 1],
}

#[derive(Serialize)]
struct ErrorValue<'a> {
    name: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TargetsView {
    dedicated_nodes: i64,
    low_priority_nodes: i64,
    node_deallocation_option: &'static str,
}

impl<'a> RunView<'a> {
    /// A view of `run`; `warnings` are those of the snapshot, which come first.
    pub(crate) fn new(
        run: &'a AutoScaleRun,
        profile: &Profile,
        warnings: &'a [String],
        trace: Option<Vec<StepView>>,
    ) -> Self {
        let variables = run.variables.iter();
        Self {
            timestamp: run.timestamp.to_string(),
            results: &run.results,
            error: run.error.as_ref().map(ErrorView::new),
            targets: TargetsView::new(run.targets),
            variables: variables
                .map(|(name, value)| (name.clone(), value_view(value, profile)))
                .collect(),
            warnings: warnings
                .iter()
                .chain(&run.warnings)
                .map(String::as_str)
                .collect(),
            trace,
        }
    }
}

impl<'a> ErrorView<'a> {
    fn new(error: &'a RunError) -> Self {
        let detail = ErrorValue {
            name: "Message",
            value: &error.detail,
        };
        Self {
            code: error.code,
            message: error.message,
            values: [detail],
        }
    }
}

impl TargetsView {
    const fn new(targets: Targets) -> Self {
        Self {
            dedicated_nodes: targets.dedicated_nodes,
            low_priority_nodes: targets.low_priority_nodes,
            node_deallocation_option: targets.node_deallocation_option.name(),
        }
    }
}

/// A value with its type and its text in the results string. Numbers that JSON
/// does not have are `null`; an interval is its length in seconds.
pub(crate) fn value_view(value: &Value, profile: &Profile) -> serde_json::Value {
    let text = print::text(value, profile);
    let plain = match value {
        Value::Double(number) => json!(number),
        Value::DoubleVec(numbers) => json!(numbers),
        Value::Timestamp(instant) => json!(instant.to_string()),
        Value::Interval(length) => json!(length.seconds()),
        Value::String(text) => json!(text),
        Value::Option(option) => json!(option.name()),
    };
    json!({"type": value.ty().as_str(), "value": plain, "text": text})
}
