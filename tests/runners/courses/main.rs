//! Small worlds whose course is worked out by hand: every file in `courses`
//! says what there is, what happens and why. `courses/README.md` tells how to
//! write one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic and print"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Profile, vm_size};
use autoscale_embed::pool_object;
use autoscale_machine::AutoScaleRun;
use autoscale_pool::configuration::{AutoPool, PoolLifetime};
use autoscale_pool::{Account, Configuration, Pool, Vm, read_account, read_pool};
use autoscale_simulate::{
    Formula, Observer, Operated, Outcome, ParallelJobs, PoolEvent, Row, Settings, Simulation,
    Workload, read_operations, read_workload,
};
use toml::{Table, Value};

#[test]
fn every_course_goes_as_worked_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("courses");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .collect();
    files.sort();
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        let course: Table = text.parse().unwrap_or_else(|it| panic!("{name}: {it}"));
        if let Err(message) = go(course) {
            println!("{name}\n{message}");
            wrong.push(name.to_owned());
        }
    }
    assert!(files.len() > 40 && wrong.is_empty(), "wrong: {wrong:?}");
}

/// Runs a course; the error tells where it goes otherwise.
fn go(mut course: Table) -> Result<(), String> {
    let expected = take_table(&mut course, "expect");
    let timeline = take_text(&mut course, "timeline");
    let formula = take_text(&mut course, "formula");
    let formula = formula.map(|text| Formula::new(&text, &Profile::default()));
    let workload = workload(&take_text(&mut course, "workload").unwrap_or_default());
    let settings = settings(&mut course);
    if let Some((key, _)) = course.iter().next() {
        return Err(format!("a course has no `{key}`"));
    }
    let mut minutes = Minutes::default();
    let simulation = Simulation::new(&settings, &workload, formula.as_ref());
    let outcome = simulation.watched_by(&mut minutes).run();
    let mut wrong = String::new();
    compare(&expected, &facts(&outcome), &mut wrong);
    if let Some(timeline) = timeline
        && timeline.trim() != minutes.0.trim()
    {
        let _ = write!(wrong, "the timeline is\n{}", minutes.0);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn settings(course: &mut Table) -> Settings {
    let vm = |name: &str| vm_size(name).map(Vm::from);
    let mut pool = pool(course, vm);
    pool.is_new = take(course, "new-pool").is_some_and(|it| it.as_bool().unwrap());
    if let Some(keep_alive) = take(course, "auto-pool-keep-alive") {
        pool.configuration.auto_pool = Some(AutoPool {
            id_prefix: None,
            lifetime: PoolLifetime::Job,
            keep_alive: keep_alive.as_bool().unwrap(),
        });
    }
    let until = take(course, "until").map_or(1_000_000, seconds);
    let mut settings = Settings::new(pool, Timestamp::EPOCH, after(until));
    settings.account = match course.remove("account") {
        Some(account) => read_account(&json(&account), vm).unwrap(),
        None => Account::default(),
    };
    settings.until_done = take(course, "until-done").is_some_and(|it| it.as_bool().unwrap());
    if let Some(interval) = take(course, "interval") {
        settings.evaluation_interval = Interval::from_seconds(seconds(interval));
    }
    if let Some(operations) = take_text(course, "operations") {
        settings.operations = read_operations(&operations, settings.from).unwrap();
    }
    for (key, value) in take_table(course, "simulation") {
        settings.assume(&key, value.as_str().unwrap()).unwrap();
    }
    for (key, value) in take_table(course, "policy") {
        settings.policy.set(&key, value.as_str().unwrap()).unwrap();
    }
    settings
}

fn pool(course: &mut Table, vm: impl Fn(&str) -> Option<Vm>) -> Pool {
    let text = json(&course.remove("pool").unwrap());
    let mut pool = read_pool(&text, vm).unwrap();
    let definition = pool_object(&text).unwrap();
    pool.configuration = Configuration::of(&definition).unwrap();
    pool
}

fn workload(csv: &str) -> Workload {
    if csv.is_empty() {
        return Workload::default();
    }
    let read = read_workload("tasks.csv", csv.as_bytes(), ParallelJobs::default());
    read.unwrap().workload(Timestamp::EPOCH).unwrap()
}

/// All that can be expected of an outcome.
fn facts(outcome: &Outcome) -> Table {
    let tasks = &outcome.tasks;
    let [dedicated, low_priority] = outcome.node_hours.map(|hours| hours * 3600.0);
    let [evaluations, _] = outcome.evaluations;
    let counts = [
        ("submitted", tasks.submitted),
        ("completed", tasks.completed),
        ("failed", tasks.failed),
        ("running", tasks.running),
        ("waiting", tasks.waiting),
        ("never-scheduled", tasks.never_scheduled),
        ("terminated", tasks.terminated),
        ("requeued", tasks.requeued),
        ("over-time", tasks.over_time),
        ("evaluations", evaluations),
        ("resizes", outcome.resizes),
        ("preemptions", outcome.preemptions),
        ("quota-hits", outcome.quota_hits()),
        ("without-certificate", outcome.without_certificate.into()),
        ("failed-start-tasks", outcome.failed_nodes.start_task),
        ("failed-packages", outcome.failed_nodes.packages),
        ("failed-images", outcome.failed_nodes.images),
    ];
    let hours = outcome.hours;
    let numbers = [
        ("ends-at", outcome.until.since(Timestamp::EPOCH).seconds()),
        ("mean-wait", outcome.waits.mean),
        ("longest-wait", outcome.waits.max),
        ("utilisation", outcome.utilisation.unwrap_or(f64::NAN)),
        ("mean-queue", outcome.mean_queue),
        ("cost", outcome.cost.unwrap_or(f64::NAN)),
        ("lost-seconds", outcome.lost_hours * 3600.0),
        ("node-seconds", dedicated),
        ("low-priority-node-seconds", low_priority),
        ("booting-seconds", hours.booting * 3600.0),
        ("usable-seconds", hours.usable * 3600.0),
        ("failed-seconds", hours.failed * 3600.0),
        ("leaving-seconds", hours.leaving * 3600.0),
        ("preempted-seconds", hours.preempted * 3600.0),
    ];
    let mut facts = Table::new();
    for (name, count) in counts {
        facts.insert(name.to_owned(), Value::Integer(count.cast_signed()));
    }
    for (name, number) in numbers {
        facts.insert(name.to_owned(), Value::Float(number));
    }
    let tally = |tally: &std::collections::BTreeMap<String, u64>| {
        let counts = tally.iter();
        let counts =
            counts.map(|(code, count)| (code.clone(), Value::Integer(count.cast_signed())));
        Value::Table(counts.collect())
    };
    facts.insert("resize-errors".to_owned(), tally(&outcome.resize_errors));
    let errors = tally(&outcome.evaluation_errors);
    facts.insert("evaluation-errors".to_owned(), errors);
    let refused = outcome.refused.map_or("", |refusal| refusal.code);
    facts.insert("refused".to_owned(), Value::from(refused));
    facts
}

fn compare(expected: &Table, facts: &Table, wrong: &mut String) {
    for (key, expected) in expected {
        let fact = facts.get(key);
        let same = match (fact, expected) {
            (Some(Value::Float(fact)), expected) => {
                (fact - number(expected)).abs() < 1e-6 * fact.abs().max(1.0)
            }
            (Some(fact), expected) => fact == expected,
            (None, _) => false,
        };
        if !same {
            let fact = fact.map_or("unknown".to_owned(), Value::to_string);
            let _ = writeln!(wrong, "`{key}` is {fact}, not {expected}");
        }
    }
}

/// Writes down what it hears, a line each, with the time in seconds.
#[derive(Default)]
struct Minutes(String);

impl Minutes {
    fn note(&mut self, time: Timestamp, what: &str) {
        let seconds = time.since(Timestamp::EPOCH).seconds();
        let _ = writeln!(self.0, "{seconds}: {what}");
    }
}

impl Observer for Minutes {
    fn row(&mut self, row: &Row) {
        let (current, target) = (row.current, row.target);
        let line = format!(
            "{}+{} of {}+{} nodes, {} run, {} wait",
            current.dedicated,
            current.low_priority,
            target.dedicated,
            target.low_priority,
            row.running_tasks,
            row.waiting_tasks
        );
        self.note(row.time, &line);
    }

    fn evaluation(&mut self, run: &AutoScaleRun) {
        let targets = &run.targets;
        let (dedicated, low_priority) = (targets.dedicated_nodes, targets.low_priority_nodes);
        let error = match &run.error {
            Some(error) => format!(", {}", error.code),
            None => String::new(),
        };
        let line = format!("evaluated to {dedicated}+{low_priority}{error}");
        self.note(run.timestamp, &line);
    }

    fn pool_event(&mut self, time: Timestamp, event: &PoolEvent) {
        let line = match event {
            PoolEvent::ResizeStart(_) => "resize starts".to_owned(),
            PoolEvent::ResizeComplete { errors, .. } => {
                let codes: Vec<&str> = errors.iter().map(|error| &*error.code).collect();
                let codes = codes.join(", ");
                format!("resize is complete {codes}").trim().to_owned()
            }
        };
        self.note(time, &line);
    }

    fn operation(&mut self, time: Timestamp, operated: &Operated) {
        let name = operated.operation.request.as_str();
        let answer = operated.refusal.map_or("accepted", |refusal| refusal.code);
        self.note(time, &format!("{name}: {answer}"));
    }
}

/// That many seconds after the beginning.
fn after(seconds: i64) -> Timestamp {
    let after = Timestamp::EPOCH.checked_add(Interval::from_seconds(seconds));
    after.unwrap()
}

fn take(table: &mut Table, key: &str) -> Option<Value> {
    table.remove(key)
}

fn take_text(table: &mut Table, key: &str) -> Option<String> {
    take(table, key).map(|value| value.as_str().unwrap().to_owned())
}

fn take_table(table: &mut Table, key: &str) -> Table {
    take(table, key).map_or_else(Table::new, |value| value.as_table().unwrap().clone())
}

fn json(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn seconds(value: Value) -> i64 {
    value.as_integer().unwrap()
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Integer(number) => number.to_string().parse().unwrap(),
        Value::Float(number) => *number,
        other => panic!("{other} is no number"),
    }
}
