//! Tasks that are on nodes.

/// Where a task stands. Source: the REST reference's `TaskState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskState {
    /// In the queue.
    Active,
    /// On a node, waiting for the job preparation task.
    Preparing,
    /// On a node.
    Running,
    /// Done, well or badly.
    Completed,
}

impl TaskState {
    pub(crate) const ALL: [Self; 4] = [
        Self::Active,
        Self::Preparing,
        Self::Running,
        Self::Completed,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Preparing => "preparing",
            Self::Running => "running",
            Self::Completed => "completed",
        }
    }

    /// The state of that name, in whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.as_str().eq_ignore_ascii_case(name))
    }
}

/// A task on a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its job.
    pub job: String,
    /// Its id in the job.
    pub id: String,
    /// Preparing or running; others are on no node.
    pub state: TaskState,
    /// How many slots of the node it takes.
    pub slots: u32,
    /// The node's index in [`Pool::nodes`](crate::Pool::nodes).
    pub node: usize,
    /// Is it the job manager task, whose node leaves last?
    pub job_manager: bool,
}
