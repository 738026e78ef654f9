//! The trust state of a project's repositories, for people: what is trusted and remembered, whether it is whole, and the ways
//! back when it is not.
//!
//! Owns: one view of everything that bears on the trust in a repository: pinned root, lockfile, project memory, trust state.
//! Never does: lower a floor, but in `reset`, or ask a question (that is `cli`).
//! In: a project and the place of the trust states. Out: [`Subject`], and what was found or done.

mod repair;
mod show;

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use serde::Serialize;

use crate::digest::Sha256;
use crate::floors::{self, Floors};
use crate::lockfile::Lockfile;
use crate::manifest::RepositoryEntry;
use crate::name::RepositoryName;
use crate::pinned;
use crate::project::Project;
use crate::refusal::{Facts, Refusal};
use crate::repositories::{self, Access};
use crate::store::ProjectLock;
use crate::tuf::{self, Floor, Inventory, StateError, StateFolder, StoredFile, TrustAnchor};

pub use crate::tuf::Remaining;
pub use repair::{Loss, Repaired, repair, survey};
pub use show::{RoleTrust, Shown, show};

/// Why a trust state could not be looked at or mended.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The manifest does not have that repository.
    #[error("ragnos.toml has no repository {name}; it has: {}", .has.join(", "))]
    #[diagnostic(code(RP2174), help("`ragnos-plugin trust show` lists the project's repositories"))]
    UnknownRepository {
        /// The name.
        name: RepositoryName,
        /// The names that there are.
        has: Vec<String>,
    },
    /// The repository has to be asked, and must not be.
    #[error("the trust state of {name} cannot be mended without asking the repository")]
    #[diagnostic(code(RP2175), help("run `ragnos-plugin trust repair` without --offline"))]
    NeedsNetwork {
        /// The repository.
        name: RepositoryName,
    },
    /// The pinned root or the address cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repositories::Error),
    /// What is served now does not fit what is still known.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The trust state cannot be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    State(#[from] StateError),
    /// The project's own memory cannot be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Floors(#[from] floors::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::UnknownRepository { name, .. } | Self::NeedsNetwork { name } => Facts::about(name),
            Self::Repository(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::State(error) => error.facts(),
            Self::Floors(error) => error.facts(),
        }
    }
}

/// One repository of a project and everything that bears on the trust in it.
#[derive(Debug)]
pub struct Subject {
    /// The manifest's name for it.
    pub name: RepositoryName,
    entry: RepositoryEntry,
    anchor: TrustAnchor,
    state: StateFolder,
    /// The lockfile's floor for the root version.
    locked_root: Option<u64>,
    /// What the project remembers.
    floor: Floor,
}

/// A project's repositories, and its own memory of them.
#[derive(Debug)]
pub struct Subjects {
    /// The repositories that were asked for, sorted by name.
    pub list: Vec<Subject>,
    /// Why the project's memory cannot be read, where it cannot.
    pub damaged_memory: Option<String>,
    /// The project's folder.
    folder: Utf8PathBuf,
    floors: Floors,
}

impl Subjects {
    /// All repositories of a project, or `only` this one. Nothing is asked for over the network.
    ///
    /// # Errors
    /// [`Error::UnknownRepository`], or a pinned root that cannot be used.
    pub fn of(project: &Project, access: &Access, only: Option<&RepositoryName>) -> Result<Self, Error> {
        let repositories = &project.manifest.repositories;
        if let Some(name) = only.filter(|name| !repositories.contains_key(*name)) {
            let has = repositories.keys().map(ToString::to_string).collect();
            return Err(Error::UnknownRepository { name: name.clone(), has });
        }
        // A lockfile that cannot be read is another command's matter; its floor is missing here, and shown as missing.
        let lock = project.lock().ok().flatten();
        let (floors, damaged_memory) = match Floors::read(&project.paths.layout()) {
            Ok(floors) => (floors, None),
            Err(floors::Error::Damaged { reason, .. }) => (Floors::default(), Some(reason)),
            Err(error) => return Err(error.into()),
        };
        let folder = project.paths.folder.clone();
        let wanted = repositories.iter().filter(|(name, _)| only.is_none_or(|only| only == *name));
        let subject = |(name, entry): (&RepositoryName, &RepositoryEntry)| -> Result<Subject, Error> {
            let anchor = pinned::anchor(&folder, name, entry).map_err(repositories::Error::from)?;
            let id = anchor.id();
            Ok(Subject {
                name: name.clone(),
                entry: entry.clone(),
                state: access.state(&id),
                locked_root: locked_root(lock.as_ref(), name, id),
                floor: floors.of(&id),
                anchor,
            })
        };
        let list = wanted.map(subject).collect::<Result<_, _>>()?;
        Ok(Self { list, damaged_memory, folder, floors })
    }
}

fn locked_root(lock: Option<&Lockfile>, name: &RepositoryName, id: Sha256) -> Option<u64> {
    let locked = lock?.repositories.get(name)?;
    (locked.id == id).then_some(locked.root_version)
}

impl Subject {
    /// The folder of the trust state.
    pub fn state_path(&self) -> String {
        self.state.path().display().to_string()
    }

    /// The version of the pinned root.
    pub fn pinned_version(&self) -> u64 {
        self.anchor.root_version()
    }

    /// The lockfile's floor for the root version, where it has one.
    pub fn locked_root(&self) -> Option<u64> {
        self.locked_root
    }

    fn inventory(&self, access: &Access) -> Result<Inventory, Error> {
        Ok(self.state.inventory(&self.anchor, access.now)?)
    }
}

/// What `verify` found of one repository.
#[derive(Debug, Serialize)]
pub struct Verified {
    /// The manifest's name for the repository.
    pub name: RepositoryName,
    /// The folder of the trust state.
    pub state: String,
    /// True when a run can work with it.
    pub ok: bool,
    /// Why the folder itself is refused, where it is.
    pub folder: Option<String>,
    /// Every file, and what it is worth.
    pub files: Vec<StoredFile>,
}

/// Verifies again what is stored of a repository, from the pinned root on, without any network.
///
/// # Errors
/// The folder cannot be listed.
pub fn verify(subject: &Subject, access: &Access) -> Result<Verified, Error> {
    let inventory = subject.inventory(access)?;
    Ok(Verified {
        name: subject.name.clone(),
        state: subject.state_path(),
        ok: inventory.is_good(),
        folder: inventory.folder.as_ref().map(ToString::to_string),
        files: inventory.files,
    })
}

/// Forgets all that is remembered of a repository, in the trust state and in the project. The lockfile's floor stays.
///
/// # Errors
/// A file cannot be removed.
pub fn reset(subjects: &mut Subjects, lock: &ProjectLock) -> Result<(), Error> {
    if let Some(reason) = subjects.damaged_memory.clone() {
        // Written anew it would forget the other repositories, too, which nobody was asked about.
        return Err(floors::Error::Damaged { path: lock.layout().seen(), reason }.into());
    }
    for subject in &subjects.list {
        subject.state.clear()?;
        subjects.floors.forget(&subject.anchor.id());
    }
    Ok(subjects.floors.write(lock)?)
}

/// Roles by name, for look-ups.
type ByRole<T> = BTreeMap<String, T>;
