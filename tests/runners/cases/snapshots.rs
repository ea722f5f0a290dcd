//! Formulas beside what they become, as `.snap` files that hold both.

use autoscale_catalog::Profile;
use autoscale_machine::Program;
use autoscale_tests::cases::CaseFile;
use autoscale_tests::findings::{in_brief, in_full};
use autoscale_tests::ranges::ranges;
use insta::Settings;

pub(crate) fn findings_of(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    let found = in_full(&text, &file.findings(&text, &config));
    compare(file, &text, "findings", &found);
    Ok(())
}

pub(crate) fn tree(file: &CaseFile) -> Result<(), String> {
    let text = file.read()?;
    let parsed = autoscale_syntax::parse(&text);
    let mut tree = autoscale_syntax::dump(&text, &parsed.tree);
    if !parsed.diagnostics.is_empty() {
        tree.push_str("\n======== findings\n");
        tree.push_str(&in_brief(&text, &parsed.diagnostics));
    }
    compare(file, &text, "tree", &tree);
    Ok(())
}

pub(crate) fn program(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    let program = compile(&text, &config.profile)?;
    compare(file, &text, "program", &program.disassemble(&text));
    Ok(())
}

pub(crate) fn proof(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    compare(file, &text, "ranges", &ranges(&text, &config.profile));
    Ok(())
}

fn compile(text: &str, profile: &Profile) -> Result<Program, String> {
    let parsed = autoscale_syntax::parse(text);
    let checked = autoscale_check::check(text, &parsed.tree, profile);
    if let Some(finding) = parsed.diagnostics.iter().chain(&checked.diagnostics).next() {
        return Err(format!("the formula has a fault: {}", finding.message));
    }
    Program::compile(text, &checked.hir, profile).map_err(|error| error.to_string())
}

/// Fails the test when `file.snap` beside the case holds anything else.
fn compare(file: &CaseFile, input: &str, title: &str, output: &str) {
    let snapshot = file.companion().unwrap_or_default();
    let name = snapshot.file_stem().unwrap_or_default();
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(file.path.with_file_name(""));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let content = format!("{}\n\n======== {title}\n{output}", input.trim_end());
    settings.bind(|| insta::assert_snapshot!(name.to_string_lossy().as_ref(), content));
}
