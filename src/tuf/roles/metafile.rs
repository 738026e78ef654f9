//! What one role says about another role's file or about a target: version, length, digests.
//!
//! Owns: the check of bytes against all known digests and the length.
//! Never does: accept an entry that names only digests it does not know.
//! In: an entry of `meta` or `targets`. Out: [`MetaFile`], digest pairs.

use aws_lc_rs::digest::{SHA512, digest};
use serde_json::Value;

use crate::digest::Sha256;
use crate::redact::Printable;
use crate::tuf::error::Error;

/// What a timestamp or snapshot says about a role's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tuf) struct MetaFile {
    pub(in crate::tuf) version: u64,
    pub(in crate::tuf) length: Option<u64>,
    sha256: Option<Sha256>,
    sha512: Option<[u8; 64]>,
}

/// The two digests that this program knows, from a `hashes` object; other algorithms are passed over.
pub(in crate::tuf) fn digest_pair(hashes: &Value) -> Result<(Option<Sha256>, Option<[u8; 64]>), String> {
    let text = |name: &str| match hashes.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.to_ascii_lowercase())),
        Some(_) => Err(format!("the {name} is not text")),
    };
    let sha256 = match text("sha256")? {
        None => None,
        Some(text) => Some(text.parse::<Sha256>().map_err(|error| error.to_string())?),
    };
    let sha512 = match text("sha512")? {
        None => None,
        Some(text) => {
            let mut bytes = [0; 64];
            hex::decode_to_slice(&text, &mut bytes).map_err(|_| "the sha512 is not 128 hexadecimal digits".to_owned())?;
            Some(bytes)
        }
    };
    Ok((sha256, sha512))
}

impl MetaFile {
    /// Reads the entry for `name` in the `meta` of `role`.
    pub(in crate::tuf) fn read(role: &str, name: &str, entry: &Value) -> Result<Self, Error> {
        let malformed = |reason: &str| Error::Malformed {
            role: Printable(role).to_string(),
            reason: format!("the entry {}: {reason}", Printable(name)),
        };
        let version = entry["version"].as_u64().filter(|version| *version > 0);
        let version = version.ok_or_else(|| malformed("`version` is not an integer of at least 1"))?;
        let length = match entry.get("length") {
            None => None,
            Some(length) => Some(length.as_u64().ok_or_else(|| malformed("`length` is not a positive integer"))?),
        };
        let (sha256, sha512) = match entry.get("hashes") {
            None => (None, None),
            Some(hashes) => {
                let pair = digest_pair(hashes).map_err(|reason| malformed(&reason))?;
                // Digests that nobody here can check must not count as checked (attack table, row 75).
                if pair == (None, None) {
                    return Err(malformed("`hashes` has neither sha256 nor sha512"));
                }
                pair
            }
        };
        Ok(Self { version, length, sha256, sha512 })
    }

    /// Checks length and every known digest of a role's `bytes` (TUF spec 5.5.2, 5.6.2).
    pub(in crate::tuf) fn check_bytes(&self, role: &str, bytes: &[u8]) -> Result<(), Error> {
        let role = || Printable(role).to_string();
        let seen = bytes.len() as u64;
        if let Some(expected) = self.length.filter(|length| *length != seen) {
            return Err(Error::WrongLength { role: role(), expected, seen });
        }
        if let Some(expected) = self.sha256 {
            let seen = Sha256::of(bytes);
            if seen != expected {
                let (expected, seen) = (expected.to_string(), seen.to_string());
                return Err(Error::WrongHash { role: role(), algorithm: "sha256", expected, seen });
            }
        }
        if let Some(expected) = self.sha512 {
            let seen = digest(&SHA512, bytes);
            if seen.as_ref() != expected {
                let (expected, seen) = (hex::encode(expected), hex::encode(seen));
                return Err(Error::WrongHash { role: role(), algorithm: "sha512", expected, seen });
            }
        }
        Ok(())
    }
}
