//! One run's view of a repository's trust state: by what it judges, what it may write, and how stored roles are read.
//!
//! Owns: what a run with a network and a reader without one have in common.
//! Never does: ask a repository (that is `refresh`).
//! In: options and a trust state. Out: verified timestamps and snapshots.

use jiff::Timestamp as Instant;

#[cfg(feature = "client")]
use crate::origin::Mirrors;
use crate::transcript::{Exam, Rule, Transcript};

use super::document::Document;
use super::error::Error;
use super::floor::Floor;
use super::keyring::KeyRing;
use super::roles::{Root, Snapshot, Timestamp};
#[cfg(feature = "client")]
use super::state::WriteQueue;
use super::state::{Persistence, Seen, StateFolder};

/// The place of what was stored, for the transcript.
pub(super) const TRUST_STATE: &str = "trust state";

/// What a run judges by.
#[derive(Debug, Clone)]
pub struct Options {
    /// The time of the run, read once.
    pub now: Instant,
    /// The floor for the root version (from the lockfile); 1 where there is none.
    pub minimum_root_version: u64,
    /// Whether the trust state is written.
    pub persistence: Persistence,
    /// What earlier runs saw, from memories outside the trust state.
    pub floors: Vec<Floor>,
    /// Who is told of every check.
    pub transcript: Transcript,
}

impl Options {
    /// Judged at `now`, written to the trust state, with no other memory and nobody told.
    pub fn at(now: Instant) -> Self {
        let (floors, transcript) = (Vec::new(), Transcript::default());
        Self { now, minimum_root_version: 1, persistence: Persistence::Write, floors, transcript }
    }
}

/// One run's view of state, mirrors and options.
pub(super) struct Refresh<'a> {
    pub(super) state: &'a StateFolder,
    /// `None` offline: what the state does not hold cannot be had.
    #[cfg(feature = "client")]
    pub(super) mirrors: Option<&'a Mirrors>,
    pub(super) options: &'a Options,
    /// The time that every expiry of the run is judged at; see [`super::clock_floor`].
    pub(super) judged_at: Instant,
    /// What the state has seen.
    pub(super) seen: &'a Seen,
    /// Where the files of the rollback memory are written meanwhile; without it, at once.
    #[cfg(feature = "client")]
    pub(super) queue: Option<&'a WriteQueue>,
}

impl Refresh<'_> {
    /// A timestamp that a threshold of the root's keys signed.
    pub(super) fn read_timestamp(exam: &Exam, root: &Root, bytes: Vec<u8>) -> Result<Timestamp, Error> {
        let document = exam.check(Rule::TimestampForm, Document::parse("timestamp", bytes), |_| form("timestamp", None))?;
        signed(exam, Rule::TimestampSigned, &root.timestamp, &document)?;
        exam.check(Rule::TimestampForm, Timestamp::read(document), |new| form("timestamp", Some(new.header.version)))
    }

    /// A snapshot that a threshold of the root's keys signed, every entry of it looked at.
    pub(super) fn read_snapshot(exam: &Exam, root: &Root, bytes: Vec<u8>) -> Result<Snapshot, Error> {
        let whole = |snapshot: Snapshot| snapshot.check_entries().map(|()| snapshot);
        Self::signed_snapshot(exam, root, bytes, whole)
    }

    /// The same of what this program stored. Its form and its signatures are checked again, since others could have written to the
    /// state. Its entries are not: only a snapshot that was whole is stored, nobody without the snapshot's keys can put another one
    /// there, and the entries that a run uses are read as strictly when it asks for them.
    pub(super) fn stored_snapshot(exam: &Exam, root: &Root, bytes: Vec<u8>) -> Result<Snapshot, Error> {
        Self::signed_snapshot(exam, root, bytes, Ok)
    }

    fn signed_snapshot(
        exam: &Exam,
        root: &Root,
        bytes: Vec<u8>,
        whole: impl FnOnce(Snapshot) -> Result<Snapshot, Error>,
    ) -> Result<Snapshot, Error> {
        let document = exam.check(Rule::SnapshotForm, Document::parse("snapshot", bytes), |_| form("snapshot", None))?;
        signed(exam, Rule::SnapshotSigned, &root.snapshot, &document)?;
        let read = Snapshot::read(document).and_then(whole);
        exam.check(Rule::SnapshotForm, read, |new| form("snapshot", Some(new.header.version)))
    }

    /// Begins the checks of what the trust state holds of a role.
    pub(super) fn stored_exam(&self, role: &str, bytes: &[u8]) -> Exam {
        self.options.transcript.exam(role, || TRUST_STATE.to_owned(), Some(bytes))
    }

    /// Writes to the state, where this run may.
    pub(super) fn keep(&self, file: &str, bytes: &[u8], durable: bool) -> Result<(), Error> {
        if self.writes() {
            self.state.write(file, bytes, durable)?;
        }
        Ok(())
    }

    /// Writes a file of the rollback memory, which has its new content when the refresh ends, well or badly.
    pub(super) fn keep_by_the_end(&self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        #[cfg(feature = "client")]
        if let (Some(queue), true) = (self.queue, self.writes()) {
            queue.add(file, bytes.to_vec());
            return Ok(());
        }
        self.keep(file, bytes, true)
    }

    /// Offline there is nothing new to keep, and no lock is held.
    pub(super) fn writes(&self) -> bool {
        #[cfg(feature = "client")]
        let asks = self.mirrors.is_some();
        #[cfg(not(feature = "client"))]
        let asks = false;
        asks && self.options.persistence != Persistence::Discard
    }

    /// True when damage of the state is mended and not refused.
    pub(super) fn repairs(&self) -> bool {
        self.options.persistence == Persistence::Repair
    }
}

/// Checks a role's signatures and tells of it.
pub(super) fn signed(exam: &Exam, rule: Rule, ring: &KeyRing, document: &Document) -> Result<(), Error> {
    exam.check(rule, ring.verify(document), |()| {
        (format!("{} of {} keys", ring.threshold, ring.keys.len()), ring.signers(document).join(" "))
    })
}

/// What it says of a file that could be read.
pub(super) fn form(kind: &str, version: Option<u64>) -> (String, String) {
    let seen = version.map_or_else(|| "a signed document".to_owned(), |version| format!("{kind} {version}"));
    (format!("{kind} metadata"), seen)
}
