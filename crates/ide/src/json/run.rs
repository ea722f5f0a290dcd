//! An evaluation as JSON, in the shape of the service's `AutoScaleRun`.

use autoscale_catalog::Profile;
use autoscale_machine::{AutoScaleRun, RunError, Targets, Value, print};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::trace::{StepView, steps};
use crate::Trace;

/// What `eval --format json` prints; every field is always there, but `trace`
/// only when it was asked for.
#[derive(Serialize)]
pub struct RunView<'a> {
    timestamp: String,
    results: &'a str,
    error: Option<ErrorView<'a>>,
    targets: TargetsView,
    variables: VariablesView<'a>,
    warnings: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Vec<StepView<'a>>>,
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
    #[must_use]
    pub fn new(
        run: &'a AutoScaleRun,
        profile: &'a Profile,
        warnings: &'a [String],
        trace: Option<&'a Trace>,
    ) -> Self {
        Self {
            timestamp: run.timestamp.to_string(),
            results: &run.results,
            error: run.error.as_ref().map(ErrorView::new),
            targets: TargetsView::new(run.targets),
            variables: VariablesView { run, profile },
            warnings: warnings
                .iter()
                .chain(&run.warnings)
                .map(String::as_str)
                .collect(),
            trace: trace.map(|trace| steps(trace, profile)),
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

/// The user variables by name. Vectors may be long: nothing is copied.
struct VariablesView<'a> {
    run: &'a AutoScaleRun,
    profile: &'a Profile,
}

impl Serialize for VariablesView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let variables = self.run.variables.iter();
        serializer.collect_map(variables.map(|(name, value)| {
            let profile = self.profile;
            (name, ValueView { value, profile })
        }))
    }
}

/// A value with its type and its text in the results string.
pub(super) struct ValueView<'a> {
    pub(super) value: &'a Value,
    pub(super) profile: &'a Profile,
}

impl Serialize for ValueView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut view = serializer.serialize_struct("value", 3)?;
        view.serialize_field("type", self.value.ty().as_str())?;
        // Numbers that JSON does not have are `null`; an interval is its
        // length in seconds.
        match self.value {
            Value::Double(number) => view.serialize_field("value", number)?,
            Value::DoubleVec(numbers) => view.serialize_field("value", numbers)?,
            Value::Timestamp(instant) => view.serialize_field("value", &instant.to_string())?,
            Value::Interval(length) => view.serialize_field("value", &length.seconds())?,
            Value::String(text) => view.serialize_field("value", text)?,
            Value::Option(option) => view.serialize_field("value", option.name())?,
        }
        view.serialize_field("text", &print::text(self.value, self.profile))?;
        view.end()
    }
}
