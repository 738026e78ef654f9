//! The refresh: root chain, timestamp, snapshot, top-level targets (TUF spec 5.3 to 5.6), in that order and no other.
//!
//! Owns: every comparison between what is trusted and what is served, but for roots (`root_chain`).
//! Never does: look at delegated roles, or open a connection without being asked to refresh.
//! In: an anchor, a trust state, the repository's mirrors. Out: the four verified top-level roles.

use std::sync::Arc;

use futures_util::TryStreamExt as _;

use crate::limits;
use crate::origin::{Folder, Mirrors, Origin};
use crate::redact::Printable;
use crate::transcript::{Exam, Rule};

use super::TrustAnchor;
use super::error::Error;
use super::floor::Floor;
use super::memory::Memory;
use super::roles::{Expiry, MetaFile, Root, Snapshot, Targets, Timestamp};
use super::root_chain::Chain;
use super::run::Refresh;
use super::state::IN_A_NAME;

/// Room that is made for a file before it arrives, at the most.
const ROOM: u64 = 1 << 20;

/// The four top-level roles, verified and not expired.
#[derive(Debug)]
pub(super) struct TopLevel {
    pub(super) root: Root,
    pub(super) timestamp: Timestamp,
    pub(super) snapshot: Snapshot,
    pub(super) targets: Arc<Targets>,
}

impl Refresh<'_> {
    /// Runs the whole workflow.
    pub(super) async fn run(&self, anchor: &TrustAnchor) -> Result<TopLevel, Error> {
        let stored = self.stored_chain(anchor)?;
        let ahead = self.snapshot_ahead(&stored.newest);
        let Chain { newest: root, .. } = self.root(anchor, stored).await?;
        let ahead = ahead.filter(|ahead| ahead.is_under(&root));
        let Memory { timestamp: old, snapshot, floor, counts } = self.remembered(&root, ahead.is_some())?;
        let timestamp = self.timestamp(&root, old.as_ref(), &floor).await?;
        let snapshot = match ahead {
            Some(ahead) if counts => Some(self.settled(ahead).await?),
            _ => snapshot,
        };
        if self.mirrors.is_some() && old.is_none_or(|old| old.header.version < timestamp.header.version) {
            self.keep_by_the_end("timestamp.json", timestamp.document.bytes())?;
        }
        let snapshot = self.snapshot(&root, &timestamp, snapshot, &floor).await?;
        let targets = self.targets(&root, &snapshot).await?;
        Ok(TopLevel { root, timestamp, snapshot, targets })
    }

    /// The timestamp (TUF spec 5.4): the first that verifies and is not a step back. No mirror is asked for a still newer one.
    async fn timestamp(&self, root: &Root, old: Option<&Timestamp>, floor: &Floor) -> Result<Timestamp, Error> {
        let current = |exam: &Exam, timestamp: &Timestamp| {
            let expiry = timestamp.header.check_expiry(self.judged_at);
            exam.check(Rule::TimestampExpiry, expiry, |()| self.expiry(timestamp.header.expires))
        };
        let Some(mirrors) = self.mirrors else {
            let stored = old.cloned().ok_or_else(|| Error::NotStored { role: "timestamp".to_owned() })?;
            let exam = self.stored_exam("timestamp", stored.document.bytes());
            exam.check(Rule::TimestampRollback, floor.check_timestamp(&stored), |()| not_older(&stored, None, floor))?;
            current(&exam, &stored)?;
            return Ok(stored);
        };
        let from = |place: Arc<dyn Origin>| async move {
            let (limit, role) = (limits::TIMESTAMP_BYTES, "timestamp");
            let bytes = fetch(&*place, role, "timestamp.json", limit).await;
            let exam = self.options.transcript.exam(role, || place.shown(), bytes.as_deref().ok());
            let bytes = exam.check(Rule::TimestampDownload, bytes, |bytes| received(bytes, limit))?;
            let new = Self::read_timestamp(&exam, root, bytes)?;
            let newer = newer(&new, old).and_then(|()| floor.check_timestamp(&new));
            exam.check(Rule::TimestampRollback, newer, |()| not_older(&new, old, floor))?;
            // An equal version is the old timestamp, whatever its content now claims.
            let new = old.filter(|old| old.header.version == new.header.version).cloned().unwrap_or(new);
            current(&exam, &new)?;
            Ok::<_, Error>(new)
        };
        mirrors.first_good("timestamp.json", from).await
    }

    /// The snapshot (TUF spec 5.5).
    async fn snapshot(
        &self,
        root: &Root,
        timestamp: &Timestamp,
        old: Option<Snapshot>,
        floor: &Floor,
    ) -> Result<Snapshot, Error> {
        let meta = &timestamp.snapshot;
        let current = |exam: &Exam, snapshot: &Snapshot| {
            let expiry = snapshot.header.check_expiry(self.judged_at);
            exam.check(Rule::SnapshotExpiry, expiry, |()| self.expiry(snapshot.header.expires))
        };
        let old = match old {
            // Byte for byte what the timestamp lists, and its signatures have been verified: compared with itself it cannot have
            // gone back (TUF spec 5.5.5). What other memories saw binds it all the same.
            Some(old) if old.header.version == meta.version && meta.check_document("snapshot", &old.document).is_ok() => {
                let exam = self.stored_exam("snapshot", old.document.bytes());
                exam.passed(Rule::SnapshotBytes, || meta.facts(old.document.bytes()));
                exam.check(Rule::SnapshotRollback, floor.check_snapshot(&old), |()| not_gone(&old, Some(&old)))?;
                current(&exam, &old)?;
                return Ok(old);
            }
            old => old,
        };
        let old = old.as_ref();
        let mirrors = self.mirrors("snapshot")?;
        let file = &file_of("snapshot", root.consistent_snapshot, meta);
        let from = |place: Arc<dyn Origin>| async move {
            let limit = meta.most(limits::SNAPSHOT_BYTES);
            let bytes = fetch(&*place, "snapshot", file, limit).await;
            let exam = self.options.transcript.exam("snapshot", || place.shown(), bytes.as_deref().ok());
            let bytes = exam.check(Rule::SnapshotDownload, bytes, |bytes| received(bytes, limit))?;
            exam.check(Rule::SnapshotBytes, meta.check_bytes("snapshot", &bytes), |()| meta.facts(&bytes))?;
            let new = Self::read_snapshot(&exam, root, bytes)?;
            let version = new.header.check_version(meta.version);
            exam.check(Rule::SnapshotVersion, version, |()| (meta.version.to_string(), new.header.version.to_string()))?;
            let forwards = self.only_forwards(&new, old).and_then(|()| floor.check_snapshot(&new));
            exam.check(Rule::SnapshotRollback, forwards, |()| not_gone(&new, old))?;
            current(&exam, &new)?;
            Ok::<_, Error>(new)
        };
        let new = mirrors.first_good(file, from).await?;
        self.keep_by_the_end("snapshot.json", new.document.bytes())?;
        Ok(new)
    }

    /// No role that the trusted snapshot lists may go back or disappear (TUF spec 5.5.5).
    fn only_forwards(&self, new: &Snapshot, old: Option<&Snapshot>) -> Result<(), Error> {
        for (role, before) in old.into_iter().flat_map(Snapshot::roles) {
            let shown = || Printable(role).to_string();
            let before = before.map_err(|error| self.state.damaged("snapshot.json", &error.to_string()))?;
            let after = new.listed(role)?.ok_or_else(|| Error::Disappeared { role: shown() })?;
            if after.version < before.version {
                let subject = format!("the role {} that the snapshot lists", shown());
                return Err(Error::Rollback { subject, trusted: before.version, seen: after.version });
            }
        }
        Ok(())
    }

    /// The top-level targets (TUF spec 5.6).
    async fn targets(&self, root: &Root, snapshot: &Snapshot) -> Result<Arc<Targets>, Error> {
        let meta = &snapshot.role("targets")?;
        self.targets_role("targets", "targets.json", root.consistent_snapshot, meta, &root.targets).await
    }

    /// The mirrors, which a run that may ask nobody does not have.
    pub(super) fn mirrors(&self, role: &str) -> Result<&Mirrors, Error> {
        self.mirrors.ok_or_else(|| Error::NotStored { role: Printable(role).to_string() })
    }

    /// What the transcript says of a role that has not expired.
    pub(super) fn expiry(&self, expires: Expiry) -> (String, String) {
        (format!("after {}", self.judged_at), expires.to_string())
    }
}

