//! `cases/faultless/`: formulas as people write them, without a fault.

use autoscale_base::Diagnostic;
use autoscale_catalog::Profile;
use autoscale_check::check;
use autoscale_machine::Program;
use autoscale_syntax::parse;

use crate::cases::CaseFile;
use crate::engines::Runs;
use crate::findings::{in_full, is_info};
use crate::worlds::synthetic;

/// Nothing above info is found; a formula on its own compiles, too, and ends
/// without an error whatever the history.
///
/// # Errors
/// When that is not so.
pub fn holds(file: &CaseFile) -> Result<(), String> {
    let (text, config) = file.content()?;
    let mut found = file.findings(&text, &config);
    found.retain(|finding: &Diagnostic| !is_info(finding));
    if !found.is_empty() {
        return Err(in_full(&text, &found));
    }
    if file.host().is_some() {
        return Ok(());
    }
    runs(&text, &config.profile)
}

fn runs(text: &str, profile: &Profile) -> Result<(), String> {
    let checked = check(text, &parse(text).tree, profile);
    let program = Program::compile(text, &checked.hir, profile);
    program.map_err(|error| error.to_string())?;
    for world in synthetic() {
        let run = Runs::of(text, profile, &world.env()).agreed()?;
        if let Some(error) = run.error {
            return Err(format!("{}: {}", world.name, error.detail));
        }
    }
    Ok(())
}
