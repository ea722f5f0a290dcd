//! Every file of `cases/` as a test of its own, named by its path.
//! `cases/README.md` tells how to add one.

mod evaluated;
mod snapshots;

use autoscale_tests::cases::{CaseFile, Cases, Kind};
use autoscale_tests::{faultless, faulty, rule_cases};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    // A failed snapshot shows its difference and then panics; where in the
    // runner it does so tells nothing.
    std::panic::set_hook(Box::new(|_| ()));
    let cases = Cases::find();
    let faults = cases.faults.into_iter();
    let faults = faults.map(|(name, reason)| Trial::test(name, || Err(Failed::from(reason))));
    let files = cases.files.into_iter();
    let files =
        files.map(|file| Trial::test(file.name.clone(), move || run(&file).map_err(Failed::from)));
    libtest_mimic::run(&arguments, faults.chain(files).collect()).exit();
}

fn run(file: &CaseFile) -> Result<(), String> {
    match file.kind {
        Kind::Recorded | Kind::Eval => evaluated::run(file),
        Kind::Check | Kind::Lint => {
            rule_cases::holds(file)?;
            snapshots::findings_of(file)
        }
        Kind::Parse => snapshots::tree(file),
        Kind::Bytecode => snapshots::program(file),
        Kind::Bounds => snapshots::proof(file),
        Kind::Faultless => faultless::holds(file),
        Kind::Faulty => faulty::formula(file),
        Kind::FaultyHosts => faulty::host(file),
    }
}
