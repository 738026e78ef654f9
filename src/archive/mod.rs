//! Archives: bytes that arrive, bytes that are vouched for, files.
//!
//! Owns: gzip and tar, the policy on what an archive may hold, and the rule that nothing is parsed before its digest is right.
//! Never does: follow, make or accept a link, run anything, or write outside the folder handle that it is given.
//! In: bytes. Out: [`FetchedArchive`], then [`VerifiedArchive`], then [`UnpackedTree`].

mod entries;
mod error;
pub mod gzip;
mod inspect;
mod pack;
mod path;
mod unpack;

pub use error::Error;
pub use inspect::{InspectError, Inspected, inspect};
pub use pack::{PackError, PackedPlugin, pack};
pub use unpack::{UnpackedTree, unpack};

use crate::digest::{Hasher, Sha256};

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

/// All bytes of an archive, hashed, not yet trusted.
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
    pub fn finish(self) -> FetchedArchive {
        FetchedArchive { bytes: self.bytes, sha256: self.hasher.finish() }
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

    /// Checks the bytes against both witnesses.
    ///
    /// # Errors
    /// [`Error::Witnesses`] when they do not agree, [`Error::Length`], [`Error::Digest`].
    pub fn verify(self, locked: &Pin, signed: &Pin) -> Result<VerifiedArchive, Error> {
        if locked != signed {
            return Err(Error::Witnesses { locked: locked.sha256, signed: signed.sha256 });
        }
        let seen = self.bytes.len() as u64;
        if seen != locked.length {
            return Err(Error::Length { expected: locked.length, seen });
        }
        if self.sha256 != locked.sha256 {
            return Err(Error::Digest { expected: locked.sha256, seen: self.sha256 });
        }
        Ok(VerifiedArchive { bytes: self.bytes, pin: *locked })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    pub(crate) use super::unpack::tests::sample;
}
