//! From a verified archive to files: one pass that reads and hashes everything, one that writes.
//!
//! Owns: the two passes, and that nothing is written of an archive whose tree digest is not the one that is vouched for.
//! Never does: write outside the folder handle, or over a file that is there.
//! In: [`VerifiedArchive`] and an empty folder. Out: [`UnpackedTree`].

use std::collections::BTreeSet;
use std::io::{self, Read, Write};

use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt};

use super::error::malformed;
use super::path::Paths;
use super::{Error, VerifiedArchive, entries};
use crate::digest::{Hasher, Sha256};
use crate::limits;
use crate::tree::{self, TreeFile};

/// Files on disk that have the tree digest that was vouched for.
#[derive(Debug)]
pub struct UnpackedTree {
    tree: Sha256,
    files: Vec<TreeFile>,
}

impl UnpackedTree {
    /// Their tree digest.
    pub fn tree(&self) -> Sha256 {
        self.tree
    }

    /// The files, in the archive's order.
    pub fn files(&self) -> &[TreeFile] {
        &self.files
    }
}

/// Unpacks `archive` into the empty folder `into`.
///
/// # Errors
/// [`Error`]; whoever owns the folder removes it with what it holds.
pub fn unpack(archive: &VerifiedArchive, into: &Dir) -> Result<UnpackedTree, Error> {
    let files = listing(&archive.bytes)?;
    let seen = tree::digest(&files);
    if seen != archive.pin.tree {
        return Err(Error::Tree { expected: archive.pin.tree, seen });
    }
    let mut made = BTreeSet::new();
    entries::read(&archive.bytes, |header, content| {
        let folder =
            if header.is_file { header.path.rsplit_once('/').map(|(folder, _)| folder) } else { Some(header.path.as_str()) };
        if let Some(folder) = folder.filter(|folder| !made.contains(*folder)) {
            into.create_dir_all(folder).map_err(Error::Write)?;
            made.insert(folder.to_owned());
        }
        if header.is_file { write(into, header, content) } else { Ok(()) }
    })?;
    Ok(UnpackedTree { tree: seen, files })
}

/// The first pass: every header, every check sum, every digest; nothing is written.
pub(super) fn listing(bytes: &[u8]) -> Result<Vec<TreeFile>, Error> {
    let (mut files, mut paths, mut total) = (Vec::new(), Paths::default(), 0_u64);
    entries::read(bytes, |header, content| {
        paths.admit(&header.path, header.is_file)?;
        total = total.saturating_add(header.length);
        if total > limits::UNPACKED_BYTES {
            return Err(Error::Limit { what: "unpacked bytes", limit: limits::UNPACKED_BYTES });
        }
        if header.is_file {
            let sha256 = hash(content, header.length)?;
            let (path, executable) = (header.path.clone(), header.executable);
            files.push(TreeFile { path, executable, length: header.length, sha256 });
        }
        Ok(())
    })?;
    Ok(files)
}

fn hash(content: &mut dyn Read, length: u64) -> Result<Sha256, Error> {
    let (mut hasher, mut seen, mut buffer) = (Hasher::new(), 0, vec![0; 64 << 10]);
    loop {
        let count = content.read(&mut buffer).map_err(|error| malformed(error.to_string()))?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
        seen += count as u64;
    }
    if seen == length { Ok(hasher.finish()) } else { Err(malformed("it ends inside a file")) }
}

fn write(into: &Dir, header: &entries::Header, content: &mut dyn Read) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(if header.executable { 0o755 } else { 0o644 });
    let mut file = into.open_with(&header.path, &options).map_err(Error::Write)?;
    io::copy(content, &mut file).map_err(Error::Write)?;
    file.flush().map_err(Error::Write)
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
pub(crate) mod tests;
