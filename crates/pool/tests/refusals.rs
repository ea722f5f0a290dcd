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
            r#"{"pools": [{"currentDedicatedNodes": []}]}"#,
            "`/pools/0/currentDedicatedNodes`: expected a whole number, found a list",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(account(text), message, "{text}");
    }
}
