//! What a pool or an account file cannot be, and what is said of it.

use autoscale_catalog::vm_size;
use autoscale_pool::{Vm, read_account, read_pool};

fn pool(text: &str) -> String {
    let read = read_pool(text, |name| vm_size(name).map(Vm::from));
    read.map_or_else(|error| error.to_string(), |pool| format!("{pool:?}"))
}

fn account(text: &str) -> String {
    let read = read_account(text, |name| vm_size(name).map(Vm::from));
    read.map_or_else(|error| error.to_string(), |account| format!("{account:?}"))
}

#[test]
fn pools() {
    let cases = [
        ("", "not JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "expected an object, found a list"),
        (
            r#"{"currentDedicatedNodes": -1}"#,
            "`/currentDedicatedNodes`: expected a whole number from 0, found `-1`",
        ),
        (
            r#"{"currentDedicatedNodes": "two"}"#,
            "`/currentDedicatedNodes`: expected a whole number from 0, found `two`",
        ),
        (
            r#"{"targetDedicatedNodes": 1.5}"#,
            "`/targetDedicatedNodes`: expected a whole number from 0, found `1.5`",
        ),
        (
            r#"{"targetDedicatedNodes": true}"#,
            "`/targetDedicatedNodes`: expected a whole number, found a boolean",
        ),
        (
            r#"{"vmSize": 2}"#,
            "`/vmSize`: expected a string, found a number",
        ),
        (
            r#"{"allocationState": "busy"}"#,
            "`/allocationState`: `busy` is none of `steady`, `resizing`, `stopping`",
        ),
        (
            r#"{"taskSlotsPerNode": 0}"#,
            "`/taskSlotsPerNode`: a node has at least 1 slot",
        ),
        (
            r#"{"taskSlotsPerNode": 257}"#,
            "`/taskSlotsPerNode`: a node has at most 256 slots",
        ),
        (
            r#"{"maxTasksPerNode": 0}"#,
            "`/maxTasksPerNode`: a node has at least 1 slot",
        ),
        (
            r#"{"nodes": {}}"#,
            "`/nodes`: expected a list, found an object",
        ),
        (
            r#"{"nodes": [{"id": "a"}, {"id": "a"}]}"#,
            "`/nodes`: two nodes have the id `a`",
        ),
        (
            r#"{"currentDedicatedNodes": 2, "nodes": [{"id": "a"}]}"#,
            "`/nodes`: `currentDedicatedNodes` is 2, but `nodes` has 1 dedicated",
        ),
        (
            r#"{"nodes": [{"allocationTime": "today"}]}"#,
            "`/nodes/0/allocationTime`: `today`: neither a W3C-DTF nor an RFC 1123 date",
        ),
        (
            r#"{"tasks": [{"id": "t", "nodeInfo": {"nodeId": "a"}}]}"#,
            "`/tasks/0/nodeInfo/nodeId`: the pool has no node `a`",
        ),
        (
            r#"{"tasks": [{"id": "t", "state": "running"}]}"#,
            "`/tasks/0/nodeInfo`: is missing",
        ),
        (
            r#"{"tasks": [{"id": "t", "jobId": "j", "nodeInfo": {"nodeId": "a"}},
                          {"id": "t", "jobId": "j", "nodeInfo": {"nodeId": "a"}}],
                "nodes": [{"id": "a"}]}"#,
            "`/tasks`: job `j` has two tasks `t`",
        ),
        (
            r#"{"tasks": [{"jobId": "j", "nodeInfo": {"nodeId": "a"}}], "nodes": [{"id": "a"}]}"#,
            "`/tasks/0/id`: is missing",
        ),
        (
            r#"{"nodes": [{"state": "asleep"}]}"#,
            "`/nodes/0/state`: `asleep` is none of `creating`, `starting`, `waitingforstarttask`, \
             `starttaskfailed`, `idle`, `running`, `offline`, `unusable`, `unknown`, `rebooting`, \
             `reimaging`, `upgradingos`, `leavingpool`, `preempted`, `deallocating`, `deallocated`",
        ),
        (
            r#"{"nodes": [{"isDedicated": "yes"}]}"#,
            "`/nodes/0/isDedicated`: expected true or false, found a string",
        ),
        (
            r#"{"nodes": [7]}"#,
            "`/nodes/0`: expected an object, found a number",
        ),
        (
            r#"{"nodes": [{"runningTasksCount": 4294967296}]}"#,
            "`/nodes/0/runningTasksCount`: expected a whole number from 0, found `4294967296`",
        ),
        (
            r#"{"currentDedicatedNodes": 4294967295}"#,
            "`/currentDedicatedNodes`: more than 1000000 nodes are not taken, found `4294967295`",
        ),
        (
            r#"{"currentLowPriorityNodes": 4294967296}"#,
            "`/currentLowPriorityNodes`: expected a whole number from 0, found `4294967296`",
        ),
        (
            r#"{"autoScaleRun": []}"#,
            "`/autoScaleRun`: expected an object, found a list",
        ),
        (
            r#"{"resizeOperationStatus": {"nodeDeallocationOption": "Never"}}"#,
            "`/resizeOperationStatus/nodeDeallocationOption`: `Never` is none of `requeue`, \
             `terminate`, `taskcompletion`, `retaineddata`",
        ),
        (
            r#"{"state": 1}"#,
            "`/state`: expected a string, found a number",
        ),
        (
            r#"{"enableAutoScale": "yes"}"#,
            "`/enableAutoScale`: expected true or false, found a string",
        ),
        (
            r#"{"properties": {"interNodeCommunication": "On"}}"#,
            "`/properties/interNodeCommunication`: `On` is none of `Enabled`, `Disabled`",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(pool(text), message, "{text}");
    }
}

