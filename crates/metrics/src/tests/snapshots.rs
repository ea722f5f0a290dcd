//! What snapshot files are taken, and what is said of those that are not.

use crate::{Snapshot, read_snapshot, snapshot_schema};
use autoscale_base::Interval;
use autoscale_catalog::Metric;
use proptest::prelude::*;

fn read(text: &str) -> Snapshot {
    read_snapshot(text.as_bytes()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    read_snapshot(bytes).map_or_else(|error| error.to_string(), |_| "taken".to_owned())
}

/// The error of a snapshot with these metrics.
fn refused_metrics(metrics: &str) -> String {
    refused(format!("{{\"metrics\": {{{metrics}}}}}").as_bytes())
}

#[test]
fn the_example_of_the_documentation_is_taken() {
    let snapshot = read(
        r#"{"$schema":"x",
         "time":"2026-03-02T09:15:00Z",
         "pool":{"targetDedicatedNodes":2,"targetLowPriorityNodes":0,"currentDedicatedNodes":2,
            "currentLowPriorityNodes":0,"taskSlotsPerNode":1},
         "metrics":{
           "$PendingTasks":{"start":"2026-03-02T09:00:30Z","interval":"PT1M","values":[4,4,null,6]},
           "$CPUPercent":{"samples":[{"time":"Mon, 02 Mar 2026 09:14:30 GMT","value":71.5}]}}}"#,
    );
    assert_eq!(snapshot.time.unwrap().to_string(), "2026-03-02T09:15:00Z");
    assert_eq!(snapshot.pool.target_dedicated_nodes(), 2.0);
    let pending = snapshot.history.series(Metric::PendingTasks);
    assert_eq!(pending.values(), [4.0, 4.0, 6.0]);
    assert_eq!(pending.lost()[0].to_string(), "2026-03-02T09:02:30Z");
    assert_eq!(pending.times()[2].to_string(), "2026-03-02T09:03:30Z");
    assert_eq!(pending.interval(), Interval::from_seconds(60));
    let cpu = snapshot.history.series(Metric::CPUPercent);
    assert_eq!(
        (cpu.values(), cpu.interval()),
        (&[71.5][..], Interval::from_seconds(30))
    );
    assert_eq!(
        snapshot.history.scalar(Metric::CurrentDedicatedNodes),
        Some(2.0)
    );
}

#[test]
fn everything_has_a_default() {
    let snapshot = read("\u{feff} {}\n");
    assert_eq!(
        (snapshot.time, snapshot.pool.task_slots_per_node()),
        (None, 1.0)
    );
    assert_eq!(snapshot.pool.current_low_priority_nodes(), 0.0);
    assert_eq!(snapshot.history.scalar(Metric::TaskSlotsPerNode), None);
}

#[test]
fn names_may_be_old_or_without_dollar() {
    let snapshot = read(
        r#"{"metrics": {"CurrentDedicated": 3, "TaskSlotsPerNode": 4,
            "MemoryBytes": {"samples": []}, "$SampleTVMCount": {"samples": []}}}"#,
    );
    assert_eq!(
        snapshot.history.scalar(Metric::CurrentDedicatedNodes),
        Some(3.0)
    );
    assert_eq!(snapshot.pool.current_dedicated_nodes(), 3.0);
    assert_eq!(snapshot.pool.task_slots_per_node(), 4.0);
}

