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
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::cool_down::Exemptions;
use crate::digest::Sha256;
use crate::fetch::{Source, Sources};
use crate::floors::{self, Floors};
use crate::limits;
use crate::lockfile::{LockedPlugin, LockedRepository, Lockfile};
use crate::manifest::{Manifest, RepositoryEntry};
use crate::name::RepositoryName;
use crate::origin::{Mirrors, Origin};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::{Revocations, Revoked};
use crate::revoked::{self, Security};
use crate::store::{self, Layout, ProjectLock, file};
use crate::transcript::{Rule, Transcript};
use crate::transport::{self, OfflineOrigin};
use crate::tuf::{self, Client, Options, Persistence, StateFolder, TrustAnchor, TrustSummary, Validity};

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
    /// What is revoked cannot be known.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Revocations(#[from] revoked::SignedError),
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
            Self::Revocations(error) => error.facts(),
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
    /// Who is told of every check.
    pub transcript: Transcript,
}

impl Access {
    /// The folder of one repository's trust state.
    pub fn state(&self, id: &Sha256) -> StateFolder {
        StateFolder::at(self.trust_state.join(id.to_string()))
    }
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
    /// What its `security` role has revoked.
    pub revocations: Revocations,
    /// What it has spared every cool-down.
    pub exemptions: Exemptions,
}

impl Repository {
    /// What was verified of it in this run.
    pub fn verified(&self) -> Verified {
        Verified { name: self.name.clone(), trust: self.client.summary() }
    }

    fn warnings(&self, now: Timestamp) -> Vec<String> {
        let short = self.client.validities().into_iter().filter(|(_, validity)| validity.is_short(now));
        let expiring = |(role, validity): (String, Validity)| {
            let left = span(SignedDuration::from_secs(validity.seconds_left(now).max(0)));
            format!(
                "the role {} of {} expires in {left}, at {}Z: less than a fifth of its validity is left, tell whoever runs it",
                Printable(&role),
                self.name,
                validity.expires
            )
        };
        let mut warnings: Vec<String> = short.map(expiring).collect();
        if let Some((by, judged_at)) = self.client.clock_step() {
            warnings.push(format!(
                "this machine's clock is {} behind the time at which {} was last seen; expiry was judged at {judged_at}",
                span(by),
                self.name
            ));
        }
        if let Err(error) = self.client.note_roles() {
            warnings.push(format!("when roles of {} were first accepted was not kept: {error}", self.name));
        }
        warnings
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

/// A span of time in words, as coarse as a reader needs it.
fn span(span: SignedDuration) -> String {
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match span.as_secs() {
        seconds if seconds >= 2 * 24 * 60 * 60 => counted(seconds / (24 * 60 * 60), "day"),
        seconds if seconds >= 2 * 60 * 60 => counted(seconds / (60 * 60), "hour"),
        seconds if seconds >= 2 * 60 => counted(seconds / 60, "minute"),
        seconds => counted(seconds.max(0), "second"),
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

    /// What is signed as revoked now, by the repository's id.
    pub fn revocations(&self) -> impl Iterator<Item = (Sha256, Revocations)> {
        self.iter().map(|one| (one.id, one.revocations.clone()))
    }

    /// The plugins of `lock` that are revoked, in the order of names.
    pub fn revoked(&self, lock: &Lockfile) -> Vec<Revoked> {
        let of = |plugin: &LockedPlugin| {
            let revocation = self.by_name.get(&plugin.repository)?.revocations.of_locked(plugin)?;
            Some(Revoked::new(&plugin.name, &plugin.version, revocation))
        };
        lock.plugins.values().filter_map(of).collect()
    }

    /// What a user should know of how fresh all this is: roles that expire soon, a clock that stepped back. The versions of
    /// delegated roles are noted in the trust state with it, for the next run's judgement.
    pub fn warnings(&self, now: Timestamp) -> Vec<String> {
        self.iter().flat_map(|one| one.warnings(now)).collect()
    }

    /// For a run that asks nobody: how old what it works from is.
    pub fn offline_notes(&self, now: Timestamp) -> Vec<String> {
        let note = |one: &Arc<Repository>| {
            let seen = one.client.last_seen();
            let ago =
                seen.map_or_else(|| "at an unknown time".to_owned(), |seen| format!("{} ago", span(seen.duration_until(now))));
            let earliest = one.client.validities().iter().map(|(_, validity)| validity.expires).min();
            let until = earliest.map_or_else(String::new, |until| format!("; it is valid until {until}Z"));
            format!("offline: the metadata of {} was last compared with its repository about {ago}{until}", one.name)
        };
        self.iter().map(note).collect()
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
    let transcript = access.transcript.of_repository(name);
    let exam = transcript.exam("root", || entry.root.clone(), None);
    let anchor = exam.check(Rule::PinnedRoot, anchor(project, name, entry), |anchor| {
        ("root metadata, signed by itself".to_owned(), format!("root {}", anchor.root_version()))
    })?;
    exam.check(Rule::LockedRepository, same_repository(name, locked, &anchor), |()| {
        let expected = locked.map_or_else(|| "any".to_owned(), |locked| locked.id.to_string());
        (expected, anchor.id().to_string())
    })?;
    let state = access.state(&anchor.id());
    let minimum_root_version = locked.map_or(1, |locked| locked.root_version);
    let floors = vec![floors.of(&anchor.id())];
    let options = Options { now: access.now, minimum_root_version, persistence: access.persistence, floors, transcript };
    let (client, mirrors) = if access.offline {
        let nowhere: Arc<dyn Origin> = Arc::new(OfflineOrigin::instead_of(&entry.url));
        (Client::offline(&anchor, &state, &options).await?, nowhere.into())
    } else {
        let mirrors = transport::open_all(&entry.url, &entry.mirrors, project)?;
        (Client::refresh(&anchor, &state, mirrors.clone(), &options).await?, mirrors)
    };
    exam.check(Rule::LockedRootKeys, same_root_keys(name, locked, &client), |()| {
        let expected = locked.map_or_else(|| "any".to_owned(), |it| format!("{} for root {}", it.root_keys, it.root_version));
        (expected, format!("{} for root {}", client.root_keys_fingerprint(), client.root_version()))
    })?;
    let Security { revocations, exemptions } = revoked::signed(&client).await?;
    Ok(Repository { name: name.clone(), id: anchor.id(), client, mirrors, revocations, exemptions })
}

fn same_repository(name: &RepositoryName, locked: Option<&LockedRepository>, anchor: &TrustAnchor) -> Result<(), Error> {
    match locked.filter(|locked| locked.id != anchor.id()) {
        None => Ok(()),
        Some(locked) => Err(Error::OtherRepository { repository: name.clone(), expected: locked.id, seen: anchor.id() }),
    }
}

fn same_root_keys(name: &RepositoryName, locked: Option<&LockedRepository>, client: &Client) -> Result<(), Error> {
    let (version, seen) = (client.root_version(), client.root_keys_fingerprint());
    match locked.filter(|locked| locked.root_version == version && locked.root_keys != seen) {
        None => Ok(()),
        Some(locked) => Err(Error::OtherRootKeys { repository: name.clone(), version, expected: locked.root_keys, seen }),
    }
}
