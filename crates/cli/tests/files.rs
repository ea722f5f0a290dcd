//! `check` and `fmt` on real folders: git, links, odd files, and `--watch`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn autoscale(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_autoscale"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1");
    command
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    outcome(autoscale(folder, arguments).output().unwrap())
}

fn outcome(output: Output) -> (i32, String, String) {
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "user.name=a", "-c", "user.email=a@b.c"]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

const UNKNOWN: &str = "$TargetDedicatedNodes = $Nope;\n";

/// What a fix inserts ends its lines as the file does, and formatting keeps it.
#[test]
fn line_endings_stay() {
    let formula = "$tasks = avg($PendingTasks.GetSample(TimeInterval_Minute * 15));\n\
                   $TargetDedicatedNodes = min(25, max(0, $tasks));\n";
    let heredoc = format!(
        "resource \"azurerm_batch_pool\" \"one\" {{\n  auto_scale {{\n    formula = <<EOF\n\
         {formula}EOF\n  }}\n}}\n"
    );
    for (name, text) in [("a.autoscale", formula), ("a.tf", &heredoc)] {
        let folder = folder(&[(name, &text.replace('\n', "\r\n"))]);
        let path = folder.path();
        let (code, out, err) = run(path, &["check", "--fix", "--unsafe-fixes"]);
        assert_eq!(code, 0, "{out}{err}");
        for command in [["fmt", name], ["fmt", "--check"], ["check", name]] {
            let (code, out, err) = run(path, &command);
            assert_eq!(code, 0, "{command:?}: {out}{err}");
            let text = fs::read_to_string(path.join(name)).unwrap();
            assert!(text.contains("taskcompletion;\r\n"), "{text:?}");
            assert!(!text.replace("\r\n", "").contains('\n'), "{text:?}");
        }
    }
}

/// Two pools with a formula each.
fn two_pools(first: &str, second: &str) -> String {
    let pool = |name: &str, formula: &str| {
        format!(
            "resource \"azurerm_batch_pool\" \"{name}\" {{\n  auto_scale {{\n    \
             formula = \"{formula}\"\n  }}\n}}\n"
        )
    };
    format!("{}{}", pool("one", first), pool("two", second))
}

#[test]
fn only_formulas_that_have_changed_since_a_commit_are_checked() {
    let folder = folder(&[
        ("old.autoscale", UNKNOWN),
        ("main.tf", &two_pools("a = $Nope;", "b = 1;")),
    ]);
    let path = folder.path();
    git(path, &["init", "--initial-branch=main"]);
    git(path, &["add", "."]);
    git(path, &["commit", "-m", "one"]);
    write(path, "new.autoscale", UNKNOWN);
    write(path, "main.tf", &two_pools("a = $Nope;", "b = $Neither;"));
    let check = ["check", "--select", "AS1", "--format", "concise"];
    let since = |commit| run(path, &[&check[..], &["--changed-since", commit]].concat());
    let (code, out, _) = since("main");
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "main.tf:8:20: error[AS101] `$Neither` is not defined\n\
         new.autoscale:1:25: error[AS101] `$Nope` is not defined\n"
    );
    let (code, out, err) = since("nowhere");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("git knows no commit `nowhere`"), "{err}");
}

#[test]
fn only_formulas_that_have_changed_are_mended() {
    let folder = folder(&[("main.tf", &two_pools("a = stop()\\nb = 1;", "c = 1;"))]);
    let path = folder.path();
    git(path, &["init", "--initial-branch=main"]);
    git(path, &["add", "."]);
    git(path, &["commit", "-m", "one"]);
    let broken = "c = 1\\nd = 2;";
    write(path, "main.tf", &two_pools("a = stop()\\nb = 1;", broken));
    let check = ["check", "--select", "AS002", "--changed-since", "main"];
    let (_, out, _) = run(path, &[&check[..], &["--fix"]].concat());
    assert!(
        out.contains("checked 1 file, 1 formula: no findings; 1 mended"),
        "{out}"
    );
    let mended = two_pools("a = stop()\\nb = 1;", "c = 1;\\nd = 2;");
    assert_eq!(fs::read_to_string(path.join("main.tf")).unwrap(), mended);
    git(path, &["commit", "--all", "-m", "two"]);
    let (code, _, err) = run(path, &["check", "--changed-since", "HEAD"]);
    assert_eq!(code, 0);
    assert!(err.contains("no formula has changed since `HEAD`"), "{err}");
}

#[test]
fn standard_input_has_the_language_of_its_name() {
    let folder = folder(&[]);
    let pool = "{\"autoScaleFormula\": \"$TargetDedicatedNodes=$Nope;\"}";
    let arguments = [
        "check",
        "-",
        "--stdin-filename",
        "pool.json",
        "--select",
        "AS1",
    ];
    let mut child = autoscale(
        folder.path(),
        &[&arguments[..], &["--format", "concise"]].concat(),
    )
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(pool.as_bytes())
        .unwrap();
    let (code, out, _) = outcome(child.wait_with_output().unwrap());
    assert_eq!(code, 1);
    assert_eq!(out, "pool.json:1:45: error[AS101] `$Nope` is not defined\n");
}

