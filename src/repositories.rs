//! The project's repositories, opened: each a verified metadata client with the place its bytes come from.
//!
//! Owns: which pinned root belongs to which repository, that the lockfile's repository is this one, and opening all at once.
//! Never does: look at plugins (that is `catalog`).
//! In: manifest, lockfile, pinned roots, trust state. Out: [`Repositories`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::Serialize;

use crate::digest::Sha256;
use crate::fetch::{Source, Sources};
use crate::floors::{self, Floors};
use crate::limits;
use crate::lockfile::{LockedRepository, Lockfile};
use crate::manifest::{Manifest, RepositoryEntry};
use crate::name::RepositoryName;
use crate::origin::{Mirrors, Origin};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::store::{self, Layout, ProjectLock, file};
use crate::transport::{self, OfflineOrigin};
use crate::tuf::{self, Client, Options, Persistence, StateFolder, TrustAnchor, TrustSummary};

/// Why a repository could not be opened.
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
    PinnedRoot {
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
    /// Metadata was refused, or could not be had.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The URL cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Transport(#[from] transport::Error),
    /// What the project remembers cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Floors(#[from] floors::Error),
    /// A file cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::PinnedRoot { repository, .. } => Facts::about(repository),
            Self::OtherRepository { repository, expected, seen } | Self::OtherRootKeys { repository, expected, seen, .. } => {
                Facts::about(repository).mismatch(expected, seen)
            }
            Self::Trust(error) => error.facts(),
            Self::Transport(error) => error.facts(),
            Self::Floors(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// How repositories are opened.
#[derive(Debug, Clone)]
pub struct Access {
    /// Where trust states are kept: one folder a repository id below it.
    pub trust_state: Utf8PathBuf,
    /// The time of this run.
    pub now: Timestamp,
    /// No network, no repository folder: cached metadata only.
    pub offline: bool,
    /// Whether what is learnt is kept.
    pub persistence: Persistence,
}

/// One open repository.
#[derive(Debug)]
pub struct Repository {
    /// The manifest's name for it.
    pub name: RepositoryName,
    /// The identity of its trust anchor.
    pub id: Sha256,
    /// Verified metadata.
    pub client: Client,
    /// Where its bytes come from.
    pub mirrors: Mirrors,
}

impl Repository {
    /// What was verified of it in this run.
    pub fn verified(&self) -> Verified {
        Verified { name: self.name.clone(), trust: self.client.summary() }
    }

    /// What a lockfile records of it.
    pub fn locked(&self) -> LockedRepository {
        LockedRepository {
            id: self.id,
            root_keys: self.client.root_keys_fingerprint(),
            // A lockfile holds no larger number (lockfile-spec section "Limits"); a lower floor is still a floor.
            root_version: self.client.root_version().min(limits::LOCKFILE_INTEGER),
            unknown: BTreeMap::new(),
        }
    }
}

/// What was verified of one repository in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// The manifest's name for the repository.
    pub name: RepositoryName,
    /// Its roles, with versions, thresholds, keys and expiries.
    #[serde(flatten)]
    pub trust: TrustSummary,
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name)?;
        for (position, role) in self.trust.roles.iter().enumerate() {
            let (comma, name) = (if position == 0 { "" } else { "," }, Printable(&role.name));
            write!(f, "{comma} {name} {} ({} of {})", role.version, role.threshold, role.keys.len())?;
        }
        let earliest = self.trust.roles.iter().map(|role| role.expires.as_str()).min().unwrap_or_default();
        write!(f, "; valid until {}", Printable(earliest))
    }
}

/// All open repositories, by the manifest's names.
#[derive(Debug, Default)]
pub struct Repositories {
    by_name: BTreeMap<RepositoryName, Arc<Repository>>,
}

