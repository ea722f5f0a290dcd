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

    "retry-shortfall" asks "Does an evaluation with unchanged targets ask again for what the \
        last resize left undone?"
    retry_shortfall: RetryShortfall = Yes {
        Yes "yes": "It does: for nodes that were not allocated, or not removed.",
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

    "constrained-cores" asks "How many cores of a quota does a node of a size with constrained \
        cores take?"
    constrained_cores: ConstrainedCores = Available {
        Available "available": "Those that it has: 16 of Standard_HB120-16rs_v3.",
        Full "full": "Those of the full size: 120 of Standard_HB120-16rs_v3.",
    }
    Unknown because "The lists of sizes that Batch supports give the constrained number \
        (microsoft/ga4gh-tes `src/TesApi.Web`); of quotas they say nothing.";

    "inter-node-limit" asks "How much of a target over the limit for inter-node communication, or \
        for managed images, is allocated?"
    inter_node_limit: InterNodeLimit = Partial {
        Partial "partial": "As many nodes as the limit allows.",
        Refuse "refuse": "None.",
    }
    Unknown because "`CommunicationEnabledPoolReachedMaxVMCount` is listed as a resize error; what \
        the pool has then is not said. For managed images not even the code is; it is taken to be \
        `AllocationFailed`.";

    "quota-error" asks "When does a resize that a quota has cut short report it?"
    quota_error: QuotaError = AtOnce {
        AtOnce "at-once": "As soon as the nodes that fit have been asked for.",
        AtTimeout "at-timeout": "When the resize has timed out.",
    }
    Unknown because "\"Batch stops allocating nodes once that quota has been reached\" \
        (MicrosoftDocs/azure-docs `articles/batch/batch-pool-node-error-checking.md`) does not say \
        when; a client was seen to wait 30 minutes under such an error \
        (Azure-Samples/batch-dotnet-quickstart#16).";

    "drain-timeout" asks "What becomes of nodes that still wait for their tasks when the resize \
        that removes them times out?"
    drain_timeout: DrainTimeout = KeepDraining {
        KeepDraining "keep-draining": "They go on waiting, and leave in the end.",
        Reinstate "reinstate": "They stay in the pool and take tasks again.",
    }
    Likely because "A pool that had shrunk to nothing still showed the timeout \
        (Azure/BatchExplorer#2085), so its nodes left later.";

    "remove-nodes-target" asks "Does removing nodes by their ids lower the pool's targets?"
    remove_nodes_target: RemoveNodesTarget = Lowers {
        Lowers "lowers": "By the nodes of each kind that are removed.",
        Keeps "keeps": "It does not, so that others come in their place.",
    }
    Unknown because "The REST reference says only that nodes are removed; if the targets stayed, \
        a pool that seeks them would fill up again.";

    "leaving-nodes" asks "Do nodes that are on their way out count, as current nodes and against \
        the quotas?"
    leaving_nodes: LeavingNodes = Counted {
        Counted "counted": "They do until they are gone.",
        NotCounted "not-counted": "They do not.",
    }
    Likely because "\"You're billed for every compute node in the pool, regardless of the state \
        it's in\" (MicrosoftDocs/azure-docs `articles/batch/best-practices.md`), and \
        `leavingpool` is such a state.";

    "creating-nodes" asks "From when do the nodes that a resize asks for count, as current nodes \
        and against the quotas?"
    creating_nodes: CreatingNodes = WhenCreated {
        WhenCreated "when-created": "From when they have been created.",
        WhenRequested "when-requested": "From when they are asked for.",
    }
    Likely because "A recorded pool still had 3 current nodes right after it was resized to 5 \
        (Azure/azure-xplat-cli `test/recordings/cli-batch-pool-tests`); of the quotas nothing is \
        said.";

    "multi-instance" asks "How does a task of several nodes get them?"
    multi_instance: MultiInstance = Wait {
        Wait "wait": "It waits until so many nodes are idle at once; others may overtake it.",
        Reserve "reserve": "Nodes that fall idle are kept for it until it has enough.",
    }
    Unknown because "Nothing public tells; with autoscaling such tasks were seen to start \
        inconsistently (Azure/batch-shipyard#343).";

    "job-manager-room" asks "What does a job manager task do when no node has room for it?"
    job_manager_room: JobManagerRoom = Wait {
        Wait "wait": "It waits for room, before all other tasks.",
        Interrupt "interrupt": "The other task that began last, of those that would make room, is \
            put back into the queue.",
    }
    Unknown because "Another running task may have to end for it, says MicrosoftDocs/azure-docs \
        `articles/batch/jobs-and-tasks.md`: not when, which one, and what becomes of that.";

    "evaluation-after-enable" asks "When is a formula evaluated first, once autoscaling has been \
        enabled?"
    evaluation_after_enable: EvaluationAfterEnable = AtOnce {
        AtOnce "at-once": "At once.",
        AfterInterval "after-interval": "After the evaluation interval.",
    }
    Likely because "In a recorded pool the evaluation has the time of the request \
        (Azure/azure-xplat-cli `test/recordings/cli-batch-pool-tests`, 2016); CDCgov/cfa_azure#211 \
        found that enabling anew forced none.";
}
