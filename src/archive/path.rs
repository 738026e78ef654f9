//! Which paths an archive may hold.
//!
//! Owns: the policy (research: reliability 1.3, point 4), stricter than it asks: ASCII only, so that no normalisation, no case
//! folding beyond A to Z and no look-alike can make two names one.
//! Never does: repair a path. Not canonical is refused.
//! In: the bytes of a name. Out: a relative path.

use std::collections::BTreeMap;

use super::Error;
use crate::limits;
use crate::redact::Printable;

/// What the paths of one archive are so far: lower-case path to path and whether it is a file.
#[derive(Debug, Default)]
pub(super) struct Paths(BTreeMap<String, (String, bool)>);

impl Paths {
    /// Takes a path with its parents; refuses one that collides with another, by case or as file against folder.
    pub(super) fn admit(&mut self, path: &str, is_file: bool) -> Result<(), Error> {
        for (end, _) in path.match_indices('/') {
            self.one(&path[..end], false, true)?;
        }
        self.one(path, is_file, !is_file)
    }

    fn one(&mut self, path: &str, is_file: bool, may_be_there: bool) -> Result<(), Error> {
        let Some((other, other_is_file)) = self.0.get(&path.to_ascii_lowercase()) else {
            self.0.insert(path.to_ascii_lowercase(), (path.to_owned(), is_file));
            return Ok(());
        };
        if other == path && may_be_there && !other_is_file {
            return Ok(());
        }
        Err(refused(path, "another entry has the same name"))
    }
}

/// The path of an entry, checked; a trailing slash of a folder is left out.
pub(super) fn checked(raw: &[u8], is_folder: bool) -> Result<&str, Error> {
    let shown = || String::from_utf8_lossy(raw).into_owned();
    let text = std::str::from_utf8(raw).map_err(|_| refused(&shown(), "its name is not UTF-8"))?;
    let path = if is_folder { text.strip_suffix('/').unwrap_or(text) } else { text };
    if path.len() > limits::PATH_BYTES {
        return Err(refused(path, "its path is too long"));
    }
    let components: Vec<&str> = path.split('/').collect();
    if components.len() > limits::PATH_DEPTH {
        return Err(refused(path, "its path is too deep"));
    }
    match components.into_iter().find_map(objection) {
        Some(reason) => Err(refused(path, reason)),
        None => Ok(path),
    }
}

fn objection(component: &str) -> Option<&'static str> {
    let forbidden = |byte: u8| !(b' '..=b'~').contains(&byte) || br#"\:*?"<>|"#.contains(&byte);
    if component.is_empty() || component == "." || component == ".." {
        Some("its path is not canonical")
    } else if component.len() > limits::PATH_COMPONENT_BYTES {
        Some("a part of its path is too long")
    } else if component.bytes().any(forbidden) {
        Some("its path has a character that is not portable")
    } else if component.ends_with(['.', ' ']) || component.starts_with(' ') {
        Some("a part of its path starts or ends with a space or ends with a dot")
    } else if is_reserved(component) {
        Some("a part of its path is a device name on Windows")
    } else {
        None
    }
}

fn is_reserved(component: &str) -> bool {
    let stem = component.split('.').next().unwrap_or(component).trim_end().to_ascii_lowercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") || numbered("com") || numbered("lpt")
}

pub(super) fn refused(path: &str, reason: &'static str) -> Error {
    let cut: String = path.chars().take(160).collect();
    Error::Entry { path: Printable(&cut).to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_paths_are_refused() {
        let long = "a".repeat(256);
        let deep = "a/".repeat(64) + "a";
        let bad = [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "./a",
            "a/.",
            "a\\b",
            "c:x",
            "a\u{0}b",
            "a\nb",
            "nul",
            "a/COM1.txt",
            "a.",
            "a ",
            " a",
            "caf\u{e9}",
            "a\u{202e}b",
            &long,
            &deep,
            "a/",
        ];
        for path in bad {
            assert!(checked(path.as_bytes(), false).is_err(), "{path:?}");
        }
        assert!(checked(b"\xff", false).is_err());
        assert_eq!(checked(b"a/b-c_d.e/.hidden", false).unwrap(), "a/b-c_d.e/.hidden");
        assert_eq!(checked(b"a/", true).unwrap(), "a");
    }

    #[test]
    fn names_that_meet_on_some_file_system_are_refused() {
        let collides = |entries: &[(&str, bool)]| {
            let mut paths = Paths::default();
            entries.iter().any(|(path, is_file)| paths.admit(path, *is_file).is_err())
        };
        assert!(!collides(&[("a", false), ("a/x", true), ("a", false), ("b/y", true), ("b", false)]));
        assert!(collides(&[("a/x", true), ("a/x", true)]));
        assert!(collides(&[("a/x", true), ("A/y", true)]));
        assert!(collides(&[("README", true), ("readme", true)]));
        assert!(collides(&[("a", true), ("a/x", true)]));
        assert!(collides(&[("a/x", true), ("a", true)]));
    }
}
