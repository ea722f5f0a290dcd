//! What a pool's nodes are made of.

use autoscale_base::Span;
use autoscale_pool::definition::{
    CloudServices, Container, DataDisk, Extension, Image, List, Setting, VirtualMachine,
};

use super::reader::{Reader, is_computed};
use crate::hosts::tree::{Kind, Node};
use crate::keys::is;

/// What `azurerm` has at the top of a pool, the service in
/// `virtualMachineConfiguration`.
const AT_THE_TOP: &[&str] = &[
    "storageimagereference",
    "nodeagentskuid",
    "containerconfiguration",
    "datadisks",
    "diskencryption",
    "extensions",
    "licensetype",
    "nodeplacement",
    "osdiskplacement",
    "securityprofile",
    "windows",
];

pub(super) fn virtual_machine<L>(
    top: &Node<'_, L>,
    reader: &mut Reader,
) -> Option<Setting<VirtualMachine>> {
    reader.expect_block(top, "deploymentconfiguration", "deploymentConfiguration");
    let block = reader.block(
        top,
        &[
            "virtualmachineconfiguration",
            "deploymentconfiguration.virtualmachineconfiguration",
        ],
        "virtualMachineConfiguration",
        settings,
    );
    if block.is_some() {
        return block;
    }
    if let Some(span) = first_at_the_top(top) {
        return Some(Setting::new(span, settings(reader, top)));
    }
    // What the host computes is of this kind: the other one is retired.
    let node = reader.find(top, &["deploymentconfiguration"])?;
    is_computed(node).then(|| Setting::computed(node.span))
}

fn first_at_the_top<L>(top: &Node<'_, L>) -> Option<Span> {
    let belongs = |key: &str| AT_THE_TOP.iter().any(|known| is(key, known));
    let entries = top.entries().iter();
    let mut present = entries.filter(|entry| !matches!(entry.value.kind, Kind::Nothing));
    present
        .find(|entry| belongs(&entry.key))
        .map(|entry| entry.value.span)
}

fn settings<L>(reader: &mut Reader, block: &Node<'_, L>) -> VirtualMachine {
    for (name, field) in [
        ("diskencryptionconfiguration", "diskEncryptionConfiguration"),
        ("nodeplacementconfiguration", "nodePlacementConfiguration"),
    ] {
        reader.expect_block(block, name, field);
    }
    VirtualMachine {
        image: reader.block(
            block,
            &["imagereference", "storageimagereference"],
            "imageReference",
            image,
        ),
        node_agent_sku_id: reader.text(block, &["nodeagentskuid"], "nodeAgentSKUId"),
        data_disks: reader.blocks(block, &["datadisks"], "dataDisks", data_disk),
        container: reader.block(
            block,
            &["containerconfiguration"],
            "containerConfiguration",
            container,
        ),
        license_type: reader.text(block, &["licensetype"], "licenseType"),
        disk_encryption_targets: disk_encryption(reader, block),
        placement_policy: reader.text(
            block,
            &["nodeplacementconfiguration.policy", "nodeplacement.policy"],
            "nodePlacementConfiguration.policy",
        ),
        extensions: reader.blocks(block, &["extensions"], "extensions", extension),
        windows: reader.place_of(block, &["windowsconfiguration", "windows"]),
        os_disk: reader.place_of(block, &["osdisk", "osdiskplacement"]),
        security_profile: reader.place_of(block, &["securityprofile"]),
        service_artifact: reader.place_of(block, &["serviceartifactreference"]),
    }
}

fn image<L>(reader: &mut Reader, block: &Node<'_, L>) -> Image {
    let mut text = |names: &[&str], field| reader.text(block, names, field);
    Image {
        publisher: text(&["publisher"], "imageReference.publisher"),
        offer: text(&["offer"], "imageReference.offer"),
        sku: text(&["sku"], "imageReference.sku"),
        version: text(&["version"], "imageReference.version"),
        virtual_machine_image_id: text(
            &["virtualmachineimageid", "id"],
            "imageReference.virtualMachineImageId",
        ),
        shared_gallery_image_id: text(
            &["sharedgalleryimageid"],
            "imageReference.sharedGalleryImageId",
        ),
        community_gallery_image_id: text(
            &["communitygalleryimageid"],
            "imageReference.communityGalleryImageId",
        ),
    }
}

fn data_disk<L>(reader: &mut Reader, block: &Node<'_, L>) -> DataDisk {
    reader.expect_block(block, "manageddisk", "dataDisks.managedDisk");
    DataDisk {
        lun: reader.number(block, &["lun"], "dataDisks.lun"),
        caching: reader.text(block, &["caching"], "dataDisks.caching"),
        size_gb: reader.number(block, &["disksizegb"], "dataDisks.diskSizeGB"),
        storage_account_type: reader.text(
            block,
            &["manageddisk.storageaccounttype", "storageaccounttype"],
            "dataDisks.managedDisk.storageAccountType",
        ),
    }
}

fn container<L>(reader: &mut Reader, block: &Node<'_, L>) -> Container {
    Container {
        kind: reader.text(block, &["type"], "containerConfiguration.type"),
        image_names: reader.texts(
            block,
            &["containerimagenames"],
            "containerConfiguration.containerImageNames",
        ),
        registries: reader.place_of(block, &["containerregistries"]),
    }
}

/// A list of words, in `azurerm` a block for each.
fn disk_encryption<L>(reader: &mut Reader, block: &Node<'_, L>) -> Option<List<String>> {
    const FIELD: &str = "diskEncryptionConfiguration.targets";
    let targets = reader.texts(block, &["diskencryptionconfiguration.targets"], FIELD);
    targets.or_else(|| {
        let blocks = reader.blocks(block, &["diskencryption"], FIELD, |reader, block| {
            reader.text(block, &["diskencryptiontarget"], FIELD)
        })?;
        let inner = |block: Setting<Option<Setting<String>>>| {
            let target = block.value.flatten();
            target.unwrap_or_else(|| Setting::computed(block.span))
        };
        Some(Setting {
            span: blocks.span,
            value: blocks
                .value
                .map(|blocks| blocks.into_iter().map(inner).collect()),
        })
    })
}

fn extension<L>(reader: &mut Reader, block: &Node<'_, L>) -> Extension {
    Extension {
        name: reader.text(block, &["name"], "extensions.name"),
        publisher: reader.text(block, &["publisher"], "extensions.publisher"),
        kind: reader.text(block, &["type"], "extensions.type"),
    }
}

pub(super) fn cloud_services<L>(
    top: &Node<'_, L>,
    reader: &mut Reader,
) -> Option<Setting<CloudServices>> {
    reader.block(
        top,
        &[
            "cloudserviceconfiguration",
            "deploymentconfiguration.cloudserviceconfiguration",
        ],
        "cloudServiceConfiguration",
        |reader, block| CloudServices {
            os_family: reader.text(block, &["osfamily"], "cloudServiceConfiguration.osFamily"),
            os_version: reader.text(
                block,
                &["osversion", "targetosversion"],
                "cloudServiceConfiguration.osVersion",
            ),
        },
    )
}
