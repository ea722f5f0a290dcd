//! A pool as its snapshot shows it: a line a setting, with its place.

use std::fmt::{self, Write as _};

use autoscale_base::Span;
use autoscale_pool::definition::{
    ApplicationPackage, AutoPool, Certificate, CloudServices, Container, DataDisk, Dialect,
    Extension, Image, Mismatch, Mount, MountKind, Network, Pair, Setting, StartTask, TaskContainer,
    UserAccount, VirtualMachine,
};
use autoscale_pool::{Configuration, PoolDefinition};

use super::place;

/// Where a pool is drawn.
struct Pen<'a> {
    out: &'a mut String,
    text: &'a str,
    depth: usize,
}

impl Pen<'_> {
    fn line(&mut self, line: impl fmt::Display) -> fmt::Result {
        writeln!(self.out, "{:1$}{line}", "", 2 * self.depth)
    }

    fn inside(&mut self, draw: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.depth += 1;
        draw(self)?;
        self.depth -= 1;
        Ok(())
    }
}

pub(super) fn draw(out: &mut String, text: &str, pool: &PoolDefinition) -> fmt::Result {
    let depth = 0;
    let mut pen = Pen { out, text, depth };
    pool.fields(&mut pen)?;
    match Configuration::of(pool) {
        Ok(_) => Ok(()),
        Err(error) => {
            let at = place(text, error.span);
            pen.line(format_args!("refused at {at}: {error}"))
        }
    }
}

/// A setting under its name.
trait Draw {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result;
}

/// A value, with what comes behind the name and the place.
trait Contents {
    fn contents(&self, pen: &mut Pen<'_>) -> fmt::Result;
}

/// The settings of a group.
trait Fields {
    fn fields(&self, pen: &mut Pen<'_>) -> fmt::Result;
}

impl<T: Draw> Draw for Option<T> {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |it| it.draw(pen, name))
    }
}

impl Draw for Span {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        let at = place(pen.text, *self);
        pen.line(format_args!("{name} at {at}"))
    }
}

impl Draw for Dialect {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        match self {
            Self::Other => Ok(()),
            dialect => pen.line(format_args!("{name}: {dialect:?}")),
        }
    }
}

impl Draw for MountKind {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        pen.line(format_args!("{name}: {self:?}"))
    }
}

impl<T: Contents> Draw for Setting<T> {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        let at = place(pen.text, self.span);
        match &self.value {
            Some(value) => {
                write!(pen.out, "{:1$}{name} at {at}:", "", 2 * pen.depth)?;
                value.contents(pen)
            }
            None => {
                let first = self.span.text(pen.text).lines().next().unwrap_or_default();
                pen.line(format_args!("{name} at {at}: computed, {first}"))
            }
        }
    }
}

impl<T: Contents> Contents for Vec<Setting<T>> {
    fn contents(&self, pen: &mut Pen<'_>) -> fmt::Result {
        writeln!(pen.out)?;
        pen.inside(|pen| self.iter().try_for_each(|item| item.draw(pen, "-")))
    }
}

impl Contents for String {
    fn contents(&self, pen: &mut Pen<'_>) -> fmt::Result {
        writeln!(pen.out, " {self}")
    }
}

impl Contents for bool {
    fn contents(&self, pen: &mut Pen<'_>) -> fmt::Result {
        writeln!(pen.out, " {self}")
    }
}

impl Draw for bool {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        if *self {
            pen.line(format_args!("{name}"))?;
        }
        Ok(())
    }
}

impl Draw for Vec<Mismatch> {
    fn draw(&self, pen: &mut Pen<'_>, name: &str) -> fmt::Result {
        self.iter().try_for_each(|it| {
            let at = place(pen.text, it.span);
            let (field, expected, found) = (it.field, it.expected, it.found);
            pen.line(format_args!(
                "{name} at {at}: {field}, expected {expected}, found {found}"
            ))
        })
    }
}

