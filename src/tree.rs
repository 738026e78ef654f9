//! The tree digest: one digest for a set of unpacked files, the same on every operating system.
//!
//! Owns: the rule (DESIGN section 4): sha256 over the files sorted by path (byte order), each as one line
//! `<sha256 of the content> <length in bytes> <x or -> <path>\n`. Directories, times, owners and other modes do not count.
//! Never does: I/O or path checks; paths come from a manifest that has passed the archive policy.
//! In: [`TreeFile`]s. Out: the tree digest as [`Sha256`].

#[cfg(feature = "client")]
use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::digest::Sha256;

/// One file of a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TreeFile {
    /// Path relative to the tree, `/` between components, no line feed (the archive policy refuses control characters).
    pub path: String,
    /// True when the file may be executed.
    pub executable: bool,
    /// Length, bytes.
    pub length: u64,
    /// sha256 of the content.
    pub sha256: Sha256,
}

impl TreeFile {
    /// Its mode in the store, where nothing is written to: 0555 or 0444.
    pub fn mode(&self) -> u32 {
        if self.executable { 0o555 } else { 0o444 }
    }
}

/// The tree digest of `files`, in whatever order they come.
pub fn digest(files: &[TreeFile]) -> Sha256 {
    Sha256::of(listing(files).as_bytes())
}

/// The text whose sha256 is the tree digest: a list that vouches for itself to whoever knows the digest.
pub fn listing(files: &[TreeFile]) -> String {
    let mut sorted: Vec<&TreeFile> = files.iter().collect();
    sorted.sort_by(|one, other| one.path.as_bytes().cmp(other.path.as_bytes()));
    let mut text = String::new();
    for file in sorted {
        let bit = if file.executable { 'x' } else { '-' };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{} {} {bit} {}", file.sha256, file.length, file.path);
    }
    text
}

/// The folders that files are in, each before those in it; the tree's own is not among them.
#[cfg(feature = "client")]
pub(crate) fn folders(files: &[TreeFile]) -> BTreeSet<&str> {
    files.iter().flat_map(|file| file.path.match_indices('/').map(|(end, _)| &file.path[..end])).collect()
}

/// Reads a [`listing`]; `None` when the text is not one.
pub fn parse_listing(text: &str) -> Option<Vec<TreeFile>> {
    let line = |line: &str| {
        let mut parts = line.splitn(4, ' ');
        let sha256 = parts.next()?.parse().ok()?;
        let length = parts.next()?.parse().ok()?;
        let executable = match parts.next()? {
            "x" => true,
            "-" => false,
            _ => return None,
        };
        Some(TreeFile { path: parts.next()?.to_owned(), executable, length, sha256 })
    };
    text.strip_suffix('\n').map_or(Some(Vec::new()), |lines| lines.split('\n').map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, executable: bool) -> TreeFile {
        TreeFile { path: path.to_owned(), executable, length: 3, sha256: Sha256::of(b"abc") }
    }

    #[test]
    fn order_does_not_count_and_everything_else_does() {
        let one = [file("b", false), file("a/x", true)];
        let other = [file("a/x", true), file("b", false)];
        assert_eq!(digest(&one), digest(&other));
        assert_ne!(digest(&one), digest(&[file("b", true), file("a/x", true)]));
        assert_ne!(digest(&one), digest(&[file("c", false), file("a/x", true)]));
        assert_ne!(digest(&one), digest(&one[..1]));
    }

    #[test]
    fn a_listing_is_read_back() {
        let files = [file("a b/x", true), file("c", false)];
        assert_eq!(parse_listing(&listing(&files)).unwrap(), files);
        assert_eq!(parse_listing(""), Some(Vec::new()));
        assert_eq!(parse_listing("x\n"), None);
    }
}
