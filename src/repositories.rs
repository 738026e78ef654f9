//! The project's repositories, opened: each a verified metadata client with the place its bytes come from.
//!
//! Owns: opening all of them at once, each with its pinned root and the lockfile's word on it.
//! Never does: look at plugins (that is `catalog`).
//! In: manifest, lockfile, pinned roots, trust state. Out: [`Repositories`].

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::clock::in_words;
use crate::cool_down::Exemptions;
use crate::digest::Sha256;
use crate::fetch::{Source, Sources};
use crate::floors::{self, Floors};
use crate::limits;
use crate::lockfile::{LockedPlugin, LockedRepository, Lockfile};
use crate::manifest::{Manifest, RepositoryEntry};
use crate::name::{PluginName, RepositoryName};
use crate::origin::{Mirrors, Origin};
use crate::pinned;
use crate::policy::Policy;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::{Revocations, Revoked};
use crate::revoked::{self, Security};
use crate::signers::Signers;
use crate::store::{self, Layout, ProjectLock};
use crate::transcript::{Rule, Transcript};
use crate::transport::{self, FolderOrigin, OfflineOrigin};
use crate::tuf::{self, Client, Floor, Options, Persistence, StateFolder, TrustAnchor, TrustSummary, Validity};

/// Why a repository could not be opened.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The pinned root cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pinned(#[from] pinned::Error),
    /// A bundle is asked, and it was made for other repositories.
    #[error("the bundle {bundle} has nothing of the repository {repository}")]
    #[diagnostic(
        code(RP2177),
        help(
            "a bundle has a folder for each repository of the project that it was made for: make one with `ragnos-plugin bundle create`"
        )
    )]
    NotInBundle {
        /// The repository.
        repository: RepositoryName,
        /// The bundle.
        bundle: Utf8PathBuf,
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
            Self::Pinned(error) => error.facts(),
            Self::NotInBundle { repository, .. } => Facts::about(repository),
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
    /// This bundle is asked and no other place.
    pub bundle: Option<Utf8PathBuf>,
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

    /// The places of a repository: those of the manifest, or its folder in the bundle.
    ///
    /// # Errors
    /// [`Error::NotInBundle`], [`Error::Transport`].
    pub fn mirrors(
        &self,
        project: &Utf8Path,
        name: &RepositoryName,
        entry: &RepositoryEntry,
        id: &Sha256,
    ) -> Result<Mirrors, Error> {
        let Some(bundle) = &self.bundle else { return Ok(transport::open_all(&entry.url, &entry.mirrors, project)?) };
        let folder = bundle.join(id.to_string());
        if !folder.is_dir() {
            return Err(Error::NotInBundle { repository: name.clone(), bundle: bundle.clone() });
        }
        let origin: Arc<dyn Origin> = Arc::new(FolderOrigin::new(folder));
        Ok(origin.into())
    }
}

/// One open repository.
#[derive(Debug)]
pub struct Repository {
    /// The manifest's name for it.
    pub name: RepositoryName,
    /// The identity of its trust anchor.
    pub id: Sha256,
    /// The pinned root.
    pub anchor: TrustAnchor,
    /// Verified metadata.
    pub client: Client,
    /// Where its bytes come from.
    pub mirrors: Mirrors,
    /// What its `security` role has revoked.
    pub revocations: Revocations,
    /// What it has spared every cool-down.
    pub exemptions: Exemptions,
    /// What it lets be installed from it.
    pub policy: Option<Policy>,
    /// What the project or its lockfile know of it, in words, where this machine's trust state knew nothing.
    forgotten: Option<String>,
}

