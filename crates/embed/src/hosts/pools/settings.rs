//! The settings of a pool that stand at its top.

use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::{AutoPool, Dialect, Network, Setting, StartTask, TaskContainer};

use super::reader::Reader;
use super::{Pool, contents, machine, pool_type};
use crate::hosts::tree::{Node, SPREAD};

/// What a pool says.
pub(super) fn read<L>(pool: &Pool<'_, '_, L>) -> PoolDefinition {
    let (whole, top) = (pool.whole, pool.settings);
    let mut reader = Reader::new(pool.dialect, pool.is_of_service);
    let mut read = PoolDefinition {
        span: whole.span,
        dialect: pool.dialect,
        api_version: api_version(whole, &mut reader),
        id: id(pool, &mut reader),
        display_name: reader.text(top, &["displayname"], "displayName"),
        vm_size: reader.text(top, &["vmsize"], "vmSize"),
        virtual_machine: machine::virtual_machine(top, &mut reader),
        cloud_services: machine::cloud_services(top, &mut reader),
        start_task: reader.block(top, &["starttask"], "startTask", start_task),
        network: reader.block(
            top,
            &["networkconfiguration"],
            "networkConfiguration",
            network,
        ),
        resource_tags: reader
            .place_of(top, &["resourcetags"])
            .or_else(|| reader.place_of(whole, &["tags"])),
        identity: reader.place_of(whole, &["identity"]),
        auto_pool: pool
            .is_automatic
            .then(|| Setting::new(whole.span, auto_pool(&mut reader, whole))),
        ..PoolDefinition::default()
    };
    scale(top, &mut reader, &mut read);
    tasks(top, &mut reader, &mut read);
    contents::read(top, &mut reader, &mut read);
    read.has_more = reader.has_more || top.get(SPREAD).is_some();
    read.mismatches = reader.mismatches;
    read
}

fn id<L>(pool: &Pool<'_, '_, L>, reader: &mut Reader) -> Option<Setting<String>> {
    // The id of a resource is its path.
    let names = match pool.dialect {
        Dialect::Arm => ["name", "id", "metadata.name"],
        _ => ["id", "name", "metadata.name"],
    };
    let id = reader.text(pool.whole, &names, "id");
    id.or_else(|| reader.text(pool.settings, &["id", "name"], "id"))
}

/// A field of its own in ARM, the end of the type elsewhere.
fn api_version<L>(whole: &Node<'_, L>, reader: &mut Reader) -> Option<Setting<String>> {
    let kind = pool_type(whole)?;
    if let Some(version) = reader.text(whole, &["apiversion"], "apiVersion") {
        return Some(version);
    }
    let (_, version) = kind.split_once('@')?;
    let span = whole.get("type")?.span;
    Some(Setting::new(span, version.to_owned()))
}

/// How large the pool is, and who says so.
fn scale<L>(top: &Node<'_, L>, reader: &mut Reader, pool: &mut PoolDefinition) {
    for (name, field) in [
        ("scalesettings", "scaleSettings"),
        ("scalesettings.fixedscale", "scaleSettings.fixedScale"),
        ("scalesettings.autoscale", "scaleSettings.autoScale"),
    ] {
        reader.expect_block(top, name, field);
    }
    pool.enable_auto_scale = reader.flag(top, &["enableautoscale"], "enableAutoScale");
    let formula = [
        "autoscaleformula",
        "scalesettings.autoscale.formula",
        "autoscale.formula",
    ];
    pool.formula = reader.place(top, &formula, "autoScaleFormula");
    let interval = [
        "autoscaleevaluationinterval",
        "scalesettings.autoscale.evaluationinterval",
        "autoscale.evaluationinterval",
    ];
    pool.evaluation_interval = reader.text(top, &interval, "autoScaleEvaluationInterval");
    let dedicated = [
        "targetdedicatednodes",
        "scalesettings.fixedscale.targetdedicatednodes",
        "fixedscale.targetdedicatednodes",
        "vmcount.dedicated",
        "targetdedicated",
    ];
    pool.target_dedicated_nodes = reader.number(top, &dedicated, "targetDedicatedNodes");
    let low_priority = [
        "targetlowprioritynodes",
        "scalesettings.fixedscale.targetlowprioritynodes",
        "fixedscale.targetlowprioritynodes",
        "vmcount.lowpriority",
    ];
    pool.target_low_priority_nodes = reader.number(top, &low_priority, "targetLowPriorityNodes");
    let timeout = [
        "resizetimeout",
        "scalesettings.fixedscale.resizetimeout",
        "fixedscale.resizetimeout",
    ];
    pool.resize_timeout = reader.text(top, &timeout, "resizeTimeout");
    let option = [
        "scalesettings.fixedscale.nodedeallocationoption",
        "fixedscale.nodedeallocationmethod",
    ];
    pool.deallocation_option = reader.text(top, &option, "nodeDeallocationOption");
}

