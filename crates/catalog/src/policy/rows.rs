//! The settings of the policy.

use crate::profile::table::settings;

settings! {
    /// Our answers to the open questions about pools.
    Policy is "pool policy";

    "victim-order" asks "Which nodes leave first when a pool shrinks?"
    victim_order: VictimOrder = IdleFirst {
        IdleFirst "idle-first": "Those that cannot run tasks, then idle ones, then those with the \
            fewest busy slots; of equal ones the newest.",
        NewestFirst "newest-first": "The newest, whatever they do.",
        OldestFirst "oldest-first": "The oldest, whatever they do.",
    }
    Unknown because "\"The Batch service chooses which Compute Nodes to remove\" is all that the \
        SDKs say. Only that the node of a job manager task goes last is documented \
        (MicrosoftDocs/azure-docs `articles/batch/jobs-and-tasks.md`), and it does here in any \
        order.";

    "retry-shortfall" asks "Does an evaluation with unchanged targets ask again for nodes that \
        were not allocated?"
    retry_shortfall: RetryShortfall = Yes {
        Yes "yes": "It does.",
        No "no": "Only a changed target starts a resize.",
    }
    Unknown because "Pools seek their targets, but some were seen stuck after a quota error \
        (microsoft/ga4gh-tes#313).";

    "both-dedicated-quotas" asks "Which error is reported when the account's core quota and the \
        family's both are too small?"
    both_dedicated_quotas: BothDedicatedQuotas = Tightest {
        Tightest "tightest": "That of the smaller headroom; both when they are equal.",
        Total "total": "That of the account.",
        Both "both": "Both.",
    }
    Unknown because "No public source shows an account in which both bind.";

    "resize-during-resize" asks "What does another target do while a resize is running?"
    resize_during_resize: ResizeDuringResize = Restart {
        Restart "restart": "The running resize is stopped, and one to the new target begins.",
        Hold "hold": "It waits until the running resize has ended.",
    }
    Likely because "An evaluation during a resize may change the target, and the pool then may \
        not reach the first one (MicrosoftDocs/azure-docs \
        `articles/batch/batch-automatic-scaling.md`).";

    "resize-during-drain" asks "What does another target do while nodes wait for their tasks to \
        end?"
    resize_during_drain: ResizeDuringDrain = Hold {
        Hold "hold": "It waits until they have left.",
        Restart "restart": "It takes effect at once; the nodes go on waiting.",
    }
    Likely because "`taskcompletion` and `retaineddata` \"prevent pool resize operations until \
        all tasks have completed, or all task retention periods have expired\" \
        (MicrosoftDocs/azure-docs `articles/batch/nodes-and-pools.md`).";

    "preempted-quota" asks "Do preempted nodes take up the low-priority quota?"
    preempted_quota: PreemptedQuota = Reserved {
        Reserved "reserved": "They do, since they come back.",
        Free "free": "They do not.",
    }
    Unknown because "They stay in `currentLowPriorityNodes`; nothing is said about the quota.";

    "preempted-cost" asks "Is a preempted node paid for?"
    preempted_cost: PreemptedCost = Free {
        Free "free": "It is not: there is no machine.",
        Paid "paid": "It is, as every node in the pool.",
    }
    Likely because "The machine of a preempted node is gone; that \"you're billed for every \
        compute node in the pool\" is said of nodes in general.";

    "inter-node-limit" asks "How much of a target over the limit for inter-node communication is \
        allocated?"
    inter_node_limit: InterNodeLimit = Partial {
        Partial "partial": "As many nodes as the limit allows.",
        Refuse "refuse": "None.",
    }
    Unknown because "`CommunicationEnabledPoolReachedMaxVMCount` is listed as a resize error; what \
        the pool has then is not said.";
}
