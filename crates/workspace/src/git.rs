//! What has changed since a commit, by asking git.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::FileError;

/// The lines that have changed since a commit, committed or not.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    by_file: HashMap<PathBuf, Lines>,
}

/// Lines of a file, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lines {
    /// It is new.
    All,
    /// Ranges in order, the end not included. An empty range is the place of
    /// lines that are gone.
    Some(Vec<(u32, u32)>),
}

impl Changes {
    /// Asks git what has changed in the working tree around `folder` since
    /// `commit`, or since the branch of HEAD left it. Files that git does not
    /// know yet have changed as well.
    ///
    /// # Errors
    /// When there is no git, no repository or no such commit.
    pub fn since(commit: &str, folder: &Path) -> Result<Self, FileError> {
        let top = Git { folder }.text(&["rev-parse", "--show-toplevel"])?;
        let top = top.ok_or_else(|| {
            let message = "`--changed-since` needs a git repository, and there is none here";
            FileError::new(message)
        })?;
        let top = PathBuf::from(top.trim_end());
        let git = Git { folder: &top };
        let base = git.base(commit)?;
        let whole = "cannot tell what has changed: `git diff` failed";
        let diff = |options: &[&str]| {
            let diff = [
                "-c",
                "core.quotePath=false",
                "diff",
                "-M",
                "--no-color",
                "--no-ext-diff",
            ];
            let diff: Vec<&str> = diff.into_iter().chain(options.iter().copied()).collect();
            git.text(&diff)?.ok_or_else(|| FileError::new(whole))
        };
        // Names with odd characters are quoted in a patch, so they come apart
        // from it, in the same order.
        let names = diff(&["--name-only", "-z", &base, "--"])?;
        let patch = diff(&[
            "--unified=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            &base,
            "--",
        ])?;
        let mut by_file: HashMap<PathBuf, Lines> = names
            .split_terminator('\0')
            .map(|name| top.join(name))
            .zip(hunks(&patch))
            .map(|(path, hunks)| (path, Lines::Some(hunks)))
            .collect();
        let new = ["ls-files", "--others", "--exclude-standard", "-z"];
        let new = git.text(&new)?.unwrap_or_default();
        let new = new.split_terminator('\0');
        by_file.extend(new.map(|name| (top.join(name), Lines::All)));
        Ok(Self { by_file })
    }

    /// The changed lines of the file at `path`, from 0, as a question to ask of
    /// a range of lines, both ends included. `None` when nothing has changed.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<impl Fn(u32, u32) -> bool + '_> {
        let path = path.canonicalize().ok()?;
        let lines = self.by_file.get(&path)?;
        Some(move |first: u32, last: u32| lines.touch(first, last))
    }
}

impl Lines {
    fn touch(&self, first: u32, last: u32) -> bool {
        let Self::Some(ranges) = self else {
            return true;
        };
        let from = ranges.partition_point(|&(start, end)| end.max(start + 1) <= first);
        ranges.get(from).is_some_and(|&(start, _)| start <= last)
    }
}

/// For every file of a patch without context, the ranges of its new lines.
fn hunks(patch: &str) -> Vec<Vec<(u32, u32)>> {
    let mut files: Vec<Vec<(u32, u32)>> = Vec::new();
    for line in patch.lines() {
        if line.starts_with("diff --git ") {
            files.push(Vec::new());
        } else if let Some(header) = line.strip_prefix("@@ ")
            && let Some(file) = files.last_mut()
        {
            file.extend(hunk(header));
        }
    }
    files
}

/// The new lines of a hunk, from its header `-1,2 +3,4 @@`.
fn hunk(header: &str) -> Option<(u32, u32)> {
    let new = header.split(' ').find_map(|part| part.strip_prefix('+'))?;
    let (start, count) = new.split_once(',').unwrap_or((new, "1"));
    let (start, count): (u32, u32) = (start.parse().ok()?, count.parse().ok()?);
    // Without new lines it names the line before those that are gone.
    let start = if count == 0 {
        start
    } else {
        start.saturating_sub(1)
    };
    Some((start, start.saturating_add(count)))
}

struct Git<'f> {
    folder: &'f Path,
}

impl Git<'_> {
    /// The commit that changes are counted from.
    fn base(&self, commit: &str) -> Result<String, FileError> {
        let wanted = format!("{commit}^{{commit}}");
        let verify = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ];
        let Some(known) = self.text(&verify)? else {
            let message = format!("git knows no commit `{commit}`");
            let help = format!("fetch it first, such as with `git fetch origin {commit}`");
            return Err(FileError::new(message).with_help(help));
        };
        let base = self.text(&["merge-base", known.trim_end(), "HEAD"])?;
        base.map(|base| base.trim_end().to_owned()).ok_or_else(|| {
            let message = format!("git knows no commit that `{commit}` and `HEAD` have in common");
            FileError::new(message).with_help(
                "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a pipeline",
            )
        })
    }

    /// What a command prints; `None` when git refuses.
    fn text(&self, arguments: &[&str]) -> Result<Option<String>, FileError> {
        let output = Command::new("git")
            .current_dir(self.folder)
            .args(arguments)
            .output()
            .map_err(|error| {
                let why = match error.kind() {
                    io::ErrorKind::NotFound => "it is not installed".to_owned(),
                    _ => crate::reason(&error),
                };
                FileError::new(format!("`--changed-since` needs git, but {why}"))
            })?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(output.status.success().then_some(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_lines_are_read_from_a_patch() {
        let patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@ x\n-a\n+b\n+c\n\
                     @@ -9,2 +10,0 @@\n-@@ -1 +1 @@\ndiff --git a/y b/y\nBinary files differ\n";
        assert_eq!(hunks(patch), [vec![(0, 2), (10, 10)], Vec::new()]);
    }

    #[test]
    fn a_range_is_touched_by_new_and_by_missing_lines() {
        let lines = Lines::Some(vec![(2, 4), (10, 10)]);
        for (first, last, touched) in [
            (0, 1, false),
            (0, 2, true),
            (3, 3, true),
            (4, 9, false),
            (10, 10, true),
            (11, 20, false),
        ] {
            assert_eq!(lines.touch(first, last), touched, "{first}-{last}");
        }
        assert!(Lines::All.touch(7, 7));
    }
}
