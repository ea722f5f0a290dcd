//! What the repository offers to others' pipelines, run as those run it: the
//! commands are read from the YAML files themselves and run in a git repository
//! with good and bad formulas.

#![cfg(unix)]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use autoscale_embed::Host;
use regex::Regex;
use saphyr::{LoadableYamlNode as _, Yaml};
use tempfile::TempDir;

const GOOD: &str = "\
$percent = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
$tasks = $percent < 70 ? 1 : avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
$TargetDedicatedNodes = min(25, ceil($tasks / $TaskSlotsPerNode));
$NodeDeallocationOption = taskcompletion;
";
const BAD: &str = "$TargetDedicatedNodes = min(25, $taskSlotsPerNode);\n";
const UGLY: &str = "$TargetDedicatedNodes=1;";

/// A file at the root of the source tree.
fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A git repository with some files.
struct Repository(TempDir);

impl Repository {
    fn new(files: &[(&str, &str)]) -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.write("requirements.txt", "ruff==1.0 # not a formula\n");
        repository.write("data.json", "{\"not\": \"a formula\"}\n");
        for (path, text) in files {
            repository.write(path, text);
        }
        for arguments in [&["init", "--quiet"][..], &["add", "--all"]] {
            let status = Command::new("git")
                .args(arguments)
                .current_dir(&repository.0)
                .status();
            assert!(status.expect("git runs").success());
        }
        repository
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Runs a command in the repository, `autoscale` being on the path.
    fn run(&self, command: &[&str], environment: &[(String, String)]) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_autoscale")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.path("bin"), binary.to_owned()];
        let folders = folders.into_iter().chain(std::env::split_paths(&path));
        let path: OsString = std::env::join_paths(folders).unwrap();
        let environment = environment.iter().map(|(name, value)| (name, value));
        Command::new(command[0])
            .args(&command[1..])
            .current_dir(&self.0)
            .env("PATH", path)
            .envs(environment)
            .output()
            .expect("the command runs")
    }
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the command ends by itself")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// The names and values of a mapping; none when there is no mapping.
fn pairs(yaml: Option<&Yaml<'_>>) -> Vec<(String, String)> {
    let mapping = yaml.and_then(Yaml::as_mapping).into_iter().flatten();
    mapping
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

fn text(yaml: &Yaml<'_>) -> String {
    yaml.as_str().expect("a text").to_owned()
}

/// Puts values in the place of the expressions that a system expands.
fn expand(text: &str, values: &[(&str, &str)]) -> String {
    let expanded = values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(name, value)
    });
    assert!(!expanded.contains("${{"), "not expanded: {expanded}");
    expanded
}

/// The command of a hook, and what the names of its files look like.
fn hook(id: &str) -> (String, Regex) {
    let hooks = read(&source(".pre-commit-hooks.yaml"));
    let hooks = Yaml::load_from_str(&hooks).unwrap();
    let mut hooks = hooks[0].as_vec().unwrap().iter();
    let hook = hooks.find(|hook| hook["id"].as_str() == Some(id)).unwrap();
    let files = Regex::new(&text(&hook["files"])).unwrap();
    (text(&hook["entry"]), files)
}

/// Runs a hook over the files of a repository, as pre-commit does.
fn run_hook(id: &str, repository: &Repository) -> i32 {
    let (entry, files) = hook(id);
    let staged = repository.run(&["git", "ls-files", "-z"], &[]);
    let staged = stdout(&staged)
        .split_terminator('\0')
        .filter(|path| files.is_match(path));
    let command: Vec<&str> = entry.split_whitespace().chain(staged).collect();
    code(&repository.run(&command, &[]))
}

#[test]
fn the_check_hook_takes_the_files_that_may_hold_formulas() {
    let (_, files) = hook("autoscale-check");
    for extension in [
        "autoscale",
        "bash",
        "bicep",
        "bicepparam",
        "config",
        "cs",
        "groovy",
        "hcl",
        "ipynb",
        "json",
        "jsonc",
        "markdown",
        "md",
        "nf",
        "ps1",
        "psd1",
        "psm1",
        "py",
        "rs",
        "sh",
        "tf",
        "tfvars",
        "toml",
        "txt",
        "xml",
        "yaml",
        "yml",
    ] {
        let name = format!("pools/a.{extension}");
        let may = Host::of(Path::new(&name)).is_some();
        assert_eq!(files.is_match(&name), may, "{name}");
    }
}