#[test]
fn odd_files_do_not_stop_the_run() {
    let folder = folder(&[
        ("good.autoscale", UNKNOWN),
        ("zero.json", "\0autoScaleFormula"),
    ]);
    let path = folder.path();
    fs::write(path.join("latin.yaml"), b"autoScaleFormula: \xFC").unwrap();
    write(
        path,
        "deep.json",
        &format!("{}\"autoScaleFormula\"", "[".repeat(100_000)),
    );
    write(path, "anchor.yaml", "a: &a [*a, {autoScaleFormula: *a}]\n");
    write(
        path,
        "cut.tf",
        "resource \"azurerm_batch_pool\" \"x\" {\n auto_scale {\n  formula = <<EOT\n",
    );
    let (code, out, err) = run(path, &["check", "--select", "AS101", "--format", "concise"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        out,
        "good.autoscale:1:25: error[AS101] `$Nope` is not defined\n"
    );
    let (code, _, err) = run(path, &["check", "latin.yaml", "zero.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot read `latin.yaml`: not UTF-8"), "{err}");
    assert!(
        err.contains("cannot read `zero.json`: it is no text"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let folder = folder(&[("a/x.autoscale", UNKNOWN)]);
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("self.autoscale", folder.path().join("self.autoscale")).unwrap();
    let (code, out, _) = run(
        folder.path(),
        &["check", "--select", "AS1", "--format", "concise"],
    );
    assert_eq!(code, 1);
    assert_eq!(
        out,
        "a/x.autoscale:1:25: error[AS101] `$Nope` is not defined\n"
    );
}

/// The cases of embedded formulas, in every host language.
fn host_files() -> TempDir {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../embed/tests/cases");
    let folder = TempDir::new().unwrap();
    for language in fs::read_dir(cases).unwrap() {
        let language = language.unwrap();
        for file in fs::read_dir(language.path()).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            if !name.ends_with(".snap") {
                let to = folder.path().join(language.file_name());
                fs::create_dir_all(&to).unwrap();
                fs::copy(file.path(), to.join(name)).unwrap();
            }
        }
    }
    folder
}

#[test]
fn formatting_host_files_twice_changes_nothing() {
    let folder = host_files();
    let (_, _, first) = run(folder.path(), &["fmt"]);
    assert!(first.contains(" files formatted"), "{first}");
    let (_, out, _) = run(folder.path(), &["fmt", "--check"]);
    assert_eq!(out, "");
}

#[test]
fn host_files_are_mended_and_ignored_for_good() {
    for change in [&["--fix", "--unsafe-fixes"][..], &["--add-ignore"]] {
        let folder = host_files();
        run(folder.path(), &[&["check"], change].concat());
        let again = ["--diff"];
        let (_, out, err) = run(folder.path(), &[&["check"], change, &again].concat());
        assert_eq!(out, "", "{change:?}");
        assert!(err.contains("there is nothing that"), "{err}");
    }
}

#[test]
fn the_order_of_findings_is_that_of_the_files() {
    let names: Vec<String> = (0..200)
        .map(|number| format!("f{number:03}.autoscale"))
        .collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), UNKNOWN)).collect();
    let folder = folder(&files);
    let (_, out, _) = run(
        folder.path(),
        &["check", "--select", "AS1", "--format", "concise"],
    );
    let lines: Vec<&str> = out
        .lines()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(lines, names);
}

#[test]
fn watching_checks_again_when_a_file_changes() {
    let folder = folder(&[("a.autoscale", UNKNOWN)]);
    let arguments = ["check", "--select", "AS1", "--format", "concise", "--watch"];
    let mut child = autoscale(folder.path(), &arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut err = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = out.next().unwrap().unwrap();
    assert!(
        err.next()
            .unwrap()
            .unwrap()
            .contains("watching for changes")
    );
    write(folder.path(), "a.autoscale", &format!("\n{UNKNOWN}"));
    let second = out.next().unwrap().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(
        first,
        "a.autoscale:1:25: error[AS101] `$Nope` is not defined"
    );
    assert_eq!(
        second,
        "a.autoscale:2:25: error[AS101] `$Nope` is not defined"
    );
}

#[test]
fn the_schema_of_the_configuration_tells_right_from_wrong() {
    let folder = folder(&[]);
    let (code, schema, _) = run(folder.path(), &["schema", "config"]);
    assert_eq!(code, 0);
    let schema = jsonschema::validator_for(&schema.parse().unwrap()).unwrap();
    let is_valid = |text: &str| schema.is_valid(&text.parse().unwrap());
    for right in [
        r#"{}"#,
        r#"{"rules": {"AS2": "off", "no-target": "error"}, "exclude": ["old"]}"#,
        r#"{"profile": {"sunday": 7, "year": "365.25"}, "pool": {"taskSlotsPerNode": 4}}"#,
        r#"{"per-file-ignores": {"legacy/": ["AS5"]}, "hosts": {"keys": ["x*"]}}"#,
    ] {
        assert!(is_valid(right), "{right}");
    }
    for wrong in [
        r#"{"rulez": {}}"#,
        r#"{"rules": {"AS2": "fatal"}}"#,
        r#"{"rules": {"AS999": "off"}}"#,
        r#"{"profile": {"sunday": 3}}"#,
        r#"{"pool": {"taskSlotsPerNode": -1}}"#,
    ] {
        assert!(!is_valid(wrong), "{wrong}");
    }
}