/// Neither the timestamp nor the snapshot that it lists may go back (TUF spec 5.4.3).
fn newer(new: &Timestamp, old: Option<&Timestamp>) -> Result<(), Error> {
    let Some(old) = old else { return Ok(()) };
    let backwards = |subject: &str, trusted: u64, seen: u64| Error::Rollback { subject: subject.to_owned(), trusted, seen };
    if new.header.version < old.header.version {
        return Err(backwards("the timestamp", old.header.version, new.header.version));
    }
    if new.snapshot.version < old.snapshot.version {
        return Err(backwards("the snapshot that the timestamp lists", old.snapshot.version, new.snapshot.version));
    }
    Ok(())
}

/// The file of a role that a parent lists.
pub(super) fn file_of(role: &str, consistent: bool, meta: &MetaFile) -> String {
    let name = percent_encoding::utf8_percent_encode(role, IN_A_NAME);
    if consistent { format!("{}.{name}.json", meta.version) } else { format!("{name}.json") }
}

/// Reads a metadata file from one place, `limit` bytes at the most.
pub(super) async fn fetch(place: &dyn Origin, role: &str, file: &str, limit: u64) -> Result<Vec<u8>, Error> {
    let mut stream = place.open(Folder::Metadata, file, limit).await?;
    // Memory that is not touched costs nothing, and a known length is never grown into.
    let mut bytes: Vec<u8> = Vec::with_capacity(usize::try_from(limit.min(ROOM)).unwrap_or_default());
    while let Some(chunk) = stream.try_next().await? {
        let seen = bytes.len() as u64 + chunk.len() as u64;
        if seen > limit {
            return Err(Error::WrongLength { role: Printable(role).to_string(), expected: limit, seen });
        }
        bytes.extend_from_slice(&chunk);
    }
    tracing::debug!(role, file, bytes = bytes.len(), "metadata received");
    Ok(bytes)
}

/// What the transcript says of a file that arrived.
pub(super) fn received(bytes: &[u8], limit: u64) -> (String, String) {
    (format!("at most {limit} bytes"), format!("{} bytes", bytes.len()))
}

/// What it says of a snapshot that is not older.
fn not_gone(new: &Snapshot, old: Option<&Snapshot>) -> (String, String) {
    (format!("{} roles, none gone or older", old.map_or(0, Snapshot::len)), format!("{} roles", new.len()))
}

/// What it says of a timestamp that is not older.
fn not_older(new: &Timestamp, old: Option<&Timestamp>, floor: &Floor) -> (String, String) {
    let (timestamp, snapshot) = old.map_or((0, 0), |old| (old.header.version, old.snapshot.version));
    let least = (timestamp.max(floor.timestamp), snapshot.max(floor.snapshot));
    let both = |(timestamp, snapshot): (u64, u64)| format!("timestamp {timestamp}, snapshot {snapshot}");
    (format!("at least {}", both(least)), both((new.header.version, new.snapshot.version)))
}
