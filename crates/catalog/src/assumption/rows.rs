//! The assumptions.

use autoscale_base::Interval;

use super::{Distribution, MeanTime, Share};
use crate::profile::table::settings;

settings! {
    /// What a simulation takes for given about times and chances.
    Assumptions is "assumption";

    // How nodes come.

    "allocation-time" asks "How long after a resize begins does a node join the pool?"
    allocation_time: Distribution = "uniform:3m:8m"
    Likely because "\"3 to 8 minutes\" until machines are created is what users were told \
        (Azure/Batch#145); the documentation says \"several minutes\".";

    "boot-time" asks "How long is a node `creating`, from joining until its Batch agent starts?"
    boot_time: Distribution = "uniform:1m:2m"
    Unknown because "The documentation gives no figures; nodes of Cloud Services came faster than \
        Windows virtual machines (MicrosoftDocs/azure-docs `articles/batch/nodes-and-pools.md`).";

    "certificate-time" asks "How long does it take to install certificates on a starting node?"
    certificate_time: Distribution = "const:5s"
    Unknown because "Only the order is documented: certificates, application packages, images, \
        start task (MicrosoftDocs/azure-docs `articles/batch/nodes-and-pools.md`).";

    "package-time" asks "How long does it take to install application packages on a starting node?"
    package_time: Distribution = "const:30s"
    Unknown because "It depends on the size of the packages, which no pool definition tells.";

    "package-failure" asks "What share of nodes fails to install its application packages?"
    package_failure: Share = "0"
    Unknown because "A node that fails becomes `unusable` and is not recovered (MicrosoftDocs/\
        azure-docs `articles/batch/batch-pool-node-error-checking.md`); how often is nobody's to \
        know.";

    "image-time" asks "How long does a node take longer for a custom image or container images?"
    image_time: Distribution = "const:1m"
    Unknown because "It depends on the size of the images, which no pool definition tells.";

    "image-failure" asks "What share of nodes fails to get its images?"
    image_failure: Share = "0"
    Unknown because "A node that fails becomes `unusable` and is not recovered (MicrosoftDocs/\
        azure-docs `articles/batch/batch-pool-node-error-checking.md`); how often is nobody's to \
        know.";

    "start-task-time" asks "How long does the start task run?"
    start_task_time: Distribution = "const:1m"
    Unknown because "It is the user's own command.";

    "start-task-failure" asks "What share of runs of the start task fails?"
    start_task_failure: Share = "0"
    Unknown because "It is the user's own command. It runs again up to `maxTaskRetryCount` times.";

    // What happens to nodes.

    "preemption-mean-time" asks "After what mean time is a low-priority node preempted?"
    preemption_mean_time: MeanTime = "never"
    Unknown because "Nodes are taken away when Azure needs the capacity, whatever the price \
        (MicrosoftDocs/azure-docs `articles/batch/batch-spot-vms.md`). No rates are published.";

    "preemption-recovery-time" asks "How long until there is capacity for a preempted node again?"
    preemption_recovery_time: Distribution = "exp:30m"
    Unknown because "The service keeps trying; by the report of nextflow-io/nextflow#5545 it may \
        take long.";

    "reboot-time" asks "How long does a node take to reboot?"
    reboot_time: Distribution = "const:2m"
    Unknown because "The documentation gives no figures.";

    "reimage-time" asks "How long does a node take to get its operating system again?"
    reimage_time: Distribution = "const:5m"
    Unknown because "The documentation gives no figures.";

    "os-upgrade-time" asks "How long does a node take to get another operating system?"
    os_upgrade_time: Distribution = "const:10m"
    Unknown because "The documentation gives no figures.";

    // The service.

    "stop-resize-time" asks "How long is a pool `stopping` after its resize was stopped?"
    stop_resize_time: Distribution = "const:5s"
    Likely because "5.1 seconds in a recording (Azure/azure-xplat-cli \
        `test/recordings/cli-batch-pool-tests`, 2016).";

    "resize-timeout" asks "How long may a resize that a formula asks for take?"
    resize_timeout: Interval = "15m"
    Likely because "`resizeTimeout` of a pool \"has no effect when enableAutoScale is set to \
        true\" (`azure-batch` 15.1.0), but such resizes time out as well (Azure/Batch#40).";

    "sample-delay" asks "How old is a sample when formulas see it?"
    sample_delay: Interval = "1m"
    Likely because "\"There can be a delay\" of about a minute (MicrosoftDocs/azure-docs \
        `articles/batch/batch-automatic-scaling.md`).";

    "sample-loss" asks "What share of samples never arrives?"
    sample_loss: Share = "0"
    Unknown because "Samples may be missing, so formulas ask for a percentage (MicrosoftDocs/\
        azure-docs `articles/batch/batch-automatic-scaling.md`); how many is not said.";

    "cpu-percent" asks "What are the samples of `$CPUPercent`?"
    cpu_percent: CpuPercent = BusySlots {
        BusySlots "busy-slots": "The share of task slots in use on nodes that can run tasks, as if \
            every task kept its slots' processors busy.",
        None "none": "There are none.",
    }
    Unknown because "What tasks do with their processors is theirs.";

    // The pool.

    "pool-lifetime" asks "How long does the pool live?"
    pool_lifetime: PoolLifetime = AsDefined {
        AsDefined "as-defined": "As the auto pool's specification says; without one it is there \
            all along.",
        LongLived "long-lived": "It is there all along.",
        Job "job": "From the first submission until all tasks have ended.",
    }
    Certain because "An auto pool of the lifetime `job` is made for its job and deleted with it, \
        unless `keepAlive` is set (`azure-batch` 15.1.0, `BatchAutoPoolSpecification`).";
}
