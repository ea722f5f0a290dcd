//! Profiles: any setting to any of its values.

use autoscale_catalog::Profile;
use autoscale_catalog::profile::{SETTINGS, Setting};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// Settings that differ from the default, in the order in which they are set.
pub(crate) type Settings = Vec<(&'static str, &'static str)>;

/// For the settings that take a number.
const NUMBERS: [&str; 6] = ["70", "0", "50", "100", "33.3", "-1"];

/// The profile of `settings`.
pub(crate) fn profile(settings: &[(&str, &str)]) -> Profile {
    let mut profile = Profile::default();
    for (key, value) in settings {
        // The table of settings names no value that it does not take.
        let taken = profile.set(key, value);
        debug_assert_eq!(taken, Ok(()));
    }
    profile
}

/// The default profile, or one with some settings changed.
pub(super) fn settings() -> impl Strategy<Value = Settings> {
    let change = (any::<usize>(), any::<usize>()).prop_map(|(setting, value)| {
        let setting = setting.checked_rem(SETTINGS.len());
        let setting = setting.and_then(|at| SETTINGS.get(at));
        setting.map(|setting| (setting.key, value_of(setting, value)))
    });
    let changes = |count| {
        let changes = vec(change.clone(), count);
        changes.prop_map(|all| all.into_iter().flatten().collect())
    };
    prop_oneof![2 => Just(Settings::new()), 2 => changes(1..8), 2 => changes(8..40)]
}

/// Settings under which some formulas that are legal otherwise cannot be
/// compiled.
const REFUSING: [&str; 10] = [
    "timestamp-minus-interval",
    "bare-metric",
    "scalar-op-vector",
    "shadow",
    "retype",
    "retired-metrics",
    "legacy-names",
    "retaineddata",
    "offset",
    "fraction-7",
];

/// As [`settings`], but mostly such that legal formulas stay legal.
pub(super) fn lenient() -> impl Strategy<Value = Settings> {
    let lenient = settings().prop_map(|mut settings| {
        settings.retain(|(key, _)| !REFUSING.contains(key));
        settings
    });
    prop_oneof![4 => lenient, 1 => settings()]
}

/// One setting under which some legal formula is none.
pub(super) fn refusing() -> impl Strategy<Value = Settings> {
    let setting = select(&REFUSING).prop_map(|key| SETTINGS.iter().find(|it| it.key == key));
    setting.prop_map(|setting| {
        let settings = setting.into_iter();
        settings
            .map(|setting| (setting.key, value_of(setting, 1)))
            .collect()
    })
}

fn value_of(setting: &'static Setting, number: usize) -> &'static str {
    let choice = number.checked_rem(setting.values.len());
    match choice.and_then(|at| setting.values.get(at)) {
        Some(choice) => choice.value,
        None => number
            .checked_rem(NUMBERS.len())
            .and_then(|at| NUMBERS.get(at).copied())
            .unwrap_or(setting.default),
    }
}
