//! Transcripts of the command line: `cmd/*.trycmd` hold commands as a person
//! types them, with all that they print and their exit codes. After a wanted
//! change, `TRYCMD=overwrite cargo test -p autoscale --test cli` writes them
//! anew; read the diff.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .case("tests/cmd/*.trycmd");
}