/// How tasks go to nodes, and how nodes talk.
fn tasks<L>(top: &Node<'_, L>, reader: &mut Reader, pool: &mut PoolDefinition) {
    reader.expect_block(top, "taskschedulingpolicy", "taskSchedulingPolicy");
    reader.expect_block(top, "upgradepolicy", "upgradePolicy");
    let slots = ["taskslotspernode", "maxtaskspernode"];
    pool.task_slots_per_node = reader.number(top, &slots, "taskSlotsPerNode");
    pool.fill_type = reader.text(
        top,
        &["taskschedulingpolicy.nodefilltype"],
        "taskSchedulingPolicy.nodeFillType",
    );
    pool.job_default_order = reader.text(
        top,
        &["taskschedulingpolicy.jobdefaultorder"],
        "taskSchedulingPolicy.jobDefaultOrder",
    );
    let inter_node = [
        "enableinternodecommunication",
        "internodecommunication",
        "internodecommunicationenabled",
    ];
    pool.inter_node_communication = reader.flag(top, &inter_node, "enableInterNodeCommunication");
    pool.communication_mode = reader.text(
        top,
        &["targetnodecommunicationmode"],
        "targetNodeCommunicationMode",
    );
    pool.upgrade_mode = reader.text(top, &["upgradepolicy.mode"], "upgradePolicy.mode");
}

fn start_task<L>(reader: &mut Reader, block: &Node<'_, L>) -> StartTask {
    StartTask {
        command_line: reader.command(block, &["commandline"], "startTask.commandLine"),
        wait_for_success: reader.flag(block, &["waitforsuccess"], "startTask.waitForSuccess"),
        max_task_retry_count: reader.number(
            block,
            &["maxtaskretrycount", "taskretrymaximum"],
            "startTask.maxTaskRetryCount",
        ),
        container: reader.block(
            block,
            &["containersettings", "container"],
            "startTask.containerSettings",
            |reader, block| TaskContainer {
                image_name: reader.text(
                    block,
                    &["imagename"],
                    "startTask.containerSettings.imageName",
                ),
            },
        ),
        user_identity: reader.place_of(block, &["useridentity"]),
        resource_files: reader.place_of(block, &["resourcefiles", "resourcefile"]),
        environment: reader.place_of(
            block,
            &["environmentsettings", "commonenvironmentproperties"],
        ),
    }
}

fn network<L>(reader: &mut Reader, block: &Node<'_, L>) -> Network {
    reader.expect_block(
        block,
        "publicipaddressconfiguration",
        "networkConfiguration.publicIPAddressConfiguration",
    );
    Network {
        subnet_id: reader.text(block, &["subnetid"], "networkConfiguration.subnetId"),
        dynamic_vnet_assignment_scope: reader.text(
            block,
            &["dynamicvnetassignmentscope"],
            "networkConfiguration.dynamicVNetAssignmentScope",
        ),
        public_ip_provision: reader.text(
            block,
            &[
                "publicipaddressconfiguration.provision",
                "publicaddressprovisioningtype",
            ],
            "networkConfiguration.publicIPAddressConfiguration.provision",
        ),
        public_ip_ids: reader.texts(
            block,
            &["publicipaddressconfiguration.ipaddressids", "publicips"],
            "networkConfiguration.publicIPAddressConfiguration.ipAddressIds",
        ),
        accelerated_networking: reader.flag(
            block,
            &[
                "enableacceleratednetworking",
                "acceleratednetworkingenabled",
            ],
            "networkConfiguration.enableAcceleratedNetworking",
        ),
        endpoints: reader.place_of(block, &["endpointconfiguration"]),
    }
}

fn auto_pool<L>(reader: &mut Reader, block: &Node<'_, L>) -> AutoPool {
    AutoPool {
        id_prefix: reader.text(
            block,
            &["autopoolidprefix"],
            "autoPoolSpecification.autoPoolIdPrefix",
        ),
        lifetime: reader.text(
            block,
            &["poollifetimeoption"],
            "autoPoolSpecification.poolLifetimeOption",
        ),
        keep_alive: reader.flag(block, &["keepalive"], "autoPoolSpecification.keepAlive"),
    }
}