/// Tells the settings that a group is drawn with, and by what names.
macro_rules! groups {
    ($($type:ident { $($field:ident: $name:literal,)* })*) => {
        $(
            impl Fields for $type {
                fn fields(&self, pen: &mut Pen<'_>) -> fmt::Result {
                    $(self.$field.draw(pen, $name)?;)*
                    Ok(())
                }
            }

            impl Contents for $type {
                fn contents(&self, pen: &mut Pen<'_>) -> fmt::Result {
                    writeln!(pen.out)?;
                    pen.inside(|pen| self.fields(pen))
                }
            }
        )*
    };
}

groups! {
    PoolDefinition {
        id: "id",
        dialect: "dialect",
        api_version: "api version",
        auto_pool: "auto pool",
        display_name: "display name",
        vm_size: "vm size",
        enable_auto_scale: "enable autoscale",
        formula: "formula",
        evaluation_interval: "interval",
        target_dedicated_nodes: "dedicated",
        target_low_priority_nodes: "low priority",
        resize_timeout: "resize timeout",
        deallocation_option: "deallocation option",
        task_slots_per_node: "slots",
        fill_type: "fill type",
        job_default_order: "job order",
        inter_node_communication: "inter-node",
        communication_mode: "communication mode",
        upgrade_mode: "upgrade mode",
        virtual_machine: "virtual machine",
        cloud_services: "cloud services",
        start_task: "start task",
        application_packages: "application packages",
        application_licenses: "application licenses",
        certificates: "certificates",
        network: "network",
        user_accounts: "user accounts",
        metadata: "metadata",
        mounts: "mounts",
        resource_tags: "resource tags",
        identity: "identity",
        has_more: "has more",
        mismatches: "mismatch",
    }
    AutoPool {
        id_prefix: "id prefix",
        lifetime: "lifetime",
        keep_alive: "keep alive",
    }
    VirtualMachine {
        image: "image",
        node_agent_sku_id: "node agent",
        data_disks: "data disks",
        container: "container",
        license_type: "license",
        disk_encryption_targets: "encrypted disks",
        placement_policy: "placement",
        extensions: "extensions",
        windows: "windows",
        os_disk: "os disk",
        security_profile: "security profile",
        service_artifact: "service artifact",
    }
    Image {
        publisher: "publisher",
        offer: "offer",
        sku: "sku",
        version: "version",
        virtual_machine_image_id: "id",
        shared_gallery_image_id: "shared gallery id",
        community_gallery_image_id: "community gallery id",
    }
    DataDisk {
        lun: "lun",
        caching: "caching",
        size_gb: "size",
        storage_account_type: "storage account type",
    }
    Container {
        kind: "type",
        image_names: "images",
        registries: "registries",
    }
    Extension {
        name: "name",
        publisher: "publisher",
        kind: "type",
    }
    CloudServices {
        os_family: "os family",
        os_version: "os version",
    }
    StartTask {
        command_line: "command line",
        wait_for_success: "wait for success",
        max_task_retry_count: "retries",
        container: "container",
        user_identity: "user identity",
        resource_files: "resource files",
        environment: "environment",
    }
    TaskContainer {
        image_name: "image",
    }
    Network {
        subnet_id: "subnet",
        dynamic_vnet_assignment_scope: "vnet scope",
        public_ip_provision: "public ip provision",
        public_ip_ids: "public ips",
        accelerated_networking: "accelerated",
        endpoints: "endpoints",
    }
    ApplicationPackage {
        id: "id",
        version: "version",
    }
    Certificate {
        id: "id",
        store_location: "store location",
        store_name: "store name",
        visibility: "visibility",
    }
    UserAccount {
        name: "name",
        elevation_level: "elevation level",
    }
    Pair {
        name: "name",
        value: "value",
    }
    Mount {
        kind: "kind",
        path: "path",
    }
}
