//! How fresh a verified view is: what is left of each role's validity, when the repository was last asked, and whether this
//! machine's clock can be believed.
//!
//! Owns: the note of when a delegated role was first accepted.
//! Never does: refuse; it has been verified by then. Or wait: a note that cannot be taken at once is left out.
//! In: a [`Client`]. Out: facts for warnings.

use jiff::{SignedDuration, Timestamp};

use crate::digest::Sha256;
use crate::limits;

use super::clock_floor::{self, ClockStep};
use super::memory::accepted_under;
use super::state::{AcceptedUnder, role_file};
use super::{Client, Error, Persistence, Seen, Validity};

impl Client {
    /// The roles that this run has used, each with its validity.
    pub fn validities(&self) -> Vec<(String, Validity)> {
        let known = |name: &str, version: u64| self.seen.role(name).filter(|seen| seen.version == version);
        let roles = self.summary().roles.into_iter();
        roles
            .map(|role| {
                let accepted = known(&role.name, role.version).map(|seen| seen.since);
                (role.name, Validity { expires: role.expires_at, accepted })
            })
            .collect()
    }

    /// Notes which versions of delegated roles this run accepted, and when; the top-level roles are noted already.
    ///
    /// # Errors
    /// The trust state cannot be read or written.
    pub fn note_roles(&self) -> Result<(), Error> {
        if self.options.persistence == Persistence::Discard || self.mirrors.is_none() {
            return Ok(());
        }
        let mut seen = self.seen.clone();
        let roles = self.summary().roles;
        for role in &roles {
            seen.note(&role.name, role.version, self.judged_at);
        }
        if seen == self.seen {
            return Ok(());
        }
        let Some(_guard) = self.state.try_lock()? else { return Ok(()) };
        // Another run may have met rotated keys in between: what this one saw under the old ones is not put back.
        if AcceptedUnder::read(&self.state)? != Some(accepted_under(&self.top.root)) {
            return Ok(());
        }
        let before = Seen::read(&self.state)?;
        let mut seen = before.clone();
        for role in &roles {
            seen.note(&role.name, role.version, self.judged_at);
        }
        if seen != before {
            seen.write(&self.state)?;
        }
        Ok(())
    }

    /// True when the trust state holds the version of a delegated role that the snapshot lists, or the snapshot lists none.
    pub fn holds(&self, role: &str) -> bool {
        let meta = match self.top.snapshot.listed(role) {
            Ok(Some(meta)) => meta,
            listed => return listed.is_ok(),
        };
        // What this run has loaded it has also stored, where it may.
        if self.loaded().contains_key(role) {
            return true;
        }
        let stored = self.state.read(&role_file(role), limits::TARGETS_BYTES);
        stored.is_ok_and(|stored| stored.is_some_and(|bytes| meta.check_bytes(role, &bytes).is_ok()))
    }

    /// When everything was last seen to be valid, to the hour, before this run.
    pub fn last_seen(&self) -> Option<Timestamp> {
        self.last_seen
    }

    /// A step back of this machine's clock: by how much, and the time that expiry was judged at instead.
    pub fn clock_step(&self) -> Option<(SignedDuration, Timestamp)> {
        match clock_floor::step(self.options.now, self.last_seen) {
            ClockStep::None => None,
            ClockStep::Judged(by) | ClockStep::Ignored(by) => Some((by, self.judged_at)),
        }
    }

    /// The digest of the keys of timestamp and snapshot.
    pub(super) fn keys_digest(&self) -> Sha256 {
        accepted_under(&self.top.root).digest()
    }
}
