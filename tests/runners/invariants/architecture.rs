//! The walls between the crates: who may use whom, and who may touch the
//! world outside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// Which crates a crate may use: those named here and all that they may use.
/// `cli` may use all.
const ARROWS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("catalog", &["base"]),
    ("syntax", &["base"]),
    ("check", &["syntax", "catalog"]),
    ("bounds", &["check"]),
    ("pool", &["catalog"]),
    ("embed", &["pool"]),
    ("lint", &["bounds", "embed"]),
    ("format", &["syntax"]),
    ("metrics", &["catalog"]),
    ("machine", &["check", "metrics"]),
    ("simulate", &["machine", "pool"]),
    ("ide", &["lint", "format", "machine"]),
    ("workspace", &["ide", "simulate"]),
    ("lsp", &["workspace"]),
];

/// Crates of others that one crate of ours alone may name.
const ONLY_IN: &[(&str, &str)] = &[
    ("lsp-types", "lsp"),
    ("tower-lsp", "lsp"),
    ("ariadne", "cli"),
    ("clap", "cli"),
    ("lalrpop-util", "syntax"),
    ("logos", "syntax"),
];

/// The crates that may touch files and read the clock.
const OUTSIDE: [&str; 3] = ["workspace", "lsp", "cli"];

/// What the others may not name in their code.
const TOUCHES_OUTSIDE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "Instant::now",
    "SystemTime",
];

/// What only `cli` may name.
const PRINTS: &[&str] = &["println!", "print!", "eprintln!", "eprint!", "dbg!"];

/// A crate below `crates/`.
struct Crate {
    /// The name of its folder.
    name: String,
    folder: PathBuf,
    /// The names of the packages it depends on, in whatever way.
    dependencies: BTreeSet<String>,
}

impl Crate {
    fn all() -> Vec<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        let metadata: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let packages = metadata["packages"].as_array().unwrap();
        let crates = packages.iter().map(Self::read);
        crates
            .filter(|it| it.folder.parent().is_some_and(|it| it.ends_with("crates")))
            .collect()
    }

    fn read(package: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let folder = manifest.parent().unwrap().to_owned();
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        Self {
            name: folder.file_name().unwrap().to_string_lossy().into_owned(),
            dependencies: dependencies.map(|it| text(&it["name"])).collect(),
            folder,
        }
    }

    /// Every source file with its code: no comments, and no tests.
    fn sources(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        find_sources(&self.folder.join("src"), &mut files);
        assert!(!files.is_empty(), "{} has no sources", self.name);
        files
    }
}

fn find_sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find_sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}

/// `text` without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let code = text
        .split("\n#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// All that the crate of that name may use.
fn allowed(name: &str, arrows: &BTreeMap<&str, &[&str]>) -> BTreeSet<String> {
    let direct = arrows.get(name).copied().unwrap_or_default();
    let beyond = direct.iter().flat_map(|it| allowed(it, arrows));
    let direct = direct.iter().map(|it| (*it).to_owned());
    beyond.chain(direct).collect()
}

#[test]
fn arrows_only_point_down() {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let crates = Crate::all();
    assert!(crates.len() > 5, "the crates were not found");
    for it in crates.iter().filter(|it| it.name != "cli") {
        assert!(
            arrows.contains_key(it.name.as_str()),
            "{} has no arrows",
            it.name
        );
        let allowed = allowed(&it.name, &arrows);
        for dependency in &it.dependencies {
            if let Some(ours) = dependency.strip_prefix("autoscale-") {
                assert!(allowed.contains(ours), "{} must not use {ours}", it.name);
            }
        }
    }
}

#[test]
fn some_libraries_have_one_home() {
    for it in Crate::all() {
        for (library, home) in ONLY_IN {
            let elsewhere = it.dependencies.contains(*library) && it.name != *home;
            assert!(!elsewhere, "{} must not use {library}", it.name);
        }
    }
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    for it in Crate::all() {
        let manifest = fs::read_to_string(it.folder.join("Cargo.toml")).unwrap();
        let lints = manifest.contains("[lints]\nworkspace = true");
        assert!(lints, "{}: no `[lints]` with `workspace = true`", it.name);
    }
}

#[test]
fn only_the_command_prints_and_only_the_top_touches_the_world_outside() {
    for it in Crate::all() {
        for (path, text) in it.sources() {
            let code = code(&text);
            let file = path.display();
            if it.name != "cli" {
                let found = PRINTS.iter().find(|name| code.contains(*name));
                assert_eq!(found, None, "{file} prints");
            }
            if !OUTSIDE.contains(&it.name.as_str()) {
                let found = TOUCHES_OUTSIDE.iter().find(|name| code.contains(*name));
                assert_eq!(found, None, "{file} touches the world outside");
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for it in Crate::all() {
        for (path, text) in it.sources() {
            assert!(text.starts_with("//! "), "{} says nothing", path.display());
        }
    }
}

#[test]
fn the_scan_sees_code_and_neither_comments_nor_tests() {
    let text = "// std::fs\nuse std::fs;\n/// println!\n\n#[cfg(test)]\nmod tests {\n dbg!(1)\n}";
    assert_eq!(code(text), "use std::fs;");
}
