//! Where the snapshot of a formula stands: beside its file, under its name.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What the name of a snapshot file ends with.
pub const SNAPSHOT_SUFFIX: &str = ".snapshot.json";

/// Is it a snapshot, by its name?
#[must_use]
pub fn is_snapshot(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.ends_with(SNAPSHOT_SUFFIX))
}

/// Where the snapshot of each of the `formulas` in the file at `path` may
/// stand, the best place first. Of several formulas, `main.tf` has them in
/// `main.FORMULA.snapshot.json`, where `FORMULA` is the formula's name or a part
/// of it that no other formula has, such as `render`; what all share is in
/// `main.tf.snapshot.json` or `main.snapshot.json`.
#[must_use]
pub fn snapshots_beside(path: &Path, formulas: &[Option<&str>]) -> Vec<Vec<PathBuf>> {
    let name = |of: Option<&std::ffi::OsStr>| of.and_then(|of| of.to_str()).map(str::to_owned);
    let (Some(file), Some(stem)) = (name(path.file_name()), name(path.file_stem())) else {
        return vec![Vec::new(); formulas.len()];
    };
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for formula in formulas.iter().flatten() {
        for part in parts(formula) {
            *holders.entry(part).or_default() += 1;
        }
    }
    let is_alone = |part: &&str| holders.get(part) == Some(&1);
    let beside = |name: String| path.with_file_name(name + SNAPSHOT_SUFFIX);
    let of_formula = |formula: &Option<&str>| {
        let own = formula.filter(|_| formulas.len() > 1);
        let whole = own.filter(|name| !name.contains(['/', '\\']));
        let own_parts = own.into_iter().flat_map(parts).filter(is_alone);
        let own = whole.into_iter().chain(own_parts);
        let own = own.map(|name| format!("{stem}.{name}"));
        own.chain([file.clone(), stem.clone()])
            .map(beside)
            .collect()
    };
    formulas.iter().map(of_formula).collect()
}

/// The words of a formula's name, each once.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let is_sign = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'));
    let mut seen = Vec::new();
    name.split(is_sign).filter(move |part| {
        let is_new = !part.is_empty() && !seen.contains(part);
        seen.push(*part);
        is_new
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &str, formulas: &[Option<&str>]) -> Vec<Vec<String>> {
        let places = snapshots_beside(Path::new(path), formulas).into_iter();
        let name = |path: PathBuf| path.display().to_string();
        places
            .map(|places| places.into_iter().map(name).collect())
            .collect()
    }

    #[test]
    fn a_formula_alone_has_the_name_of_its_file() {
        assert_eq!(
            names("a/pool.autoscale", &[None]),
            [["a/pool.autoscale.snapshot.json", "a/pool.snapshot.json"]]
        );
        assert_eq!(
            names("main.tf", &[Some("azurerm_batch_pool.render.formula")]),
            [["main.tf.snapshot.json", "main.snapshot.json"]]
        );
    }

    #[test]
    fn of_several_each_has_its_own() {
        let formulas = [Some("pool.render.formula"), Some("pool.train.formula")];
        assert_eq!(
            names("main.tf", &formulas),
            [
                [
                    "main.pool.render.formula.snapshot.json",
                    "main.render.snapshot.json",
                    "main.tf.snapshot.json",
                    "main.snapshot.json",
                ],
                [
                    "main.pool.train.formula.snapshot.json",
                    "main.train.snapshot.json",
                    "main.tf.snapshot.json",
                    "main.snapshot.json",
                ],
            ]
        );
    }

    #[test]
    fn a_path_without_a_name_has_none() {
        assert_eq!(names("/", &[None]), [[""; 0]]);
        assert!(is_snapshot(Path::new("a/pool.snapshot.json")));
        assert!(!is_snapshot(Path::new("a/pool.json")));
    }
}
