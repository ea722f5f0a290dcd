//! The language server as an editor starts it.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// Runs the server on these messages.
fn serve(arguments: &[&str], messages: &[&str]) -> Output {
    let mut server = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .arg("lsp")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    for message in messages {
        write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    }
    drop(input);
    server.wait_with_output().unwrap()
}

const INITIALIZE: &str =
    r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

#[test]
fn an_orderly_session_ends_with_0_and_prints_nothing_but_the_protocol() {
    for arguments in [&[][..], &["--stdio"]] {
        let output = serve(arguments, &[INITIALIZE, SHUTDOWN, EXIT]);
        assert_eq!(output.status.code(), Some(0));
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(printed.starts_with("Content-Length: "), "{printed}");
        assert!(printed.contains("hoverProvider"), "{printed}");
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn a_session_that_breaks_off_ends_with_1() {
    let output = serve(&[], &[INITIALIZE]);
    assert_eq!(output.status.code(), Some(1));
}
