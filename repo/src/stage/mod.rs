//! Staging: a change to a repository, worked out but not signed.
//!
//! Owns: versions and expiries of the roles that change; roles that do not change are not touched at all.
//! Never does: sign or write. In: a verified repository and a wish. Out: [`StagedRepository`].

mod advise;
mod delegate;
mod error;
mod first_seen;
mod forward;
mod init;
mod leftovers;
mod look_alike;
mod needs;
mod release;
mod root;
mod security;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

use ragnos_plugin::digest::Sha256;
use tough::schema::{Delegations, Root, Signature, Snapshot, Targets, Timestamp};

use crate::expiry::Expiries;
use crate::metadata::{RoleSpec, SPEC_VERSION, empty_role, next};
use crate::repository::Repository;
use crate::roles::{self, ClaimsDepth};

pub(crate) use advise::advisories;
pub use advise::{Advise, advise};
pub use delegate::{Delegation, delegations, missing, remove, rotate};
pub use error::Error;
pub(crate) use first_seen::{Arrival, log as log_arrivals};
pub use forward::{Seen, forward};
pub use init::{Claims, Founding, initial};
pub(crate) use leftovers::LEFTOVERS;
pub(crate) use release::plugin_of;
pub use release::{Yank, releases, unlogged_releases};
pub use root::{RootChange, TopRole, root};
pub use security::{Exempt, Revoke, exempt, policy, revoke};

/// A change that waits for signatures.
#[derive(Debug)]
pub struct StagedRepository {
    pub(crate) base: Option<Sha256>,
    /// The root before, whose keys must sign a new one too; `None` where there is none.
    pub(crate) old_root: Option<Root>,
    pub(crate) root: Root,
    pub(crate) new_root: bool,
    pub(crate) targets: Targets,
    pub(crate) new_targets: bool,
    /// Delegated roles that change.
    pub(crate) roles: BTreeMap<String, Targets>,
    /// Delegators of changed roles that do not change themselves, but for top-level targets.
    pub(crate) delegators: BTreeMap<String, Targets>,
    pub(crate) snapshot: Snapshot,
    pub(crate) timestamp: Timestamp,
    /// New files below `targets/`, by name with hash.
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    pub(crate) refreshed: bool,
    /// Signatures that were made before, by role: those of a signing event.
    pub(crate) signatures: BTreeMap<String, Vec<Signature>>,
}

/// What people sign of a change: everything but snapshot and timestamp, which follow from it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) root: Option<Root>,
    pub(crate) targets: Option<Targets>,
    pub(crate) roles: BTreeMap<String, Targets>,
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
}

