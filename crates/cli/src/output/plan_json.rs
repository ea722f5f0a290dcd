//! A plan as JSON.

use std::io::{self, Write};

use autoscale_ide::json::RunView;
use serde_json::{Map, Value, json};

use super::json::write_json;
use super::plan_text::Planned;

/// Writes the evaluation, then the members of the plan.
pub(crate) fn write(planned: &Planned, out: &mut dyn Write) -> io::Result<()> {
    let Planned {
        run,
        profile,
        warnings,
        plan,
        ..
    } = planned;
    let mut members = Map::new();
    let evaluation = RunView::new(run, profile, warnings, None);
    members.insert("evaluation".to_owned(), json!(evaluation));
    if let Value::Object(plan) = plan.to_json() {
        members.extend(plan);
    }
    if run.error.is_some() {
        members.insert("action".to_owned(), json!("error"));
    }
    write_json(&members, out)
}
