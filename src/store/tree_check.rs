//! An installed tree against its digest: every file is hashed.
//!
//! Owns: the walk, the hashing on all cores, and what a difference is called.
//! Never does: repair, or believe the list beside the tree: the list counts when its own sha256 is the tree digest, and then
//! names the differing file; without it the difference is still found.
//! In: folders and digests. Out: [`Difference`]s.

use std::collections::BTreeMap;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::cores;
use super::error::{At, Error};
use super::layout::Layout;
use crate::digest::{Hasher, Sha256};
use crate::tree::{self, TreeFile};

/// Largest list of files that is read: the most entries an archive may have, at a usual length of path.
pub(super) const LISTING_BYTES: u64 = 64 << 20;
/// What is read at once: it stays in the processor's cache from the reading to the hashing.
pub(super) const BUFFER: usize = 64 << 10;
/// A thread is worth starting for so many files ...
const FILES_PER_THREAD: usize = 8;
/// ... or for so many bytes.
const BYTES_PER_THREAD: u64 = 512 << 10;

/// One difference between a tree on disk and its digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "difference", rename_all = "kebab-case")]
pub enum Difference {
    /// The tree is not there.
    Absent,
    /// A file has another content.
    Changed {
        /// The file.
        path: String,
        /// Its digest as installed.
        expected: Sha256,
        /// Its digest now.
        seen: Sha256,
    },
    /// A file is gone.
    Missing {
        /// The file.
        path: String,
    },
    /// A file was added.
    Extra {
        /// The file.
        path: String,
    },
    /// A file became executable, or is so no longer, or has a set-id or sticky bit.
    ModeChanged {
        /// The file.
        path: String,
        /// Its mode now, octal.
        seen: String,
    },
    /// Something that no plugin has: a link, a device, a name that is not UTF-8.
    NotAFile {
        /// Its path.
        path: String,
        /// What it is.
        kind: &'static str,
    },
    /// The tree's digest is another, and the list that would name the file is damaged too.
    Digest {
        /// The digest now.
        seen: Sha256,
    },
}

impl Difference {
    /// The difference in words.
    pub fn words(&self) -> String {
        let path = |path: &str| crate::redact::Printable(path).to_string();
        match self {
            Self::Absent => "the tree is not in the store".to_owned(),
            Self::Changed { path: file, .. } => format!("{} was changed", path(file)),
            Self::Missing { path: file } => format!("{} is missing", path(file)),
            Self::Extra { path: file } => format!("{} was added", path(file)),
            Self::ModeChanged { path: file, seen } => format!("{} has mode {seen}", path(file)),
            Self::NotAFile { path: file, kind } => format!("{} is {kind}", path(file)),
            Self::Digest { seen } => format!("the tree has digest {seen}"),
        }
    }
}

/// A file found in a walk, before it is hashed.
pub(super) struct Found {
    tree: usize,
    pub(super) path: String,
    pub(super) full: Utf8PathBuf,
    pub(super) length: u64,
    mode: u32,
}

impl Found {
    /// The same as a file of a tree.
    pub(super) fn hashed(&self, length: u64, sha256: Sha256) -> TreeFile {
        TreeFile { path: self.path.clone(), executable: self.mode & 0o100 != 0, length, sha256 }
    }

    /// True for a set-id or sticky bit, which no tree has and its digest does not cover.
    pub(super) fn has_special_bits(&self) -> bool {
        self.mode & 0o7000 != 0
    }

    /// Opens it. A file that became a link or a pipe since the walk is not followed and does not block.
    pub(super) fn open(&self) -> Result<fs_err::File, Error> {
        use fs_err::os::unix::fs::OpenOptionsExt;
        let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed();
        fs_err::OpenOptions::new().read(true).custom_flags(flags).open(&self.full).reading(&self.full)
    }
}

/// Checks `trees` of one project; one list of differences each, in the same order, empty where all is well.
///
/// # Errors
/// [`Error::Read`] when something cannot be read: a tree that cannot be checked is not a tree that is well.
pub fn check(layout: &Layout, trees: &[Sha256]) -> Result<Vec<Vec<Difference>>, Error> {
    let mut differences: Vec<Vec<Difference>> = vec![Vec::new(); trees.len()];
    let mut found = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let folder = layout.tree(tree);
        if layout.has_tree(tree) {
            walk(index, &folder, "", &mut found, &mut differences[index])?;
        } else {
            differences[index].push(Difference::Absent);
        }
    }
    let mut files: Vec<Vec<(TreeFile, u32)>> = vec![Vec::new(); trees.len()];
    for (file, hashed) in found.iter().zip(on_all_cores(&found, hash)?) {
        files[file.tree].push((hashed, file.mode));
    }
    for (index, tree) in trees.iter().enumerate() {
        if differences[index].first() != Some(&Difference::Absent) {
            compare(layout, tree, &files[index], &mut differences[index])?;
            differences[index].sort();
        }
    }
    Ok(differences)
}

