//! What one role says about another role's file or about a target: version, length, digests.
//!
//! Owns: the check of bytes against all known digests and the length.
//! Never does: accept an entry that names only digests it does not know.
//! In: an entry of `meta` or `targets`. Out: [`MetaFile`], digest pairs.

use std::borrow::Cow;

use aws_lc_rs::digest::{SHA512, digest};
use serde::Deserialize;

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

/// A `hashes` object: the two digests that this program knows, in hexadecimal; other algorithms are passed over.
#[derive(Debug, Default, Deserialize)]
pub(in crate::tuf) struct Hashes<'a> {
    #[serde(borrow, default)]
    sha256: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    sha512: Option<Cow<'a, str>>,
}

impl Hashes<'_> {
    /// The digests as bytes.
    pub(in crate::tuf) fn read(&self) -> Result<(Option<Sha256>, Option<[u8; 64]>), String> {
        let sha256 = self.sha256.as_ref().map(|text| text.to_ascii_lowercase().parse::<Sha256>());
        let sha512 = self.sha512.as_ref().map(|text| {
            let mut bytes = [0; 64];
            hex::decode_to_slice(text.as_bytes(), &mut bytes).map(|()| bytes)
        });
        let sha256 = sha256.transpose().map_err(|error| error.to_string())?;
        let sha512 = sha512.transpose().map_err(|_| "the sha512 is not 128 hexadecimal digits".to_owned())?;
        Ok((sha256, sha512))
    }
}

/// An entry of `meta` as it is written.
#[derive(Deserialize)]
struct Entry<'a> {
    version: u64,
    #[serde(default)]
    length: Option<u64>,
    #[serde(borrow, default)]
    hashes: Option<Hashes<'a>>,
}

impl MetaFile {
    /// Reads the entry for `name` in the `meta` of `role` from JSON text.
    pub(in crate::tuf) fn read(role: &str, name: &str, entry: &str) -> Result<Self, Error> {
        let malformed = |reason: &str| Error::Malformed {
            role: Printable(role).to_string(),
            reason: format!("the entry {}: {}", Printable(name), Printable(reason)),
        };
        let Entry { version, length, hashes } =
            serde_json::from_str(entry).map_err(|error: serde_json::Error| malformed(&error.to_string()))?;
        if version == 0 {
            return Err(malformed("`version` is not an integer of at least 1"));
        }
        let (sha256, sha512) = match hashes {
            None => (None, None),
            Some(hashes) => {
                let pair = hashes.read().map_err(|reason| malformed(&reason))?;
                // Digests that nobody here can check must not count as checked (attack table, row 75).
                if pair == (None, None) {
                    return Err(malformed("`hashes` has neither sha256 nor sha512"));
                }
                pair
            }
        };
        Ok(Self { version, length, sha256, sha512 })
    }

    /// The most bytes that the file can have: what is listed, `cap` at the most.
    pub(in crate::tuf) fn most(&self, cap: u64) -> u64 {
        self.length.unwrap_or(cap).min(cap)
    }

    /// What the transcript says of bytes that fit.
    pub(in crate::tuf) fn facts(&self, bytes: &[u8]) -> (String, String) {
        let length = self.length.map(|length| format!("{length} bytes"));
        let sha256 = self.sha256.map(|digest| format!("sha256 {digest}"));
        let sha512 = self.sha512.map(|digest| format!("sha512 {}", hex::encode(digest)));
        let listed: Vec<String> = length.into_iter().chain(sha256).chain(sha512).collect();
        let listed = if listed.is_empty() { "no length or digest is listed".to_owned() } else { listed.join(", ") };
        (listed, format!("{} bytes, sha256 {}", bytes.len(), Sha256::of(bytes)))
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
