//! The tree digest: one digest for a set of unpacked files, the same on every operating system.
//!
//! Owns: the rule (DESIGN section 4): sha256 over the files sorted by path (byte order), each as one line
//! `<sha256 of the content> <length in bytes> <x or -> <path>\n`. Directories, times, owners and other modes do not count.
//! Never does: I/O or path checks; paths come from a manifest that has passed the archive policy.
//! In: [`TreeFile`]s. Out: the tree digest as [`Sha256`].

use crate::digest::{Hasher, Sha256};

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

/// The tree digest of `files`, in whatever order they come.
pub fn digest(files: &[TreeFile]) -> Sha256 {
    let mut sorted: Vec<&TreeFile> = files.iter().collect();
    sorted.sort_by(|one, other| one.path.as_bytes().cmp(other.path.as_bytes()));
    let mut hasher = Hasher::new();
    for file in sorted {
        let bit = if file.executable { 'x' } else { '-' };
        hasher.update(format!("{} {} {bit} {}\n", file.sha256, file.length, file.path).as_bytes());
    }
    hasher.finish()
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
}