#[test]
fn fields_are_checked() {
    for (text, error) in [
        ("", "line 1, column 1: the snapshot is empty"),
        (" \n", "line 1, column 1: the snapshot is empty"),
        ("[]", "line 1, column 1: expected an object, found an array"),
        (
            "{\"metrics\": []}",
            "line 1, column 13: `/metrics`: expected an object, found an array",
        ),
        (
            "{\n  \"metrisc\": {}}",
            "line 2, column 3: `/metrisc`: unknown field `metrisc`; did you mean `metrics`?",
        ),
        (
            "{\"pool\": {\"nodes\": 2}}",
            "line 1, column 11: `/pool/nodes`: unknown field `nodes`; the fields are \
                `targetDedicatedNodes`, `targetLowPriorityNodes`, `currentDedicatedNodes`, \
                `currentLowPriorityNodes`, `taskSlotsPerNode`",
        ),
        (
            "{\"pool\": {\"taskSlotsPerNode\": 0}}",
            "line 1, column 31: `/pool/taskSlotsPerNode`: expected a whole number from 1 up, \
                found `0`",
        ),
        (
            "{\"pool\": {\"currentDedicatedNodes\": \"4\"}}",
            "line 1, column 36: `/pool/currentDedicatedNodes`: expected a number, found a string",
        ),
        (
            "{\"time\": 5}",
            "line 1, column 10: `/time`: expected a string, found a number",
        ),
        (
            "{\"time\": \"noon\"}",
            "line 1, column 10: `/time`: bad time `noon`: neither a W3C-DTF nor an RFC 1123 \
                date; write a time such as `2026-03-02T09:15:00Z`",
        ),
        (
            "{\"time\": \"2026\", \"time\": \"2027\"}",
            "line 1, column 18: `time` is given twice",
        ),
        (
            "{\"pool\": {}",
            "line 1, column 12: the text ends inside an object",
        ),
    ] {
        assert_eq!(refused(text.as_bytes()), error, "{text}");
    }
}

#[test]
fn metrics_are_checked() {
    let start = "\"start\": \"2026-03-02T09:00:00Z\"";
    for (metrics, error) in [
        (
            "\"$pendingTasks\": {}".into(),
            "line 1, column 14: `/metrics/$pendingTasks`: unknown metric `$pendingTasks`; did you \
                mean `$PendingTasks`?",
        ),
        (
            "\"$ActiveTasks\": {\"samples\": []}, \"ActiveTasks\": {\"samples\": []}".into(),
            "line 1, column 47: `/metrics/ActiveTasks`: `ActiveTasks` is given already, as \
                `$ActiveTasks`",
        ),
        (
            "\"$ActiveTasks\": 4".into(),
            "line 1, column 30: `/metrics/$ActiveTasks`: expected an object with `values` or \
                `samples`, found a number; `$ActiveTasks` has samples, not one value",
        ),
        (
            "\"$ActiveTasks\": {}".into(),
            "line 1, column 30: `/metrics/$ActiveTasks`: a metric needs `values` or `samples`",
        ),
        (
            "\"$ActiveTasks\": {\"values\": [1]}".into(),
            "line 1, column 30: `/metrics/$ActiveTasks`: `values` without `start`; `start` is the \
                time of the first value",
        ),
        (
            format!("\"$ActiveTasks\": {{\"samples\": [], {start}}}"),
            "line 1, column 46: `/metrics/$ActiveTasks/start`: `start` beside `samples`; each \
                sample has a `time` of its own",
        ),
        (
            format!("\"$ActiveTasks\": {{{start}, \"values\": [], \"samples\": []}}"),
            "line 1, column 78: `/metrics/$ActiveTasks/samples`: `samples` beside `values`; keep \
                one of the two",
        ),
        (
            format!("\"$ActiveTasks\": {{{start}, \"interval\": \"-PT1S\", \"values\": []}}"),
            "line 1, column 76: `/metrics/$ActiveTasks/interval`: bad interval `-PT1S`: the \
                duration must be longer than nothing",
        ),
        (
            format!("\"$ActiveTasks\": {{{start}, \"values\": [1, 1e999]}}"),
            "line 1, column 78: `/metrics/$ActiveTasks/values/1`: the number `1e999` is out of \
                range",
        ),
        (
            format!("\"$ActiveTasks\": {{{start}, \"values\": [1, \"x\"]}}"),
            "line 1, column 78: `/metrics/$ActiveTasks/values/1`: expected a number or null, found \
                a string",
        ),
        (
            "\"$ActiveTasks\": {\"start\": \"9999-12-31T23:59:45Z\", \"values\": [1, 2]}".into(),
            "line 1, column 78: `/metrics/$ActiveTasks/values/1`: this sample is after the year \
                9999",
        ),
    ] {
        assert_eq!(refused_metrics(&metrics), error, "{metrics}");
    }
}

