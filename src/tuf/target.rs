//! A target that signed metadata vouches for.
//!
//! Owns: the type that only a verified look-up can make.
//! Never does: download or check the target's bytes; `fetch` does, against what this says.
//! In: an entry of a verified targets role. Out: [`VerifiedTarget`].

use crate::digest::Sha256;

/// One target as a verified role lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct VerifiedTarget {
    pub(super) name: String,
    pub(super) length: u64,
    pub(super) sha256: Option<Sha256>,
    pub(super) sha512: Option<[u8; 64]>,
    pub(super) custom: String,
    pub(super) role: String,
}

impl VerifiedTarget {
    /// The target's path in the repository, as signed (remote text).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its signed length, bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its signed sha256. At least one of the two digests is there; whoever checks bytes checks all that are there.
    pub fn sha256(&self) -> Option<Sha256> {
        self.sha256
    }

    /// Its signed sha512.
    pub fn sha512(&self) -> Option<[u8; 64]> {
        self.sha512
    }

    /// The signed `custom` object as JSON text; `null` where there is none.
    pub fn custom(&self) -> &str {
        &self.custom
    }

    /// The role whose signatures cover the entry (remote text).
    pub fn role(&self) -> &str {
        &self.role
    }
}