#[test]
fn the_check_hook_stops_a_commit() {
    assert_eq!(
        run_hook(
            "autoscale-check",
            &Repository::new(&[("a b.autoscale", GOOD)])
        ),
        0
    );
    assert_eq!(
        run_hook(
            "autoscale-check",
            &Repository::new(&[("a b.autoscale", BAD)])
        ),
        1
    );
}

#[test]
fn the_format_hook_formats() {
    let repository = Repository::new(&[("ugly.autoscale", UGLY)]);
    assert_eq!(run_hook("autoscale-fmt", &repository), 0);
    assert_eq!(
        read(&repository.path("ugly.autoscale")),
        "$TargetDedicatedNodes = 1;\n"
    );
}

/// Runs the steps of the action, as a runner does.
fn action(repository: &Repository, inputs: &[(&str, &str)]) -> Output {
    let action = read(&source("action.yml"));
    let action = Yaml::load_from_str(&action).unwrap();
    let values: Vec<(String, String)> = action[0]["inputs"]
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(name, input)| {
            let name = text(name);
            let given = inputs.iter().find(|(given, _)| *given == name);
            let value =
                given.map_or_else(|| text(&input["default"]), |(_, value)| (*value).to_owned());
            (format!("${{{{ inputs.{name} }}}}"), value)
        })
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let root = source(".").canonicalize().unwrap().display().to_string();
    let runner = repository.path(".runner").display().to_string();
    let mut last = None;
    for step in action[0]["runs"]["steps"].as_vec().unwrap() {
        let condition = step.as_mapping_get("if").map(text);
        if condition.is_some() && !inputs.iter().all(|(name, _)| *name != "autoscale") {
            assert_eq!(condition.as_deref(), Some("inputs.autoscale == ''"));
            continue;
        }
        let mut environment: Vec<(String, String)> = pairs(step.as_mapping_get("env"))
            .into_iter()
            .map(|(name, value)| (name, expand(&value, &values)))
            .collect();
        environment.push(("GITHUB_ACTION_PATH".to_owned(), root.clone()));
        environment.push(("RUNNER_TEMP".to_owned(), runner.clone()));
        let script = expand(&text(&step["run"]), &values);
        let bash = [
            "bash",
            "--noprofile",
            "--norc",
            "-eo",
            "pipefail",
            "-c",
            &script,
        ];
        let output = repository.run(&bash, &environment);
        if !output.status.success() {
            return output;
        }
        last = Some(output);
    }
    last.expect("the action has steps")
}

#[test]
fn the_action_annotates() {
    let repository = Repository::new(&[("pools/good one.autoscale", GOOD), ("bad.autoscale", BAD)]);
    let inputs = [
        ("autoscale", "autoscale"),
        ("paths", "pools/good one.autoscale\nbad.autoscale\n"),
        ("args", "--fail-level error --statistics"),
        ("sarif", "out.sarif"),
    ];
    let output = action(&repository, &inputs);
    assert_eq!(code(&output), 1, "{output:?}");
    assert!(stdout(&output).starts_with("::error file=bad.autoscale,line=1,col=33,"));
    let sarif: serde_json::Value =
        serde_json::from_str(&read(&repository.path("out.sarif"))).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "AS101");

    let output = action(
        &repository,
        &[("autoscale", "autoscale"), ("paths", "pools")],
    );
    assert_eq!((code(&output), stdout(&output)), (0, ""));
}

/// A `cargo` that installs the binary of this test.
const CARGO: &str = r#"#!/bin/bash
while (($#)); do
  case $1 in
    --path) [[ -f $2/Cargo.toml ]] || exit 3 ;;
    --root) mkdir -p "$2/bin" && cp "$BINARY" "$2/bin/autoscale" ;;
  esac
  shift
done
"#;

