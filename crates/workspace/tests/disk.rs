//! Finding and writing files, on a real disk.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use autoscale_workspace::{
    Changes, Configs, Explained, Fate, NotRead, Overrides, Walked, explain_files, find_sources,
    read_source, write_atomic,
};
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

fn configs() -> Configs {
    Configs::new(None, Overrides::default()).unwrap()
}

fn walked(paths: &[PathBuf]) -> Walked {
    find_sources(paths, configs()).unwrap()
}

fn name_in(folder: &TempDir, path: &Path) -> String {
    let name = path.strip_prefix(folder.path()).unwrap();
    name.to_str().unwrap().replace('\\', "/")
}

fn found(folder: &TempDir, paths: &[PathBuf]) -> Vec<String> {
    let walked = walked(paths);
    assert_eq!(walked.errors, []);
    let files = walked.files.iter();
    files.map(|source| name_in(folder, &source.path)).collect()
}

fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "tmp"))
        .collect()
}

#[test]
fn a_folder_stands_for_its_files_less_hidden_and_ignored_ones() {
    let folder = folder(&[
        ("b.autoscale", ""),
        ("a/z.autoscale", ""),
        ("a/y.autoscale", ""),
        ("a/notes.txt", ""),
        ("a/main.tf", ""),
        ("node_modules/x/package.json", ""),
        (".hidden/x.autoscale", ""),
        ("build/x.autoscale", ""),
        ("c.AUTOSCALE", ""),
        // Counts without a git repository, too.
        (".gitignore", "build/\n"),
    ]);
    let paths = [folder.path().to_owned()];
    let files = [
        "a/main.tf",
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
    let walked = walked(&[missing.clone(), there.clone()]);
    let files: Vec<PathBuf> = walked.files.into_iter().map(|source| source.path).collect();
    assert_eq!(files, [there]);
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

#[test]
fn the_nearest_configuration_counts() {
    let folder = folder(&[
        (
            "autoscale.toml",
            "exclude = ['old']\n[rules]\nAS101 = 'off'",
        ),
        ("a/autoscale.toml", "[hosts]\npaths = ['*.txt']"),
        ("a/b/x.txt", ""),
        ("old/x.autoscale", ""),
        ("x.txt", ""),
        ("x.autoscale", ""),
    ]);
    let walked = walked(&[folder.path().to_owned()]);
    let files: Vec<(String, String)> = walked
        .files
        .iter()
        .map(|source| {
            let config = source.config.path().unwrap();
            (name_in(&folder, &source.path), name_in(&folder, config))
        })
        .collect();
    let expected = [
        ("a/b/x.txt", "a/autoscale.toml"),
        ("x.autoscale", "autoscale.toml"),
    ];
    assert_eq!(files, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn a_bad_configuration_stops_the_search() {
    let folder = folder(&[("a/autoscale.toml", "rulez = 1"), ("a/x.autoscale", "")]);
    let error = find_sources(&[folder.path().to_owned()], configs()).unwrap_err();
    assert!(
        error.to_string().contains("there is no key `rulez`"),
        "{error}"
    );
    assert_eq!(error.help(), Some("did you mean `rules`?"));
}

#[test]
fn a_found_file_that_is_no_text_is_passed_over_and_a_named_one_is_not() {
    let folder = folder(&[("zero.json", "\0"), ("a.autoscale", "")]);
    fs::write(folder.path().join("latin.json"), b"\"\xFC\"").unwrap();
    let found = walked(&[folder.path().to_owned()]);
    let fates: Vec<Option<NotRead>> = found.files.iter().map(|s| read_source(s).err()).collect();
    let no_text = || Some(NotRead::NoText);
    assert_eq!(fates, [None, no_text(), no_text()]);
    let named = walked(&["latin.json", "zero.json"].map(|name| folder.path().join(name)));
    for source in &named.files {
        let fate = read_source(source).unwrap_err();
        assert!(matches!(fate, NotRead::Failed(_)), "{fate:?}");
    }
}

#[test]
fn every_file_has_its_fate() {
    let folder = folder(&[
        ("autoscale.toml", "extend-exclude = ['old']"),
        (".gitignore", "build/"),
        (".hidden/x.autoscale", ""),
        ("build/deep/x.autoscale", ""),
        ("notes.txt", ""),
        ("old/x.autoscale", ""),
        ("pools/main.tf", ""),
    ]);
    let explained = explain_files(&[folder.path().to_owned()], configs()).unwrap();
    let fates: Vec<(String, &str)> = explained
        .iter()
        .map(|Explained { path, fate }| {
            let fate = match fate {
                Fate::Read(host, _) => host.name(),
                Fate::Unknown => "unknown",
                Fate::Hidden => "hidden",
                Fate::Ignored => "ignored",
                Fate::Excluded(_) => "excluded",
            };
            (name_in(&folder, path), fate)
        })
        .collect();
    let expected = [
        (".gitignore", "hidden"),
        (".hidden", "hidden"),
        ("autoscale.toml", "unknown"),
        ("build", "ignored"),
        ("notes.txt", "unknown"),
        ("old", "excluded"),
        ("pools/main.tf", "Terraform"),
    ];
    assert_eq!(fates, expected.map(|(path, fate)| (path.to_owned(), fate)));
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let folder = folder(&[("a/x.autoscale", "")]);
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    let paths = [folder.path().to_owned()];
    assert_eq!(found(&folder, &paths), ["a/x.autoscale"]);
}

fn git(folder: &TempDir, arguments: &[&str]) {
    let status = std::process::Command::new("git")
        .current_dir(folder.path())
        .args(["-c", "user.name=a", "-c", "user.email=a@b.c"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
}

#[test]
fn changes_are_those_since_the_branch_left() {
    let folder = folder(&[("a b.autoscale", "1\n2\n3\n"), ("same.autoscale", "1\n")]);
    git(&folder, &["init", "--initial-branch=main"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-m", "one"]);
    git(&folder, &["switch", "-c", "work"]);
    fs::write(folder.path().join("a b.autoscale"), "1\nnew\n3\n").unwrap();
    fs::write(folder.path().join("new.autoscale"), "1\n").unwrap();
    let changes = Changes::since("main", folder.path()).unwrap();
    let of = |name: &str| {
        changes
            .of(&folder.path().join(name))
            .map(|of| (of(0, 0), of(1, 1)))
    };
    assert_eq!(of("a b.autoscale"), Some((false, true)));
    assert_eq!(of("new.autoscale"), Some((true, true)));
    assert_eq!(of("same.autoscale"), None);
    let error = Changes::since("nowhere", folder.path()).unwrap_err();
    assert_eq!(error.to_string(), "git knows no commit `nowhere`");
}

#[test]
fn without_a_repository_nothing_can_have_changed() {
    let folder = folder(&[]);
    let error = Changes::since("main", folder.path()).unwrap_err();
    assert!(error.to_string().contains("there is none here"), "{error}");
}
