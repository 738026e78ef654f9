//! Archives: bytes that arrive, bytes that are vouched for, files.
//!
//! Owns: gzip and tar, the policy on what an archive may hold, and the rule that nothing is parsed before its digest is right.
//! Never does: follow, make or accept a link, run anything, or write outside the folder handle that it is given.
//! In: bytes. Out: [`FetchedArchive`], then [`VerifiedArchive`], then [`UnpackedTree`].

mod collision;
mod entries;
mod error;
mod extent;
pub mod gzip;
mod header;
mod inspect;
mod member;
mod pack;
mod path;
mod pax;
mod space;
mod unpack;
mod write;

pub use error::Error;
pub use extent::Extent;
pub use inspect::{InspectError, Inspected, contents, inspect, list};
pub use pack::{PackError, PackedPlugin, of_files, pack};
pub use unpack::{UnpackedTree, unpack};

use crate::digest::{Hasher, Sha256};

/// The content of one entry, and nothing beyond it.
type Content<'a> = dyn std::io::BufRead + 'a;

/// What one witness says of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// Length, bytes.
    pub length: u64,
    /// sha256 of the archive.
    pub sha256: Sha256,
    /// Tree digest of the unpacked files.
    pub tree: Sha256,
}

/// Takes an archive's bytes as they arrive, hashing them, and never more than it was told to take.
#[derive(Debug)]
pub struct Receiver {
    bytes: Vec<u8>,
    hasher: Hasher,
    length: u64,
}

/// All bytes of an archive, as many as were announced, hashed, not yet trusted.
#[derive(Debug)]
pub struct FetchedArchive {
    bytes: Vec<u8>,
    sha256: Sha256,
}

/// An archive whose length and digest both witnesses vouch for.
#[derive(Debug)]
pub struct VerifiedArchive {
    bytes: Vec<u8>,
    pin: Pin,
    extent: Extent,
}

impl Receiver {
    /// A receiver for an archive of `length` bytes.
    pub fn new(length: u64) -> Self {
        // A claim does not reserve memory beyond a first mebibyte.
        Self { bytes: Vec::with_capacity(usize::try_from(length.min(1 << 20)).unwrap_or(0)), hasher: Hasher::new(), length }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::Length`] as soon as there are more than were announced.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), Error> {
        let length = self.bytes.len() as u64 + chunk.len() as u64;
        if length > self.length {
            return Err(Error::Length { expected: self.length, seen: length });
        }
        self.hasher.update(chunk);
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// [`Error::Length`] when there are fewer bytes than were announced.
    pub fn finish(self) -> Result<FetchedArchive, Error> {
        let seen = self.bytes.len() as u64;
        if seen != self.length {
            return Err(Error::Length { expected: self.length, seen });
        }
        Ok(FetchedArchive { bytes: self.bytes, sha256: self.hasher.finish() })
    }
}

impl VerifiedArchive {
    /// The bytes, for the cache.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The tree digest that its files have to have.
    pub fn tree(&self) -> Sha256 {
        self.pin.tree
    }
}

impl FetchedArchive {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Their digest.
    pub fn sha256(&self) -> Sha256 {
        self.sha256
    }

    /// Checks the bytes against both witnesses. Signed metadata also says how much they unpack to.
    ///
    /// # Errors
    /// [`Error::Witnesses`] when they do not agree, [`Error::Length`], [`Error::Digest`].
    pub fn verify(self, locked: &Pin, signed: &Pin, extent: Extent) -> Result<VerifiedArchive, Error> {
        let differs = |what, locked: &dyn ToString, signed: &dyn ToString| {
            Err(Error::Witnesses { what, locked: locked.to_string(), signed: signed.to_string() })
        };
        if locked.length != signed.length {
            return differs("length", &locked.length, &signed.length);
        }
        if locked.sha256 != signed.sha256 {
            return differs("sha256", &locked.sha256, &signed.sha256);
        }
        if locked.tree != signed.tree {
            return differs("tree digest", &locked.tree, &signed.tree);
        }
        let seen = self.bytes.len() as u64;
        if seen != locked.length {
            return Err(Error::Length { expected: locked.length, seen });
        }
        if self.sha256 != locked.sha256 {
            return Err(Error::Digest { expected: locked.sha256, seen: self.sha256 });
        }
        Ok(VerifiedArchive { bytes: self.bytes, pin: *locked, extent })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    pub(crate) use super::unpack::tests::{extent, sample};
}
