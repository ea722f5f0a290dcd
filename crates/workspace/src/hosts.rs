//! Which file names are formulas, and which belong to another language that
//! can only hold formulas inside.

use std::path::Path;

/// The extension of formula files that folders are searched for.
const FORMULA_EXTENSION: &str = "autoscale";

/// Languages that formulas are embedded in, by file extension.
const HOSTS: &[(&str, &str)] = &[
    ("bicep", "Bicep"),
    ("bicepparam", "Bicep"),
    ("bash", "shell"),
    ("cs", "C#"),
    ("fs", "F#"),
    ("go", "Go"),
    ("groovy", "Groovy"),
    ("hcl", "HCL"),
    ("ipynb", "Jupyter"),
    ("java", "Java"),
    ("jl", "Julia"),
    ("js", "JavaScript"),
    ("json", "JSON"),
    ("jsonc", "JSON"),
    ("kt", "Kotlin"),
    ("md", "Markdown"),
    ("nf", "Nextflow"),
    ("ps1", "PowerShell"),
    ("psm1", "PowerShell"),
    ("py", "Python"),
    ("r", "R"),
    ("sh", "shell"),
    ("tf", "Terraform"),
    ("tfvars", "Terraform"),
    ("toml", "TOML"),
    ("ts", "TypeScript"),
    ("yaml", "YAML"),
    ("yml", "YAML"),
];

/// The language of a file that may hold formulas but is none itself, told by
/// the extension; `None` for `.autoscale`, `.txt` and whatever is unknown.
pub(crate) fn host_language(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?;
    HOSTS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension))
        .map(|(_, language)| *language)
}

/// True for the files that a search of a folder picks up.
pub(crate) fn is_formula_file(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case(FORMULA_EXTENSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_by_extension() {
        assert_eq!(host_language(Path::new("a/main.TF")), Some("Terraform"));
        for formula in ["pool.autoscale", "pool.txt", "pool", "pool.formula", "-"] {
            assert_eq!(host_language(Path::new(formula)), None, "{formula}");
        }
    }

    #[test]
    fn folders_are_searched_for_one_extension() {
        assert!(is_formula_file(Path::new("a/pool.autoscale")));
        assert!(!is_formula_file(Path::new("a/pool.txt")));
        assert!(!is_formula_file(Path::new("autoscale")));
    }
}
