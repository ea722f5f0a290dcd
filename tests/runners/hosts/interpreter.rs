//! The interpreters of host languages: one process decodes many files.

use std::env;
use std::io::{ErrorKind, Write as _};
use std::process::{Command, Stdio};

/// A program that reads a JSON list of host files and writes a JSON list of the
/// formula in each; `null` where the file is refused.
pub(crate) struct Interpreter {
    pub(crate) program: &'static str,
    pub(crate) arguments: &'static [&'static str],
    /// What a Debian system calls the package that brings it.
    pub(crate) package: &'static str,
}

impl Interpreter {
    /// What it makes of `files`. `None`, with a line that says so, when it is
    /// not there; with `AUTOSCALE_REQUIRE_TOOLS` set that is a failure.
    pub(crate) fn decode(&self, files: &[String]) -> Option<Vec<Option<String>>> {
        let input = serde_json::to_vec(files).unwrap();
        let Some(output) = self.run(&input) else {
            let (program, package) = (self.program, self.package);
            let skipped = format!("{program} cannot be used; `apt-get install {package}` helps");
            let required = env::var_os("AUTOSCALE_REQUIRE_TOOLS").is_some();
            assert!(!required, "{skipped}");
            println!("SKIPPED: {skipped}");
            return None;
        };
        let decoded: Vec<Option<String>> = serde_json::from_slice(&output).unwrap();
        assert_eq!(decoded.len(), files.len());
        Some(decoded)
    }

    fn run(&self, input: &[u8]) -> Option<Vec<u8>> {
        let child = Command::new(self.program)
            .args(self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child = match child {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            child => child.unwrap(),
        };
        // It reads all before it writes anything.
        let written = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        (written.is_ok() && output.status.success()).then_some(output.stdout)
    }
}
