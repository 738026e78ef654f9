//! An installed tree read into memory: the bytes that are hashed are the bytes that are handed out.
//!
//! Owns: that there is one read of each file, and the cap on what is held.
//! Never does: read a file again, follow a link, or believe a list or a receipt: what was read is hashed, and the hash of all of
//! it is the tree digest, or nothing is handed out.
//! In: a tree digest. Out: [`Tree`].

use std::io::{self, Read as _};

use super::error::{At as _, Error};
use super::layout::Layout;
use super::tree_check::{self, BUFFER, Difference, Found, on_all_cores, walk};
use crate::digest::{Hasher, Sha256};
use crate::tree::{self, TreeFile};

/// One file in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Its path, mode, length and digest, as they count in the tree digest.
    pub file: TreeFile,
    /// Its bytes: those that were hashed.
    pub bytes: Vec<u8>,
}

/// What became of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// It is what its digest says: all files, sorted by path.
    Whole(Vec<HeldFile>),
    /// It is not, at least one difference.
    Differs(Vec<Difference>),
}

/// Reads the tree `expected` of a project. `most` is the sum of its files' lengths as it was signed: more is never held.
///
/// # Errors
/// [`Error::Read`] when something cannot be read: a tree that cannot be checked is not a tree that is well.
pub fn read(layout: &Layout, expected: &Sha256, most: u64) -> Result<Tree, Error> {
    let folder = layout.tree(expected);
    if !layout.has_tree(expected) {
        return Ok(Tree::Differs(vec![Difference::Absent]));
    }
    let (mut found, mut odd) = (Vec::new(), Vec::new());
    walk(0, &folder, "", &mut found, &mut odd)?;
    let bytes = found.iter().fold(0, |sum: u64, file| sum.saturating_add(file.length));
    if !odd.is_empty() || bytes > most || found.iter().any(Found::has_special_bits) {
        return differs(layout, expected, None);
    }
    // By path, as the digest has them; the threads take them as they come.
    found.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let held = on_all_cores(&found, |file, _| hold(file))?;
    let files: Vec<TreeFile> = held.iter().map(|one| one.file.clone()).collect();
    let seen = tree::digest(&files);
    if seen == *expected { Ok(Tree::Whole(held)) } else { differs(layout, expected, Some(seen)) }
}

/// Names the differences, in a second look; where that finds none, the tree was changed in between.
fn differs(layout: &Layout, expected: &Sha256, seen: Option<Sha256>) -> Result<Tree, Error> {
    let mut differences = tree_check::check(layout, &[*expected])?.pop().unwrap_or_default();
    if differences.is_empty() {
        // What is there now is another tree than what was read: never a reason to try until it fits.
        differences.push(seen.map_or(Difference::Absent, |seen| Difference::Digest { seen }));
    }
    Ok(Tree::Differs(differences))
}

/// Reads and hashes a file, piece by piece, into memory of the length that it had in the walk. What has become longer since is
/// cut, and then has another digest; what has become shorter ends early.
fn hold(file: &Found) -> Result<HeldFile, Error> {
    let mut opened = file.open()?;
    // Never more than the cap of the tree, which the walk's sum has passed.
    let mut bytes = vec![0; usize::try_from(file.length).map_err(io::Error::other).reading(&file.full)?];
    let (mut hasher, mut filled) = (Hasher::new(), 0);
    while filled < bytes.len() {
        let end = bytes.len().min(filled + BUFFER);
        match opened.read(&mut bytes[filled..end]).reading(&file.full)? {
            0 => break,
            count => {
                hasher.update(&bytes[filled..filled + count]);
                filled += count;
            }
        }
    }
    bytes.truncate(filled);
    let grown = opened.read(&mut [0]).reading(&file.full)? > 0;
    let length = bytes.len() as u64 + u64::from(grown);
    Ok(HeldFile { file: file.hashed(length, hasher.finish()), bytes })
}

#[cfg(test)]
#[path = "tree_read_tests.rs"]
mod tests;