/// The tree digest of any folder, or the first thing in it that no tree has.
///
/// # Errors
/// [`Error::Read`].
pub fn digest_of(folder: &Utf8Path) -> Result<Result<Sha256, Difference>, Error> {
    let (mut found, mut odd) = (Vec::new(), Vec::new());
    walk(0, folder, "", &mut found, &mut odd)?;
    odd.sort();
    match odd.into_iter().next() {
        Some(odd) => Ok(Err(odd)),
        None => Ok(Ok(tree::digest(&on_all_cores(&found, hash)?))),
    }
}

/// The names of the folders in a folder, sorted, without hidden ones and links.
///
/// # Errors
/// [`Error::Read`], for a folder that is not there, too.
pub fn folders_in(folder: &Utf8Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in fs_err::read_dir(folder).reading(folder)? {
        let entry = entry.reading(folder)?;
        let is_folder = entry.file_type().reading(folder)?.is_dir();
        names.extend(entry.file_name().into_string().ok().filter(|name| is_folder && !name.starts_with('.')));
    }
    names.sort();
    Ok(names)
}

pub(super) fn walk(
    tree: usize,
    folder: &Utf8Path,
    prefix: &str,
    found: &mut Vec<Found>,
    odd: &mut Vec<Difference>,
) -> Result<(), Error> {
    for entry in fs_err::read_dir(folder).reading(folder)? {
        let entry = entry.reading(folder)?;
        let name = entry.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        let Some(name) = name.to_str() else {
            odd.push(Difference::NotAFile { path, kind: "not UTF-8" });
            continue;
        };
        let full = folder.join(name);
        let metadata = fs_err::symlink_metadata(&full).reading(&full)?;
        if metadata.is_dir() {
            walk(tree, &full, &format!("{path}/"), found, odd)?;
        } else if metadata.is_file() && !name.contains('\n') {
            found.push(Found { tree, path, full, length: metadata.len(), mode: metadata.permissions().mode() & 0o7777 });
        } else {
            let kind = if metadata.is_symlink() { "a symbolic link" } else { "a special file" };
            odd.push(Difference::NotAFile { path, kind });
        }
    }
    Ok(())
}

/// Works on every file, on as many threads as pay; the results are in the order of the files.
pub(super) fn on_all_cores<T: Send>(
    found: &[Found],
    work: impl Fn(&Found, &mut Vec<u8>) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let bytes: u64 = found.iter().map(|file| file.length).sum();
    let worth = (found.len() / FILES_PER_THREAD).max(usize::try_from(bytes / BYTES_PER_THREAD).unwrap_or(usize::MAX));
    cores::each(found, worth.saturating_add(1), work)
}

fn hash(file: &Found, buffer: &mut Vec<u8>) -> Result<TreeFile, Error> {
    buffer.resize(BUFFER, 0);
    let mut opened = file.open()?;
    let (mut hasher, mut length) = (Hasher::new(), 0);
    loop {
        let count = opened.read(buffer).reading(&file.full)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        length += count as u64;
    }
    Ok(file.hashed(length, hasher.finish()))
}

fn compare(layout: &Layout, tree: &Sha256, seen: &[(TreeFile, u32)], out: &mut Vec<Difference>) -> Result<(), Error> {
    let special = seen.iter().filter(|(_, mode)| mode & 0o7000 != 0);
    out.extend(special.map(|(file, mode)| mode_changed(file, *mode)));
    let files: Vec<TreeFile> = seen.iter().map(|(file, _)| file.clone()).collect();
    let digest = tree::digest(&files);
    if digest == *tree {
        return Ok(());
    }
    let Some(expected) = vouched_listing(layout, tree)? else {
        out.push(Difference::Digest { seen: digest });
        return Ok(());
    };
    let mut expected: BTreeMap<String, TreeFile> = expected.into_iter().map(|file| (file.path.clone(), file)).collect();
    for (file, mode) in seen {
        match expected.remove(&file.path) {
            None => out.push(Difference::Extra { path: file.path.clone() }),
            Some(was) if was.sha256 != file.sha256 || was.length != file.length => {
                out.push(Difference::Changed { path: was.path, expected: was.sha256, seen: file.sha256 });
            }
            Some(was) if was.executable != file.executable && mode & 0o7000 == 0 => out.push(mode_changed(file, *mode)),
            Some(_) => {}
        }
    }
    // What stands in a file's place as a link is named once, as what it is.
    let odd = |path: &str| out.iter().any(|one| matches!(one, Difference::NotAFile { path: other, .. } if other == path));
    let missing: Vec<_> = expected.into_keys().filter(|path| !odd(path)).map(|path| Difference::Missing { path }).collect();
    out.extend(missing);
    Ok(())
}

fn mode_changed(file: &TreeFile, mode: u32) -> Difference {
    Difference::ModeChanged { path: file.path.clone(), seen: format!("{mode:04o}") }
}

/// The list beside a tree, when its sha256 is the tree digest.
fn vouched_listing(layout: &Layout, tree: &Sha256) -> Result<Option<Vec<TreeFile>>, Error> {
    let path = layout.tree_listing(tree);
    let Some(bytes) = super::file::read(&path, LISTING_BYTES)? else { return Ok(None) };
    if Sha256::of(&bytes) != *tree {
        return Ok(None);
    }
    Ok(String::from_utf8(bytes).ok().and_then(|text| tree::parse_listing(&text)))
}

#[cfg(test)]
#[path = "tree_check_tests.rs"]
mod tests;
