//! What has been seen of a repository: for each role the newest version that was accepted, and when it first was.
//!
//! Owns: the file `seen` of the trust state. It is the second copy of the rollback memory (the first are the roles' own files),
//! so that a torn timestamp can be replaced without forgetting its version, and the time from which a role's remaining
//! validity is judged, since metadata says when it expires and not when it was made.
//! Never does: lower a version, or move the time of one.
//! In: text. Out: [`Seen`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::note::{self, Odd};
use super::{IN_A_NAME, StateError, StateFolder};
use crate::limits;

/// The file's name. Not `.json`: everything in the folder that ends so is TUF metadata.
pub(in crate::tuf) const SEEN: &str = "seen";

/// What has been seen of a repository, by role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    roles: BTreeMap<String, SeenRole>,
}

/// The newest version of one role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tuf) struct SeenRole {
    pub(in crate::tuf) version: u64,
    /// When this version was first accepted on this machine.
    pub(in crate::tuf) since: Timestamp,
}

impl Seen {
    /// The stored file; nothing where there is none.
    pub(in crate::tuf) fn read(state: &StateFolder) -> Result<Self, StateError> {
        let Some(bytes) = state.read(SEEN, limits::SEEN_BYTES)? else { return Ok(Self::default()) };
        let read = Self::parse(std::str::from_utf8(&bytes).unwrap_or_default());
        read.map_err(|odd| state.odd(SEEN, odd, "it is not a list of roles, versions and times"))
    }

    /// Replaces the stored file.
    pub(in crate::tuf) fn write(&self, state: &StateFolder) -> Result<(), StateError> {
        state.write(SEEN, self.to_text().as_bytes(), true)
    }

    fn parse(text: &str) -> Result<Self, Odd> {
        note::read(SEEN, text).and_then(|lines| Self::roles(lines).ok_or(Odd::Damaged))
    }

    fn roles(lines: &str) -> Option<Self> {
        let mut roles = BTreeMap::new();
        for line in lines.lines() {
            let mut words = line.split(' ');
            let role = percent_decode_str(words.next()?).decode_utf8().ok()?.into_owned();
            let version = words.next()?.parse().ok().filter(|version| *version > 0)?;
            let since = words.next()?.parse().ok()?;
            let is_new = roles.insert(role, SeenRole { version, since }).is_none();
            (is_new && words.next().is_none()).then_some(())?;
        }
        Some(Self { roles })
    }

    pub(in crate::tuf) fn to_text(&self) -> String {
        let line = |(role, seen): (&String, &SeenRole)| {
            format!("{} {} {}\n", utf8_percent_encode(role, IN_A_NAME), seen.version, seen.since)
        };
        note::write(SEEN, &self.roles.iter().map(line).collect::<String>())
    }

    /// What is known of a role.
    pub(in crate::tuf) fn role(&self, role: &str) -> Option<SeenRole> {
        self.roles.get(role).copied()
    }

    /// The newest version of a role; 0 where none was seen.
    pub fn version(&self, role: &str) -> u64 {
        self.roles.get(role).map_or(0, |seen| seen.version)
    }

    /// The names of the roles.
    pub(in crate::tuf) fn names(&self) -> impl Iterator<Item = &str> {
        self.roles.keys().map(String::as_str)
    }

    /// Notes that `version` was accepted at `now`. A version that is known keeps its time; an older one changes nothing.
    pub(in crate::tuf) fn note(&mut self, role: &str, version: u64, now: Timestamp) {
        if self.version(role) < version {
            self.roles.insert(role.to_owned(), SeenRole { version, since: now });
        }
    }

    /// Forgets everything but the root: what keys that were rotated away have signed binds nobody (TUF spec 5.3.11).
    pub(in crate::tuf) fn forget_all_but_root(&mut self) {
        self.roles.retain(|role, _| role == "root");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_was_written_and_a_cut_or_odd_one_is_not_read() {
        let (early, late): (Timestamp, Timestamp) =
            ("2026-06-01T00:00:00Z".parse().unwrap(), "2026-06-02T00:00:00.5Z".parse().unwrap());
        let mut seen = Seen::default();
        seen.note("root", 2, early);
        seen.note("a b\n\u{e9}/..", 7, late);
        seen.note("root", 2, late);
        seen.note("root", 1, late);
        assert_eq!(seen.role("root"), Some(SeenRole { version: 2, since: early }));
        let text = seen.to_text();
        assert_eq!(Seen::parse(&text), Ok(seen.clone()));
        for length in 0..text.len() {
            assert_eq!(Seen::parse(&text[..length]), Err(Odd::Damaged), "{:?}", &text[..length]);
        }
        for bad in ["root 0 2026-06-01T00:00:00Z\n", "root 1\n", "root x y z\n", "root 1 2026-06-01T00:00:00Z z\n"] {
            assert_eq!(Seen::parse(&note::write(SEEN, bad)), Err(Odd::Damaged), "{bad:?}");
        }
        seen.forget_all_but_root();
        assert_eq!(seen.names().collect::<Vec<_>>(), ["root"]);
    }
}
