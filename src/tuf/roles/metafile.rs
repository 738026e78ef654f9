//! What one role says about another role's file or about a target: version, length, digests.
//!
//! Owns: the check of bytes against all known digests and the length.
//! Never does: accept an entry that names only digests it does not know.
//! In: an entry of `meta` or `targets`. Out: [`MetaFile`], digest pairs.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::digest::Sha256;
use crate::redact::Printable;
use crate::tuf::digests::{Digests, Mismatch};
use crate::tuf::document::Document;
use crate::tuf::error::Error;
use crate::tuf::strict::Object;

/// What a timestamp or snapshot says about a role's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tuf) struct MetaFile {
    pub(in crate::tuf) version: u64,
    pub(in crate::tuf) length: Option<u64>,
    digests: Digests,
}

/// A `hashes` object: the two digests that this program knows, in hexadecimal; other algorithms are passed over.
#[derive(Debug, Default, Deserialize)]
pub(in crate::tuf) struct Hashes<'a> {
    #[serde(borrow, default, deserialize_with = "text")]
    sha256: Option<Cow<'a, str>>,
    #[serde(borrow, default, deserialize_with = "text")]
    sha512: Option<Cow<'a, str>>,
}

/// Text where the member is there: `null` is no digest, and not one that is absent either.
fn text<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    Cow::deserialize(deserializer).map(Some)
}

impl Hashes<'_> {
    /// The digests as bytes.
    pub(in crate::tuf) fn read(&self) -> Result<Digests, String> {
        let sha256 = self.sha256.as_ref().map(|text| text.to_ascii_lowercase().parse::<Sha256>());
        let sha512 = self.sha512.as_ref().map(|text| {
            let mut bytes = [0; 64];
            hex::decode_to_slice(text.as_bytes(), &mut bytes).map(|()| bytes)
        });
        let sha256 = sha256.transpose().map_err(|error| error.to_string())?;
        let sha512 = sha512.transpose().map_err(|_| "the sha512 is not 128 hexadecimal digits".to_owned())?;
        Ok(Digests { sha256, sha512 })
    }
}

/// An entry of `meta` as it is written.
#[derive(Deserialize)]
struct Entry<'a> {
    version: u64,
    #[serde(default)]
    length: Option<u64>,
    #[serde(borrow, default)]
    hashes: Option<Object<Hashes<'a>>>,
}

impl MetaFile {
    /// Reads the entry for `name` in the `meta` of `role` from JSON text.
    pub(in crate::tuf) fn read(role: &str, name: &str, entry: &str) -> Result<Self, Error> {
        let malformed = |reason: &str| Error::Malformed {
            role: Printable(role).to_string(),
            reason: format!("the entry {}: {}", Printable(name), Printable(reason)),
        };
        let Object(Entry { version, length, hashes }) =
            serde_json::from_str(entry).map_err(|error: serde_json::Error| malformed(&error.to_string()))?;
        if version == 0 {
            return Err(malformed("`version` is not an integer of at least 1"));
        }
        let digests = match hashes {
            None => Digests::default(),
            Some(Object(hashes)) => {
                let digests = hashes.read().map_err(|reason| malformed(&reason))?;
                // Digests that nobody here can check must not count as checked (attack table, row 75).
                if digests == Digests::default() {
                    return Err(malformed("`hashes` has neither sha256 nor sha512"));
                }
                digests
            }
        };
        Ok(Self { version, length, digests })
    }

    /// The most bytes that the file can have: what is listed, `cap` at the most.
    pub(in crate::tuf) fn most(&self, cap: u64) -> u64 {
        self.length.unwrap_or(cap).min(cap)
    }

    /// What the transcript says of bytes that fit.
    pub(in crate::tuf) fn facts(&self, bytes: &[u8]) -> (String, String) {
        let length = self.length.map(|length| format!("{length} bytes"));
        let sha256 = self.digests.sha256.map(|digest| format!("sha256 {digest}"));
        let sha512 = self.digests.sha512.map(|digest| format!("sha512 {}", hex::encode(digest)));
        let listed: Vec<String> = length.into_iter().chain(sha256).chain(sha512).collect();
        let listed = if listed.is_empty() { "no length or digest is listed".to_owned() } else { listed.join(", ") };
        (listed, format!("{} bytes, sha256 {}", bytes.len(), Sha256::of(bytes)))
    }

    /// Checks length and every known digest of a role's `bytes` (TUF spec 5.5.2, 5.6.2).
    pub(in crate::tuf) fn check_bytes(&self, role: &str, bytes: &[u8]) -> Result<(), Error> {
        self.check_with(role, bytes, || Sha256::of(bytes))
    }

    /// The same of a file that has been parsed, and perhaps hashed.
    pub(in crate::tuf) fn check_document(&self, role: &str, document: &Document) -> Result<(), Error> {
        self.check_with(role, document.bytes(), || document.sha256())
    }

    fn check_with(&self, role: &str, bytes: &[u8], sha256: impl FnOnce() -> Sha256) -> Result<(), Error> {
        let role = || Printable(role).to_string();
        let seen = bytes.len() as u64;
        if let Some(expected) = self.length.filter(|length| *length != seen) {
            return Err(Error::WrongLength { role: role(), expected, seen });
        }
        let differs =
            |it: Mismatch| Error::WrongHash { role: role(), algorithm: it.what, expected: it.expected, seen: it.seen };
        self.digests.check(bytes, sha256).map_err(differs)
    }
}
