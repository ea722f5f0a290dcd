//! Paths as the tools around a repository want them: from the folder that the
//! command runs in, or as a URI.

use std::path::Path;

use crate::input::path_name;

/// The folder that the command runs in, ending in `/`.
pub(crate) struct Folder(String);

impl Folder {
    /// The folder that this process runs in.
    pub(crate) fn current() -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        Self::new(&folder)
    }

    fn new(path: &Path) -> Self {
        let name = path_name(path);
        Self(format!("{}/", name.trim_end_matches('/')))
    }

    /// `name` from this folder on; as it is when it lies outside.
    pub(crate) fn relative(&self, name: &str) -> String {
        self.inside(name).unwrap_or_else(|| name.to_owned())
    }

    /// The URI of the file called `name`, and whether it begins at this folder.
    pub(crate) fn uri(&self, name: &str) -> (String, bool) {
        match self.inside(name) {
            Some(inside) => (percent_encoded(&inside), true),
            None => (
                format!("file://{}", percent_encoded(&self.absolute(name))),
                false,
            ),
        }
    }

    fn inside(&self, name: &str) -> Option<String> {
        let path = self.absolute(name);
        let inside = path.strip_prefix(&self.0)?;
        (!inside.is_empty()).then(|| inside.to_owned())
    }

    /// The whole path, without `.` and `..`.
    fn absolute(&self, name: &str) -> String {
        let whole = if is_absolute(name) {
            name.to_owned()
        } else {
            format!("{}{name}", self.0)
        };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                _ => parts.push(part),
            }
        }
        let path = parts.join("/");
        // `C:/pools` has no `/` before it, and a file of that name has one in a URI.
        if whole.starts_with('/') {
            format!("/{path}")
        } else {
            path
        }
    }
}

fn is_absolute(name: &str) -> bool {
    let drive = |name: &str| matches!(name.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    name.starts_with('/') || (cfg!(windows) && drive(name))
}

/// Everything but the unreserved characters of RFC 3986 and `/` in percents.
fn percent_encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_folder() {
        let folder = Folder::new(Path::new("/srv/repo"));
        for (name, relative) in [
            ("pools/a.autoscale", "pools/a.autoscale"),
            ("./pools//a.autoscale", "pools/a.autoscale"),
            ("/srv/repo/a.tf", "a.tf"),
            ("../repo/a.tf", "a.tf"),
            ("../other/a.tf", "../other/a.tf"),
            ("/etc/a.tf", "/etc/a.tf"),
            ("<stdin>", "<stdin>"),
        ] {
            assert_eq!(folder.relative(name), relative, "{name}");
        }
        assert_eq!(Folder::new(Path::new("/")).relative("/a.tf"), "a.tf");
    }

    #[test]
    fn uris_are_percent_encoded() {
        let folder = Folder::new(Path::new("/srv/my repo"));
        for (name, uri, inside) in [
            ("./a b/ü&#?.tf", "a%20b/%C3%BC%26%23%3F.tf", true),
            ("a:b.tf", "a%3Ab.tf", true),
            ("../x.tf", "file:///srv/x.tf", false),
            ("/x y.tf", "file:///x%20y.tf", false),
        ] {
            assert_eq!(folder.uri(name), (uri.to_owned(), inside), "{name}");
        }
    }
}