#[test]
fn accounts() {
    let cases = [
        (
            r#"{"properties": {"dedicatedCoreQuota": "many"}}"#,
            "`/properties/dedicatedCoreQuota`: expected a whole number from 0, found `many`",
        ),
        (
            r#"{"poolAllocationMode": "Mine"}"#,
            "`/poolAllocationMode`: `Mine` is none of `BatchService`, `UserSubscription`",
        ),
        (
            r#"{"dedicatedCoreQuotaPerVMFamilyEnforced": true,
                "dedicatedCoreQuotaPerVMFamily": [{"name": "standardDv3Family"}]}"#,
            "`/dedicatedCoreQuotaPerVMFamily/0/coreQuota`: is missing",
        ),
        (
            r#"{"dedicatedCoreQuota": -20}"#,
            "`/dedicatedCoreQuota`: expected a whole number from 0, found `-20`",
        ),
        (
            r#"{"lowPriorityCoreQuota": 1e30}"#,
            "`/lowPriorityCoreQuota`: expected a whole number from 0, found `1e+30`",
        ),
        (
            r#"{"poolQuota": 2.5}"#,
            "`/poolQuota`: expected a whole number from 0, found `2.5`",
        ),
        (
            r#"{"dedicatedCoreQuotaPerVMFamilyEnforced": "true"}"#,
            "`/dedicatedCoreQuotaPerVMFamilyEnforced`: expected true or false, found a string",
        ),
        (
            r#"{"dedicatedCoreQuotaPerVMFamilyEnforced": true,
                "dedicatedCoreQuotaPerVMFamily": {"standardDv3Family": 8}}"#,
            "`/dedicatedCoreQuotaPerVMFamily`: expected a list, found an object",
        ),
        (
            r#"{"dedicatedCoreQuotaPerVMFamilyEnforced": true,
                "dedicatedCoreQuotaPerVMFamily": [{"name": "standardDv3Family", "coreQuota": 8},
                                                  {"name": "StandardDV3Family", "coreQuota": 9}]}"#,
            "`/dedicatedCoreQuotaPerVMFamily`: `StandardDV3Family` has two quotas",
        ),
        (
            r#"{"pools": {}}"#,
            "`/pools`: expected a list, found an object",
        ),
        (
            r#"{"pools": [{"id": "a"}, {"name": "account/A"}]}"#,
            "`/pools`: two pools have the id `A`",
        ),
        (
            r#"{"pools": [{"currentDedicatedNodes": []}]}"#,
            "`/pools/0/currentDedicatedNodes`: expected a whole number, found a list",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(account(text), message, "{text}");
    }
}
