//! What a pool is at the instant: its nodes, the resize that is running.

use serde_json::{Value, json};

use super::forms::{Fields, about, choice, count, flag, object, objects, text};
use super::settings::deallocation_option;
use crate::{NodeState, TaskState};

/// Beside the settings in REST.
pub(super) fn rest() -> Fields {
    let old = "The name of it in older versions.";
    let mut fields = both();
    fields.extend([
        ("currentDedicated", about(old, count(0))),
        ("state", text()),
        ("resizeErrors", objects(resize_error())),
        ("resizeError", about(old, object([resize_error()]))),
        ("autoScaleRun", object([vec![("results", text())]])),
    ]);
    fields
}

/// Beside the settings in ARM.
pub(super) fn arm() -> Fields {
    let resize = vec![
        ("targetDedicatedNodes", count(0)),
        ("targetLowPriorityNodes", count(0)),
        ("nodeDeallocationOption", deallocation_option()),
        ("errors", objects(resize_error())),
    ];
    let mut fields = both();
    fields.extend([
        ("provisioningState", text()),
        ("resizeOperationStatus", object([resize])),
        ("autoScaleRun", object([vec![("results", text())]])),
    ]);
    fields
}

fn both() -> Fields {
    vec![
        ("currentDedicatedNodes", count(0)),
        ("currentLowPriorityNodes", count(0)),
        (
            "allocationState",
            choice(&["steady", "resizing", "stopping"]),
        ),
    ]
}

fn resize_error() -> Fields {
    let pair = vec![("name", text()), ("value", text())];
    vec![
        ("code", text()),
        ("message", text()),
        ("values", objects(pair)),
    ]
}

/// What stands beside the pool, where somebody has it: the nodes and tasks as
/// the REST interface lists them.
pub(super) fn nodes_and_tasks() -> Fields {
    let states: Vec<&str> = NodeState::ALL.iter().map(|state| state.as_str()).collect();
    let node = vec![
        ("id", text()),
        ("state", choice(&states)),
        ("isDedicated", flag()),
        ("runningTasksCount", count(0)),
        ("allocationTime", text()),
    ];
    vec![
        ("nodes", about("Its nodes.", objects(node))),
        ("tasks", about("The tasks on its nodes.", tasks())),
    ]
}

/// A task that is on a node says on which, and what it is called.
fn tasks() -> Value {
    let states = TaskState::ALL.map(TaskState::as_str);
    let place = vec![("nodeId", text())];
    let mut tasks = objects(vec![
        ("jobId", text()),
        ("id", text()),
        ("state", choice(&states)),
        ("taskType", text()),
        ("requiredSlots", count(0)),
        ("nodeInfo", object([place])),
    ]);
    if let Some(task) = tasks.get_mut("items").and_then(Value::as_object_mut) {
        let elsewhere = [TaskState::Active, TaskState::Completed].map(TaskState::as_str);
        let is_elsewhere = json!({
            "required": ["state"],
            "properties": { "state": { "allOf": [{ "type": "string" }, choice(&elsewhere)] } },
        });
        let place = json!({
            "type": "object",
            "required": ["nodeId"],
            "properties": { "nodeId": { "type": "string" } },
        });
        let says_where = json!({
            "required": ["id", "nodeInfo"],
            "properties": { "id": { "type": "string" }, "nodeInfo": place },
        });
        task.insert("if".to_owned(), is_elsewhere);
        task.insert("else".to_owned(), says_where);
    }
    tasks
}
