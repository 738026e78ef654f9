//! The root while it changes: keys and thresholds of the four top-level roles.
//!
//! Owns: the next version of the root, and which roles have to be signed anew because of it.
//! Never does: sign. The new root needs the threshold of the old root's keys and that of its own (TUF spec 6.1).
//! In: [`RootChange`]s. Out: [`StagedRepository`].

use std::collections::HashSet;
use std::num::NonZeroU64;

use tough::schema::{RoleType, Root};

use super::{Error, StagedRepository};
use crate::expiry::Expiries;
use crate::keys::PublicKey;
use crate::metadata::next;
use crate::repository::Repository;
use crate::roles;

/// A top-level role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TopRole {
    /// Root.
    Root,
    /// Top-level targets.
    Targets,
    /// Snapshot.
    Snapshot,
    /// Timestamp.
    Timestamp,
}

impl TopRole {
    /// The role of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Root, Self::Targets, Self::Snapshot, Self::Timestamp].into_iter().find(|role| role.name() == name)
    }

    /// Its name in metadata.
    pub(crate) fn name(self) -> String {
        self.kind().to_string()
    }

    pub(crate) fn kind(self) -> RoleType {
        match self {
            Self::Root => RoleType::Root,
            Self::Targets => RoleType::Targets,
            Self::Snapshot => RoleType::Snapshot,
            Self::Timestamp => RoleType::Timestamp,
        }
    }
}

/// One change of the root.
#[derive(Debug, Clone)]
pub enum RootChange {
    /// Further keys for a role.
    AddKeys(TopRole, Vec<PublicKey>),
    /// Keys that a role has no more, by id or the beginning of one.
    RemoveKeys(TopRole, Vec<String>),
    /// How many keys must sign.
    Threshold(TopRole, NonZeroU64),
    /// Other keys in place of all that a role has.
    Rotate(TopRole, Vec<PublicKey>),
    /// Nothing but a later expiry.
    Renew,
}

/// Stages the next root.
///
/// # Errors
/// [`Error`] when a key is there already or is not there, or a threshold could not be reached.
pub async fn root(repository: &Repository<'_>, changes: &[RootChange], expiries: &Expiries) -> Result<StagedRepository, Error> {
    let mut staged = StagedRepository::of(repository, expiries);
    let root = &mut staged.root;
    for change in changes {
        apply(root, change)?;
    }
    let used: HashSet<_> = root.roles.values().flat_map(|role| role.keyids.clone()).collect();
    root.keys.retain(|id, _| used.contains(id));
    for (kind, role) in &root.roles {
        let keys = role.keyids.len();
        if role.threshold.get() > keys as u64 {
            return Err(Error::Threshold { role: kind.to_string(), threshold: role.threshold.get(), keys });
        }
    }
    root.version = next(root.version);
    root.expires = expiries.root;
    staged.new_root = true;
    // Snapshot and timestamp are signed anew by every change; targets only when their signatures do not count any more.
    if staged.root.verify_role(&repository.targets).is_err() {
        staged.edit(repository, roles::TARGETS, expiries).await?;
    }
    Ok(staged)
}

fn apply(root: &mut Root, change: &RootChange) -> Result<(), Error> {
    match change {
        RootChange::Renew => Ok(()),
        RootChange::AddKeys(role, keys) => keys.iter().try_for_each(|key| add(root, *role, key)),
        RootChange::RemoveKeys(role, ids) => ids.iter().try_for_each(|id| drop_key(root, *role, id)),
        RootChange::Threshold(role, threshold) => {
            let keys = entry(root, *role)?;
            if keys.threshold == *threshold {
                return Err(Error::Same { role: role.kind().to_string() });
            }
            keys.threshold = *threshold;
            Ok(())
        }
        RootChange::Rotate(role, keys) => {
            let before = std::mem::take(&mut entry(root, *role)?.keyids);
            keys.iter().try_for_each(|key| add(root, *role, key))?;
            if entry(root, *role)?.keyids == before {
                return Err(Error::Same { role: role.kind().to_string() });
            }
            Ok(())
        }
    }
}

fn entry(root: &mut Root, role: TopRole) -> Result<&mut tough::schema::RoleKeys, Error> {
    let name = role.kind().to_string();
    root.roles.get_mut(&role.kind()).ok_or(Error::Undelegated { role: name })
}

fn add(root: &mut Root, role: TopRole, key: &PublicKey) -> Result<(), Error> {
    root.keys.insert(key.id.clone(), key.key.clone());
    let ids = &mut entry(root, role)?.keyids;
    if ids.contains(&key.id) {
        return Err(Error::SameKey { role: role.kind().to_string() });
    }
    ids.push(key.id.clone());
    ids.sort();
    Ok(())
}

fn drop_key(root: &mut Root, role: TopRole, id: &str) -> Result<(), Error> {
    /// The fewest digits that name a key.
    const LEAST: usize = 8;
    let ids = &mut entry(root, role)?.keyids;
    let is_meant = |one: &crate::keys::KeyId| id.len() >= LEAST && hex::encode(&**one).starts_with(id);
    if ids.iter().filter(|one| is_meant(one)).count() != 1 {
        return Err(Error::NoSuchKey { role: role.kind().to_string(), key: id.to_owned() });
    }
    ids.retain(|one| !is_meant(one));
    Ok(())
}
