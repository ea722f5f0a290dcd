//! What the definitions of every host language come to, in values.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use autoscale_base::Interval;
use autoscale_catalog::DeallocationOption;
use autoscale_pool::configuration::{
    CommunicationMode, FillType, Machine, PoolLifetime, StartTask, VirtualMachine,
};
use autoscale_pool::definition::ImageKind;
use autoscale_pool::{Pool, Sizes, VmTable};
use autoscale_workspace::read_pool;

/// The pool of a case of `autoscale-embed`.
fn pool(file: &str, name: Option<&str>) -> Pool {
    let path = Path::new("../embed/tests/cases").join(file);
    read_pool(&path, name, &VmTable::default()).unwrap()
}

const fn minutes(minutes: i64) -> Option<Interval> {
    Some(Interval::from_seconds(60 * minutes))
}

#[test]
fn a_body_of_the_rest_interface() {
    let pool = pool("json/pool-everything.json", None);
    assert!(pool.is_new);
    assert!(!pool.inter_node && !pool.managed_image);
    assert_eq!(pool.task_slots_per_node, 4);
    let set = pool.configuration;
    assert_eq!(set.id.as_deref(), Some("render"));
    assert!(set.auto_scale);
    assert_eq!(set.evaluation_interval, minutes(5));
    assert_eq!(set.resize_timeout, minutes(20));
    assert_eq!(set.fill_type, FillType::Pack);
    assert_eq!(set.communication_mode, CommunicationMode::Simplified);
    let counts = [set.application_packages, set.certificates, set.mounts];
    assert_eq!(counts, [2, 1, 2]);
    assert_eq!(set.container_images(), 2);
    let machine = VirtualMachine {
        image: Some(ImageKind::Marketplace),
        containers: true,
        container_images: 2,
        data_disks_gb: vec![64, 128],
    };
    assert_eq!(set.virtual_machine(), Some(&machine));
    let start_task = set.start_task.unwrap();
    assert!(start_task.wait_for_success);
    assert_eq!(start_task.retries, None);
    assert!(set.network.accelerated && set.network.subnet_id.is_some());
}

#[test]
fn what_the_azure_cli_prints() {
    let pool = pool("json/pool-show.json", None);
    assert!(!pool.is_new);
    assert_eq!(pool.current().dedicated, 2);
    let set = pool.configuration;
    assert_eq!(set.evaluation_interval, minutes(5));
    assert_eq!(set.resize_timeout, minutes(15));
    assert_eq!(set.fill_type, FillType::Spread);
    assert!(!set.has_custom_image());
}

#[test]
fn terraform() {
    let pool = pool("terraform/pool-everything.tf", None);
    assert_eq!(pool.task_slots_per_node, 4);
    assert!(!pool.inter_node);
    let target = Sizes {
        dedicated: 2,
        low_priority: 0,
    };
    assert_eq!(pool.target, target);
    let set = pool.configuration;
    assert!(!set.auto_scale);
    assert_eq!(set.resize_timeout, minutes(10));
    let option = Some(DeallocationOption::TaskCompletion);
    assert_eq!(set.deallocation_option, option);
    assert_eq!(set.certificates, 1);
    assert_eq!(set.virtual_machine().unwrap().data_disks_gb, [64]);
}

#[test]
fn terraform_has_defaults_of_its_own() {
    let pool = pool("terraform/pool-computed.tf", None);
    assert!(pool.inter_node);
    assert_eq!(pool.target.dedicated, 1);
    let start_task = StartTask {
        command_line: None,
        wait_for_success: false,
        retries: Some(0),
    };
    assert_eq!(pool.configuration.start_task, Some(start_task));
}

#[test]
fn a_template() {
    let pool = pool("json/arm-everything.json", Some("services"));
    let services = Machine::CloudServices {
        os_family: Some("4".to_owned()),
        os_version: Some("*".to_owned()),
    };
    assert_eq!(pool.configuration.machine, Some(services));
    assert_eq!(
        pool.configuration.api_version.as_deref(),
        Some("2023-11-01")
    );
}

#[test]
fn bicep() {
    let pool = pool("bicep/pool-everything.bicep", Some("render"));
    assert_eq!(pool.target.dedicated, 2);
    let set = pool.configuration;
    assert_eq!(set.api_version.as_deref(), Some("2024-07-01"));
    assert_eq!(set.fill_type, FillType::Pack);
    assert_eq!(set.application_packages, 1);
    assert_eq!(set.container_images(), 3);
    let start_task = set.start_task.unwrap();
    assert!(!start_task.wait_for_success);
    assert_eq!(start_task.retries, None);
}

#[test]
fn a_pool_that_a_job_makes() {
    let set = pool("json/pool-of-job.json", None).configuration;
    let auto_pool = set.auto_pool.as_ref().unwrap();
    assert_eq!(auto_pool.id_prefix.as_deref(), Some("night"));
    assert_eq!(auto_pool.lifetime, PoolLifetime::Job);
    assert!(!auto_pool.keep_alive);
    assert!(set.has_custom_image() && !set.has_managed_image());
}

#[test]
fn older_names() {
    let pool = pool("json/pool-old.json", Some("old"));
    assert_eq!(pool.task_slots_per_node, 2);
    assert_eq!(pool.target.dedicated, 3);
}

#[test]
fn a_managed_image() {
    let pool = pool("json/pool-fixed.json", None);
    assert!(pool.managed_image && pool.configuration.has_custom_image());
}

#[test]
fn a_list_of_pools_tells_how_they_are() {
    let one = pool("json/pool-list.json", Some("one"));
    assert!(!one.is_new);
    assert_eq!(one.current().dedicated, 3);
    let path = Path::new("../embed/tests/cases/json/pool-list.json");
    let two = read_pool(path, Some("two"), &VmTable::default()).unwrap_err();
    let message = two.to_string();
    let place = "line 6: `startTask.waitForSuccess`: expected a boolean, found a number";
    assert!(message.ends_with(place), "{message}");
}
