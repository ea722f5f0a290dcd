//! What happens to a pool as the service's diagnostic events tell it
//! (MicrosoftDocs/azure-docs `articles/batch/batch-pool-autoscale-event.md`,
//! `batch-pool-resize-start-event.md`, `batch-pool-resize-complete-event.md`).

use autoscale_base::Timestamp;
use autoscale_machine::{AutoScaleRun, RunError};
use serde_json::{Map, Value, json};

use crate::observer::{PoolEvent, ResizeNow};

/// What events say that a simulation does not know.
#[derive(Clone, Copy, Debug)]
pub struct EventSource<'a> {
    /// The pool's id.
    pub pool: &'a str,
    /// Its formula.
    pub formula: &'a str,
    /// Did a job make it?
    pub is_auto_pool: bool,
    /// The account's id in Azure Resource Manager; empty when it is not known.
    pub account: &'a str,
}

impl EventSource<'_> {
    /// The record of a pool autoscale event.
    #[must_use]
    pub fn autoscale(&self, run: &AutoScaleRun) -> Value {
        let mut body = json!({
            "id": self.pool,
            "timestamp": run.timestamp.to_text(3),
            "formula": self.formula,
            "results": run.results,
        });
        if let (Some(error), Some(body)) = (&run.error, body.as_object_mut()) {
            body.insert("error".to_owned(), error_body(error));
        }
        self.record(run.timestamp, "PoolAutoScaleEvent", body)
    }

    /// The record of a resize start or resize complete event.
    #[must_use]
    pub fn pool(&self, time: Timestamp, event: &PoolEvent) -> Value {
        match event {
            PoolEvent::ResizeStart(resize) => {
                let body = Value::Object(self.resize(resize, "Invalid"));
                self.record(time, "PoolResizeStartEvent", body)
            }
            PoolEvent::ResizeComplete {
                resize,
                started,
                errors,
            } => {
                let mut body = self.resize(resize, "invalid");
                // Which codes stand here is documented of success alone; those
                // of the resize's errors are ours.
                let (code, message) = errors
                    .first()
                    .map_or(("Success", "The operation succeeded"), |error| {
                        (&error.code, &error.message)
                    });
                for (name, value) in [
                    ("startTime", started.to_text(3).as_str()),
                    ("endTime", time.to_text(3).as_str()),
                    ("resultCode", code),
                    ("resultMessage", message),
                ] {
                    body.insert(name.to_owned(), json!(value));
                }
                self.record(time, "PoolResizeCompleteEvent", Value::Object(body))
            }
        }
    }

    /// What both resize events begin with. `nodeDeallocationOption` is
    /// `grows`, whose case differs from event to event in the documentation,
    /// when no node leaves.
    fn resize(&self, resize: &ResizeNow, grows: &str) -> Map<String, Value> {
        let option = if resize.shrinks {
            resize.option.name()
        } else {
            grows
        };
        let body = json!({
            "id": self.pool,
            "nodeDeallocationOption": option,
            "currentDedicatedNodes": resize.current.dedicated,
            "targetDedicatedNodes": resize.target.dedicated,
            "currentLowPriorityNodes": resize.current.low_priority,
            "targetLowPriorityNodes": resize.target.low_priority,
            "enableAutoScale": resize.auto_scale,
            "isAutoPool": self.is_auto_pool,
        });
        match body {
            Value::Object(body) => body,
            _ => Map::new(),
        }
    }

    /// As Azure Monitor stores an event of the category `ServiceLog`.
    fn record(&self, time: Timestamp, operation: &str, body: Value) -> Value {
        json!({
            "time": time.to_text(3),
            "resourceId": self.account,
            "category": "ServiceLog",
            "operationName": operation,
            "properties": body,
        })
    }
}

fn error_body(error: &RunError) -> Value {
    json!({
        "code": error.code,
        "message": error.message,
        "values": [{ "name": "Message", "value": error.detail }],
    })
}

#[cfg(test)]
mod tests {
    use autoscale_base::{Interval, Span};
    use autoscale_catalog::service_error::INSUFFICIENT_SAMPLE_DATA;
    use autoscale_catalog::{DeallocationOption, service_error::ALLOCATION_TIMED_OUT};
    use autoscale_machine::Targets;
    use autoscale_pool::{ResizeError, Sizes};

    use super::*;

    const SOURCE: EventSource<'_> = EventSource {
        pool: "myPool1",
        formula: "$TargetDedicatedNodes=1;",
        is_auto_pool: false,
        account: "",
    };

    fn at(seconds: i64) -> Timestamp {
        let after = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
        after.unwrap()
    }

    fn resize(shrinks: bool) -> ResizeNow {
        ResizeNow {
            option: DeallocationOption::TaskCompletion,
            shrinks,
            current: Sizes::ZERO,
            target: Sizes {
                dedicated: 2,
                low_priority: 2,
            },
            auto_scale: false,
        }
    }

    #[test]
    fn a_resize_starts_as_in_the_documentation() {
        let record = SOURCE.pool(at(0), &PoolEvent::ResizeStart(resize(false)));
        let documented = r#"{"id":"myPool1","nodeDeallocationOption":"Invalid","currentDedicatedNodes":0,"targetDedicatedNodes":2,"currentLowPriorityNodes":0,"targetLowPriorityNodes":2,"enableAutoScale":false,"isAutoPool":false}"#;
        assert_eq!(record["properties"].to_string(), documented);
        assert_eq!(record["operationName"], "PoolResizeStartEvent");
    }

    #[test]
    fn a_resize_completes_with_its_first_error() {
        let event = |errors| PoolEvent::ResizeComplete {
            resize: resize(true),
            started: at(60),
            errors,
        };
        let good = SOURCE.pool(at(120), &event(Vec::new()));
        assert!(good["properties"].to_string().ends_with(
            r#""isAutoPool":false,"startTime":"1970-01-01T00:01:00.000Z","endTime":"1970-01-01T00:02:00.000Z","resultCode":"Success","resultMessage":"The operation succeeded"}"#
        ));
        assert_eq!(
            good["properties"]["nodeDeallocationOption"],
            "taskcompletion"
        );
        let bad = SOURCE.pool(
            at(120),
            &event(vec![ResizeError::from(ALLOCATION_TIMED_OUT)]),
        );
        assert_eq!(bad["properties"]["resultCode"], "AllocationTimedout");
    }

    #[test]
    fn an_evaluation_error_is_told_as_in_the_documentation() {
        let error = RunError {
            code: INSUFFICIENT_SAMPLE_DATA.code,
            message: INSUFFICIENT_SAMPLE_DATA.message,
            detail: "Line 15, Col 44: Insufficient data from data set: $RunningTasks wanted 70%, \
                     received 50%"
                .to_owned(),
            span: Span::new(0, 1),
        };
        let run = AutoScaleRun {
            timestamp: at(0),
            results: "...".to_owned(),
            error: Some(error),
            targets: Targets {
                dedicated_nodes: 0,
                low_priority_nodes: 0,
                node_deallocation_option: DeallocationOption::Requeue,
            },
            variables: Vec::new(),
            warnings: Vec::new(),
        };
        let documented = r#"{"id":"myPool1","timestamp":"1970-01-01T00:00:00.000Z","formula":"$TargetDedicatedNodes=1;","results":"...","error":{"code":"InsufficientSampleData","message":"Autoscale evaluation failed due to insufficient sample data","values":[{"name":"Message","value":"Line 15, Col 44: Insufficient data from data set: $RunningTasks wanted 70%, received 50%"}]}}"#;
        assert_eq!(SOURCE.autoscale(&run)["properties"].to_string(), documented);
    }
}
