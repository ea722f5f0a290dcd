//! What holds for every row, whatever its kind.

use std::collections::HashSet;

use crate::profile::SETTINGS;
use crate::{
    Assumptions, Builtin, CONSTANTS, Constant, DeallocationOption, FUNCTIONS, Function, MEMBERS,
    METHODS, Member, Method, Metric, OPTIONS, ParamKind, Policy, Profile, Status, Target,
    VARIABLES, VariableKind, assumption, builtin, builtins, example, policy, variable,
};

#[test]
fn names_are_unique() {
    let mut names = HashSet::new();
    for builtin in builtins() {
        assert!(names.insert(builtin.name()), "{}", builtin.name());
    }
}

#[test]
fn names_find_their_rows() {
    for it in VARIABLES {
        assert_eq!(variable(it.name), Some(*it));
    }
    for it in FUNCTIONS {
        assert_eq!(Function::from_name(it.name()), Some(*it));
    }
    for it in METHODS {
        assert_eq!(Method::from_name(it.name()), Some(*it));
    }
    for it in MEMBERS {
        assert_eq!(Member::from_name(it.name()), Some(*it));
    }
    for it in CONSTANTS {
        assert_eq!(Constant::from_name(it.name()), Some(*it));
    }
    for it in OPTIONS {
        assert_eq!(DeallocationOption::from_name(it.name()), Some(*it));
    }
    for it in builtins() {
        assert_eq!(builtin(it.name()), Some(it));
    }
}

#[test]
fn names_are_exact() {
    for name in ["", "$", "PendingTasks", "$pendingtasks", "$PendingTasks "] {
        assert_eq!(variable(name), None, "{name}");
        assert_eq!(builtin(name), None, "{name}");
    }
    assert_eq!(Function::from_name("Avg"), None);
}

#[test]
fn every_row_is_documented() {
    for it in builtins() {
        let (name, docs) = (it.name(), it.documentation());
        assert!(docs.summary.ends_with('.'), "{name}");
        assert!(!docs.summary.trim_end_matches('.').contains(". "), "{name}");
        assert!(!docs.source.is_empty(), "{name}");
        assert!(!docs.examples.is_empty(), "{name}");
        for text in [docs.summary, docs.details, docs.source] {
            assert!(
                !text.contains("  ") && text.trim() == text,
                "{name}: {text}"
            );
        }
        assert!(
            docs.details.is_empty() || docs.details.ends_with('.'),
            "{name}"
        );
    }
}

#[test]
fn examples_use_what_they_show() {
    for it in builtins() {
        for example in it.documentation().examples {
            assert!(example.formula.contains(it.name()), "{}", example.formula);
            assert!(example.results.contains('='), "{}", example.formula);
        }
    }
}

#[test]
fn other_names_stand_for_current_ones_of_the_same_kind() {
    for it in VARIABLES {
        let (Status::Alias { name } | Status::Legacy { name }) = it.status else {
            continue;
        };
        let current = variable(name).unwrap();
        assert_eq!(current.kind, it.kind, "{}", it.name);
        assert_eq!(
            current.documentation.unit, it.documentation.unit,
            "{}",
            it.name
        );
    }
}

#[test]
fn metrics_and_targets_have_rows() {
    for (index, metric) in Metric::ALL.into_iter().enumerate() {
        assert_eq!(metric.index(), index);
        let row = variable(metric.name()).unwrap();
        assert!(matches!(row.kind, VariableKind::Metric { metric: it, .. } if it == metric));
        assert!(!row.documentation.unit.is_empty(), "{}", row.name);
    }
    for target in [Target::Dedicated, Target::LowPriority] {
        let row = variable(target.name()).unwrap();
        assert_eq!(row.kind, VariableKind::Target(target));
        assert_eq!(row.status, Status::Current);
    }
}

#[test]
fn overloads_differ_and_lists_stand_alone() {
    for it in builtins() {
        let forms = it.signatures();
        let called = matches!(it, Builtin::Function(_) | Builtin::Method(_));
        assert_eq!(called, !forms.is_empty(), "{}", it.name());
        for (index, form) in forms.iter().enumerate() {
            let list = form
                .params
                .iter()
                .any(|param| param.kind == ParamKind::List);
            assert!(!list || form.params.len() == 1, "{}", it.name());
            assert!(!forms[..index].contains(form), "{}", it.name());
        }
    }
}

#[test]
fn signatures_read_as_in_the_documentation() {
    let texts: Vec<String> = Function::Time
        .signatures()
        .iter()
        .chain(Method::GetSample.signatures())
        .map(|form| form.to_text("f"))
        .collect();
    assert_eq!(
        texts,
        [
            "f() -> timestamp",
            "f(string dateTime) -> timestamp",
            "f(double count) -> doubleVec",
            "f((timestamp or timeinterval) start) -> doubleVec",
            "f((timestamp or timeinterval) start, double samplePercent) -> doubleVec",
            "f((timestamp or timeinterval) start, (timestamp or timeinterval) end) -> doubleVec",
            "f((timestamp or timeinterval) start, (timestamp or timeinterval) end, \
             double samplePercent) -> doubleVec",
        ]
    );
}

