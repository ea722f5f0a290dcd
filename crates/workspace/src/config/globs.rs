//! Patterns of file names, in the manner of `.gitignore`.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that are matched from a folder on.
#[derive(Clone, Debug)]
pub(crate) struct Globs {
    folder: PathBuf,
    patterns: Gitignore,
}

impl Globs {
    /// Reads patterns; an error is the place of the bad one in the list and
    /// what is wrong with it.
    pub(crate) fn new<'p>(
        folder: &Path,
        patterns: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, (usize, String)> {
        // Paths are made relative here, so the builder gets no folder.
        let mut builder = GitignoreBuilder::new("");
        for (index, pattern) in patterns.into_iter().enumerate() {
            if let Some(reason) = vain(pattern) {
                return Err((index, reason.to_owned()));
            }
            builder
                .add_line(None, pattern)
                .map_err(|error| (index, reason(&error)))?;
        }
        let patterns = builder.build().map_err(|error| (0, reason(&error)))?;
        Ok(Self {
            folder: folder.to_owned(),
            patterns,
        })
    }

    /// No patterns.
    pub(crate) fn none(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            patterns: Gitignore::empty(),
        }
    }

    /// True when the absolute `path` itself matches.
    pub(crate) fn matches(&self, path: &Path, is_folder: bool) -> bool {
        self.patterns
            .matched(self.relative(path), is_folder)
            .is_ignore()
    }

    /// True when the absolute `path` of a file or a folder above it matches.
    pub(crate) fn covers(&self, path: &Path) -> bool {
        let path = self.relative(path);
        let matched = self.patterns.matched_path_or_any_parents(path, false);
        matched.is_ignore()
    }

    /// `path` from the folder on; outside of it, without its root.
    fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        if let Ok(inside) = path.strip_prefix(&self.folder) {
            return inside;
        }
        let mut parts = path.components();
        while let Some(Component::Prefix(_) | Component::RootDir) = parts.clone().next() {
            parts.next();
        }
        parts.as_path()
    }
}

/// Why a pattern can never match.
fn vain(pattern: &str) -> Option<&'static str> {
    let path = pattern.strip_prefix('!').unwrap_or(pattern);
    let of_windows = |pair: &[u8]| matches!(pair, [b'\\', next] if next.is_ascii_alphanumeric());
    if path.trim().trim_matches('/').is_empty() {
        Some("it names no file")
    } else if pattern.starts_with('#') {
        Some("a pattern that begins with `#` is a comment; write `\\#` for the character")
    } else if ["./", "../"].iter().any(|start| path.starts_with(start)) {
        Some("patterns begin at the folder of this file, without `./` or `../`")
    } else if path.as_bytes().windows(2).any(of_windows) {
        Some("folders are parted by `/`, on Windows too")
    } else {
        None
    }
}

/// What is wrong with a pattern, without naming the library's own terms.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.to_lowercase(),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithPath { err, .. } => {
            reason(err)
        }
        other => other.to_string().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Globs {
        Globs::new(Path::new("/repo"), patterns.iter().copied()).unwrap()
    }

    #[test]
    fn a_pattern_without_a_slash_matches_anywhere_below() {
        let globs = globs(&["old", "*.txt", "!keep.txt", "/a/b"]);
        for (path, covered) in [
            ("/repo/old/x.tf", true),
            ("/repo/a/old/x.tf", true),
            ("/repo/a/x.txt", true),
            ("/repo/keep.txt", false),
            ("/repo/a/b/x.tf", true),
            ("/repo/c/a/b/x.tf", false),
            ("/elsewhere/old", true),
        ] {
            assert_eq!(globs.covers(Path::new(path)), covered, "{path}");
        }
        assert!(globs.matches(Path::new("/repo/old"), true));
        assert!(!globs.matches(Path::new("/repo/old/x.tf"), false));
    }

    #[test]
    fn a_bad_pattern_is_told() {
        let (index, reason) = Globs::new(Path::new("/"), ["a", "{b"]).unwrap_err();
        assert_eq!(index, 1);
        assert!(reason.contains("unclosed"), "{reason}");
    }

    #[test]
    fn a_pattern_that_never_matches_is_told() {
        for vain in ["", " ", "/", "!", "#old", "./old", "!../old", r"old\x.tf"] {
            assert!(Globs::new(Path::new("/"), [vain]).is_err(), "{vain}");
        }
        for fine in ["old/", r"\#old", r"\!old", "*", "**/.cache", r"a\ b"] {
            assert!(Globs::new(Path::new("/"), [fine]).is_ok(), "{fine}");
        }
    }
}