impl Parts {
    /// The names of the roles that change, the root first.
    pub(crate) fn names(&self) -> Vec<String> {
        let root = self.root.as_ref().map(|_| "root".to_owned());
        let targets = self.targets.as_ref().map(|_| roles::TARGETS.to_owned());
        root.into_iter().chain(targets).chain(self.roles.keys().cloned()).collect()
    }
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
            old_root: Some(repository.root().clone()),
            root: repository.root().clone(),
            new_root: false,
            targets: repository.targets.signed.clone(),
            new_targets: false,
            roles: BTreeMap::new(),
            delegators: BTreeMap::new(),
            snapshot,
            timestamp,
            objects: BTreeMap::new(),
            refreshed: false,
            signatures: BTreeMap::new(),
        }
    }

    /// True when there is nothing to sign and nothing to publish.
    pub fn is_empty(&self) -> bool {
        !(self.new_root || self.new_targets || self.refreshed) && self.roles.is_empty() && self.objects.is_empty()
    }

    /// True for the first version of a repository.
    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// What people sign of this change.
    pub(crate) fn parts(&self) -> Parts {
        Parts {
            root: self.new_root.then(|| self.root.clone()),
            targets: self.new_targets.then(|| self.targets.clone()),
            roles: self.roles.clone(),
            objects: self.objects.clone(),
        }
    }

    /// The change that [`StagedRepository::parts`] came from, on top of `repository`.
    ///
    /// # Errors
    /// [`Error::Undelegated`] when a role has no delegator there.
    pub(crate) async fn restore(repository: Option<&Repository<'_>>, parts: Parts, expiries: &Expiries) -> Result<Self, Error> {
        let Parts { root, targets, roles, objects } = parts;
        let mut staged = match (repository, &root, &targets) {
            (Some(repository), ..) => Self::of(repository, expiries),
            (None, Some(root), Some(targets)) => Self::founded(root.clone(), targets.clone(), expiries),
            (None, ..) => return Err(Error::undelegated("root")),
        };
        if let Some(root) = root {
            (staged.root, staged.new_root) = (root, true);
        }
        if let Some(targets) = targets {
            (staged.targets, staged.new_targets) = (targets, true);
        }
        (staged.roles, staged.objects) = (roles, objects);
        for name in staged.roles.keys().cloned().collect::<Vec<_>>() {
            let delegator = roles::delegators(&name, staged.claims_depth()).pop().unwrap_or_default();
            if staged.targets_role(&delegator).is_none()
                && let Some(repository) = repository
            {
                let signed = repository.role(&delegator).await?.ok_or_else(|| Error::undelegated(&delegator))?;
                staged.delegators.insert(delegator, signed.signed);
            }
            let is_delegated = staged.delegations_to(&name).is_some_and(|from| crate::repository::entry(from, &name).is_some());
            if !is_delegated {
                return Err(Error::undelegated(&name));
            }
        }
        Ok(staged)
    }

    /// A repository that is not published yet.
    fn founded(root: Root, targets: Targets, expiries: &Expiries) -> Self {
        Self {
            base: None,
            old_root: None,
            root,
            new_root: true,
            targets,
            new_targets: true,
            roles: BTreeMap::new(),
            delegators: BTreeMap::new(),
            snapshot: Snapshot::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.snapshot),
            timestamp: Timestamp::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.timestamp),
            objects: BTreeMap::new(),
            refreshed: false,
            signatures: BTreeMap::new(),
        }
    }

    /// The version that the snapshot lists for a role.
    pub(crate) fn listed_version(&self, name: &str) -> Option<NonZeroU64> {
        self.snapshot.meta.get(&format!("{name}.json")).map(|meta| meta.version)
    }

    pub(crate) fn claims_depth(&self) -> ClaimsDepth {
        crate::metadata::claims_depth(&self.targets)
    }

    /// The delegations of the role that delegates to `role`, as they are after the change.
    pub(crate) fn delegations_to(&self, role: &str) -> Option<&Delegations> {
        let delegator = roles::delegators(role, self.claims_depth()).pop()?;
        self.targets_role(&delegator)?.delegations.as_ref()
    }

    /// A targets role that was looked at, as it is after the change.
    fn targets_role(&self, name: &str) -> Option<&Targets> {
        if name == roles::TARGETS {
            return Some(&self.targets);
        }
        self.roles.get(name).or_else(|| self.delegators.get(name))
    }

    /// Keeps new bytes for `targets/` under the name that consistent snapshots demand (TUF spec 6.2).
    fn keep(&mut self, target: &str, bytes: Vec<u8>) {
        self.objects.insert(format!("{}.{target}", Sha256::of(&bytes)), bytes);
    }

    /// A targets role to change: its next version, once. What it is now comes from `repository`.
    async fn edit(&mut self, repository: &Repository<'_>, name: &str, expiries: &Expiries) -> Result<&mut Targets, Error> {
        if name == roles::TARGETS {
            if !self.new_targets {
                self.new_targets = true;
                self.targets.version = next(self.targets.version);
                self.targets.expires = expiries.targets;
            }
            return Ok(&mut self.targets);
        }
        if !self.roles.contains_key(name) {
            let path = repository.path(name).await?.ok_or_else(|| Error::undelegated(name))?;
            for (step, signed) in path {
                if !self.roles.contains_key(&step) {
                    self.delegators.insert(step, signed.signed);
                }
            }
            let mut role = self.delegators.remove(name).ok_or_else(|| Error::undelegated(name))?;
            role.version = next(role.version);
            role.expires = expiries.delegated;
            self.roles.insert(name.to_owned(), role);
        }
        self.roles.get_mut(name).ok_or_else(|| Error::undelegated(name))
    }

    /// Replaces a delegated role that was read before by its next version.
    fn change(&mut self, name: &str, mut role: Targets, expiries: &Expiries) {
        role.version = next(role.version);
        role.expires = expiries.delegated;
        self.roles.insert(name.to_owned(), role);
    }

    /// A new, empty role. A name that was used before goes on with its versions: clients remember them.
    fn found(&mut self, name: &str, expiries: &Expiries) {
        let version = self.listed_version(name).map_or(NonZeroU64::MIN, next);
        self.roles.insert(name.to_owned(), empty_role(version, expiries.delegated));
    }
}

/// Renews snapshot and timestamp, and the delegated roles named in `roles`.
///
/// Top-level targets are signed anew where their keys are no longer those of the newest root.
///
/// # Errors
/// [`Error`] when a role cannot be read.
pub async fn refresh(repository: &Repository<'_>, roles: &[&str], expiries: &Expiries) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    staged.refreshed = true;
    if staged.root.verify_role(&repository.targets).is_err() {
        staged.edit(repository, roles::TARGETS, expiries).await?;
    }
    for name in roles {
        staged.edit(repository, name, expiries).await?;
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