#[test]
fn a_year_is_as_long_as_the_profile_says() {
    let mut profile = Profile::default();
    for (days, text) in [
        ("365", "365d"),
        ("365.25", "365d6h"),
        ("365.2425", "365d5h49m12s"),
        ("366", "366d"),
    ] {
        profile.set("year", days).unwrap();
        assert_eq!(Constant::Year.interval(&profile).to_string(), text);
        assert_eq!(Constant::Week.interval(&profile).to_string(), "7d");
    }
}

#[test]
fn settings_take_their_values() {
    let mut keys = HashSet::new();
    for setting in SETTINGS {
        let key = setting.key;
        assert!(keys.insert(key), "{key}");
        let mut profile = Profile::default();
        assert_eq!(profile.get(key).as_deref(), Some(setting.default));
        for choice in setting.values {
            profile.set(key, choice.value).unwrap();
            assert_eq!(profile.get(key).as_deref(), Some(choice.value));
        }
        profile.set(key, setting.default).unwrap();
        assert_eq!(profile, Profile::default());
    }
}

#[test]
fn policies_take_their_values() {
    for setting in policy::SETTINGS {
        let mut policy = Policy::default();
        assert_eq!(policy.get(setting.key).as_deref(), Some(setting.default));
        for choice in setting.values {
            policy.set(setting.key, choice.value).unwrap();
            assert_eq!(policy.get(setting.key).as_deref(), Some(choice.value));
        }
    }
    let error = Policy::default().set("victim", "newest").unwrap_err();
    assert_eq!(error.to_string(), "there is no pool policy `victim`");
}

#[test]
fn assumptions_take_their_values() {
    for setting in assumption::SETTINGS {
        let (key, mut assumptions) = (setting.key, Assumptions::without_delays());
        for value in setting.values.iter().map(|choice| choice.value) {
            assumptions.set(key, value).unwrap();
            assert_eq!(assumptions.get(key).as_deref(), Some(value));
        }
        assumptions.set(key, setting.default).unwrap();
        assert_eq!(assumptions.get(key).as_deref(), Some(setting.default));
        assert_eq!(Assumptions::default().get(key), assumptions.get(key));
    }
    let mut assumptions = Assumptions::default();
    let mut refusal = |key, value| assumptions.set(key, value).unwrap_err().to_string();
    assert_eq!(refusal("boot", "1m"), "there is no assumption `boot`");
    assert_eq!(
        refusal("boot-time", "-1m"),
        "`boot-time` cannot be `-1m`; it takes a time such as `2m`, `exp:5m`, `uniform:3m:8m` or \
         `lognormal:5m:0.8`"
    );
    assert_eq!(
        refusal("sample-loss", "2"),
        "`sample-loss` cannot be `2`; it takes a share from 0 to 1 such as `0.05`"
    );
    assert_eq!(
        refusal("preemption-mean-time", "0"),
        "`preemption-mean-time` cannot be `0`; it takes a mean time from `1m` on, or `never`"
    );
}

#[test]
fn settings_are_explained() {
    let all = SETTINGS.iter().chain(policy::SETTINGS);
    let mut keys = HashSet::new();
    for setting in all.chain(assumption::SETTINGS) {
        let key = setting.key;
        assert!(keys.insert(key), "`explain {key}` would find two");
        assert!(setting.question.ends_with('?'), "{key}");
        assert!(setting.evidence.ends_with('.'), "{key}");
        assert!(!setting.evidence.contains("  "), "{key}");
        if let Some(first) = setting.values.first() {
            assert_eq!(first.value, setting.default, "{key}");
        }
        for choice in setting.values {
            assert!(choice.meaning.ends_with('.'), "{key}");
            assert!(!choice.meaning.contains("  "), "{key}");
        }
    }
}

#[test]
fn settings_refuse_other_values() {
    let mut profile = Profile::default();
    let mut refusal = |key, value| profile.set(key, value).unwrap_err().to_string();
    assert_eq!(
        refusal("sundays", "7"),
        "there is no profile setting `sundays`"
    );
    assert_eq!(
        refusal("year", "365.0"),
        "`year` cannot be `365.0`; it takes `365`, `365.25`, `365.2425` or `366`"
    );
    assert_eq!(
        refusal("zero-interval", "nothing"),
        "`zero-interval` cannot be `nothing`; it takes `0s`, an empty text or `0`"
    );
    assert_eq!(
        refusal("error-text", ""),
        "`error-text` cannot be an empty text; it takes `ours`"
    );
    for number in ["NaN", "inf", "seventy", ""] {
        assert!(refusal("default-percent", number).ends_with("; it takes a number"));
    }
    assert_eq!(profile, Profile::default());
}

#[test]
fn the_example_snapshot_is_one_of_a_real_pool() {
    let samples = |metric| {
        let found = example::SAMPLES.iter().find(|(it, _)| *it == metric);
        found.map(|(_, samples)| samples).unwrap()
    };
    let queue = samples(Metric::ActiveTasks).iter();
    let queue = queue
        .zip(samples(Metric::RunningTasks))
        .map(|(active, running)| active + running);
    assert!(queue.eq(samples(Metric::PendingTasks).iter().copied()));
    for (metric, _) in example::SAMPLES {
        let row = variable(metric.name()).unwrap();
        assert!(matches!(
            row.kind,
            VariableKind::Metric { scalar: false, .. }
        ));
        assert_eq!(row.status, Status::Current, "{}", row.name);
    }
}
