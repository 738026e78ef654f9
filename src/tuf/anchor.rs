//! The trust anchor: the root metadata that a project pins.
//!
//! Owns: the repository's identity, the sha256 of the canonical signed part of the pinned root: nobody can make another root
//! with the same identity, and signatures added later do not change it.
//! Never does: I/O, or judge expiry (an old anchor is where the root chain starts).
//! In: the bytes of the pinned root. Out: [`TrustAnchor`].

use crate::digest::Sha256;

use super::document::Document;
use super::error::Error;
use super::roles::Root;

/// A pinned root, signed by a threshold of its own keys.
#[derive(Debug, Clone)]
pub struct TrustAnchor {
    pub(super) root: Root,
    id: Sha256,
}

impl TrustAnchor {
    /// Reads the pinned root (TUF spec 5.2).
    ///
    /// # Errors
    /// The bytes are not root metadata, or are not signed by a threshold of the keys that they name.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, Error> {
        let document = Document::parse("root", bytes)?;
        let id = Sha256::of(document.message());
        let root = Root::read(document)?;
        root.keys.verify(&root.document)?;
        Ok(Self { root, id })
    }

    /// The identity of the repository.
    pub fn id(&self) -> Sha256 {
        self.id
    }

    /// The version of the pinned root.
    pub fn root_version(&self) -> u64 {
        self.root.header.version
    }

    /// The fingerprint of the pinned root's keys and threshold; see [`super::Client::root_keys_fingerprint`].
    pub fn root_keys_fingerprint(&self) -> Sha256 {
        self.root.keys_fingerprint()
    }
}
