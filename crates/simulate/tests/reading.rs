//! Workload files: what is read, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use autoscale_base::{Interval, Timestamp};
use autoscale_simulate::{
    Distribution, Generator, Submissions, Task, read_csv, read_generator, read_json_lines, read_swf,
};

fn seconds(count: i64) -> Interval {
    Interval::from_seconds(count)
}

fn at(count: i64) -> Timestamp {
    Timestamp::EPOCH.checked_add(seconds(count)).unwrap()
}

fn tasks(submissions: &Submissions) -> Vec<Task> {
    submissions.workload(at(1000)).unwrap().tasks().to_vec()
}

#[test]
fn csv_and_json_lines_say_the_same() {
    let csv = "\
runtime,submit,slots,priority,max_retries,retention,exit_code
90,5,,,,,
5m,1970-01-01T00:20:00Z,2,-3,4,1h,1
";
    let json = r#"
{"runtime": 90, "submit": 5}
{"runtime": "5m", "submit": "1970-01-01T00:20:00Z", "slots": 2, "priority": -3, "max_retries": "4", "retention": "1h", "exit_code": 1}
"#;
    let expected = [
        Task::new(at(1005), seconds(90)),
        Task {
            slots: 2,
            priority: -3,
            max_retries: 4,
            retention: seconds(3600),
            exit_code: 1,
            ..Task::new(at(1200), seconds(300))
        },
    ];
    assert_eq!(tasks(&read_csv(csv).unwrap()), expected);
    assert_eq!(tasks(&read_json_lines(json).unwrap()), expected);
}

#[test]
fn tasks_wait_for_tasks_by_id() {
    let csv = "id,submit,runtime,depends_on\nc,0,1,a b\na,0,1,\nb,0,1,a\n";
    let json = r#"{"id": "c", "submit": 0, "runtime": 1, "depends_on": ["a", "b"]}
{"id": "a", "submit": 0, "runtime": 1}
{"id": "b", "submit": 0, "runtime": 1, "depends_on": "a"}"#;
    let of_csv = read_csv(csv).unwrap().workload(at(0)).unwrap();
    let of_json = read_json_lines(json).unwrap().workload(at(0)).unwrap();
    assert_eq!(of_csv, of_json);
}

#[test]
fn swf_jobs_are_as_many_tasks_as_processors() {
    let swf = "\
; UnixStartTime: 500
;
1 10 0 60 2 -1 -1 2 90 -1 1 1 1 -1 -1 1 -1 -1
2 20 0 -1 2 -1 -1 2 90 -1 0 1 1 -1 -1 1 -1 -1
3 30 0 70.5 -1 -1 -1 1 90 -1 1 1 1 -1 -1 1 -1 -1
";
    let read = read_swf(swf).unwrap();
    let expected = [
        Task::new(at(510), seconds(60)),
        Task::new(at(510), seconds(60)),
        Task::new(at(530), Interval(705_000_000)),
    ];
    assert_eq!(tasks(&read), expected);
    assert_eq!(read.first(), Some(at(510)));
    let warnings = ["1 job without a runtime or processors has been left out"];
    assert_eq!(read.warnings, warnings);
}

#[test]
fn generators() {
    let generator = |text| read_generator(text).unwrap().unwrap();
    let read = generator("poisson:rate=12/h,runtime=exp:5m,tasks=7");
    let every = seconds(300);
    let runtime = Distribution::Exp { mean: seconds(300) };
    assert_eq!(read.generator, Generator::Poisson { every, runtime });
    assert_eq!(read.tasks, Some(7));
    let read = generator("burst:size=200,every=2h,runtime=const:3m");
    let runtime = Distribution::Const(seconds(180));
    let every = seconds(7200);
    assert_eq!(
        read.generator,
        Generator::Burst {
            size: 200,
            every,
            runtime
        }
    );
    assert_eq!(read.tasks, None);
    let text = "diurnal:peak=60/h,trough=4/h,peak-at=14:00,runtime=lognormal:5m:0.8";
    let Generator::Diurnal {
        peak,
        trough,
        peak_at,
        runtime,
    } = generator(text).generator
    else {
        panic!("{text}");
    };
    assert!((peak - 60.0 / 3600.0).abs() < 1e-12 && (trough - 4.0 / 3600.0).abs() < 1e-12);
    assert_eq!(peak_at, seconds(14 * 3600));
    let (median, sigma) = (seconds(300), 0.8);
    assert_eq!(runtime, Distribution::LogNormal { median, sigma });
    assert_eq!(read_generator("tasks.csv"), None);
    assert_eq!(read_generator("c:/tasks.csv"), None);
}

