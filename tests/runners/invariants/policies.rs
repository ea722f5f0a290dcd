//! Every answer to an open question about pools has an effect: a row of the
//! policy that nothing reads would promise what is not there.

use std::fs;
use std::path::{Path, PathBuf};

use autoscale_catalog::policy::SETTINGS;

#[test]
fn every_policy_is_read() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut sources = String::new();
    for name in ["pool", "simulate"] {
        read_all(crates.join(name).join("src"), &mut sources);
    }
    let unread = SETTINGS.iter().map(|setting| setting.key.replace('-', "_"));
    let unread: Vec<_> = unread
        .filter(|field| !sources.contains(&format!(".{field}")))
        .collect();
    assert!(unread.is_empty(), "nothing reads {unread:?}");
}

#[test]
fn every_answer_is_worked_out_by_hand() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let mut cases = String::new();
    read_all(crates.join("pool/tests/plans"), &mut cases);
    read_all(crates.join("../tests/courses"), &mut cases);
    let mut missing = Vec::new();
    for setting in SETTINGS {
        for choice in setting.values.iter().skip(1) {
            let (key, value) = (setting.key, choice.value);
            let json = format!("\"{key}\": \"{value}\"");
            let toml = format!("{key} = \"{value}\"");
            if !cases.contains(&json) && !cases.contains(&toml) {
                missing.push(toml);
            }
        }
    }
    assert!(missing.is_empty(), "no case has {missing:?}");
}

fn read_all(folder: PathBuf, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(path, sources);
        } else {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