#[test]
fn the_action_builds_its_own_version() {
    let repository = Repository::new(&[("bad.autoscale", BAD)]);
    let cargo = CARGO.replace("$BINARY", env!("CARGO_BIN_EXE_autoscale"));
    repository.write("bin/cargo", &cargo);
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(repository.path("bin/cargo"), executable).unwrap();
    let output = action(&repository, &[]);
    assert_eq!(code(&output), 1, "{output:?}");
    assert!(stdout(&output).starts_with("::error file=bad.autoscale,"));
}

/// Runs the steps of the Azure Pipelines template, as an agent does.
fn azure_pipelines(repository: &Repository, parameters: &[(&str, &str)]) -> Output {
    let template = read(&source("crates/cli/ci/azure-pipelines.yml"));
    let template = Yaml::load_from_str(&template).unwrap();
    let temp = repository.path(".agent").display().to_string();
    std::fs::create_dir_all(&temp).unwrap();
    let mut values = vec![("$(Agent.TempDirectory)".to_owned(), temp)];
    for parameter in template[0]["parameters"].as_vec().unwrap() {
        let name = text(&parameter["name"]);
        let given = parameters.iter().find(|(given, _)| *given == name);
        let value = given.map_or_else(
            || text(&parameter["default"]),
            |(_, value)| (*value).to_owned(),
        );
        values.push((format!("${{{{ parameters.{name} }}}}"), value));
    }
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let steps = template[0]["steps"].as_vec().unwrap();
    let published = expand(&text(&steps[1]["inputs"]["testResultsFiles"]), &values);
    let environment: Vec<(String, String)> = pairs(steps[0].as_mapping_get("env"))
        .into_iter()
        .map(|(name, value)| (name, expand(&value, &values)))
        .collect();
    let script = expand(&text(&steps[0]["bash"]), &values);
    let output = repository.run(
        &["bash", "--noprofile", "--norc", "-c", &script],
        &environment,
    );
    assert!(read(Path::new(&published)).contains("<testsuites name=\"autoscale check\""));
    output
}

#[test]
fn the_azure_pipelines_template_logs_issues() {
    let repository = Repository::new(&[("pools/good one.autoscale", GOOD), ("bad.autoscale", BAD)]);
    let output = azure_pipelines(&repository, &[]);
    assert_eq!(code(&output), 1, "{output:?}");
    assert!(
        stdout(&output).starts_with("##vso[task.logissue type=error;sourcepath=bad.autoscale;")
    );
    let good = [
        ("paths", "'pools/good one.autoscale'"),
        ("args", "--fail-level info"),
    ];
    assert_eq!(code(&azure_pipelines(&repository, &good)), 0);
}

/// Runs the script of the GitLab job, as a runner does, and returns its Code
/// Quality report too.
fn gitlab(repository: &Repository, variables: &[(&str, &str)]) -> (Output, serde_json::Value) {
    let job = read(&source("crates/cli/ci/gitlab.yml"));
    let job = Yaml::load_from_str(&job).unwrap();
    let job = &job[0]["autoscale-check"];
    let mut environment = pairs(job.as_mapping_get("variables"));
    let given = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    environment.extend(given);
    let script: Vec<String> = job["script"].as_vec().unwrap().iter().map(text).collect();
    let output = repository.run(&["sh", "-e", "-c", &script.join("\n")], &environment);
    let reports = &job["artifacts"]["reports"];
    assert!(read(&repository.path(&text(&reports["junit"]))).contains("<testsuites "));
    let report = read(&repository.path(&text(&reports["codequality"])));
    (output, serde_json::from_str(&report).unwrap())
}

#[test]
fn the_gitlab_job_reports_code_quality() {
    let repository = Repository::new(&[("pools/good.autoscale", GOOD), ("bad.autoscale", BAD)]);
    let (output, report) = gitlab(&repository, &[]);
    assert_eq!(code(&output), 1, "{output:?}");
    assert_eq!(report[0]["location"]["path"], "bad.autoscale");
    let (output, report) = gitlab(&repository, &[("AUTOSCALE_PATHS", "pools data.json")]);
    assert_eq!(
        (code(&output), report.to_string().as_str()),
        (0, "[]"),
        "{output:?}"
    );
}
