//! The language reference tells what the tables say. After a change of the
//! tables run `UPDATE_DOCS=1 cargo test -p autoscale-catalog`.

use std::fs;

use autoscale_catalog::{example, profile, reference};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../grammar/README.md");
const BEGIN: &str = "<!-- generated: builtins -->\n";
const END: &str = "<!-- end generated -->\n";

#[test]
fn tables_are_fresh() {
    let page = fs::read_to_string(PATH).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let fresh = format!("{before}{BEGIN}\n{}\n{END}{after}", reference::markdown());
    if page == fresh {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "grammar/README.md is stale: run `UPDATE_DOCS=1 cargo test -p autoscale-catalog`"
    );
    fs::write(PATH, fresh).unwrap();
}

#[test]
fn the_first_formula_is_the_tested_one() {
    let page = fs::read_to_string(PATH).unwrap();
    for text in [example::FORMULA.trim_end(), example::RESULTS] {
        assert!(page.contains(&format!("```\n{text}\n```\n")), "{text}");
    }
}

#[test]
fn settings_are_named_by_their_keys() {
    let page = fs::read_to_string(PATH).unwrap();
    for rest in page.split("`profile.").skip(1) {
        let key = rest.split('`').next().unwrap();
        assert!(key == "key" || profile::setting(key).is_some(), "{key}");
    }
}
