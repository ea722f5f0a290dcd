//! What a pool is set to: the body that creates one, and the resource of ARM.

use serde_json::Value;

use super::forms::{Fields, about, anything, choice, count, duration, flag, object, text, texts};
use super::{contents, machine};

/// At the top of a body of the REST interface.
pub(super) fn rest() -> Fields {
    let old = "The name of it in older versions.";
    let mut fields = vec![
        ("id", about("What to call it.", text())),
        ("name", text()),
        ("identity", anything()),
        (
            "enableAutoScale",
            about("Does a formula set its targets?", flag()),
        ),
        ("autoScaleFormula", text()),
        ("autoScaleEvaluationInterval", duration()),
        ("targetDedicatedNodes", count(0)),
        ("targetDedicated", about(old, count(0))),
        ("targetLowPriorityNodes", count(0)),
        ("resizeTimeout", duration()),
        ("maxTasksPerNode", about(old, count(1))),
        ("enableInterNodeCommunication", flag()),
        (
            "applicationPackageReferences",
            contents::packages("applicationId"),
        ),
        (
            "certificateReferences",
            contents::certificates("thumbprint"),
        ),
    ];
    fields.extend(machine::configurations());
    fields.extend(both());
    fields
}

/// `properties` of the resource.
pub(super) fn arm() -> Fields {
    let mut fields = vec![
        (
            "deploymentConfiguration",
            object([machine::configurations()]),
        ),
        ("scaleSettings", scale_settings()),
        ("interNodeCommunication", choice(&["Enabled", "Disabled"])),
        ("applicationPackages", contents::packages("id")),
        ("certificates", contents::certificates("id")),
    ];
    fields.extend(both());
    fields
}

/// The resource around its `properties`.
pub(super) fn resource(properties: Value) -> Fields {
    vec![
        ("id", text()),
        ("name", about("What to call it.", text())),
        ("type", text()),
        ("apiVersion", text()),
        ("identity", anything()),
        ("tags", anything()),
        ("properties", properties),
    ]
}

fn scale_settings() -> Value {
    let fixed = vec![
        ("targetDedicatedNodes", count(0)),
        ("targetLowPriorityNodes", count(0)),
        ("resizeTimeout", duration()),
        ("nodeDeallocationOption", deallocation_option()),
    ];
    let auto = vec![("formula", text()), ("evaluationInterval", duration())];
    object([vec![
        ("fixedScale", object([fixed])),
        ("autoScale", object([auto])),
    ]])
}

pub(super) fn deallocation_option() -> Value {
    choice(&["Requeue", "Terminate", "TaskCompletion", "RetainedData"])
}

/// What has the same name in both.
fn both() -> Fields {
    let mut fields = vec![
        ("displayName", text()),
        ("vmSize", about("The size of its nodes.", text())),
        ("taskSlotsPerNode", count(1)),
        ("taskSchedulingPolicy", scheduling()),
        ("startTask", start_task()),
        ("networkConfiguration", network()),
        (
            "targetNodeCommunicationMode",
            choice(&["default", "classic", "simplified"]),
        ),
        ("upgradePolicy", object([vec![("mode", text())]])),
        ("resourceTags", anything()),
    ];
    fields.extend(contents::both());
    fields
}

fn scheduling() -> Value {
    object([vec![
        ("nodeFillType", choice(&["spread", "pack"])),
        ("jobDefaultOrder", text()),
    ]])
}

fn start_task() -> Value {
    let unlimited = "How often it is tried again; -1 is without limit.";
    object([vec![
        ("commandLine", text()),
        ("waitForSuccess", flag()),
        ("maxTaskRetryCount", about(unlimited, count(-1))),
        ("containerSettings", object([vec![("imageName", text())]])),
        ("userIdentity", anything()),
        ("resourceFiles", anything()),
        ("environmentSettings", anything()),
    ]])
}

fn network() -> Value {
    let addresses = vec![("provision", text()), ("ipAddressIds", texts())];
    object([vec![
        ("subnetId", text()),
        ("dynamicVNetAssignmentScope", text()),
        ("endpointConfiguration", anything()),
        ("publicIPAddressConfiguration", object([addresses])),
        ("enableAcceleratedNetworking", flag()),
    ]])
}
