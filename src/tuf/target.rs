//! A target that signed metadata vouches for.
//!
//! Owns: the types that only a verified look-up can make, and the check of bytes against all that one says.
//! Never does: download; whoever does hands the bytes on as they come.
//! In: an entry of a verified targets role. Out: [`VerifiedTarget`], and the yes or no of [`TargetCheck::finish`].

use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA512};
use serde::Deserialize;

use crate::digest::{Hasher, Sha256};

use super::Error;
use super::digests::Digests;
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

    /// The signed `custom` object as a `T`, with nothing else looked at; `None` where it is no `T`.
    ///
    /// Enough to sort entries by; whoever uses one reads it.
    pub fn custom_as<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        #[derive(Deserialize)]
        struct Entry<T> {
            custom: T,
        }
        serde_json::from_str(self.targets.text_at(self.position)).ok().map(|Entry { custom }| custom)
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
    pub(super) digests: Digests,
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
        self.digests.sha256
    }

    /// Its signed sha512.
    pub fn sha512(&self) -> Option<[u8; 64]> {
        self.digests.sha512
    }

    /// Checks that `bytes` are the target: the length and every signed digest (TUF spec 5.7.2).
    ///
    /// # Errors
    /// [`OtherTarget`].
    pub fn check(&self, bytes: &[u8]) -> Result<(), OtherTarget> {
        let mut check = TargetCheck::new(self);
        check.take(bytes);
        check.finish().map(drop)
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

/// Takes a target's bytes as they come, and compares them with the signed length and every signed digest (TUF spec 5.7.2).
pub struct TargetCheck<'t> {
    target: &'t VerifiedTarget,
    sha256: Hasher,
    sha512: Option<Context>,
    length: u64,
}

/// What is signed against what came, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherTarget {
    /// The signed digests and length.
    pub expected: String,
    /// Those of the bytes, as far as they were taken.
    pub seen: String,
}

impl<'t> TargetCheck<'t> {
    /// A check of bytes that should be `target`.
    pub fn new(target: &'t VerifiedTarget) -> Self {
        Self { target, sha256: Hasher::new(), sha512: target.digests.sha512.map(|_| Context::new(&SHA512)), length: 0 }
    }

    /// Takes the next bytes; `false` as soon as there are more than are signed, and nothing more needs to be taken.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        self.length += bytes.len() as u64;
        self.sha256.update(bytes);
        if let Some(sha512) = &mut self.sha512 {
            sha512.update(bytes);
        }
        self.length <= self.target.length
    }

    /// The sha256 of the bytes where they are the target.
    ///
    /// # Errors
    /// [`OtherTarget`] when length or any signed digest differs.
    pub fn finish(self) -> Result<Sha256, OtherTarget> {
        let Self { target, sha256, sha512, length } = self;
        let (sha256, sha512) = (sha256.finish(), sha512.map(Context::finish));
        let sha512 = sha512.as_ref().map(AsRef::<[u8]>::as_ref);
        let signed = target.digests.sha512.as_ref().map(AsRef::<[u8]>::as_ref);
        if length == target.length && target.digests.sha256.is_none_or(|signed| signed == sha256) && sha512 == signed {
            return Ok(sha256);
        }
        let seen = if length > target.length {
            format!("more than {} bytes", target.length)
        } else {
            digests(Some(sha256), sha512, length)
        };
        Err(OtherTarget { expected: digests(target.digests.sha256, signed, target.length), seen })
    }
}

fn digests(sha256: Option<Sha256>, sha512: Option<&[u8]>, length: u64) -> String {
    let sha256 = sha256.map_or_else(String::new, |digest| format!("sha256:{digest} "));
    let sha512 = sha512.map_or_else(String::new, |digest| format!("sha512:{} ", hex::encode(digest)));
    format!("{sha256}{sha512}({length} bytes)")
}