#[test]
fn samples_are_checked() {
    let times = |first: &str, second: &str| {
        format!(
            "\"$CPUPercent\": {{\"samples\": [\n{{\"time\": \"{first}\", \"value\": 1}},\n\
                {{\"value\": null, \"time\": \"{second}\"}}]}}"
        )
    };
    for (metrics, error) in [
        (
            times("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
            "line 3, column 25: `/metrics/$CPUPercent/samples/1/time`: two samples at \
                2026-03-02T09:00:00Z",
        ),
        (
            times("2026-03-02T09:00:30Z", "2026-03-02T09:00:00Z"),
            "line 3, column 25: `/metrics/$CPUPercent/samples/1/time`: the sample at \
                2026-03-02T09:00:00Z comes after the one at 2026-03-02T09:00:30Z",
        ),
        (
            "\"$CPUPercent\": {\"samples\": [{\"time\": \"2026\"}]}".into(),
            "line 1, column 42: `/metrics/$CPUPercent/samples/0`: a sample needs a `value`; write \
                `null` for a sample that never arrived",
        ),
        (
            "\"$CPUPercent\": {\"samples\": [{\"value\": 1}]}".into(),
            "line 1, column 42: `/metrics/$CPUPercent/samples/0`: a sample needs a `time`",
        ),
        (
            "\"$CPUPercent\": {\"samples\": [{\"valeu\": 1}]}".into(),
            "line 1, column 43: `/metrics/$CPUPercent/samples/0/valeu`: unknown field `valeu`; did \
                you mean `value`?",
        ),
    ] {
        assert_eq!(refused_metrics(&metrics), error, "{metrics}");
    }
}

#[test]
fn a_fact_of_the_pool_is_given_once() {
    let both = r#"{"metrics": {"$TaskSlotsPerNode": 4}, "pool": {"taskSlotsPerNode": 4}}"#;
    assert_eq!(
        refused(both.as_bytes()),
        "line 1, column 35: `/metrics/$TaskSlotsPerNode`: given already, as \
            `/pool/taskSlotsPerNode`; keep one of the two"
    );
    let samples = r#"{"pool": {"currentDedicatedNodes": 4},
        "metrics": {"$CurrentDedicatedNodes": {"samples": []}}}"#;
    assert_eq!(read(samples).pool.current_dedicated_nodes(), 4.0);
}

#[test]
fn text_is_utf_8() {
    assert_eq!(
        refused(b"{\n\"\xc3\xa9\xff\": 1}"),
        "line 2, column 3: the file is not UTF-8"
    );
    assert_eq!(
        refused(b"\xff\xfe{\0}\0"),
        "line 1, column 1: the file is not UTF-8"
    );
}

#[test]
fn depth_takes_no_stack() {
    let deep = format!(
        "{{\"metrics\": {}{}}}",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let error = refused(deep.as_bytes());
    assert_eq!(
        error,
        "line 1, column 13: `/metrics`: expected an object, found an array"
    );
}

#[test]
fn the_schema_stands() {
    let schema = serde_json::to_string_pretty(&snapshot_schema()).unwrap();
    assert!(schema.contains("\"$PendingTasks\""));
}

/// Texts that are nearly snapshots.
fn nearly() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"metrics\"",
        "\"pool\"",
        "\"time\"",
        "\"value\"",
        "\"values\"",
        "\"samples\"",
        "\"start\"",
        "\"$PendingTasks\"",
        "\"taskSlotsPerNode\"",
        "\"2026-03-02T09:00Z\"",
        "1",
        "-0",
        "1e999",
        "null",
        "\"\\ud800\"",
        "\"\\u00e9\"",
        "\n",
        "time",
        "time,$PendingTasks\n",
        "2026,",
        "\"",
        "é",
        "\r",
        "\u{feff}",
        "\"name\"",
        "\"timeseries\"",
        "\"data\"",
        "\"interval\"",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        let _ = read_snapshot(&bytes);
    }

    #[test]
    fn no_text_panics(text in nearly()) {
        let _ = read_snapshot(text.as_bytes());
    }

    #[test]
    fn no_cut_panics(cut in 0..300_usize) {
        let text = r#"{"value": [{"name": {"value": "TotalNodeCount"}, "timeseries": [{"data": [
            {"timeStamp": "2026-03-02T09:00:00Z", "average": 4.0}]}]}], "interval": "PT1M"}"#;
        let _ = read_snapshot(&text.as_bytes()[..cut.min(text.len())]);
    }
}
