//! A verified view of one repository, and the look-ups in it.
//!
//! Owns: which delegated roles have been loaded in this run, each at most once whoever asks.
//! Never does: answer from a role that has not been verified under the keys of the role that delegates to it.
//! In: an anchor, a trust state, the repository's mirrors, a time. Out: [`VerifiedTarget`]s.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::OnceCell;

use crate::digest::Sha256;
use crate::origin::Mirrors;
use crate::transcript::{Rule, Transcript};

use super::clock_floor;
use super::refresh::TopLevel;
use super::roles::{Delegation, Targets};
use super::run::{Options, Refresh};
use super::state::{IN_A_NAME, SEEN, StateLock, WriteQueue, role_file};
use super::summary::{TrustSummary, of_role};
use super::{Error, Floor, Persistence, Seen, StateFolder, TrustAnchor, VerifiedTarget, keyring::KeyRing};

/// A verified view of one repository.
#[derive(Debug)]
pub struct Client {
    id: Sha256,
    pub(super) top: TopLevel,
    pub(super) state: StateFolder,
    pub(super) mirrors: Option<Mirrors>,
    pub(super) options: Options,
    pub(super) judged_at: Timestamp,
    pub(super) last_seen: Option<Timestamp>,
    /// What the trust state had seen before this run.
    pub(super) seen: Seen,
    roles: Mutex<BTreeMap<(String, String), RoleCell>>,
}

type RoleCell = Arc<OnceCell<Result<Arc<Targets>, Error>>>;

impl Client {
    /// Brings the four top-level roles up to date (TUF spec 5.3 to 5.6).
    ///
    /// # Errors
    /// Any check that fails; what was verified before it is kept.
    pub async fn refresh(
        anchor: &TrustAnchor,
        state: &StateFolder,
        mirrors: impl Into<Mirrors>,
        options: &Options,
    ) -> Result<Self, Error> {
        Self::open(anchor, state, Some(mirrors.into()), options).await
    }

    /// Opens what the trust state holds, without any network. Expired is expired here too.
    ///
    /// # Errors
    /// Something is missing from the state, damaged or expired.
    pub async fn offline(anchor: &TrustAnchor, state: &StateFolder, options: &Options) -> Result<Self, Error> {
        Self::open(anchor, state, None, options).await
    }

    async fn open(
        anchor: &TrustAnchor,
        state: &StateFolder,
        mirrors: Option<Mirrors>,
        options: &Options,
    ) -> Result<Self, Error> {
        state.look()?;
        // A run that writes has the state to itself; one that only reads leaves no trace, not even the lock's file.
        let writes = options.persistence != Persistence::Discard && mirrors.is_some();
        let guard = if writes { Some(Self::lock(state).await?) } else { None };
        tracing::debug!("the trust state is this run's own");
        let repairs = options.persistence == Persistence::Repair;
        let last_seen = match clock_floor::read(state) {
            Err(_) if repairs => None,
            read => read?,
        };
        let seen = match Seen::read(state) {
            Err(error) if repairs && error.is_mendable() => Seen::default(),
            read => read?,
        };
        let judged_at = clock_floor::judged_at(options.now, last_seen);
        let queue = WriteQueue::new(state.clone());
        let refresh = Refresh { state, mirrors: mirrors.as_ref(), options, judged_at, seen: &seen, queue: Some(&queue) };
        let top = refresh.run(anchor).await;
        if let (Ok(top), Some(_)) = (&top, &guard) {
            clock_floor::record(&queue, options.now, last_seen);
            Self::remember_top(state, &queue, top, judged_at);
        }
        tracing::debug!("refreshed");
        let settled = queue.settle().await;
        tracing::debug!("the trust state is flushed");
        drop(guard);
        let top = top?;
        settled?;
        let (state, options, roles) = (state.clone(), options.clone(), Mutex::default());
        Ok(Self { id: anchor.id(), top, state, mirrors, options, judged_at, last_seen, seen, roles })
    }

    /// The state's lock. Waiting for it blocks the thread, so that this must not be one of the runtime's own; to look whether
    /// it is free does not, and saves a thread where it is.
    async fn lock(state: &StateFolder) -> Result<StateLock, Error> {
        if let Some(guard) = state.try_lock()? {
            return Ok(guard);
        }
        let held = state.clone();
        match tokio::task::spawn_blocking(move || held.lock()).await {
            Ok(guard) => Ok(guard?),
            Err(stopped) => Err(state.damaged("lock", &stopped.to_string()).into()),
        }
    }

    /// Notes what was accepted, in the second copy of the memory. Read again: rotated keys may have emptied it in this run.
    fn remember_top(state: &StateFolder, queue: &WriteQueue, top: &TopLevel, now: Timestamp) {
        let before = Seen::read(state).unwrap_or_default();
        let mut seen = before.clone();
        for header in [&top.root.header, &top.timestamp.header, &top.snapshot.header, &top.targets.header] {
            seen.note(&header.role, header.version, now);
        }
        if seen != before {
            queue.add(SEEN, seen.to_text().into_bytes());
        }
    }

    /// The delegated role, loaded and verified under the keys of `delegator`; each pair at most once a run.
    pub(super) async fn role(&self, delegator: &str, delegation: &Delegation) -> Result<Arc<Targets>, Error> {
        let cell = {
            let mut roles = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(roles.entry((delegator.to_owned(), delegation.name.clone())).or_default())
        };
        cell.get_or_init(|| self.load(delegation)).await.clone()
    }