impl Repository {
    /// Where to fetch from.
    pub fn source(&self) -> Source<'_> {
        Source { client: &self.client, mirrors: self.mirrors.clone() }
    }

    /// What was verified of it in this run.
    pub fn verified(&self) -> Verified {
        Verified { name: self.name.clone(), trust: self.client.summary() }
    }

    fn warnings(&self, now: Timestamp) -> Vec<String> {
        let short = self.client.validities().into_iter().filter(|(_, validity)| validity.is_short(now));
        let expiring = |(role, validity): (String, Validity)| {
            let left = in_words(SignedDuration::from_secs(validity.seconds_left(now).max(0)));
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
                in_words(by),
                self.name
            ));
        }
        if let Some(known) = &self.forgotten {
            warnings.push(format!(
                "the trust state of {} is empty, though this project has used the repository before; what still binds: {known}",
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

    /// Brings the stored roles that vouch for what `lock` pins up to date, where a newer version is published: a loader reads them,
    /// and asks nobody. Gives back what could not be had; what is installed is as good as it was.
    pub async fn keep_roles(&self, lock: &Lockfile) -> Vec<String> {
        let mut wanted = BTreeMap::new();
        for plugin in lock.plugins.values() {
            let artifact = plugin.artifacts.values().next();
            let target = artifact.map(|artifact| artifact.target.as_str());
            wanted.entry((&plugin.repository, plugin.role.as_str())).or_insert(target);
        }
        let mut failed = Vec::new();
        for ((repository, role), target) in wanted {
            let (Some(one), Some(target)) = (self.get(repository), target) else { continue };
            if !one.client.holds(role)
                && let Err(error) = one.client.find(target).await
            {
                failed.push(format!("the role {} of {repository} could not be brought up to date: {error}", Printable(role)));
            }
        }
        failed
    }

    /// Who may sign the role of each plugin of `lock` now; without those whose way could not be asked.
    pub async fn signers(&self, lock: &Lockfile) -> BTreeMap<PluginName, Signers> {
        let (mut known, mut of_plugins) = (BTreeMap::new(), BTreeMap::new());
        for plugin in lock.plugins.values() {
            let Some((one, artifact)) = self.get(&plugin.repository).zip(plugin.artifacts.values().next()) else { continue };
            // All plugins of a namespace are asked for in the same way.
            let key = (&plugin.repository, plugin.role.as_str(), plugin.name.namespace());
            let signers = match known.entry(key) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(unknown) => {
                    let signers = one.client.signers(artifact.target.as_str(), &plugin.role).await;
                    unknown.insert(signers.ok().flatten())
                }
            };
            of_plugins.extend(signers.clone().map(|signers| (plugin.name.clone(), signers)));
        }
        of_plugins
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

    /// The policies that they sign, by the repository's id.
    pub fn policies(&self) -> impl Iterator<Item = (Sha256, Policy)> {
        self.iter().filter_map(|one| Some((one.id, one.policy.clone()?)))
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

    /// For a run that asks a bundle: until when what it has is good.
    pub fn bundle_notes(&self) -> Vec<String> {
        let note = |one: &Arc<Repository>| {
            let until = one.client.validities().iter().map(|(_, validity)| validity.expires).min();
            let until = until.map_or_else(String::new, |until| format!(", which is good until {until}Z"));
            format!("the bundle {} is asked for {}{until}; nobody else", one.mirrors.shown(), one.name)
        };
        self.iter().map(note).collect()
    }

    /// For a run that asks nobody: how old what it works from is.
    pub fn offline_notes(&self, now: Timestamp) -> Vec<String> {
        let note = |one: &Arc<Repository>| {
            let seen = one.client.last_seen();
            let ago = seen
                .map_or_else(|| "at an unknown time".to_owned(), |seen| format!("{} ago", in_words(seen.duration_until(now))));
            let earliest = one.client.validities().iter().map(|(_, validity)| validity.expires).min();
            let until = earliest.map_or_else(String::new, |until| format!("; it is valid until {until}Z"));
            format!("offline: the metadata of {} was last compared with its repository about {ago}{until}", one.name)
        };
        self.iter().map(note).collect()
    }

    /// Where to fetch from, for every repository.
    pub fn sources(&self) -> Sources<'_> {
        let named = self.by_name.iter();
        named.map(|(name, one)| (name.clone(), one.source())).collect()
    }

    /// What a lockfile records of those in `used`.
    pub fn locked(&self, used: &BTreeSet<RepositoryName>) -> BTreeMap<RepositoryName, LockedRepository> {
        self.by_name.iter().filter(|(name, _)| used.contains(name)).map(|(name, one)| (name.clone(), one.locked())).collect()
    }
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
    let anchor = exam.check(Rule::PinnedRoot, pinned::anchor(project, name, entry), |anchor| {
        ("root metadata, signed by itself".to_owned(), format!("root {}", anchor.root_version()))
    })?;
    exam.check(Rule::LockedRepository, pinned::same_repository(name, locked, &anchor), |()| {
        let expected = locked.map_or_else(|| "any".to_owned(), |locked| locked.id.to_string());
        (expected, anchor.id().to_string())
    })?;
    let state = access.state(&anchor.id());
    let minimum_root_version = locked.map_or(1, |locked| locked.root_version);
    let floor = floors.of(&anchor.id());
    let floors = vec![floor.clone()];
    let options = Options { now: access.now, minimum_root_version, persistence: access.persistence, floors, transcript };
    let (client, mirrors) = if access.offline {
        let nowhere: Arc<dyn Origin> = Arc::new(OfflineOrigin::instead_of(&entry.url));
        (Client::offline(&anchor, &state, &options).await?, nowhere.into())
    } else {
        let mirrors = access.mirrors(project, name, entry, &anchor.id())?;
        (Client::refresh(&anchor, &state, mirrors.clone(), &options).await?, mirrors)
    };
    let same_keys = pinned::same_root_keys(name, locked, client.root_version(), client.root_keys_fingerprint());
    exam.check(Rule::LockedRootKeys, same_keys, |()| {
        let expected = locked.map_or_else(|| "any".to_owned(), |it| format!("{} for root {}", it.root_keys, it.root_version));
        (expected, format!("{} for root {}", client.root_keys_fingerprint(), client.root_version()))
    })?;
    let Security { revocations, exemptions, policy } = revoked::signed(&client).await?;
    let forgotten = forgotten(&client, &floor, locked);
    let name = name.clone();
    Ok(Repository { name, id: anchor.id(), anchor, client, mirrors, revocations, exemptions, policy, forgotten })
}

/// Attack table, row 107: a trust state that is gone is no error, and no secret. Where the project remembers nothing either, this
/// is a first run, as every one on a fresh machine.
fn forgotten(client: &Client, project: &Floor, locked: Option<&LockedRepository>) -> Option<String> {
    if client.last_seen().is_some() || project.root == 0 {
        return None;
    }
    let Floor { root, timestamp, snapshot, .. } = project;
    let lockfile = locked.map_or_else(String::new, |locked| format!(", and root {} of ragnos.lock", locked.root_version));
    Some(format!("root {root}, timestamp {timestamp} and snapshot {snapshot} of the project's own memory{lockfile}"))
}
