//! The JSON Schema of a pool, for editors and generators.

mod contents;
mod forms;
mod machine;
mod settings;
mod state;

use serde_json::{Value, json};

use forms::object;

/// The JSON Schema (draft 2020-12) of the pool that `plan` and `simulate` read:
/// what the REST interface says of one, in both API generations, with `nodes`
/// and `tasks` beside it, or the resource of ARM. It takes no file that
/// [`read_pool`](crate::read_pool) or [`Configuration::of`] refuses, but for
/// what a schema cannot say: tasks on nodes that are not listed, durations of
/// no length. Fields that it does not name are passed over, for the service
/// has more of them with every version.
///
/// [`Configuration::of`]: crate::Configuration::of
#[must_use]
pub fn pool_schema() -> Value {
    let nodes = state::nodes_and_tasks();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pool",
        "description": "A pool of Azure Batch, for `autoscale plan` and `autoscale simulate`.",
        "type": "object",
        "if": { "required": ["properties"] },
        "then": { "$ref": "#/$defs/resource" },
        "else": { "$ref": "#/$defs/pool" },
        "$defs": {
            "pool": object([settings::rest(), state::rest(), nodes.clone()]),
            "resource": object([settings::resource(arm()), nodes]),
        },
    })
}

/// `properties` of the resource.
fn arm() -> Value {
    object([settings::arm(), state::arm()])
}
