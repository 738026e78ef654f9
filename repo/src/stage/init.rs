//! The first version of a repository: root, targets with the `log` delegation, log, snapshot, timestamp.
//!
//! Owns: what a new repository looks like. Never does: make keys. In: [`Founding`]. Out: [`StagedRepository`].

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU64;

use tough::schema::{Delegations, RoleKeys, RoleType, Root, Snapshot, Targets, Timestamp};

use super::{Error, StagedRepository, checked};
use crate::expiry::Expiries;
use crate::log;
use crate::metadata::{RoleSpec, SPEC_VERSION, add_delegation, empty_role};
use crate::repository;
use crate::storage::Storage;

/// Who signs what in a new repository.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Root.
    pub root: RoleSpec,
    /// Top-level targets.
    pub targets: RoleSpec,
    /// Snapshot.
    pub snapshot: RoleSpec,
    /// Timestamp.
    pub timestamp: RoleSpec,
    /// The `log` role.
    pub log: RoleSpec,
}

/// Stages version 1 of everything.
///
/// # Errors
/// [`Error`] where a repository is here already, or a threshold cannot be reached.
pub async fn initial(storage: &dyn Storage, founding: &Founding, expiries: &Expiries) -> Result<StagedRepository, Error> {
    let there = storage.read(ragnos_plugin::origin::Folder::Metadata, "1.root.json").await;
    if there.map_err(repository::Error::from)?.is_some() {
        return Err(Error::Exists);
    }
    let root = root(founding, expiries)?;
    let mut targets = Targets::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.targets);
    let mut delegations = Delegations::new();
    checked(log::ROLE, &founding.log)?;
    add_delegation(&mut delegations, log::ROLE, log::PATTERN, &founding.log)
        .map_err(|error| Error::Schema { name: log::ROLE.to_owned(), reason: error.to_string() })?;
    targets.delegations = Some(delegations);
    Ok(StagedRepository {
        base: None,
        root,
        new_root: true,
        targets,
        new_targets: true,
        roles: BTreeMap::from([(log::ROLE.to_owned(), empty_role(expiries.delegated))]),
        snapshot: Snapshot::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.snapshot),
        timestamp: Timestamp::new(SPEC_VERSION.to_owned(), NonZeroU64::MIN, expiries.timestamp),
        objects: BTreeMap::new(),
        refreshed: false,
    })
}

fn root(founding: &Founding, expiries: &Expiries) -> Result<Root, Error> {
    let mut root = Root {
        spec_version: SPEC_VERSION.to_owned(),
        consistent_snapshot: true,
        version: NonZeroU64::MIN,
        expires: expiries.root,
        keys: HashMap::new(),
        roles: HashMap::new(),
        _extra: HashMap::new(),
    };
    let roles = [
        (RoleType::Root, &founding.root),
        (RoleType::Targets, &founding.targets),
        (RoleType::Snapshot, &founding.snapshot),
        (RoleType::Timestamp, &founding.timestamp),
    ];
    for (role, spec) in roles {
        checked(&role.to_string(), spec)?;
        let mut keyids: Vec<_> = spec.keys.iter().map(|key| key.id.clone()).collect();
        keyids.sort();
        root.keys.extend(spec.keys.iter().map(|key| (key.id.clone(), key.key.clone())));
        root.roles.insert(role, RoleKeys { keyids, threshold: spec.threshold, _extra: HashMap::new() });
    }
    Ok(root)
}
