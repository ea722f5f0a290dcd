//! Tells what the service printed of a pool from what somebody wrote.

use autoscale_pool::PoolDefinition;

/// Is this what the service says of a pool? It has the present state, too, and
/// both targets and formula; the Azure CLI writes durations in its own way.
pub(super) fn is_printed(text: &str, pool: &PoolDefinition) -> bool {
    let text = pool.span.text(text);
    ["allocationState", "currentDedicatedNodes"]
        .iter()
        .any(|key| text.contains(key))
}
