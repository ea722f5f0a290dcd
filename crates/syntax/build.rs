//! Generates the parser from `grammar/formula.lalrpop`.

use std::env::var_os;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let out = var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    lalrpop::Configuration::new()
        .set_in_dir("../../grammar")
        .set_out_dir(out)
        .emit_rerun_directives(true)
        .process()
}
