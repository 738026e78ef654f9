//! What the trust state remembers of timestamp and snapshot, and whether it still counts.
//!
//! Owns: the rule that rotated keys end the memory (TUF spec 5.3.11), and that everything else that does not fit is damage:
//! never "not there".
//! Never does: compare with what is served (that is `refresh`).
//! In: a trust state and the newest root. Out: [`Memory`].

use crate::limits;

#[cfg(feature = "client")]
use super::ahead::Ahead;
use super::error::Error;
use super::floor::Floor;
use super::roles::{Root, Snapshot, Timestamp};
use super::run::Refresh;
use super::state::{ACCEPTED_UNDER, AcceptedUnder};

/// What is remembered, all of it accepted under the keys of the newest root.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) timestamp: Option<Timestamp>,
    pub(super) snapshot: Option<Snapshot>,
    /// The least that is accepted now, from all memories.
    pub(super) floor: Floor,
    /// False where keys were rotated, so that nothing that is stored counts.
    pub(super) counts: bool,
}

impl Refresh<'_> {
    /// The stored timestamp and snapshot, or nothing where the keys have been rotated since.
    /// A snapshot that is verified `ahead` is there, and is left to [`Self::settled`].
    pub(super) fn remembered(&self, root: &Root, ahead: bool) -> Result<Memory, Error> {
        let under = accepted_under(root);
        let mut floor = Floor::of_all(&self.options.floors, under.digest());
        let read = AcceptedUnder::read(self.state);
        let odd = read.is_err();
        let stored = self.unless_damaged(read)?;
        let timestamp = self.unless_damaged(self.state.read("timestamp.json", limits::TIMESTAMP_BYTES))?;
        let snapshot =
            if ahead { None } else { self.unless_damaged(self.state.read("snapshot.json", limits::SNAPSHOT_BYTES))? };
        let missing = stored.is_none() && (timestamp.is_some() || snapshot.is_some() || ahead);
        if missing && !self.repairs() {
            return Err(self.state.damaged(ACCEPTED_UNDER, "it is missing beside a stored timestamp").into());
        }
        let unknown = missing || odd;
        if !unknown && stored != Some(under) {
            self.forget(under)?;
            return Ok(Memory { floor, ..Memory::default() });
        }
        if unknown {
            self.keep(ACCEPTED_UNDER, under.to_text().as_bytes(), true)?;
        }
        let timestamp = timestamp.map(|bytes| {
            let exam = self.stored_exam("timestamp", &bytes);
            self.as_stored("timestamp", Self::read_timestamp(&exam, root, bytes))
        });
        let snapshot = snapshot.map(|bytes| {
            let exam = self.stored_exam("snapshot", &bytes);
            let read = if self.repairs() { Self::read_snapshot } else { Self::stored_snapshot };
            self.as_stored("snapshot", read(&exam, root, bytes))
        });
        let timestamp = self.unless_damaged(timestamp.transpose())?;
        let snapshot = self.unless_damaged(snapshot.transpose())?;
        self.still_there("timestamp", timestamp.as_ref().map(|one| one.header.version))?;
        if !ahead {
            self.still_there("snapshot", snapshot.as_ref().map(|one| one.header.version))?;
        }
        floor.raise(self.seen);
        Ok(Memory { timestamp, snapshot, floor, counts: true })
    }

    /// The stored snapshot that was verified ahead, judged as [`Self::remembered`] judges one.
    #[cfg(feature = "client")]
    pub(super) async fn settled(&self, ahead: Ahead) -> Result<Snapshot, Error> {
        let snapshot = self.as_stored("snapshot", ahead.verified().await)?;
        self.still_there("snapshot", Some(snapshot.header.version))?;
        Ok(snapshot)
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
    fn forget(&self, under: AcceptedUnder) -> Result<(), Error> {
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
        self.keep_by_the_end(ACCEPTED_UNDER, under.to_text().as_bytes())
    }

    /// `None` for what is damaged, where this run replaces it.
    fn unless_damaged<T, E: Into<Error>>(&self, read: Result<Option<T>, E>) -> Result<Option<T>, Error> {
        match read.map_err(Into::into) {
            Err(Error::State(error)) if !error.is_mendable() => Err(error.into()),
            Err(_) if self.repairs() => Ok(None),
            read => read,
        }
    }
}

/// The keys of timestamp and snapshot in `root`.
pub(super) fn accepted_under(root: &Root) -> AcceptedUnder {
    AcceptedUnder { timestamp: root.timestamp.fingerprint(), snapshot: root.snapshot.fingerprint() }
}
