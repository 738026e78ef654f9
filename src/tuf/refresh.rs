//! The refresh: root chain, timestamp, snapshot, top-level targets (TUF spec 5.3 to 5.6), in that order and no other.
//!
//! Owns: every comparison between what is trusted and what is served.
//! Never does: look at delegated roles, or open a connection without being asked to refresh.
//! In: an anchor, a trust state, an origin. Out: the four verified top-level roles.

use std::sync::Arc;

use futures_util::TryStreamExt as _;
use jiff::Timestamp as Instant;

use crate::digest::Sha256;
use crate::limits;
use crate::origin::{Folder, Origin, OriginError};

use super::document::Document;
use super::error::Error;
use super::roles::{MetaFile, Root, Snapshot, Targets, Timestamp};
use super::state::{ACCEPTED_UNDER, IN_A_NAME, Persistence, StateFolder};
use super::{TrustAnchor, keyring::KeyRing};

/// Room that is made for a file before it arrives, at the most.
const ROOM: u64 = 1 << 20;

/// What a run judges by.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The time of the run, read once.
    pub now: jiff::Timestamp,
    /// The floor for the root version (from the lockfile); 1 where there is none.
    pub minimum_root_version: u64,
    /// Whether the trust state is written.
    pub persistence: Persistence,
}

/// The four top-level roles, verified and not expired.
#[derive(Debug)]
pub(super) struct TopLevel {
    pub(super) root: Root,
    pub(super) timestamp: Timestamp,
    pub(super) snapshot: Snapshot,
    pub(super) targets: Arc<Targets>,
}

/// One run's view of state, origin and options.
pub(super) struct Refresh<'a> {
    pub(super) state: &'a StateFolder,
    /// `None` offline: what the state does not hold cannot be had.
    pub(super) origin: Option<&'a dyn Origin>,
    pub(super) options: &'a Options,
    /// The time that every expiry of the run is judged at; see [`super::clock_floor`].
    pub(super) judged_at: Instant,
}

