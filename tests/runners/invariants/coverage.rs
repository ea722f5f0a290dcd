//! That `cases/` has a case for everything, and nothing that is not read.

use std::fs;
use std::path::Path;

use autoscale_catalog::Profile;
use autoscale_catalog::profile::SETTINGS;
use autoscale_tests::cases::Cases;
use autoscale_tests::rule_cases;

#[test]
fn every_rule_has_cases() {
    let missing = rule_cases::missing(&Cases::find());
    assert!(
        missing.is_empty(),
        "too few files in cases/check/ and cases/lint/:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_answer_of_every_setting_has_a_case() {
    let profiles = Cases::find()
        .files
        .into_iter()
        .map(|file| file.content().unwrap().1.profile);
    let profiles: Vec<Profile> = profiles.collect();
    let mut missing = Vec::new();
    for setting in SETTINGS {
        for choice in setting.values {
            let given =
                |profile: &Profile| profile.get(setting.key).as_deref() == Some(choice.value);
            if !profiles.iter().any(given) {
                missing.push(format!("{} = {}", setting.key, choice.value));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no case in cases/eval/ with\n{}",
        missing.join("\n")
    );
}

#[test]
fn a_file_that_no_runner_reads_is_a_fault() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let files = [
        "README.md",
        "stray.autoscale",
        "eval/good.case",
        "eval/notes.txt",
        "faultless/pool.tf",
        "faulty-hosts/alone.tf.expect",
        "faulty-hosts/pool.autoscale",
        "faulty-hosts/pool.tf",
        "faulty-hosts/pool.tf.expect",
        "parse/alone.snap",
        "parse/deeper/good.autoscale",
        "parse/deeper/good.snap",
        "elsewhere/good.case",
    ];
    for file in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    fs::create_dir_all(root.join("check/AS101-undefined-symbol")).unwrap();
    let cases = Cases::below(&root);
    let names: Vec<&str> = cases.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "eval/good",
            "faultless/pool.tf",
            "faulty-hosts/pool.tf",
            "parse/deeper/good"
        ]
    );
    let faults: Vec<&str> = cases.faults.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "check/AS101-undefined-symbol",
        "elsewhere",
        "eval/notes.txt",
        "faulty-hosts/alone.tf.expect",
        "faulty-hosts/pool.autoscale",
        "parse/alone.snap",
        "stray.autoscale",
        // The folders that hold no case at all.
        "recorded",
        "check",
        "lint",
        "bytecode",
        "bounds",
        "faulty",
    ];
    assert_eq!(faults, expected);
}
