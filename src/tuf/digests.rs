//! The digests that signed metadata gives of a file, and the one check of bytes against all of them.
//!
//! Owns: that every digest that is there has to fit, not just the first.
//! Never does: accept bytes of which no digest is known; whoever reads metadata refuses such an entry, or allows a role without.
//! In: bytes. Out: nothing, or a [`Mismatch`].

use crate::digest::{Sha256, sha512};

/// The digests of one file that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Digests {
    pub(super) sha256: Option<Sha256>,
    pub(super) sha512: Option<[u8; 64]>,
}

/// What of a file is not as it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// `length` (bytes), `sha256` or `sha512` (hexadecimal).
    pub(super) what: &'static str,
    /// What is signed.
    pub(super) expected: String,
    /// What the bytes have.
    pub(super) seen: String,
}

impl Digests {
    /// Checks every digest that is there; the sha256 of `bytes` may have been made before.
    pub(super) fn check(&self, bytes: &[u8], sha256: impl FnOnce() -> Sha256) -> Result<(), Mismatch> {
        if let Some(expected) = self.sha256 {
            let seen = sha256();
            if seen != expected {
                return Err(Mismatch { what: "sha256", expected: expected.to_string(), seen: seen.to_string() });
            }
        }
        if let Some(expected) = self.sha512 {
            let seen = sha512(bytes);
            if seen != expected {
                return Err(Mismatch { what: "sha512", expected: hex::encode(expected), seen: hex::encode(seen) });
            }
        }
        Ok(())
    }
}
