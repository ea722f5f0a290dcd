//! Finding and writing files, on a real disk.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use autoscale_workspace::{formula_files, write_atomic};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn found(folder: &TempDir, paths: &[PathBuf]) -> Vec<String> {
    let walked = formula_files(paths);
    assert_eq!(walked.errors, []);
    let names = walked.files.iter().map(|path| {
        let name = path.strip_prefix(folder.path()).unwrap();
        name.to_str().unwrap().replace('\\', "/")
    });
    names.collect()
}

fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "tmp"))
        .collect()
}

#[test]
fn a_folder_stands_for_its_formulas_less_hidden_and_ignored_ones() {
    let folder = folder(&[
        ("b.autoscale", ""),
        ("a/z.autoscale", ""),
        ("a/y.autoscale", ""),
        ("a/notes.txt", ""),
        (".hidden/x.autoscale", ""),
        ("build/x.autoscale", ""),
        ("c.AUTOSCALE", ""),
        // Counts without a git repository, too.
        (".gitignore", "build/\n"),
    ]);
    let paths = [folder.path().to_owned()];
    let files = [
        "a/y.autoscale",
        "a/z.autoscale",
        "b.autoscale",
        "c.AUTOSCALE",
    ];
    assert_eq!(found(&folder, &paths), files);
}

#[test]
fn a_named_file_counts_once_and_always() {
    let folder = folder(&[
        ("a.txt", ""),
        ("ignored.autoscale", ""),
        (".gitignore", "ignored*\n"),
    ]);
    let named = ["ignored.autoscale", "a.txt", "ignored.autoscale", ""];
    let paths = named.map(|name| folder.path().join(name));
    assert_eq!(found(&folder, &paths), ["ignored.autoscale", "a.txt"]);
}

#[test]
fn a_missing_path_is_told_and_the_others_are_found() {
    let folder = folder(&[("a.autoscale", "")]);
    let [missing, there] = ["no.autoscale", "a.autoscale"].map(|name| folder.path().join(name));
    let walked = formula_files(&[missing.clone(), there.clone()]);
    assert_eq!(walked.files, [there]);
    let errors: Vec<String> = walked.errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [format!("cannot read `{}`: no such file", missing.display())]
    );
}

#[test]
fn contents_are_replaced_or_created_without_leftovers() {
    let folder = folder(&[("a.autoscale", "old")]);
    for name in ["a.autoscale", "new.autoscale"] {
        let path = folder.path().join(name);
        write_atomic(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
    assert!(leftovers(folder.path()).is_empty());
}

#[test]
fn a_read_only_file_is_left_alone() {
    let folder = folder(&[("a.autoscale", "old")]);
    let path = folder.path().join("a.autoscale");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let error = write_atomic(&path, b"new").unwrap_err().to_string();
    assert!(error.ends_with("permission denied"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), b"old");
    assert!(leftovers(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder(&[("real.autoscale", "old")]);
    let real = folder.path().join("real.autoscale");
    let link = folder.path().join("link.autoscale");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.autoscale", &link).unwrap();

    write_atomic(&link, b"new").unwrap();

    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&real).unwrap(), b"new");
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
