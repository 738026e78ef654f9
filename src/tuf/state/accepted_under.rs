//! Which keys the stored timestamp and snapshot were accepted under.
//!
//! Owns: the file `accepted-under` of the trust state. Without it a stored file that no longer verifies could be a rotated key
//! (forget it, TUF spec 5.3.11) or damage (fail closed).
//! Never does: compare with the newest root (that is `memory`).
//! In: the fingerprints of two key rings. Out: [`AcceptedUnder`].

use super::note::{self, Odd};
use super::{StateError, StateFolder};
use crate::digest::Sha256;
use crate::limits;

/// The file's name. Not `.json`: everything in the folder that ends so is TUF metadata.
pub(in crate::tuf) const ACCEPTED_UNDER: &str = "accepted-under";

/// The keys of timestamp and snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tuf) struct AcceptedUnder {
    pub(in crate::tuf) timestamp: Sha256,
    pub(in crate::tuf) snapshot: Sha256,
}

impl AcceptedUnder {
    /// The stored file; `None` only where there is none.
    pub(in crate::tuf) fn read(state: &StateFolder) -> Result<Option<Self>, StateError> {
        let Some(bytes) = state.read(ACCEPTED_UNDER, limits::STATE_NOTE_BYTES)? else { return Ok(None) };
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        let read = match note::read(ACCEPTED_UNDER, text) {
            Ok(lines) => Self::parse(lines).ok_or(Odd::Damaged),
            Err(Odd::Damaged) => Self::unnumbered(text).ok_or(Odd::Damaged),
            Err(format) => Err(format),
        };
        read.map(Some).map_err(|odd| state.odd(ACCEPTED_UNDER, odd, "it is not two digests and their check"))
    }

    /// The file.
    pub(in crate::tuf) fn to_text(self) -> String {
        note::write(ACCEPTED_UNDER, &self.lines())
    }

    /// What a memory outside the trust state names these keys by: the same whatever format the file has.
    pub(in crate::tuf) fn digest(&self) -> Sha256 {
        Sha256::of(self.with_check().as_bytes())
    }

    fn lines(&self) -> String {
        format!("{}\n{}\n", self.timestamp, self.snapshot)
    }

    fn with_check(&self) -> String {
        let lines = self.lines();
        let check = Sha256::of(lines.as_bytes());
        format!("{lines}{check}\n")
    }

    /// The file as it was before formats had numbers; the next rotation of keys writes it anew.
    fn unnumbered(text: &str) -> Option<Self> {
        let (lines, _check) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        Self::parse(lines).filter(|read| read.with_check() == text)
    }

    fn parse(lines: &str) -> Option<Self> {
        let (timestamp, snapshot) = lines.split_once('\n')?;
        Some(Self { timestamp: timestamp.parse().ok()?, snapshot: snapshot.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_before_is_read_and_every_changed_one_refused() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateFolder::at(folder.path());
        let under = AcceptedUnder { timestamp: Sha256::of(b"one"), snapshot: Sha256::of(b"two") };
        assert_eq!(AcceptedUnder::read(&state).unwrap(), None);
        state.write(ACCEPTED_UNDER, under.to_text().as_bytes(), false).unwrap();
        let path = folder.path().join(ACCEPTED_UNDER);
        let new = fs_err::read(&path).unwrap();
        assert!(new.starts_with(b"accepted-under 1\n"));
        for text in [new, under.with_check().into_bytes()] {
            fs_err::write(&path, &text).unwrap();
            assert_eq!(AcceptedUnder::read(&state).unwrap(), Some(under));
            for at in 0..text.len() {
                fs_err::write(&path, &text[..at]).unwrap();
                assert!(matches!(AcceptedUnder::read(&state), Err(StateError::Damaged { .. })), "{at}");
                let mut changed = text.clone();
                changed[at] ^= 1;
                fs_err::write(&path, &changed).unwrap();
                assert!(matches!(AcceptedUnder::read(&state), Err(StateError::Damaged { .. })), "{at}");
            }
        }
    }
}
