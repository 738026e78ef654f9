//! What is trusted, for people and for `trust show`: versions, keys, thresholds and expiries.
//!
//! Owns: the shape of the summary.
//! Never does: judge; every role in it has been verified.
//! In: verified roles. Out: [`TrustSummary`].

use jiff::civil::DateTime;
use serde::Serialize;

use crate::digest::Sha256;

use super::keyring::KeyRing;
use super::roles::Header;

/// What a client trusts at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrustSummary {
    /// The repository's identity (sha256 of the canonical signed part of the pinned root).
    pub repository: Sha256,
    /// Fingerprint of the root role's keys and threshold.
    pub root_keys: Sha256,
    /// The top-level roles, then the delegated roles that were loaded, by name.
    pub roles: Vec<RoleSummary>,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleSummary {
    /// Its name (remote text for delegated roles).
    pub name: String,
    /// The role that delegates to it; `root` for the top-level roles.
    pub delegated_by: String,
    /// Its version.
    pub version: u64,
    /// When it expires, as signed.
    pub expires: String,
    /// The same as a time, UTC.
    #[serde(skip)]
    pub expires_at: DateTime,
    /// Signatures needed.
    pub threshold: u64,
    /// Keys that may sign, in the order listed.
    pub keys: Vec<KeySummary>,
    /// Targets that it lists itself; 0 for roles that list none.
    pub targets: usize,
}

/// One key of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeySummary {
    /// The key id as the metadata spells it (remote text).
    pub id: String,
    /// The signature scheme; `unknown` for a key that this program cannot use.
    pub scheme: String,
}

/// The summary of a role that was verified under the keys of `ring`.
pub(super) fn of_role(name: &str, delegated_by: &str, header: &Header, ring: &KeyRing, targets: usize) -> RoleSummary {
    RoleSummary {
        name: name.to_owned(),
        delegated_by: delegated_by.to_owned(),
        version: header.version,
        expires: header.expires.to_string(),
        expires_at: header.expires.time(),
        threshold: ring.threshold,
        keys: ring.summary(),
        targets,
    }
}
