//! A target that signed metadata vouches for.
//!
//! Owns: the types that only a verified look-up can make.
//! Never does: download or check the target's bytes; `fetch` does, against what this says.
//! In: an entry of a verified targets role. Out: [`VerifiedTarget`].

use std::sync::Arc;

use crate::digest::Sha256;

use super::Error;
use super::roles::Targets;

/// A target that a verified role lists, not read yet: most entries of a listing are never asked for.
#[derive(Debug, Clone)]
pub struct ListedTarget {
    pub(super) role: Arc<str>,
    pub(super) targets: Arc<Targets>,
    pub(super) position: usize,
}

impl ListedTarget {
    /// The target's path in the repository, as signed (remote text).
    pub fn name(&self) -> &str {
        self.targets.name_at(self.position)
    }

    /// The role whose signatures cover the entry (remote text).
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Reads the entry.
    ///
    /// # Errors
    /// [`Error::Malformed`], or [`Error::NoKnownHash`] when no digest is one that this program can check.
    pub fn read(&self) -> Result<VerifiedTarget, Error> {
        self.targets.target_at(&self.role, self.position)
    }
}

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
