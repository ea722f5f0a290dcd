//! `cases/faultless/`: formulas as people write them, without a fault.

use autoscale_catalog::Profile;
use autoscale_check::check;
use autoscale_machine::Program;
use autoscale_syntax::parse;

use crate::cases::CaseFile;
use crate::engines::Runs;
use crate::findings::{findings, in_full};
use crate::worlds::synthetic;

/// Nothing is found in the formula, it compiles, and it ends without an error
/// whatever the history.
///
/// # Errors
/// When that is not so.
pub fn holds(file: &CaseFile) -> Result<(), String> {
    let text = file.read()?;
    let profile = Profile::default();
    let found = findings(&text, &profile);
    if !found.is_empty() {
        return Err(in_full(&text, &found));
    }
    let checked = check(&text, &parse(&text).tree, &profile);
    let program = Program::compile(&text, &checked.hir, &profile);
    program.map_err(|error| error.to_string())?;
    for world in synthetic() {
        let run = Runs::of(&text, &profile, &world.env()).agreed()?;
        if let Some(error) = run.error {
            return Err(format!("{}: {}", world.name, error.detail));
        }
    }
    Ok(())
}