    async fn load(&self, delegation: &Delegation) -> Result<Arc<Targets>, Error> {
        let ring = delegation.ring.as_ref().map_err(Clone::clone)?;
        let role = delegation.name.as_str();
        let exam = self.options.transcript.exam(role, || "snapshot".to_owned(), None);
        let meta = exam.check(Rule::TargetsListed, self.top.snapshot.role(role), |meta| {
            ("an entry".to_owned(), format!("version {}", meta.version))
        })?;
        let (state, mirrors, options) = (&self.state, self.mirrors.as_ref(), &self.options);
        let refresh = Refresh { state, mirrors, options, judged_at: self.judged_at, seen: &self.seen, queue: None };
        let consistent = self.top.root.consistent_snapshot;
        refresh.targets_role(role, &role_file(role), consistent, &meta, ring).await
    }

    /// The file of `target` in the targets folder, percent-encoded: `HASH.name`, or `dir/HASH.name` (TUF spec 5.7.3).
    pub fn target_file(&self, target: &VerifiedTarget) -> String {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, IN_A_NAME).to_string();
        let (folder, name) =
            target.name.rsplit_once('/').map_or((None, target.name.as_str()), |(folder, name)| (Some(folder), name));
        let hash = target.sha256().map(|digest| digest.to_string()).or_else(|| target.sha512().map(hex::encode));
        let file = match hash {
            Some(hash) if self.top.root.consistent_snapshot => format!("{hash}.{}", encode(name)),
            _ => encode(name),
        };
        let folder = folder.map(|folder| folder.split('/').map(encode).collect::<Vec<_>>().join("/"));
        folder.map_or_else(|| file.clone(), |folder| format!("{folder}/{file}"))
    }

    /// How many keys must sign a targets role that was loaded in this run; the least, where several roles delegate to it.
    pub fn threshold_of(&self, role: &str) -> Option<u64> {
        if role == "targets" {
            return Some(self.top.root.targets.threshold);
        }
        let loaded = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
        let delegators = loaded.keys().filter(|(_, name)| name == role);
        delegators.filter_map(|(delegator, name)| Some(self.ring_of(delegator, name, &loaded)?.threshold)).min()
    }

    /// True when the top-level targets role delegates to a role of that name.
    pub fn delegates(&self, role: &str) -> bool {
        self.top.targets.delegations.iter().any(|delegation| delegation.name == role)
    }

    /// The version of the newest verified root.
    pub fn root_version(&self) -> u64 {
        self.top.root.header.version
    }

    /// The fingerprint of the root role's keys and threshold.
    pub fn root_keys_fingerprint(&self) -> Sha256 {
        self.top.root.keys_fingerprint()
    }

    /// Who is told of every check of this repository.
    pub fn transcript(&self) -> &Transcript {
        &self.options.transcript
    }

    /// What this run has seen, for a memory outside the trust state.
    pub fn floor(&self) -> Floor {
        let TopLevel { root, timestamp, snapshot, .. } = &self.top;
        Floor {
            root: root.header.version,
            keys: Some(self.keys_digest()),
            timestamp: timestamp.header.version,
            snapshot: snapshot.header.version,
            roles: BTreeMap::new(),
        }
    }

    /// What is trusted, for people.
    pub fn summary(&self) -> TrustSummary {
        let TopLevel { root, timestamp, snapshot, targets, .. } = &self.top;
        let mut roles = vec![
            of_role("root", "root", &root.header, &root.keys, 0),
            of_role("timestamp", "root", &timestamp.header, &root.timestamp, 0),
            of_role("snapshot", "root", &snapshot.header, &root.snapshot, 0),
            of_role("targets", "root", &targets.header, &root.targets, targets.len()),
        ];
        let loaded = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
        for ((delegator, name), cell) in loaded.iter() {
            if let Some(Ok(role)) = cell.get()
                && let Some(ring) = self.ring_of(delegator, name, &loaded)
            {
                roles.push(of_role(name, delegator, &role.header, &ring, role.len()));
            }
        }
        TrustSummary { repository: self.id, root_keys: self.root_keys_fingerprint(), roles }
    }

    /// The delegated roles that were loaded, by name.
    pub(super) fn loaded(&self) -> BTreeMap<String, Arc<Targets>> {
        let loaded = self.roles.lock().unwrap_or_else(PoisonError::into_inner);
        let good =
            |((_, name), cell): (&(String, String), &RoleCell)| Some((name.clone(), Arc::clone(cell.get()?.as_ref().ok()?)));
        loaded.iter().filter_map(good).collect()
    }

    fn ring_of(&self, delegator: &str, name: &str, loaded: &BTreeMap<(String, String), RoleCell>) -> Option<KeyRing> {
        let find = |targets: &Targets| {
            let delegation = targets.delegations.iter().find(|one| one.name == name)?;
            delegation.ring.clone().ok()
        };
        if delegator == "targets" {
            return find(&self.top.targets);
        }
        let cells = loaded.iter().filter(|((_, role), _)| role == delegator);
        cells.filter_map(|(_, cell)| cell.get()?.as_ref().ok()).find_map(|role| find(role))
    }
}
