//! The project's repositories, opened: each a verified metadata client with the place its bytes come from.
//!
//! Owns: which pinned root belongs to which repository, that the lockfile's repository is this one, and opening all at once.
//! Never does: look at plugins (that is `catalog`).
//! In: manifest, lockfile, pinned roots, trust state. Out: [`Repositories`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use tokio::sync::OnceCell;

use crate::catalog::FirstSeen;
use crate::digest::Sha256;
use crate::lockfile::{LockedRepository, Lockfile};
use crate::manifest::{Manifest, RepositoryEntry};
use crate::name::RepositoryName;
use crate::origin::Origin;
use crate::refusal::{Facts, Refusal};
use crate::store::Cache;
use crate::tuf::{self, Client, Persistence, StateFolder, TrustAnchor};
use crate::transport;

/// Why a repository could not be opened.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The pinned root is not there.
    #[error("the pinned root of repository {repository} cannot be read from {path}")]
    #[diagnostic(
        code(RP2151),
        help("get the root file from the repository's operator by a way you trust and put it there; it is never fetched from the repository itself")
    )]
    PinnedRoot {
        /// The repository.
        repository: RepositoryName,
        /// Where the root should be.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// The lockfile was made against another trust anchor.
    #[error("repository {repository} is not the one that the lockfile was made with")]
    #[diagnostic(
        code(RP5321),
        help("the pinned root was replaced: if that was meant, review it and run `ragnos-plugin lock`; if not, restore it from version control")
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
    /// Where downloaded files are kept.
    pub cache: Cache,
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
    pub origin: Arc<dyn Origin>,
    pub(crate) cache: Cache,
    logs: Mutex<BTreeMap<String, LogCell>>,
}

type LogCell = Arc<OnceCell<Option<Arc<FirstSeen>>>>;

impl Repository {
    /// What a lockfile records of it.
    pub fn locked(&self) -> LockedRepository {
        LockedRepository {
            id: self.id,
            root_keys: self.client.root_keys_fingerprint(),
            root_version: self.client.root_version(),
        }
    }

    /// The cell that holds the log of `namespace` once it has been fetched.
    pub(crate) fn log_cell(&self, namespace: &str) -> LogCell {
        let mut logs = self.logs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(logs.entry(namespace.to_owned()).or_default())
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
        let opened = manifest.repositories.iter().map(|(name, entry)| async move {
            let locked = lock.and_then(|lock| lock.repositories.get(name));
            open_one(project, name, entry, locked, access).await
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

    /// What a lockfile records of those in `used`.
    pub fn locked(&self, used: &BTreeSet<RepositoryName>) -> BTreeMap<RepositoryName, LockedRepository> {
        self.by_name.iter().filter(|(name, _)| used.contains(name)).map(|(name, one)| (name.clone(), one.locked())).collect()
    }
}

/// The trust anchor of a repository: its pinned root, read from the project.
pub fn anchor(project: &Utf8Path, name: &RepositoryName, entry: &RepositoryEntry) -> Result<TrustAnchor, Error> {
    let path = project.join(&entry.root);
    let bytes = fs_err::read(&path).map_err(|source| Error::PinnedRoot { repository: name.clone(), path, source })?;
    Ok(TrustAnchor::parse(bytes)?)
}

async fn open_one(
    project: &Utf8Path,
    name: &RepositoryName,
    entry: &RepositoryEntry,
    locked: Option<&LockedRepository>,
    access: &Access,
) -> Result<Repository, Error> {
    let anchor = anchor(project, name, entry)?;
    if let Some(locked) = locked.filter(|locked| locked.id != anchor.id()) {
        return Err(Error::OtherRepository { repository: name.clone(), expected: locked.id, seen: anchor.id() });
    }
    let floor = locked.map_or(0, |locked| locked.root_version);
    let state = StateFolder::new(access.trust_state.join(anchor.id().to_string()), access.persistence);
    let origin = transport::open(&entry.url, project)?;
    let (client, origin) = if access.offline {
        (Client::offline(&anchor, state, access.now, floor)?, transport::offline(origin.shown()))
    } else {
        (Client::refresh(&anchor, state, Arc::clone(&origin), access.now, floor).await?, origin)
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
    let (name, id, cache) = (name.clone(), anchor.id(), access.cache.clone());
    Ok(Repository { name, id, client, origin, cache, logs: Mutex::default() })
}
