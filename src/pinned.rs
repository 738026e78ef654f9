//! The pinned root of each repository, and that it is the one that the lockfile was made with.
//!
//! Owns: reading it from the project, and its comparison with the lockfile's `[[repository]]` block.
//! Never does: ask a repository, or look at metadata beyond the root.
//! In: manifest, lockfile, project folder. Out: [`TrustAnchor`]s.

use camino::{Utf8Path, Utf8PathBuf};

use crate::digest::Sha256;
use crate::limits;
use crate::lockfile::LockedRepository;
use crate::manifest::RepositoryEntry;
use crate::name::RepositoryName;
use crate::refusal::{Facts, Refusal};
use crate::store::{self, file};
use crate::tuf::{self, TrustAnchor};

/// Why a pinned root cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The pinned root is not there.
    #[error("the pinned root of repository {repository} is not at {path}")]
    #[diagnostic(
        code(RP2151),
        help(
            "get the root file from the repository's operator by a way you trust and put it there; it is never fetched from the repository itself"
        )
    )]
    Missing {
        /// The repository.
        repository: RepositoryName,
        /// Where the root should be.
        path: Utf8PathBuf,
    },
    /// The lockfile was made against another trust anchor.
    #[error("repository {repository} is not the one that the lockfile was made with")]
    #[diagnostic(
        code(RP5321),
        help(
            "the pinned root was replaced: if that was meant, review it and run `ragnos-plugin lock`; if not, restore it from version control"
        )
    )]
    OtherRepository {
        /// The repository.
        repository: RepositoryName,
        /// The lockfile's id for it.
        expected: Sha256,
        /// The id of the pinned root.
        seen: Sha256,
    },
    /// The same root version carries other keys than the lockfile recorded.
    #[error("root version {version} of repository {repository} does not have the keys that the lockfile recorded")]
    #[diagnostic(code(RP5322), help("two different roots carry one version: do not install; ask the repository's operator"))]
    OtherRootKeys {
        /// The repository.
        repository: RepositoryName,
        /// The root version.
        version: u64,
        /// The recorded fingerprint.
        expected: Sha256,
        /// The fingerprint of the verified root.
        seen: Sha256,
    },
    /// The file is no root.
    #[error(transparent)]
    #[diagnostic(transparent)]
    NoRoot(#[from] tuf::Error),
    /// The file cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Missing { repository, .. } => Facts::about(repository),
            Self::OtherRepository { repository, expected, seen } | Self::OtherRootKeys { repository, expected, seen, .. } => {
                Facts::about(repository).mismatch(expected, seen)
            }
            Self::NoRoot(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// The trust anchor of a repository: its pinned root, read from the project.
///
/// # Errors
/// [`Error::Missing`] when there is none, [`Error::NoRoot`] when it is no root.
pub fn anchor(project: &Utf8Path, name: &RepositoryName, entry: &RepositoryEntry) -> Result<TrustAnchor, Error> {
    let path = project.join(&entry.root);
    let bytes = file::read(&path, limits::ROOT_BYTES)?;
    let bytes = bytes.ok_or_else(|| Error::Missing { repository: name.clone(), path })?;
    Ok(TrustAnchor::parse(bytes)?)
}

/// Refuses another anchor than that of the lockfile.
///
/// # Errors
/// [`Error::OtherRepository`].
pub fn same_repository(name: &RepositoryName, locked: Option<&LockedRepository>, anchor: &TrustAnchor) -> Result<(), Error> {
    match locked.filter(|locked| locked.id != anchor.id()) {
        None => Ok(()),
        Some(locked) => Err(Error::OtherRepository { repository: name.clone(), expected: locked.id, seen: anchor.id() }),
    }
}

/// Refuses a root of the locked version with other keys than the locked ones: `version` and `seen` are those of the root.
///
/// # Errors
/// [`Error::OtherRootKeys`].
pub fn same_root_keys(
    name: &RepositoryName,
    locked: Option<&LockedRepository>,
    version: u64,
    seen: Sha256,
) -> Result<(), Error> {
    match locked.filter(|locked| locked.root_version == version && locked.root_keys != seen) {
        None => Ok(()),
        Some(locked) => Err(Error::OtherRootKeys { repository: name.clone(), version, expected: locked.root_keys, seen }),
    }
}