impl Repositories {
    /// Opens every repository of `manifest` at the same time.
    ///
    /// # Errors
    /// [`Error`] of the first one that fails; nothing else is affected.
    pub async fn open(
        project: &Utf8Path,
        manifest: &Manifest,
        lock: Option<&Lockfile>,
        access: &Access,
    ) -> Result<Self, Error> {
        let floors = &Floors::read(&Layout::new(project))?;
        let opened = manifest.repositories.iter().map(|(name, entry)| async move {
            let locked = lock.and_then(|lock| lock.repositories.get(name));
            open_one(project, name, entry, locked, floors, access).await
        });
        let by_name = try_join_all(opened).await?.into_iter().map(|one| (one.name.clone(), Arc::new(one))).collect();
        Ok(Self { by_name })
    }

    /// The open repository of that name, where the manifest has it.
    pub fn get(&self, name: &RepositoryName) -> Option<&Arc<Repository>> {
        self.by_name.get(name)
    }

    /// All of them, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Repository>> {
        self.by_name.values()
    }

    /// Lets the project remember which versions were seen in this run.
    ///
    /// # Errors
    /// [`floors::Error`].
    pub fn remember(&self, lock: &ProjectLock) -> Result<(), floors::Error> {
        let mut floors = Floors::read(lock.layout())?;
        for repository in self.iter() {
            floors.raise(repository.id, &repository.client.floor());
        }
        floors.write(lock)
    }

    /// Where to fetch from, for every repository.
    pub fn sources(&self) -> Sources<'_> {
        let named = self.by_name.iter();
        named.map(|(name, one)| (name.clone(), Source { client: &one.client, mirrors: one.mirrors.clone() })).collect()
    }

    /// What a lockfile records of those in `used`.
    pub fn locked(&self, used: &BTreeSet<RepositoryName>) -> BTreeMap<RepositoryName, LockedRepository> {
        self.by_name.iter().filter(|(name, _)| used.contains(name)).map(|(name, one)| (name.clone(), one.locked())).collect()
    }
}

/// The trust anchor of a repository: its pinned root, read from the project.
///
/// # Errors
/// [`Error::PinnedRoot`] when there is none, [`Error::Trust`] when it is no root.
pub fn anchor(project: &Utf8Path, name: &RepositoryName, entry: &RepositoryEntry) -> Result<TrustAnchor, Error> {
    let path = project.join(&entry.root);
    let bytes = file::read(&path, limits::ROOT_BYTES)?;
    let bytes = bytes.ok_or_else(|| Error::PinnedRoot { repository: name.clone(), path })?;
    Ok(TrustAnchor::parse(bytes)?)
}

async fn open_one(
    project: &Utf8Path,
    name: &RepositoryName,
    entry: &RepositoryEntry,
    locked: Option<&LockedRepository>,
    floors: &Floors,
    access: &Access,
) -> Result<Repository, Error> {
    let anchor = anchor(project, name, entry)?;
    if let Some(locked) = locked.filter(|locked| locked.id != anchor.id()) {
        return Err(Error::OtherRepository { repository: name.clone(), expected: locked.id, seen: anchor.id() });
    }
    let state = StateFolder::at(access.trust_state.join(anchor.id().to_string()));
    let minimum_root_version = locked.map_or(1, |locked| locked.root_version);
    let floor = floors.of(&anchor.id());
    let options = Options { minimum_root_version, persistence: access.persistence, floor, ..Options::at(access.now) };
    let (client, mirrors) = if access.offline {
        let nowhere: Arc<dyn Origin> = Arc::new(OfflineOrigin::instead_of(&entry.url));
        (Client::offline(&anchor, &state, &options).await?, nowhere.into())
    } else {
        let mirrors = transport::open_all(&entry.url, &entry.mirrors, project)?;
        (Client::refresh(&anchor, &state, mirrors.clone(), &options).await?, mirrors)
    };
    if let Some(locked) = locked.filter(|locked| locked.root_version == client.root_version())
        && locked.root_keys != client.root_keys_fingerprint()
    {
        return Err(Error::OtherRootKeys {
            repository: name.clone(),
            version: locked.root_version,
            expected: locked.root_keys,
            seen: client.root_keys_fingerprint(),
        });
    }
    Ok(Repository { name: name.clone(), id: anchor.id(), client, mirrors })
}
