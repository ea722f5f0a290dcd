//! What nodes are made of.

use serde_json::Value;

use super::forms::{Fields, about, anything, count, object, objects, text, texts};

/// One of the two, of which the service takes only the first one today.
pub(super) fn configurations() -> Fields {
    let services = vec![
        ("osFamily", text()),
        ("osVersion", text()),
        ("targetOSVersion", text()),
    ];
    let ended = "Cloud Services; they ended on 29 February 2024.";
    vec![
        ("virtualMachineConfiguration", virtual_machine()),
        (
            "cloudServiceConfiguration",
            about(ended, object([services])),
        ),
    ]
}

fn virtual_machine() -> Value {
    let targets = vec![("targets", texts())];
    let placement = vec![("policy", text())];
    let extension = vec![("name", text()), ("publisher", text()), ("type", text())];
    object([vec![
        ("imageReference", image()),
        ("nodeAgentSKUId", text()),
        ("nodeAgentSkuId", text()),
        ("dataDisks", data_disks()),
        ("containerConfiguration", container()),
        ("licenseType", text()),
        ("diskEncryptionConfiguration", object([targets])),
        ("nodePlacementConfiguration", object([placement])),
        ("extensions", objects(extension)),
        ("windowsConfiguration", anything()),
        ("osDisk", anything()),
        ("securityProfile", anything()),
        ("serviceArtifactReference", anything()),
    ]])
}

fn image() -> Value {
    object([vec![
        ("publisher", text()),
        ("offer", text()),
        ("sku", text()),
        ("version", text()),
        ("virtualMachineImageId", text()),
        ("id", text()),
        ("sharedGalleryImageId", text()),
        ("communityGalleryImageId", text()),
    ]])
}

fn data_disks() -> Value {
    objects(vec![
        ("lun", count(0)),
        ("caching", text()),
        ("diskSizeGB", count(1)),
        (
            "managedDisk",
            object([vec![("storageAccountType", text())]]),
        ),
        ("storageAccountType", text()),
    ])
}

fn container() -> Value {
    object([vec![
        ("type", text()),
        ("containerImageNames", texts()),
        ("containerRegistries", anything()),
    ]])
}