/// Each stream has the rate it is asked for, within five standard deviations.
#[test]
fn generators_keep_their_rates() {
    let day = 86_400;
    for (text, expected) in [
        ("poisson:rate=12/h,runtime=exp:5m", 12.0 * 24.0 * 100.0),
        (
            "diurnal:peak=20/h,trough=4/h,runtime=exp:5m",
            12.0 * 24.0 * 100.0,
        ),
    ] {
        let generator = read_generator(text).unwrap().unwrap().generator;
        let workload = generator.generate(3, at(0), at(100 * day), usize::MAX);
        let count = workload.tasks().len() as f64;
        assert!(
            (count - expected).abs() < 5.0 * f64::sqrt(expected),
            "{text}: {count}"
        );
    }
    let generator = read_generator("burst:size=20,every=2h,runtime=const:3m");
    let workload = generator
        .unwrap()
        .unwrap()
        .generator
        .generate(0, at(0), at(day), usize::MAX);
    assert_eq!(workload.tasks().len(), 12 * 20);
}

#[test]
fn what_is_refused() {
    let csv = [
        (
            "submit,runtim\n",
            "line 1: a task has no `runtim`; it has `id`, `submit`, `runtime`, `slots`, `priority`, `depends_on`, `max_retries`, `retention`, `exit_code`",
        ),
        ("submit,submit\n", "line 1: there are two columns `submit`"),
        (
            "submit,runtime\n1\n",
            "line 2: not well-formed CSV: CSV error: record 1 (line: 2, byte: 15): found record with 1 fields, but the previous record has 2 fields",
        ),
        ("submit\n1\n", "line 2: `runtime` is missing"),
        (
            "submit,runtime\n0,1\n1,-5\n",
            "line 3: `runtime` is `-5`: a duration cannot be negative",
        ),
        (
            "submit,runtime\n-1,5\n",
            "line 2: `submit` is `-1`: a duration cannot be negative",
        ),
        (
            "submit,runtime\n0,soon\n",
            "line 2: `runtime` is `soon`: expected a duration such as `90s`, `5m` or `PT5M`",
        ),
        (
            "submit,runtime\nnoon,1\n",
            "line 2: `submit` is `noon`: expected a date such as `2026-03-02T09:15:00Z`, or seconds",
        ),
        (
            "submit,runtime,slots\n0,1,0\n",
            "line 2: `slots` is `0`: expected a whole number from 1",
        ),
        (
            "submit,runtime,exit_code\n0,1,x\n",
            "line 2: `exit_code` is `x`: expected a whole number",
        ),
        (
            "id,submit,runtime\na,0,1\na,0,1\n",
            "line 3: two tasks have the id `a`",
        ),
        (
            "id,submit,runtime,depends_on\na,0,1,b\n",
            "line 2: there is no task `b` to wait for",
        ),
        (
            "id,submit,runtime,depends_on\na,0,1,b\nb,0,1,a\n",
            "line 2: the task waits for itself, over others perhaps",
        ),
    ];
    for (text, message) in csv {
        let outcome = read_csv(text).and_then(|it| it.workload(at(0)));
        assert_eq!(outcome.unwrap_err().to_string(), message, "{text}");
    }
    let json = [
        (
            "[]",
            "line 1: not a JSON object: invalid type: sequence, expected a map at line 1 column 0",
        ),
        (
            "\n{\"submit\": true}",
            "line 2: `submit` is true: expected a string or a number",
        ),
    ];
    for (text, message) in json {
        assert_eq!(
            read_json_lines(text).unwrap_err().to_string(),
            message,
            "{text}"
        );
    }
    let swf = [
        ("1 2 3", "line 1: a job has 18 numbers, this one 3"),
        ("1 2 3 x 5", "line 1: `x` is not a number"),
    ];
    for (text, message) in swf {
        assert_eq!(read_swf(text).unwrap_err().to_string(), message, "{text}");
    }
    let generators = [
        (
            "poisson:rate=12,runtime=exp:5m",
            "`rate` is `12`: expected a rate such as `12/h`",
        ),
        (
            "poisson:rate=0/h,runtime=exp:5m",
            "`rate` must be more than 0",
        ),
        ("poisson:rate=12/h", "`runtime=` is missing"),
        ("poisson:rate=12/h,runtime=exp", "`exp` is not whole"),
        (
            "poisson:rate=12/h,runtime=normal:1m",
            "`normal:1m` is none of `exp:MEAN`, `const:D`, `lognormal:MEDIAN:SIGMA`, `uniform:A:B`",
        ),
        (
            "poisson:rate=12/h,runtime=exp:5m:6m",
            "`6m` is too much in `exp:5m:6m`",
        ),
        (
            "poisson:rate=12/h,runtime=exp:5m,sise=3",
            "there is no `sise` here",
        ),
        (
            "poisson:12/h",
            "`12/h` is not a setting such as `rate=12/h`",
        ),
        (
            "burst:size=x,every=2h,runtime=const:3m",
            "`size` is `x`: expected a whole number",
        ),
        (
            "burst:size=1,every=0s,runtime=const:3m",
            "`every` must be longer than nothing",
        ),
        (
            "diurnal:peak=1/h,trough=2/h,runtime=const:3m",
            "`peak` must be more than 0, and no less than `trough`",
        ),
        (
            "diurnal:peak=2/h,trough=1/h,peak-at=25:00,runtime=const:3m",
            "`peak-at` is `25:00`: expected a time such as `14:00`",
        ),
    ];
    for (text, message) in generators {
        let error = read_generator(text).unwrap().unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
}
