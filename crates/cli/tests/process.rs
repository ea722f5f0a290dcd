//! What transcripts cannot show: bytes that are no text, closed pipes, and the
//! streams that output goes to.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

/// The draft of the demo: three findings with fixes.
const DRAFT: &str = include_str!("../src/demo/draft.autoscale");

fn spawn(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = spawn(arguments);
    let mut stdin = child.stdin.take().unwrap();
    // A command that refuses its arguments does not read.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is UTF-8")
}

#[test]
fn a_byte_that_is_no_text_is_named() {
    for arguments in [&["check", "-"][..], &["fmt", "-"], &["eval", "-"]] {
        let output = run(arguments, b"$a = 1; // \xFF");
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let place = "not UTF-8: byte 0xFF at offset 11 (line 1, column 12)";
        assert!(text(&output.stderr).contains(place));
    }
}

#[test]
fn a_snapshot_may_come_from_standard_input() {
    let formula = "n = $TaskSlotsPerNode";
    let arguments = [
        "eval",
        "-e",
        formula,
        "--snapshot",
        "-",
        "--format",
        "results",
    ];
    let output = run(&arguments, br#"{"pool": {"taskSlotsPerNode": 4}}"#);
    assert!(text(&output.stdout).ends_with(";n=4\n"));
    let output = run(&arguments, b"{");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("bad snapshot `<stdin>`"));
}

#[test]
fn no_input_makes_any_command_fail_badly() {
    let inputs: Vec<Vec<u8>> = vec![
        vec![],
        vec![0; 100],
        (0..=127).collect(),
        "\u{feff}$a = 1;\r\n".into(),
        "a\u{2028}b\u{85}c\u{202e}😀日本é #\u{1b}[31m".into(),
        [b"$a = ".to_vec(), vec![b'-'; 10_000], b"1".to_vec()].concat(),
        vec![b'('; 10_000],
        vec![b'"'; 10_001],
        b"$a = 1 ? ".repeat(2_000),
        b"#\n".repeat(2_000),
    ];
    for input in &inputs {
        for arguments in [
            &["check", "-"][..],
            &["check", "-", "--fix", "--unsafe-fixes"],
            &["check", "-", "--diff", "--color", "always"],
            &["check", "-", "--format", "json"],
            &["check", "-", "--format", "sarif"],
            &["check", "-", "--format", "junit"],
            &["fmt", "-", "--diff"],
            &["eval", "-", "--trace", "--at", "2026-03-02"],
        ] {
            let output = run(arguments, input);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{arguments:?} {:?}: {}",
                output.status,
                text(&output.stderr)
            );
        }
    }
}

#[test]
fn terminal_escapes_in_a_formula_do_not_reach_the_terminal() {
    let output = run(&["check", "-"], b"$a = 1; \x1b[2J\x07 \"x");
    let shown = text(&output.stdout);
    assert!(!shown.contains(['\x1b', '\x07']), "{shown}");
}

#[test]
fn standard_input_is_mended_to_standard_output_alone() {
    let output = run(&["check", "-", "--fix"], DRAFT.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).ends_with("$NodeDeallocationOption = taskcompletion;\n"));
    assert!(text(&output.stderr).contains("3 mended"));
}

#[test]
fn a_formula_that_cannot_be_formatted_prints_nothing() {
    let output = run(&["fmt", "-"], b"$a = ;");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("error[AS0"));
}

#[test]
fn json_stands_alone_on_standard_output() {
    let output = run(
        &["check", "-", "--format", "json", "--statistics"],
        DRAFT.as_bytes(),
    );
    assert!(text(&output.stdout).starts_with("[\n") && text(&output.stdout).ends_with("]\n"));
    assert!(text(&output.stderr).contains("1  error[AS002] missing-semicolon"));
    let output = run(&["eval", "-", "--format", "json"], b"$x = $y");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).starts_with('{') && output.stderr.is_empty());
}

#[test]
fn a_closed_pipe_ends_the_command_quietly() {
    let mut child = spawn(&["check", "-", "--format", "concise"]);
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(&b"#\n".repeat(2_000)).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .arg("demo")
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: cannot write the output: no space left"));
}
