//! Which file names are formulas, which are host files, and which belong to
//! another language that we find no formulas in.

use std::path::Path;

use autoscale_embed::Host;

use crate::FileError;

/// Languages that formulas are embedded in as well, but which we cannot read,
/// by file extension.
const OTHERS: &[(&str, &str)] = &[
    ("fs", "F#"),
    ("go", "Go"),
    ("java", "Java"),
    ("jl", "Julia"),
    ("js", "JavaScript"),
    ("kt", "Kotlin"),
    ("r", "R"),
    ("toml", "TOML"),
    ("ts", "TypeScript"),
];

/// The language of a file that was named: that of its extension, and otherwise
/// it is a formula.
///
/// # Errors
/// When the extension is of a language that cannot be a formula, and that we
/// cannot read.
pub fn host_of_named(path: &Path) -> Result<Host, FileError> {
    if let Some(host) = Host::of(path) {
        return Ok(host);
    }
    let extension = path.extension().and_then(|extension| extension.to_str());
    let other = OTHERS
        .iter()
        .find(|(known, _)| extension.is_some_and(|given| given.eq_ignore_ascii_case(known)));
    let Some((_, language)) = other else {
        return Ok(Host::Formula);
    };
    let name = path.display();
    let message = format!("cannot read `{name}`: formulas in {language} files are not supported");
    Err(FileError::new(message).with_help("copy the formula into an `.autoscale` file of its own"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_named_is_a_formula_unless_it_cannot_be_one() {
        for formula in ["pool.autoscale", "pool.txt", "pool", "pool.formula", "-"] {
            let host = host_of_named(Path::new(formula));
            assert_eq!(host, Ok(Host::Formula), "{formula}");
        }
        let host = host_of_named(Path::new("a/main.TF"));
        assert_eq!(host, Ok(Host::Terraform));
        let refused = host_of_named(Path::new("a.TS")).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "cannot read `a.TS`: formulas in TypeScript files are not supported"
        );
    }
}