impl Refresh<'_> {
    /// Runs the whole workflow.
    pub(super) async fn run(&self, anchor: &TrustAnchor) -> Result<TopLevel, Error> {
        let root = self.root(anchor).await?;
        let (old_timestamp, old_snapshot) = self.remembered(&root)?;
        let timestamp = self.timestamp(&root, old_timestamp).await?;
        let snapshot = self.snapshot(&root, &timestamp, old_snapshot).await?;
        let targets = self.targets(&root, &snapshot).await?;
        Ok(TopLevel { root, timestamp, snapshot, targets: Arc::new(targets) })
    }

    /// The newest root (TUF spec 5.3).
    async fn root(&self, anchor: &TrustAnchor) -> Result<Root, Error> {
        let mut trusted = match self.stored_root()? {
            Some(stored) if stored.header.version >= anchor.root_version() => stored,
            _ => {
                self.keep("root.json", anchor.root.document.bytes(), true)?;
                anchor.root.clone()
            }
        };
        if self.origin.is_some() {
            let mut steps = 0;
            while let Some(next) = self.next_root(&trusted).await? {
                // Each step is kept at once: an interrupted walk goes on where it stopped (attack table, row 11).
                self.keep("root.json", next.document.bytes(), true)?;
                trusted = next;
                steps += 1;
                if steps >= limits::ROOT_STEPS {
                    return Err(Error::EndlessRoots { limit: limits::ROOT_STEPS, reached: trusted.header.version });
                }
            }
        }
        // 5.3.10: only the last root's expiry counts.
        trusted.header.check_expiry(self.judged_at)?;
        let (minimum, seen) = (self.options.minimum_root_version, trusted.header.version);
        if seen < minimum {
            return Err(Error::RootBelowMinimum { minimum, seen });
        }
        Ok(trusted)
    }

    fn stored_root(&self) -> Result<Option<Root>, Error> {
        let Some(bytes) = self.state.read("root.json")? else { return Ok(None) };
        let damaged = |error: Error| self.state.damaged("root.json", &error.to_string());
        let root = Document::parse("root", bytes).and_then(Root::read).map_err(damaged)?;
        root.keys.verify(&root.document).map_err(damaged)?;
        Ok(Some(root))
    }

    /// 5.3.3 to 5.3.5: version N+1, signed by the old keys and by its own. Only "not there" ends the chain.
    async fn next_root(&self, trusted: &Root) -> Result<Option<Root>, Error> {
        let wanted = trusted.header.version.saturating_add(1);
        let bytes = match self.fetch("root", &format!("{wanted}.root.json"), limits::ROOT_BYTES).await {
            Ok(bytes) => bytes,
            Err(Error::Origin(error)) if matches!(*error.0, OriginError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let next = Root::read(Document::parse("root", bytes)?)?;
        trusted.keys.verify(&next.document)?;
        next.keys.verify(&next.document)?;
        next.header.check_version(wanted)?;
        Ok(Some(next))
    }

    /// The stored timestamp and snapshot, or nothing where the keys have been rotated since (TUF spec 5.3.11).
    fn remembered(&self, root: &Root) -> Result<(Option<Timestamp>, Option<Snapshot>), Error> {
        let under = accepted_under(root);
        let stored = self.state.read(ACCEPTED_UNDER)?;
        let (timestamp, snapshot) = (self.state.read("timestamp.json")?, self.state.read("snapshot.json")?);
        match &stored {
            None if timestamp.is_some() || snapshot.is_some() => {
                return Err(self.state.damaged(ACCEPTED_UNDER, "it is missing beside a stored timestamp").into());
            }
            Some(text) if !is_accepted_under(text) => {
                return Err(self.state.damaged(ACCEPTED_UNDER, "it is not two digests").into());
            }
            _ => {}
        }
        if stored.as_deref() != Some(under.as_bytes()) {
            if self.writes() {
                // The order matters: files gone first, so that a crash in between leaves nothing under the wrong keys.
                self.state.remove("timestamp.json")?;
                self.state.remove("snapshot.json")?;
                self.state.write(ACCEPTED_UNDER, under.as_bytes(), true)?;
            }
            return Ok((None, None));
        }
        let timestamp = timestamp.map(|bytes| self.reread("timestamp", bytes, &root.timestamp, Timestamp::read)).transpose()?;
        let snapshot = snapshot.map(|bytes| self.reread("snapshot", bytes, &root.snapshot, Snapshot::read)).transpose()?;
        Ok((timestamp, snapshot))
    }

    /// A stored role that was verified when it was stored: anything else now is damage, and never "not there".
    fn reread<T>(
        &self,
        role: &str,
        bytes: Vec<u8>,
        ring: &KeyRing,
        read: impl FnOnce(Document) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let verified = Document::parse(role, bytes).and_then(|document| {
            ring.verify(&document)?;
            read(document)
        });
        verified.map_err(|error| self.state.damaged(&format!("{role}.json"), &error.to_string()).into())
    }

    /// The timestamp (TUF spec 5.4).
    async fn timestamp(&self, root: &Root, old: Option<Timestamp>) -> Result<Timestamp, Error> {
        if self.origin.is_none() {
            let stored = old.ok_or_else(|| Error::NotStored { role: "timestamp".to_owned() })?;
            stored.header.check_expiry(self.judged_at)?;
            return Ok(stored);
        }
        let bytes = self.fetch("timestamp", "timestamp.json", limits::TIMESTAMP_BYTES).await?;
        let document = Document::parse("timestamp", bytes)?;
        root.timestamp.verify(&document)?;
        let new = Timestamp::read(document)?;
        if let Some(old) = old {
            let backwards =
                |subject: &str, trusted: u64, seen: u64| Error::Rollback { subject: subject.to_owned(), trusted, seen };
            if new.header.version < old.header.version {
                return Err(backwards("the timestamp", old.header.version, new.header.version));
            }
            if new.snapshot.version < old.snapshot.version {
                return Err(backwards("the snapshot that the timestamp lists", old.snapshot.version, new.snapshot.version));
            }
            // 5.4.3: an equal version is the old timestamp, whatever its content now claims.
            if new.header.version == old.header.version {
                old.header.check_expiry(self.judged_at)?;
                return Ok(old);
            }
        }
        new.header.check_expiry(self.judged_at)?;
        self.keep("timestamp.json", new.document.bytes(), true)?;
        Ok(new)
    }

    /// The snapshot (TUF spec 5.5).
    async fn snapshot(&self, root: &Root, timestamp: &Timestamp, old: Option<Snapshot>) -> Result<Snapshot, Error> {
        let meta = &timestamp.snapshot;
        if let Some(old) = &old
            && old.header.version == meta.version
            && meta.check_bytes("snapshot", old.document.bytes()).is_ok()
        {
            old.header.check_expiry(self.judged_at)?;
            return Ok(old.clone());
        }
        let bytes = self.fetch_listed("snapshot", root.consistent_snapshot, meta, limits::SNAPSHOT_BYTES).await?;
        meta.check_bytes("snapshot", &bytes)?;
        let document = Document::parse("snapshot", bytes)?;
        root.snapshot.verify(&document)?;
        let new = Snapshot::read(document)?;
        new.header.check_version(meta.version)?;
        for (role, before) in old.iter().flat_map(|old| &old.roles) {
            let shown = || crate::redact::Printable(role).to_string();
            let after = new.roles.get(role).ok_or_else(|| Error::Disappeared { role: shown() })?;
            if after.version < before.version {
                let subject = format!("the role {} that the snapshot lists", shown());
                return Err(Error::Rollback { subject, trusted: before.version, seen: after.version });
            }
        }
        new.header.check_expiry(self.judged_at)?;
        self.keep("snapshot.json", new.document.bytes(), true)?;
        Ok(new)
    }

    /// The top-level targets (TUF spec 5.6).
    async fn targets(&self, root: &Root, snapshot: &Snapshot) -> Result<Targets, Error> {
        let meta = snapshot.role("targets")?;
        let targets = self.targets_role("targets", "targets.json", root.consistent_snapshot, meta, &root.targets).await?;
        Ok(targets)
    }

    /// A targets role, top-level or delegated: from the state where that is what the snapshot lists, else from the origin.
    pub(super) async fn targets_role(
        &self,
        role: &str,
        file: &str,
        consistent: bool,
        meta: &MetaFile,
        ring: &KeyRing,
    ) -> Result<Targets, Error> {
        let judge = Judge { role: role.to_owned(), meta: meta.clone(), ring: ring.clone() };
        // The snapshot is the memory here: a stored file that is not what it lists is just not used.
        if let Some(bytes) = self.state.read(file)?
            && let Ok(stored) = judge.clone().targets(bytes).await
        {
            stored.header.check_expiry(self.judged_at)?;
            return Ok(stored);
        }
        let bytes = self.fetch_listed(role, consistent, meta, limits::TARGETS_BYTES).await?;
        let targets = judge.targets(bytes).await?;
        targets.header.check_expiry(self.judged_at)?;
        self.keep(file, targets.document.bytes(), false)?;
        Ok(targets)
    }

    /// Fetches the file of a role that a parent lists.
    async fn fetch_listed(&self, role: &str, consistent: bool, meta: &MetaFile, cap: u64) -> Result<Vec<u8>, Error> {
        let name = percent_encoding::utf8_percent_encode(role, IN_A_NAME);
        let file = if consistent { format!("{}.{name}.json", meta.version) } else { format!("{name}.json") };
        self.fetch(role, &file, meta.length.unwrap_or(cap).min(cap)).await
    }

    /// Reads a metadata file, `limit` bytes at the most.
    async fn fetch(&self, role: &str, file: &str, limit: u64) -> Result<Vec<u8>, Error> {
        let shown = || crate::redact::Printable(role).to_string();
        let origin = self.origin.ok_or_else(|| Error::NotStored { role: shown() })?;
        let mut stream = origin.open(Folder::Metadata, file, limit).await?;
        // Memory that is not touched costs nothing, and a known length is never grown into.
        let mut bytes: Vec<u8> = Vec::with_capacity(usize::try_from(limit.min(ROOM)).unwrap_or_default());
        while let Some(chunk) = stream.try_next().await? {
            let seen = bytes.len() as u64 + chunk.len() as u64;
            if seen > limit {
                return Err(Error::WrongLength { role: shown(), expected: limit, seen });
            }
            bytes.extend_from_slice(&chunk);
        }
        tracing::debug!(role, file, bytes = bytes.len(), "metadata received");
        Ok(bytes)
    }

    fn keep(&self, file: &str, bytes: &[u8], durable: bool) -> Result<(), Error> {
        if self.writes() {
            self.state.write(file, bytes, durable)?;
        }
        Ok(())
    }

    /// Offline there is nothing new to keep, and no lock is held.
    fn writes(&self) -> bool {
        self.options.persistence == Persistence::Write && self.origin.is_some()
    }
}

/// What a targets role is judged by: the entry of the snapshot, and the keys of the role that delegates to it.
#[derive(Clone)]
struct Judge {
    role: String,
    meta: MetaFile,
    ring: KeyRing,
}

impl Judge {
    /// A role of this size is worth a thread of its own: several are then parsed and verified at the same time.
    const LARGE: usize = 32 << 10;

    /// The role in `bytes`, verified but for its expiry.
    async fn targets(self, bytes: Vec<u8>) -> Result<Targets, Error> {
        if bytes.len() < Self::LARGE {
            return self.read(bytes);
        }
        match tokio::task::spawn_blocking(move || self.read(bytes)).await {
            Ok(read) => read,
            Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
        }
    }

    fn read(self, bytes: Vec<u8>) -> Result<Targets, Error> {
        self.meta.check_bytes(&self.role, &bytes)?;
        let document = Document::parse(&self.role, bytes)?;
        self.ring.verify(&document)?;
        let targets = Targets::read(&self.role, document)?;
        targets.header.check_version(self.meta.version)?;
        Ok(targets)
    }
}

/// The keys that a stored timestamp and snapshot are good under, as two digests.
fn accepted_under(root: &Root) -> String {
    let digest = |ring: &KeyRing| {
        let mut ids: Vec<&str> = ring.keys.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        Sha256::of(format!("{} {}", ring.threshold, ids.join(" ")).as_bytes())
    };
    format!("{}\n{}\n", digest(&root.timestamp), digest(&root.snapshot))
}

fn is_accepted_under(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let lines: Vec<&str> = text.lines().collect();
    lines.len() == 2 && text.ends_with('\n') && lines.iter().all(|line| line.parse::<Sha256>().is_ok())
}
