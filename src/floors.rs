//! What a project remembers of its repositories, beside the trust state of the user: `.ragnos/seen.json`.
//!
//! Owns: that file. It is what still knows which versions were seen when the trust state is restored from an old backup or a
//! CI cache, or removed. It is not in version control: what it holds changes with every publication, and a lockfile must not.
//! Never does: lower a version that was seen under the same keys, or take a damaged file for none.
//! In: a project's folder. Out: [`Floors`].

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::digest::Sha256;
use crate::limits;
use crate::refusal::{Facts, Refusal};
#[cfg(feature = "client")]
use crate::store::ProjectLock;
use crate::store::{self, Layout, memory};
use crate::tuf::Floor;

/// Why the project's memory cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The file is not what this program wrote.
    #[error("{path}, where the project remembers what it has seen, is damaged: {reason}")]
    #[diagnostic(code(RP8023), help("run `ragnos-plugin trust repair`, which says what is lost with it"))]
    Damaged {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The file cannot be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Damaged { path, .. } => Facts::about(path),
            Self::Store(error) => error.facts(),
        }
    }
}

/// What was seen, by the repository's id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Floors {
    by_id: BTreeMap<Sha256, Floor>,
}

impl Floors {
    /// What the project remembers; nothing where it has no file.
    ///
    /// # Errors
    /// [`Error`].
    pub fn read(layout: &Layout) -> Result<Self, Error> {
        let damaged = |path, reason| Error::Damaged { path, reason };
        Ok(Self { by_id: memory::read(layout.seen(), limits::STATE_NOTE_BYTES * 16, damaged)? })
    }

    /// What was seen of a repository.
    pub fn of(&self, id: &Sha256) -> Floor {
        self.by_id.get(id).cloned().unwrap_or_default()
    }
}

#[cfg(feature = "client")]
impl Floors {
    /// Merges what a run has seen.
    pub fn raise(&mut self, id: Sha256, seen: &Floor) {
        let merged = self.of(&id).merged(seen);
        self.by_id.insert(id, merged);
    }

    /// Forgets a repository.
    pub fn forget(&mut self, id: &Sha256) {
        self.by_id.remove(id);
    }

    /// Replaces the project's file, where it says something else.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub fn write(&self, lock: &ProjectLock) -> Result<(), Error> {
        let layout = lock.layout();
        if Self::read(layout).is_ok_and(|stored| stored == *self) {
            return Ok(());
        }
        Ok(memory::write(&layout.seen(), &self.by_id)?)
    }
}

#[cfg(test)]
#[cfg(feature = "client")]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::store::Waiting;

    #[test]
    fn versions_only_rise_under_the_same_keys_and_begin_anew_under_others() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(Utf8Path::from_path(folder.path()).unwrap());
        let (id, keys) = (Sha256::of(b"id"), Some(Sha256::of(b"keys")));
        let seen = |keys, root, timestamp| Floor { root, keys, timestamp, snapshot: timestamp, roles: BTreeMap::new() };
        let mut floors = Floors::read(&layout).unwrap();
        assert_eq!(floors.of(&id), Floor::default());
        floors.raise(id, &seen(keys, 3, 17));
        floors.raise(id, &seen(keys, 2, 12));
        let lock = ProjectLock::acquire(&layout, "test", Waiting::Refuse, |_| ()).unwrap();
        floors.write(&lock).unwrap();
        let mut floors = Floors::read(&layout).unwrap();
        assert_eq!(floors.of(&id), seen(keys, 3, 17));
        let others = Some(Sha256::of(b"other keys"));
        floors.raise(id, &seen(others, 2, 1));
        assert_eq!(floors.of(&id), seen(others, 3, 1));
        let text = fs_err::read_to_string(layout.seen()).unwrap();
        for bad in [&text[..text.len() / 2], "", "{}", &text.replace("\"version\": 1", "\"version\": 2")] {
            fs_err::write(layout.seen(), bad).unwrap();
            assert!(matches!(Floors::read(&layout), Err(Error::Damaged { .. })), "{bad}");
        }
    }
}
