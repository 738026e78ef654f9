//! Staging: a change to a repository, worked out but not signed.
//!
//! Owns: versions and expiries of the roles that change; roles that do not change are not touched at all.
//! Never does: sign or write. In: a verified repository and a wish. Out: [`StagedRepository`].

mod delegate;
mod error;
mod init;
mod release;

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::digest::Sha256;
use tough::schema::{Root, Snapshot, Targets, Timestamp};

use crate::expiry::Expiries;
use crate::metadata::{RoleSpec, next};
use crate::repository::Repository;

pub use delegate::{Delegation, delegations};
pub use error::Error;
pub use init::{Founding, initial};
pub use release::{Yank, releases};

/// A change that waits for signatures.
#[derive(Debug)]
pub struct StagedRepository {
    pub(crate) base: Option<Sha256>,
    pub(crate) root: Root,
    pub(crate) new_root: bool,
    pub(crate) targets: Targets,
    pub(crate) new_targets: bool,
    /// Delegated roles that change.
    pub(crate) roles: BTreeMap<String, Targets>,
    pub(crate) snapshot: Snapshot,
    pub(crate) timestamp: Timestamp,
    /// New files below `targets/`, by name with hash.
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    pub(crate) refreshed: bool,
}

impl StagedRepository {
    fn of(repository: &Repository<'_>, expiries: &Expiries) -> Self {
        let mut snapshot = repository.snapshot.clone();
        snapshot.version = next(snapshot.version);
        snapshot.expires = expiries.snapshot;
        let mut timestamp = repository.timestamp.clone();
        timestamp.version = next(timestamp.version);
        timestamp.expires = expiries.timestamp;
        Self {
            base: Some(repository.base),
            root: repository.root.clone(),
            new_root: false,
            targets: repository.targets.clone(),
            new_targets: false,
            roles: BTreeMap::new(),
            snapshot,
            timestamp,
            objects: BTreeMap::new(),
            refreshed: false,
        }
    }

    /// True when there is nothing to sign and nothing to publish.
    pub fn is_empty(&self) -> bool {
        !(self.new_root || self.new_targets || self.refreshed) && self.roles.is_empty() && self.objects.is_empty()
    }

    /// Keeps new bytes for `targets/` under the name that consistent snapshots demand (TUF spec 6.2).
    fn keep(&mut self, target: &str, bytes: Vec<u8>) {
        self.objects.insert(format!("{}.{target}", Sha256::of(&bytes)), bytes);
    }

    fn change(&mut self, name: &str, mut role: Targets, expiries: &Expiries) {
        role.version = next(role.version);
        role.expires = expiries.delegated;
        self.roles.insert(name.to_owned(), role);
    }
}

/// Renews snapshot and timestamp, and the delegated roles named in `roles`.
///
/// # Errors
/// [`Error`] when a role cannot be read.
pub async fn refresh(repository: &Repository<'_>, roles: &[&str], expiries: &Expiries) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    staged.refreshed = true;
    for name in roles {
        let role = repository.role(name).await?;
        staged.change(name, role, expiries);
    }
    Ok(staged)
}

/// A threshold must be reachable, and no key may count twice.
fn checked(role: &str, spec: &RoleSpec) -> Result<(), Error> {
    let distinct: BTreeSet<_> = spec.keys.iter().map(|key| &key.id).collect();
    if distinct.len() != spec.keys.len() {
        return Err(Error::SameKey { role: role.to_owned() });
    }
    if spec.threshold.get() > spec.keys.len() as u64 {
        return Err(Error::Threshold { role: role.to_owned(), threshold: spec.threshold.get(), keys: spec.keys.len() });
    }
    Ok(())
}
