//! What the trust state remembers of timestamp and snapshot, and whether it still counts.
//!
//! Owns: the rule that rotated keys end the memory (TUF spec 5.3.11), and that everything else that does not fit is damage:
//! never "not there".
//! Never does: compare with what is served (that is `refresh`).
//! In: a trust state and the newest root. Out: [`Memory`].

use crate::digest::Sha256;
use crate::limits;

use super::error::Error;
use super::floor::Floor;
use super::roles::{Root, Snapshot, Timestamp};
use super::run::Refresh;
use super::state::ACCEPTED_UNDER;

/// What is remembered, all of it accepted under the keys of the newest root.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) timestamp: Option<Timestamp>,
    pub(super) snapshot: Option<Snapshot>,
    /// The least that is accepted now, from all memories.
    pub(super) floor: Floor,
}

impl Refresh<'_> {
    /// The stored timestamp and snapshot, or nothing where the keys have been rotated since.
    pub(super) fn remembered(&self, root: &Root) -> Result<Memory, Error> {
        let under = accepted_under(root);
        let mut floor = Floor::of_all(&self.options.floors, Sha256::of(under.as_bytes()));
        let stored = self.unless_damaged(self.state.read(ACCEPTED_UNDER, limits::STATE_NOTE_BYTES))?;
        let timestamp = self.unless_damaged(self.state.read("timestamp.json", limits::TIMESTAMP_BYTES))?;
        let snapshot = self.unless_damaged(self.state.read("snapshot.json", limits::SNAPSHOT_BYTES))?;
        let missing = stored.is_none() && (timestamp.is_some() || snapshot.is_some());
        let odd = stored.as_ref().is_some_and(|text| !is_accepted_under(text));
        if (missing || odd) && !self.repairs() {
            let reason =
                if missing { "it is missing beside a stored timestamp" } else { "it is not two digests and their check" };
            return Err(self.state.damaged(ACCEPTED_UNDER, reason).into());
        }
        let unknown = missing || odd;
        if !unknown && stored.as_deref() != Some(under.as_bytes()) {
            self.forget(&under)?;
            return Ok(Memory { floor, ..Memory::default() });
        }
        if unknown {
            self.keep(ACCEPTED_UNDER, under.as_bytes(), true)?;
        }
        let timestamp = timestamp.map(|bytes| {
            let exam = self.stored_exam("timestamp", &bytes);
            self.as_stored("timestamp", Self::read_timestamp(&exam, root, bytes))
        });
        let snapshot = snapshot.map(|bytes| {
            let exam = self.stored_exam("snapshot", &bytes);
            self.as_stored("snapshot", Self::read_snapshot(&exam, root, bytes))
        });
        let timestamp = self.unless_damaged(timestamp.transpose())?;
        let snapshot = self.unless_damaged(snapshot.transpose())?;
        self.still_there("timestamp", timestamp.as_ref().map(|one| one.header.version))?;
        self.still_there("snapshot", snapshot.as_ref().map(|one| one.header.version))?;
        floor.raise(self.seen);
        Ok(Memory { timestamp, snapshot, floor })
    }

    /// A stored role that was verified when it was stored: anything else now is damage.
    fn as_stored<T>(&self, role: &str, verified: Result<T, Error>) -> Result<T, Error> {
        verified.map_err(|error| self.state.damaged(&format!("{role}.json"), &error.to_string()).into())
    }

    /// The second copy of the memory says what was there: a file that is gone, or older, was not put so by this program.
    fn still_there(&self, role: &str, stored: Option<u64>) -> Result<(), Error> {
        let seen = self.seen.version(role);
        let reason = match stored {
            Some(version) if version >= seen => return Ok(()),
            None if seen == 0 => return Ok(()),
            Some(version) => format!("it has version {version}, and {seen} was seen"),
            None => format!("it is missing, and version {seen} was seen"),
        };
        if self.repairs() { Ok(()) } else { Err(self.state.damaged(&format!("{role}.json"), &reason).into()) }
    }

    /// Other keys sign timestamp or snapshot now: what was seen under the old ones is forgotten.
    fn forget(&self, under: &str) -> Result<(), Error> {
        if !self.writes() {
            return Ok(());
        }
        // The order matters: files gone first, so that a crash in between leaves nothing under the wrong keys.
        self.state.remove("timestamp.json")?;
        self.state.remove("snapshot.json")?;
        let mut seen = self.seen.clone();
        seen.forget_all_but_root();
        if seen != *self.seen {
            seen.write(self.state)?;
        }
        self.keep_by_the_end(ACCEPTED_UNDER, under.as_bytes())
    }

    /// `None` for what is damaged, where this run replaces it.
    fn unless_damaged<T, E: Into<Error>>(&self, read: Result<Option<T>, E>) -> Result<Option<T>, Error> {
        match read {
            Ok(found) => Ok(found),
            Err(_) if self.repairs() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The keys that a stored timestamp and snapshot are good under, as two digests, and a digest of these: a changed bit is then
/// damage, and not a rotation of keys, which would end the memory.
pub(super) fn accepted_under(root: &Root) -> String {
    with_check(format!("{}\n{}\n", root.timestamp.fingerprint(), root.snapshot.fingerprint()))
}

fn with_check(keys: String) -> String {
    let check = Sha256::of(keys.as_bytes());
    keys + &format!("{check}\n")
}

pub(super) fn is_accepted_under(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let keys: Vec<&str> = text.split_inclusive('\n').take(2).collect();
    with_check(keys.concat()) == text && keys.iter().all(|line| line.trim_end().parse::<Sha256>().is_ok())
}
