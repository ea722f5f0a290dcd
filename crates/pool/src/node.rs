//! Compute nodes.

use autoscale_base::Timestamp;

/// How a node is paid for, and whether it can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NodeKind {
    /// Reserved for the pool.
    Dedicated,
    /// Surplus capacity: low-priority, or spot in an account of user
    /// subscription mode.
    LowPriority,
}

impl NodeKind {
    /// Both, dedicated first.
    pub const ALL: [Self; 2] = [Self::Dedicated, Self::LowPriority];

    /// As our JSON writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dedicated => "dedicated",
            Self::LowPriority => "lowPriority",
        }
    }

    /// For people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Dedicated => "dedicated",
            Self::LowPriority => "low-priority",
        }
    }
}

/// Declares the states, each with its name on the wire.
macro_rules! node_states {
    ($($(#[doc = $doc:literal])+ $state:ident = $name:literal,)+) => {
        /// What a node is doing. Source: `BatchNodeState` of the Python SDK
        /// `azure-batch` 15.1.0.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NodeState {
            $($(#[doc = $doc])+ $state,)+
        }

        impl NodeState {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$state,)+];

            /// The name on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$state => $name,)+
                }
            }
        }
    };
}

node_states! {
    /// Its machine is being had from Azure.
    Creating = "creating",
    /// The Batch agent is starting.
    Starting = "starting",
    /// Waits for its start task.
    WaitingForStartTask = "waitingforstarttask",
    /// Its start task failed, and tasks wait for its success.
    StartTaskFailed = "starttaskfailed",
    /// Runs no task.
    Idle = "idle",
    /// Runs a task or more.
    Running = "running",
    /// Takes no tasks because a user said so.
    Offline = "offline",
    /// Takes no tasks because of errors.
    Unusable = "unusable",
    /// Out of contact.
    Unknown = "unknown",
    /// Is rebooting.
    Rebooting = "rebooting",
    /// Gets its operating system again.
    Reimaging = "reimaging",
    /// Gets another operating system.
    UpgradingOs = "upgradingos",
    /// On its way out of the pool.
    LeavingPool = "leavingpool",
    /// Its machine was taken away; it comes back when there is capacity.
    Preempted = "preempted",
    /// Its machine is being given back.
    Deallocating = "deallocating",
    /// Its machine was given back; it can be started again.
    Deallocated = "deallocated",
}

impl NodeState {
    /// The state of that name, in whatever case: public sources differ.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = Self::ALL.iter().copied();
        let mut same = all.filter(|state| state.as_str().eq_ignore_ascii_case(name));
        same.next()
    }

    /// Can it run tasks, or does it run some?
    #[must_use]
    pub const fn runs_tasks(self) -> bool {
        matches!(self, Self::Idle | Self::Running)
    }
}

/// A node of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id; `None` of a node that is only counted.
    pub id: Option<String>,
    /// How it is paid for.
    pub kind: NodeKind,
    /// What it is doing.
    pub state: NodeState,
    /// How many tasks it runs.
    pub running_tasks: u32,
    /// Since when it is in the pool.
    pub allocated: Option<Timestamp>,
}
