//! From a verified archive to files: one pass that reads and hashes everything, one that writes.
//!
//! Owns: the two passes, and that nothing is written of an archive whose tree digest is not the one that is vouched for.
//! Never does: write outside the folder handle, or over a file that is there.
//! In: [`VerifiedArchive`] and an empty folder. Out: [`UnpackedTree`].

use cap_std::fs::Dir;

use super::collision::Paths;
use super::member::{self, Tape, failed};
use super::{Content, Error, Extent, VerifiedArchive, space, write};
use crate::digest::{Hasher, Sha256};
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

/// Unpacks `archive` into the empty folder `into`. Files get the modes of the store; folders without files are not made.
///
/// # Errors
/// [`Error`]; whoever owns the folder removes it with what it holds. Only [`Error::Write`] can come after the first file.
pub fn unpack(archive: &VerifiedArchive, into: &Dir) -> Result<UnpackedTree, Error> {
    let (pin, extent) = (&archive.pin, archive.extent);
    member::open(&archive.bytes, extent, |tape| {
        let files = listing(tape, extent)?;
        extent.check(&files)?;
        let seen = tree::digest(&files);
        if seen != pin.tree {
            return Err(Error::Tree { expected: pin.tree, seen });
        }
        space::check(&files, into)?;
        write::files(tape, &files, into)?;
        Ok(UnpackedTree { tree: seen, files })
    })
}

/// The first pass: every header, every check sum, every digest; nothing is written.
pub(super) fn listing(tape: &Tape<'_>, extent: Extent) -> Result<Vec<TreeFile>, Error> {
    let (mut files, mut paths, mut total) = (Vec::new(), Paths::default(), 0);
    tape.read(|header, content| {
        paths.admit(&header.path, header.is_file)?;
        if header.is_file {
            // A file is at most `limits::FILE_BYTES` long, and there are at most `limits::ARCHIVE_ENTRIES`.
            total += header.length;
            extent.admit(files.len() as u64 + 1, total)?;
            let (path, executable) = (header.path.clone(), header.executable);
            files.push(TreeFile { path, executable, length: header.length, sha256: hash(content)? });
        }
        Ok(())
    })?;
    Ok(files)
}

fn hash(content: &mut Content<'_>) -> Result<Sha256, Error> {
    let mut hasher = Hasher::new();
    loop {
        let piece = content.fill_buf().map_err(failed)?;
        if piece.is_empty() {
            return Ok(hasher.finish());
        }
        hasher.update(piece);
        let length = piece.len();
        content.consume(length);
    }
}

#[cfg(test)]
#[path = "unpack_tests.rs"]
pub(crate) mod tests;
