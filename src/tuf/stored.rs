//! What the trust state holds of a repository, verified from the pinned root on, without any network and without async.
//!
//! Owns: the view that a loader has. Everything is checked as when it was fetched, signatures, digests, versions and the
//! memories of what was seen; but for two things, which are told and not refused: expiry, and that the snapshot lists a newer
//! version of a role than the one that is stored (another project of the same user refreshed, and did not need that role).
//! Never does: write, wait, repair, or take damage for absence.
//! In: an anchor, a trust state, a time. Out: [`StoredView`], [`StoredTarget`]s.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp as Instant;

use crate::digest::Sha256;
use crate::limits;

use super::clock_floor;
use super::document::Document;
use super::error::Error;
use super::keyring::KeyRing;
use super::memory::Memory;
use super::roles::{Delegation, Header, Root, Snapshot, Targets, Timestamp};
use super::run::{Options, Refresh};
use super::state::{Persistence, Seen, StateFolder, role_file};
use super::summary::{RoleSummary, of_role};
use super::vouching::{Voucher, way};
use super::walk::{Node, Step, Walk};
use super::{TrustAnchor, VerifiedTarget};

/// A verified view of what is stored of one repository.
#[derive(Debug)]
pub struct StoredView {
    root: Root,
    timestamp: Timestamp,
    snapshot: Snapshot,
    targets: Arc<Targets>,
    state: StateFolder,
    seen: Seen,
    judged_at: Instant,
    roles: Mutex<BTreeMap<(String, String), Loaded>>,
}

type Loaded = Result<Arc<Targets>, Error>;

/// A target that stored metadata vouches for.
#[derive(Debug, Clone)]
pub struct StoredTarget {
    /// Its signed entry.
    pub target: VerifiedTarget,
    /// The roles that vouch for it, from the top-level targets role down to the one that lists it.
    pub way: Vec<Voucher>,
    /// Every role that this rests on: root, timestamp, snapshot, and those of `way`.
    pub rests_on: Vec<StoredRole>,
}

/// A stored role: how long it is good for, and whether there is a newer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRole {
    /// The role, its version, keys and expiry.
    pub role: RoleSummary,
    /// The newer version that the snapshot lists and that is not stored.
    pub newer: Option<u64>,
}

impl StoredView {
    /// Opens what `state` holds of the repository that `anchor` identifies. `options.persistence` does not count: nothing is
    /// written.
    ///
    /// # Errors
    /// [`Error::NotStored`] where a top-level role is missing, [`Error::State`] for damage, and what else a check refuses.
    pub fn open(anchor: &TrustAnchor, state: &StateFolder, options: &Options) -> Result<Self, Error> {
        state.look()?;
        let options = &Options { persistence: Persistence::Discard, ..options.clone() };
        let last_seen = clock_floor::read(state)?;
        let seen = Seen::read(state)?;
        let judged_at = clock_floor::judged_at(options.now, last_seen);
        let run = Refresh {
            state,
            #[cfg(feature = "client")]
            mirrors: None,
            options,
            judged_at,
            seen: &seen,
            #[cfg(feature = "client")]
            queue: None,
        };
        let root = run.stored_chain(anchor)?.newest;
        run.check_minimum(&root)?;
        let Memory { timestamp, snapshot, floor, .. } = run.remembered(&root, false)?;
        let missing = |role: &str| Error::NotStored { role: role.to_owned() };
        let timestamp = timestamp.ok_or_else(|| missing("timestamp"))?;
        floor.check_timestamp(&timestamp)?;
        let snapshot = snapshot.ok_or_else(|| missing("snapshot"))?;
        timestamp.snapshot.check_document("snapshot", &snapshot.document)?;
        snapshot.header.check_version(timestamp.snapshot.version)?;
        floor.check_snapshot(&snapshot)?;
        let targets = Stored { state, snapshot: &snapshot, seen: &seen }.role("targets", "targets.json", &root.targets)?;
        let state = state.clone();
        Ok(Self { root, timestamp, snapshot, targets, state, seen, judged_at, roles: Mutex::default() })
    }

    /// The time that expiry is to be judged at: that of the run, but not before what this machine has seen.
    pub fn judged_at(&self) -> Instant {
        self.judged_at
    }

