//! Reads the nodes of a pool, and the tasks on them.

use std::collections::{HashMap, HashSet};

use autoscale_base::{DateTextRules, Timestamp};

use super::fields::{Fields, Result};
use crate::{Node, NodeKind, NodeState, Task, TaskState};

pub(super) fn nodes(pool: &Fields) -> Result<Vec<Node>> {
    pool.objects("nodes")?.iter().map(node).collect()
}

fn node(fields: &Fields) -> Result<Node> {
    let known: Vec<&str> = NodeState::ALL.iter().map(|state| state.as_str()).collect();
    let state = fields.choice("state", NodeState::named, &known)?;
    let kind = match fields.flag("isDedicated")? {
        Some(false) => NodeKind::LowPriority,
        _ => NodeKind::Dedicated,
    };
    let running_tasks = fields.count("runningTasksCount")?.unwrap_or(0);
    let allocated = fields.text("allocationTime")?.map(|text| {
        let time = Timestamp::parse(text, DateTextRules::OURS);
        time.map_err(|error| fields.error("allocationTime", format!("`{text}`: {error}")))
    });
    let busy = match running_tasks {
        0 => NodeState::Idle,
        _ => NodeState::Running,
    };
    Ok(Node {
        id: fields.text("id")?.map(str::to_owned),
        kind,
        state: state.unwrap_or(busy),
        running_tasks,
        allocated: allocated.transpose()?,
    })
}

/// The tasks that are on a node; a node that lists fewer running tasks than
/// stand here runs these.
pub(super) fn tasks(pool: &Fields, nodes: &mut [Node]) -> Result<Vec<Task>> {
    let mut places = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if let Some(id) = &node.id
            && places.insert(id.clone(), index).is_some()
        {
            return Err(pool.error("nodes", format!("two nodes have the id `{id}`")));
        }
    }
    let mut tasks = Vec::new();
    let mut seen = HashSet::new();
    let mut counts = vec![0; nodes.len()];
    for fields in pool.objects("tasks")? {
        let Some(task) = task(&fields, &places)? else {
            continue;
        };
        if let Some(count) = counts.get_mut(task.node) {
            *count += 1;
        }
        // Without their jobs, tasks of one id may be different ones.
        if !task.job.is_empty() && !seen.insert((task.job.clone(), task.id.clone())) {
            let message = format!("job `{}` has two tasks `{}`", task.job, task.id);
            return Err(pool.error("tasks", message));
        }
        tasks.push(task);
    }
    for (node, count) in nodes.iter_mut().zip(counts) {
        node.running_tasks = node.running_tasks.max(count);
        if count > 0 && node.state == NodeState::Idle {
            node.state = NodeState::Running;
        }
    }
    Ok(tasks)
}

fn task(fields: &Fields, places: &HashMap<String, usize>) -> Result<Option<Task>> {
    let known = ["active", "preparing", "running", "completed"];
    let state = fields.choice("state", TaskState::named, &known)?;
    let state = state.unwrap_or(TaskState::Running);
    if !matches!(state, TaskState::Preparing | TaskState::Running) {
        return Ok(None);
    }
    let missing = |name| fields.error(name, "is missing");
    let place = fields
        .object("nodeInfo")?
        .ok_or_else(|| missing("nodeInfo"))?;
    let node_id = place
        .text("nodeId")?
        .ok_or_else(|| place.error("nodeId", "is missing"))?;
    let unknown = || place.error("nodeId", format!("the pool has no node `{node_id}`"));
    let node = *places.get(node_id).ok_or_else(unknown)?;
    let kind = fields.text("taskType")?.unwrap_or_default();
    Ok(Some(Task {
        job: fields.text("jobId")?.unwrap_or_default().to_owned(),
        id: fields.text("id")?.ok_or_else(|| missing("id"))?.to_owned(),
        state,
        slots: fields.count("requiredSlots")?.unwrap_or(1),
        node,
        job_manager: kind.eq_ignore_ascii_case("JobManager"),
    }))
}
