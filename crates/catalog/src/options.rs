//! The node deallocation options.

use crate::sources::docs;
use crate::table::builtins;
use crate::{Status, sources};

builtins! {
    /// What happens to the tasks of a node that leaves the pool.
    pub enum DeallocationOption in OPTIONS;

    Requeue = "requeue" {
        summary: "Ends running tasks at once and puts them back into the queue.",
        details: "The default. Nodes leave quickly, but the work of their tasks is lost and done \
            again.",
        source: docs!("lost work: Azure/batch-shipyard#218"),
        examples: [
            "$NodeDeallocationOption = requeue; o = $NodeDeallocationOption" => "o=requeue",
        ],
    }
    Terminate = "terminate" {
        summary: "Ends running tasks at once and takes them off the queue.",
        details: "Nodes leave quickly; their tasks have failed.",
        source: sources::DOCS,
        examples: [
            "$NodeDeallocationOption = terminate; o = $NodeDeallocationOption" => "o=terminate",
        ],
    }
    TaskCompletion = "taskcompletion" {
        summary: "Lets running tasks finish before their node leaves.",
        details: "No work is lost. The node takes no new tasks meanwhile, and the pool is not \
            resized again until all have finished.",
        source: sources::DOCS,
        examples: [
            "$NodeDeallocationOption = taskcompletion; o = $NodeDeallocationOption"
                => "o=taskcompletion",
        ],
    }
    RetainedData = "retaineddata" {
        status: Status::Deprecated { instead: "`taskcompletion`" },
        summary: "Keeps a node until the files of its finished tasks have been cleaned up.",
        details: "Tasks keep their files for 7 days unless they say otherwise. The option leaves \
            the REST interface with version 2026-08-01; whether formulas may still name it then \
            is the setting `retaineddata`.",
        source: docs!("its end: Azure/azure-rest-api-specs#44527"),
        examples: [
            "$NodeDeallocationOption = retaineddata; o = $NodeDeallocationOption"
                => "o=retaineddata",
        ],
    }
}
