//! The least that a run accepts, from memories beside the roles' own files: another folder, or the file `seen`.
//!
//! Owns: the rule that memories are merged by maximum, and that versions bind only under the keys they were seen under
//! (TUF spec 5.3.11: rotated keys end a fast-forward attack). Never does: I/O.
//! In: what earlier runs saw. Out: yes, or [`Error::BelowFloor`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::Sha256;
use crate::redact::Printable;

use super::error::Error;
use super::roles::{Snapshot, Timestamp};
use super::state::Seen;

/// What has been seen of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Floor {
    /// The newest root.
    pub root: u64,
    /// Digest of the keys of timestamp and snapshot that the versions below were seen under; they bind under no others.
    pub keys: Option<Sha256>,
    /// The newest timestamp.
    pub timestamp: u64,
    /// The newest snapshot.
    pub snapshot: u64,
    /// The newest version of targets roles, where a snapshot was lost that said so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<String, u64>,
}

impl Floor {
    /// What binds under `keys`: the newest root of all memories, the rest only of those that saw it under the same keys.
    pub(super) fn of_all(floors: &[Self], keys: Sha256) -> Self {
        let root = floors.iter().map(|floor| floor.root).max().unwrap_or(0);
        let none = Self { root, keys: Some(keys), ..Self::default() };
        floors.iter().filter(|floor| floor.keys == Some(keys)).fold(none, |all, floor| all.merged(floor))
    }

    /// This memory and a newer one: nothing is lowered, and other keys begin anew.
    #[must_use]
    pub fn merged(&self, newer: &Self) -> Self {
        let root = self.root.max(newer.root);
        if self.keys != newer.keys {
            return Self { root, ..newer.clone() };
        }
        let (timestamp, snapshot) = (self.timestamp.max(newer.timestamp), self.snapshot.max(newer.snapshot));
        let mut roles = self.roles.clone();
        for (role, version) in &newer.roles {
            let seen = roles.entry(role.clone()).or_default();
            *seen = (*seen).max(*version);
        }
        Self { root, keys: newer.keys, timestamp, snapshot, roles }
    }

    /// Raises this floor to what the trust state has seen.
    pub(super) fn raise(&mut self, seen: &Seen) {
        self.root = self.root.max(seen.version("root"));
        self.timestamp = self.timestamp.max(seen.version("timestamp"));
        self.snapshot = self.snapshot.max(seen.version("snapshot"));
    }

    /// Refuses a timestamp that is older, or lists an older snapshot, than what was seen (TUF spec 5.4.3).
    pub(super) fn check_timestamp(&self, timestamp: &Timestamp) -> Result<(), Error> {
        at_least("the timestamp", self.timestamp, timestamp.header.version)?;
        at_least("the snapshot that the timestamp lists", self.snapshot, timestamp.snapshot.version)
    }

    /// Refuses a snapshot that lists an older role than what was seen (TUF spec 5.5.5).
    pub(super) fn check_snapshot(&self, snapshot: &Snapshot) -> Result<(), Error> {
        for (role, seen) in &self.roles {
            let listed = snapshot.listed(role)?.map_or(0, |listed| listed.version);
            at_least(&format!("the role {} that the snapshot lists", Printable(role)), *seen, listed)?;
        }
        Ok(())
    }
}

fn at_least(subject: &str, remembered: u64, seen: u64) -> Result<(), Error> {
    if seen >= remembered { Ok(()) } else { Err(Error::BelowFloor { subject: subject.to_owned(), remembered, seen }) }
}
