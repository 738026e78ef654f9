//! Who may sign a role: how many signatures of which keys its delegator asks for.
//!
//! Owns: the value that a lockfile records and a repository is compared by, and what counts as a key: its material, not its id.
//! Never does: check a signature (that is `tuf`), or judge a change (that is `approve`).
//! In: digests of keys and a threshold. Out: [`Signers`].

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::digest::Sha256;

/// The keys that may sign a role, and how many of them must.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signers {
    /// How many different keys have to sign, 1 at the least.
    pub threshold: u64,
    /// sha256 of each key's `SubjectPublicKeyInfo` (RFC 5280 section 4.1, DER): what `openssl pkey -pubin -outform DER` writes.
    pub keys: BTreeSet<Sha256>,
}

impl Signers {
    /// The keys that may sign now and could not before.
    pub fn new_since(&self, before: &Self) -> BTreeSet<Sha256> {
        &self.keys - &before.keys
    }

    /// Threshold and keys, in words.
    pub fn in_full(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(ToString::to_string).collect();
        format!("{} of {}", self.threshold, keys.join(", "))
    }
}

impl fmt::Display for Signers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} keys", self.threshold, self.keys.len())
    }
}

/// The first digits of keys' digests, for messages.
pub fn shortened(keys: &BTreeSet<Sha256>) -> String {
    let short = |key: &Sha256| key.to_string().chars().take(16).collect::<String>();
    keys.iter().map(short).collect::<Vec<_>>().join(", ")
}
