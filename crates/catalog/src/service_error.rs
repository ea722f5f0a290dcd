//! The errors that the service reports about formulas and the resizes that
//! follow from them, in its own words.

use crate::sources;

/// An error of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The code on the wire.
    pub code: &'static str,
    /// Another spelling of the code in public sources; empty when there is
    /// none.
    pub also: &'static str,
    /// The message as the service spells it; empty when no public source
    /// quotes it.
    pub message: &'static str,
    /// What it means and what to do, in Markdown.
    pub docs: &'static str,
    /// Where code and message were seen.
    pub source: &'static str,
}

/// Declares the errors, each once: a constant and an entry of
/// `SERVICE_ERRORS`.
macro_rules! service_errors {
    ($(
        $(#[doc = $summary:literal])+
        $id:ident = $code:literal $(also $also:literal)? {
            message: $message:literal,
            docs: $docs:literal,
            source: $source:expr,
        }
    )+) => {
        $(
            $(#[doc = $summary])+
            pub const $id: ServiceError = ServiceError {
                code: $code,
                also: concat!($($also)?),
                message: $message,
                docs: $docs,
                source: $source,
            };
        )+

        /// All of them.
        pub static SERVICE_ERRORS: &[ServiceError] = &[$($id),+];
    };
}

service_errors! {
    /// A formula failed while it ran; the detail is `Line L, Col C: …`.
    EVALUATION_ERROR = "AutoScalingFormulaEvaluationError" {
        message: "The specified auto-scaling formula has evaluation error",
        docs: "The formula could be read but failed while it ran, for instance at a name that \
            does not exist: `Line 1, Col 1: Undefined symbol: x`. The pool keeps its targets. \
            The error stands in `autoScaleRun` of the pool and in the answer of an evaluation \
            request, which itself succeeds.",
        source: "recorded in Azure/azure-sdk-for-node \
            `test/recordings/batchservice-tests`, 2020-03-21",
    }
    /// `GetSample` found a smaller percentage of samples than it wanted.
    INSUFFICIENT_SAMPLE_DATA = "InsufficientSampleData" {
        message: "Autoscale evaluation failed due to insufficient sample data",
        docs: "`GetSample` of a window found fewer samples than it wanted: `Line 15, Col 44: \
            Insufficient data from data set: $RunningTasks wanted 70%, received 50%`. Without a \
            percentage it wants 70. New pools have no samples, and now and then some are lost, \
            so look at `GetSamplePercent` before you sample. The pool keeps its targets.",
        source: "MicrosoftDocs/azure-docs `articles/batch/batch-pool-autoscale-event.md`; \
            Azure/batch-shipyard#138",
    }
    /// A formula that cannot be read.
    SYNTAX_ERROR = "AutoScalingFormulaSyntaxError" {
        message: "The specified auto-scaling formula has a syntax error.",
        docs: "The formula cannot be read, so the request that carries it is refused (HTTP 400). \
            No public source quotes the detail that the service gives.",
        source: sources::STATUS_CODES,
    }
    /// A formula over the limit of characters. The SDKs spell it
    /// `AutoScaleFormulaTooLong`, the REST reference
    /// `AutoScalingFormulaTooLong`.
    TOO_LONG = "AutoScaleFormulaTooLong" also "AutoScalingFormulaTooLong" {
        message: "An automatic scaling formula is too long. The maximum length is 8192 characters.",
        docs: "The formula has more than 8192 characters, so the request that carries it is \
            refused (HTTP 400). Comments and white space count. In the REST reference the code is \
            `AutoScalingFormulaTooLong`, with the message \"The specified auto-scaling formula \
            exceeds lengths limit.\" instead.",
        source: "`BatchErrorCodeStrings` of Azure/azure-sdk-for-net and Azure/azure-sdk-for-java",
    }
    /// Formula or interval do not fit the request.
    INVALID_SETTINGS = "InvalidAutoScalingSettings" {
        message: "The specified auto-scaling settings are not valid.",
        docs: "What stands around the formula is wrong, such as an evaluation interval outside 5 \
            minutes to 168 hours, or fixed targets beside a formula (HTTP 400).",
        source: sources::STATUS_CODES,
    }
    /// Two requests to enable autoscaling within half a minute.
    TOO_MANY_ENABLE_REQUESTS = "TooManyEnableAutoScaleRequests" {
        message: "Too many Enable Pool AutoScale requests are issued on the pool.",
        docs: "A pool takes one request to enable autoscaling every 30 seconds (HTTP 503). Wait \
            before you ask again.",
        source: sources::STATUS_CODES,
    }
    /// The formula of an auto pool is wrong.
    INVALID_AUTO_POOL_FORMULA = "InvalidAutoScaleFormulaInAutoPool" {
        message: "The specified auto-scaling settings are not valid.",
        docs: "A job was to bring its own pool, and the formula of that pool is wrong. It is a \
            scheduling error of the job, of category `UserError`.",
        source: sources::STATUS_CODES,
    }
    /// Something else of an auto pool is wrong.
    INVALID_AUTO_POOL_SETTINGS = "InvalidAutoPoolSettings" {
        message: "",
        docs: "A job was to bring its own pool, and the definition of that pool is wrong. It is a \
            scheduling error of the job, of category `UserError`.",
        source: sources::STATUS_CODES,
    }
    /// The resize that a target asked for ran out of time. The wire says
    /// `AllocationTimedout`, the SDKs' constant `AllocationTimedOut`.
    ALLOCATION_TIMED_OUT = "AllocationTimedout" also "AllocationTimedOut" {
        message: "Desired number of dedicated nodes could not be allocated as the resize timeout \
            was reached",
        docs: "The pool did not reach its target in time and keeps what it has got. Usually \
            there were not enough machines of the size, or nodes that were to leave waited for \
            their tasks.",
        source: "Azure/Batch#40; Azure/BatchExplorer#2085",
    }
    /// All dedicated cores of the account are in use.
    ACCOUNT_CORE_QUOTA_REACHED = "AccountCoreQuotaReached" {
        message: "The specified account has reached core quota",
        docs: "The pool has fewer dedicated nodes than its target, because all pools of the \
            account together have as many dedicated cores as its `dedicatedCoreQuota` allows. \
            The pool keeps the nodes it has and is `steady`. Ask for a smaller target, free \
            cores in other pools, or ask for a larger quota.",
        source: sources::RESIZE_CODES,
    }
    /// All low-priority cores of the account are in use.
    ACCOUNT_LOW_PRIORITY_CORE_QUOTA_REACHED = "AccountLowPriorityCoreQuotaReached"
        also "AccountSpotCoreQuotaReached"
    {
        message: "The specified account has reached low priority core quota",
        docs: "As `AccountCoreQuotaReached`, of low-priority or spot cores and \
            `lowPriorityCoreQuota`. It does not depend on the family of the VM size.",
        source: sources::RESIZE_CODES,
    }
    /// All dedicated cores of a family of VM sizes are in use.
    ACCOUNT_VM_SERIES_CORE_QUOTA_REACHED = "AccountVMSeriesCoreQuotaReached" {
        message: "The specified account has reached VM series core quota",
        docs: "As `AccountCoreQuotaReached`, of the dedicated cores of one family of VM sizes and \
            its entry in `dedicatedCoreQuotaPerVMFamily`. On the wire the message ends with `for` \
            and the name of the family.",
        source: "microsoft/ga4gh-tes `src/TesApi.Web`; nextflow-io/nextflow \
            `plugins/nf-azure`",
    }
    /// The account has as many pools as it may.
    POOL_QUOTA_REACHED = "PoolQuotaReached" {
        message: "Pool quota for the account has been reached.",
        docs: "The account has as many pools as its `poolQuota` allows, so the request to create \
            another is refused (HTTP 409). Delete a pool, or ask for a larger quota.",
        source: sources::STATUS_CODES,
    }
    /// A pool with inter-node communication has as many nodes as it may.
    COMMUNICATION_ENABLED_POOL_REACHED_MAX_VM_COUNT = "CommunicationEnabledPoolReachedMaxVMCount" {
        message: "Communication enabled pool has reached the maximum VM count",
        docs: "A pool with `enableInterNodeCommunication` takes 100 nodes, dedicated and \
            low-priority together, 80 in an account of user subscription mode. Switch it off \
            unless tasks are multi-instance, or use several pools.",
        source: sources::RESIZE_CODES,
    }
    /// The nodes could not be allocated.
    ALLOCATION_FAILED = "AllocationFailed" {
        message: "Desired number of dedicated nodes could not be allocated",
        docs: "The machines could not be had, for lack of capacity or because of the pool's \
            image, network or policies; the values that come with the error tell more.",
        source: sources::RESIZE_CODES,
    }
    /// A resize was stopped before it had reached its target.
    RESIZE_STOPPED = "ResizeStopped" {
        message: "Desired number of dedicated nodes could not be allocated due to a stop resize \
            operation",
        docs: "Somebody stopped the resize, or another target came while it was running. The pool \
            keeps the nodes that it has got.",
        source: sources::RESIZE_CODES,
    }
    /// The pool is being deleted.
    POOL_BEING_DELETED = "PoolBeingDeleted" {
        message: "",
        docs: "Somebody has asked for the pool to be deleted: it is resized to nothing, its tasks \
            are requeued, and nothing about it can be changed any more (HTTP 409).",
        source: sources::STATUS_CODES,
    }
    /// There is no such pool.
    POOL_NOT_FOUND = "PoolNotFound" {
        message: "The specified pool does not exist.",
        docs: "The pool has not been created, or has been deleted (HTTP 404).",
        source: sources::STATUS_CODES,
    }
    /// The pool is in a state in which the request makes no sense.
    OPERATION_INVALID_FOR_CURRENT_STATE = "OperationInvalidForCurrentState" {
        message: "",
        docs: "The pool or node is in a state that does not allow it, such as a pool that is not \
            being resized when its resize is to be stopped (HTTP 409).",
        source: sources::STATUS_CODES,
    }
    /// A pool of that sort does not take the request.
    OPERATION_NOT_VALID_ON_POOL = "OperationNotValidOnPool" {
        message: "",
        docs: "The pool is not of the sort that the request is for (HTTP 409): one that a formula \
            sizes is not resized by hand. Disable autoscaling first.",
        source: sources::STATUS_CODES,
    }
    /// A property has a value that it does not take.
    INVALID_PROPERTY_VALUE = "InvalidPropertyValue" {
        message: "",
        docs: "A property of the request is out of its range (HTTP 400): a resize timeout or an \
            evaluation interval under 5 minutes, or more than 100 nodes to remove at once.",
        source: sources::STATUS_CODES,
    }
    /// A property that is needed is not there.
    MISSING_REQUIRED_PROPERTY = "MissingRequiredProperty" {
        message: "",
        docs: "The request lacks a property (HTTP 400), such as the formula when autoscaling is \
            enabled for the first time.",
        source: sources::STATUS_CODES,
    }
    /// The pool is being resized and takes no other resize.
    POOL_BEING_RESIZED = "PoolBeingResized" {
        message: "The specified pool is being resized",
        docs: "Another resize of the pool is under way (HTTP 409). Wait until its allocation \
            state is `steady`.",
        source: sources::STATUS_CODES,
    }
}

/// The error of that code, in either spelling and whatever its case, since
/// public sources differ in both.
#[must_use]
pub fn from_code(code: &str) -> Option<&'static ServiceError> {
    SERVICE_ERRORS.iter().find(|error| {
        code.eq_ignore_ascii_case(error.code)
            || (!error.also.is_empty() && code.eq_ignore_ascii_case(error.also))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_every_spelling() {
        for code in [
            "AutoScaleFormulaTooLong",
            "AutoScalingFormulaTooLong",
            "autoscaleformulatoolong",
        ] {
            assert_eq!(from_code(code), Some(&TOO_LONG), "{code}");
        }
        assert_eq!(from_code(""), None);
        for error in SERVICE_ERRORS {
            assert_eq!(from_code(error.code), Some(error));
        }
    }

    #[test]
    fn every_error_is_explained() {
        for error in SERVICE_ERRORS {
            assert!(error.docs.ends_with('.'), "{}", error.code);
            assert!(!error.source.is_empty(), "{}", error.code);
        }
    }
}