    /// The version of the newest verified root.
    pub fn root_version(&self) -> u64 {
        self.root.header.version
    }

    /// The fingerprint of the root role's keys and threshold.
    pub fn root_keys_fingerprint(&self) -> Sha256 {
        self.root.keys_fingerprint()
    }

    /// The target of that name, from the role that is authoritative for it; `None` where no role lists it.
    ///
    /// # Errors
    /// A role that has to be asked first is not stored, or damaged.
    pub fn find(&self, name: &str) -> Result<Option<StoredTarget>, Error> {
        let mut walk = Walk::new(Node::top(&self.targets), name);
        let is_published = |one: &Delegation| self.snapshot.lists(&one.name);
        while let Some(step) = walk.step(is_published, |one| one.covers(name)) {
            let node = match step {
                Step::Top(top) => top,
                Step::TooMany(error) => return Err(error),
                Step::Load(delegator, delegation) => {
                    let role = self.role(&delegator.name, &delegation);
                    walk.took(delegator, delegation, role)?
                }
            };
            if let Some(position) = node.targets.position(name) {
                let target = node.listed(position).read()?;
                let way = way(&node, &self.root);
                let rests_on = self.rests_on(&way);
                return Ok(Some(StoredTarget { target, way, rests_on }));
            }
        }
        Ok(None)
    }

    fn role(&self, delegator: &str, delegation: &Delegation) -> Loaded {
        let key = (delegator.to_owned(), delegation.name.clone());
        let roles = || self.roles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = roles().get(&key) {
            return known.clone();
        }
        let load = || {
            let ring = delegation.ring.as_ref().map_err(Clone::clone)?;
            let stored = Stored { state: &self.state, snapshot: &self.snapshot, seen: &self.seen };
            stored.role(&delegation.name, &role_file(&delegation.name), ring)
        };
        let loaded = load();
        roles().insert(key, loaded.clone());
        loaded
    }

    fn rests_on(&self, way: &[Voucher]) -> Vec<StoredRole> {
        let top = |name: &str, header: &Header, ring: &KeyRing| {
            let role = of_role(name, "root", header, ring, 0);
            StoredRole { role, newer: None }
        };
        let mut all = vec![
            top("root", &self.root.header, &self.root.keys),
            top("timestamp", &self.timestamp.header, &self.root.timestamp),
            top("snapshot", &self.snapshot.header, &self.root.snapshot),
        ];
        all.extend(way.iter().map(|voucher| {
            let listed = self.snapshot.role(&voucher.role.name).map_or(0, |meta| meta.version);
            StoredRole { role: voucher.role.clone(), newer: (listed > voucher.role.version).then_some(listed) }
        }));
        all
    }
}

/// What a stored targets role is judged by.
struct Stored<'a> {
    state: &'a StateFolder,
    snapshot: &'a Snapshot,
    seen: &'a Seen,
}

impl Stored<'_> {
    /// A stored targets role under the keys of the role that delegates to it: the version that the snapshot lists, byte for byte,
    /// or an older one that the same keys signed and that is the newest that was seen here.
    fn role(&self, role: &str, file: &str, ring: &KeyRing) -> Loaded {
        let meta = self.snapshot.role(role)?;
        let not_stored = || Error::NotStored { role: crate::redact::Printable(role).to_string() };
        let bytes = self.state.read(file, limits::TARGETS_BYTES)?.ok_or_else(not_stored)?;
        let is_listed = meta.check_bytes(role, &bytes).is_ok();
        let read = || {
            let document = Document::parse(role, bytes)?;
            ring.verify(&document)?;
            Targets::read(role, document)
        };
        let damaged = |reason: &str| Error::from(self.state.damaged(file, reason));
        let targets = read().map_err(|error| damaged(&error.to_string()))?;
        let (stored, listed, seen) = (targets.header.version, meta.version, self.seen.version(role));
        if stored < seen {
            return Err(damaged(&format!("it has version {stored}, and {seen} was seen")));
        }
        if stored < listed || (stored == listed && is_listed) {
            return Ok(Arc::new(targets));
        }
        Err(damaged(&format!("it is version {stored} with other bytes than version {listed}, which the snapshot lists")))
    }
}
