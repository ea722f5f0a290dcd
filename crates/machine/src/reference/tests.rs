//! What cannot be told in a case file: traces, and formulas of unusual shape.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Method, Metric, Profile};
use autoscale_metrics::{History, PoolFacts};
use autoscale_syntax::parse;

use crate::trace::{Event, NoTrace, Recorder, SamplesRead};
use crate::{AutoScaleRun, Env, Trace, Value};

fn run(text: &str, history: &History, trace: &mut dyn Trace) -> AutoScaleRun {
    let env = Env {
        now: Timestamp::EPOCH,
        seed: 0,
        history,
        pool: PoolFacts::default(),
    };
    super::evaluate(text, &parse(text).tree, &Profile::default(), &env, trace)
}

fn detail(text: &str) -> Option<String> {
    let run = run(text, &History::new(), &mut NoTrace);
    run.error.map(|error| error.detail)
}

fn ago(seconds: i64) -> Timestamp {
    Timestamp::EPOCH
        .checked_sub(Interval::from_seconds(seconds))
        .unwrap()
}

#[test]
fn a_trace_tells_statements_arms_and_samples() {
    let mut history = History::new();
    let series = history.series_mut(Metric::PendingTasks);
    series.push(ago(60), 3.0).unwrap();
    series.push_lost(ago(30)).unwrap();
    let text = "x = 0 && 1 ? 1 : 2; v = $PendingTasks.GetSample(TimeInterval_Minute * 2, 25);";
    let mut recorder = Recorder::default();
    run(text, &history, &mut recorder);
    let read = SamplesRead {
        call: parse(text).tree.expr_ids().last().unwrap(),
        metric: Metric::PendingTasks,
        method: Method::GetSample,
        window: Some((ago(120), ago(0))),
        wanted: 4,
        received: 1,
        percent: Some(25.0),
        values: vec![3.0],
    };
    match recorder.events.as_slice() {
        [
            Event::StatementBegins(0),
            Event::ShortCircuited(_, false),
            Event::ArmTaken(_, false),
            Event::StatementEnds(0, Value::Double(two)),
            Event::StatementBegins(1),
            Event::SamplesRead(found),
            Event::StatementEnds(1, Value::DoubleVec(values)),
        ] => {
            assert_eq!((*two, values.as_slice()), (2.0, [3.0].as_slice()));
            assert_eq!(*found, read);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_failing_statement_begins_but_does_not_end() {
    let mut recorder = Recorder::default();
    run(
        "x = $CPUPercent.GetSample(TimeInterval_Hour);",
        &History::new(),
        &mut recorder,
    );
    let [Event::StatementBegins(0), Event::SamplesRead(read)] = recorder.events.as_slice() else {
        panic!("{:?}", recorder.events);
    };
    assert_eq!(
        (read.wanted, read.received, read.percent),
        (120, 0, Some(0.0))
    );
}

#[test]
fn chains_of_any_length_are_walked_in_a_loop() {
    let links = 100_000;
    let sum = format!("x = 0{};", " + 1".repeat(links));
    let results = run(&sum, &History::new(), &mut NoTrace).results;
    assert!(results.ends_with(";x=100000"), "{results}");
    let members = format!("x = 1{};", " .hour".repeat(links));
    assert_eq!(
        detail(&members).as_deref(),
        Some("Line 1, Col 8: Invalid operand: double.hour")
    );
    let methods = format!("x = $PendingTasks{};", ".Count()".repeat(links));
    let second = "Line 1, Col 27: Invalid operand: double.Count";
    assert_eq!(detail(&methods).as_deref(), Some(second));
}

#[test]
fn text_that_could_not_be_parsed_fails_when_it_is_reached() {
    let run = run("x = 1; y = ; z = 2;", &History::new(), &mut NoTrace);
    assert!(run.results.ends_with(";x=1"), "{}", run.results);
    let error = run.error.unwrap();
    assert!(error.detail.ends_with(": Syntax error"), "{}", error.detail);
    let hole = detail("x = {count};").unwrap();
    assert_eq!(hole, "Line 1, Col 5: Unexpanded placeholder");
}
