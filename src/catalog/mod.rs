//! The catalog: what live, verified metadata says there is, as releases that a resolver can choose among.
//!
//! Owns: turning target entries into [`Release`]s, the first-seen times of the `log` role, and loading only what is asked for.
//! Never does: choose a version, or trust an entry that the client has not verified.
//! In: plugin names. Out: a [`Universe`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::try_join_all;
use futures_util::stream::{self, StreamExt as _};
use semver::Version;
use tokio::sync::OnceCell;

use crate::descriptor::{Descriptor, DescriptorError};
use crate::limits;
use crate::lockfile;
use crate::manifest::{self, Manifest};
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::release::{Artifact, Release};
use crate::repositories::{Repositories, Repository};
use crate::resolve::Universe;
use crate::store::Cache;
use crate::target_name::ARCHIVE_ENDING;
use crate::tuf::{self, ListedTarget, PrefixListing, VerifiedTarget};

mod log;

pub use log::{FirstSeen, LogError};

/// Plugins that a search loads at the same time.
const AT_ONCE: usize = 32;

/// Why releases could not be read from verified metadata.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The role that vouches for the plugin could not be verified.
    #[error("{plugin} cannot be looked up: {cause}")]
    #[diagnostic(
        code(RP5301),
        help("only this publisher's plugins are affected; ask the publisher or the repository's operator")
    )]
    Role {
        /// The plugin.
        plugin: PluginName,
        /// The first role that failed, and why.
        #[source]
        cause: Box<tuf::Error>,
    },
    /// The plugin is listed, and no entry of it can be used.
    #[error("no archive of {plugin} can be used: {reason}")]
    #[diagnostic(code(RP5303), help("tell the publisher of {plugin}; a newer ragnos-plugin may be needed"))]
    Unusable {
        /// The plugin.
        plugin: PluginName,
        /// What is wrong with the first entry, printable.
        reason: String,
    },
    /// Archives of one version disagree on something that all platforms share.
    #[error("the archives of {plugin} {version} disagree on {what}")]
    #[diagnostic(code(RP5302), help("the publisher has to publish a new version; this one cannot be used"))]
    Disagreement {
        /// The plugin.
        plugin: PluginName,
        /// The version.
        version: Version,
        /// The key that differs.
        what: &'static str,
    },
    /// The repository's log of first-seen times cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Log(#[from] LogError),
    /// Metadata could not be refreshed or read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The manifest gives the name no repository.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Manifest(#[from] manifest::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Role { plugin, .. } | Self::Unusable { plugin, .. } | Self::Disagreement { plugin, .. } => {
                Facts::about(plugin)
            }
            Self::Log(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::Manifest(error) => error.facts(),
        }
    }
}

type LogCell = Arc<OnceCell<Option<Arc<FirstSeen>>>>;

/// Loads releases from the project's repositories, each name once.
#[derive(Debug)]
pub struct Catalog<'a> {
    manifest: &'a Manifest,
    repositories: &'a Repositories,
    cache: &'a Cache,
    universe: Universe,
    /// Each namespace's log, fetched once a run.
    logs: Mutex<BTreeMap<String, LogCell>>,
    /// What was left out, in words: a publisher's odd entry or failed role must not hide the good ones.
    skipped: BTreeSet<String>,
    /// What is locked, for where only the lockfile can be asked.
    stand_ins: BTreeMap<PluginName, Release>,
    /// The plugins that were answered for by it.
    unasked: BTreeMap<PluginName, tuf::Error>,
}

impl<'a> Catalog<'a> {
    /// An empty catalog over open repositories.
    pub fn new(manifest: &'a Manifest, repositories: &'a Repositories, cache: &'a Cache) -> Self {
        let (universe, logs, skipped) = (Universe::default(), Mutex::default(), BTreeSet::new());
        let (stand_ins, unasked) = (BTreeMap::new(), BTreeMap::new());
        Self { manifest, repositories, cache, universe, logs, skipped, stand_ins, unasked }
    }

    /// From now on each of these releases is all that there is of its plugin where the role that vouches for it fails: one
    /// publisher's expired role must not keep a project from changing what others publish.
    pub fn stand_in(&mut self, releases: BTreeMap<PluginName, Release>) {
        self.stand_ins = releases;
    }

    /// The plugins that only a stand-in is known of, and why their roles could not be asked.
    pub fn unasked(&self) -> &BTreeMap<PluginName, tuf::Error> {
        &self.unasked
    }

    /// What has been loaded so far.
    pub fn universe(&self) -> &Universe {
        &self.universe
    }

    /// Entries and roles that were left out, in words.
    pub fn skipped(&self) -> impl Iterator<Item = &str> {
        self.skipped.iter().map(String::as_str)
    }

    /// Loads the releases of `names` that are not loaded yet, all at the same time.
    ///
    /// # Errors
    /// [`Error`]; names without any release are not an error here, the resolver says it better.
    pub async fn load(&mut self, names: &BTreeSet<PluginName>) -> Result<(), Error> {
        let missing: Vec<&PluginName> = names.iter().filter(|name| !self.universe.contains_key(*name)).collect();
        let listed = try_join_all(missing.into_iter().map(|name| self.list(name))).await?;
        for loaded in in_parallel(listed) {
            let (name, releases, skipped) = loaded.or_else(|error| self.instead(error))?;
            self.skipped.extend(skipped);
            self.universe.insert(name, releases);
        }
        Ok(())
    }

    /// The stand-in for a plugin whose role failed. Trouble with this machine's own trust state is nobody's role.
    fn instead(&mut self, error: Error) -> Result<Loaded, Error> {
        match error {
            Error::Role { plugin, cause } if !matches!(*cause, tuf::Error::State(_)) => {
                let Some(release) = self.stand_ins.remove(&plugin) else { return Err(Error::Role { plugin, cause }) };
                self.unasked.insert(plugin.clone(), *cause);
                Ok((plugin, vec![release], Vec::new()))
            }
            other => Err(other),
        }
    }

    /// Loads every release of every repository, for searches. Roles and plugins that cannot be used are left out, and named.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn load_all(&mut self) -> Result<(), Error> {
        let mut names = BTreeSet::new();
        for repository in self.repositories.iter() {
            let listing = repository.client.find_prefix("").await?;
            self.skipped.extend(listing.failures.iter().map(left_out));
            let found = listing.targets.iter().filter_map(|target| archive(target).ok().flatten());
            // Another repository's names are not this one's to answer for.
            let is_owner =
                |name: &PluginName| self.manifest.repository_of(name).is_ok_and(|(owner, _)| *owner == repository.name);
            names.extend(found.map(|archive| archive.descriptor.name).filter(is_owner));
        }
        let catalog = &*self;
        let each = |name: PluginName| async move { catalog.list(&name).await };
        let all: Vec<_> = stream::iter(names).map(each).buffered(AT_ONCE).collect().await;
        let mut listed = Vec::with_capacity(all.len());
        for one in all {
            match one {
                Ok(one) => listed.push(one),
                Err(error) => drop(self.skipped.insert(error.to_string())),
            }
        }
        for loaded in in_parallel(listed) {
            match loaded {
                Ok((name, releases, skipped)) => {
                    self.skipped.extend(skipped);
                    self.universe.insert(name, releases);
                }
                Err(error) => drop(self.skipped.insert(error.to_string())),
            }
        }
        Ok(())
    }

    async fn list(&self, name: &PluginName) -> Result<Listed, Error> {
        let (owner, _) = self.manifest.repository_of(name)?;
        let Some(repository) = self.repositories.get(owner) else {
            // Every repository of the manifest was opened, so this is another manifest than the one they were opened for.
            return Err(manifest::Error::Owner { subject: name.to_string(), owners: 0 }.into());
        };
        let listing = repository.client.find_prefix(&name.target_prefix()).await?;
        let first_seen = self.first_seen(repository, name).await?;
        Ok(Listed { name: name.clone(), owner: owner.clone(), listing, first_seen })
    }

    async fn first_seen(&self, repository: &Repository, name: &PluginName) -> Result<Option<Arc<FirstSeen>>, Error> {
        let namespace = name.namespace();
        let cell = {
            let mut logs = self.logs.lock().unwrap_or_else(PoisonError::into_inner);
            match logs.get(namespace) {
                Some(cell) => Arc::clone(cell),
                None => Arc::clone(logs.entry(namespace.to_owned()).or_default()),
            }
        };
        let log = cell.get_or_try_init(|| log::of_namespace(repository, namespace, self.cache)).await?;
        Ok(log.clone())
    }
}

/// What metadata lists of one plugin, before any entry is read.
struct Listed {
    name: PluginName,
    owner: RepositoryName,
    listing: PrefixListing,
    first_seen: Option<Arc<FirstSeen>>,
}

/// A plugin, its releases, and the entries that were left out.
type Loaded = (PluginName, Vec<Release>, Vec<String>);

impl Listed {
    fn read(self) -> Result<Loaded, Error> {
        let Self { name, owner, listing, first_seen } = self;
        // Whoever holds back one of several roles must not choose the version in silence.
        let mut skipped: Vec<String> = listing.failures.iter().map(left_out).collect();
        let mut archives = Vec::new();
        for target in listing.targets {
            match archive(&target) {
                Ok(Some(archive)) if archive.descriptor.name != name => {}
                // A lockfile that named it could not be read again.
                Ok(Some(_)) if !lockfile::can_hold(target.role()) => {
                    skipped.push(format!("{}: its role has a name that no lockfile can hold", Printable(target.name())));
                }
                Ok(Some(archive)) if !(1..=limits::LOCKFILE_INTEGER).contains(&archive.entry.length()) => {
                    skipped.push(format!("{}: no archive has {} bytes", Printable(target.name()), archive.entry.length()));
                }
                Ok(Some(archive)) => archives.push(archive),
                Ok(None) => {}
                Err(error) => skipped.push(format!("{}: {}", Printable(target.name()), Printable(&error.to_string()))),
            }
        }
        if archives.is_empty() {
            if let Some(failure) = listing.failures.into_iter().next() {
                return Err(Error::Role { plugin: name, cause: Box::new(failure.error) });
            }
            if let Some(reason) = skipped.into_iter().next() {
                return Err(Error::Unusable { plugin: name, reason });
            }
            return Ok((name, Vec::new(), Vec::new()));
        }
        let releases = group(&name, &owner, archives, first_seen.as_deref())?;
        Ok((name, releases, skipped))
    }
}

/// Reads all entries, in order; a project's plugins have thousands of versions together, which is work for every core.
fn in_parallel(listed: Vec<Listed>) -> Vec<Result<Loaded, Error>> {
    /// Fewer plugins are read before a thread has started.
    const WORTH_A_THREAD: usize = 8;
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(listed.len() / WORTH_A_THREAD).max(1);
    let share = listed.len().div_ceil(cores).max(1);
    let mut listed = listed.into_iter();
    std::thread::scope(|scope| {
        let mut others = Vec::new();
        let own: Vec<Listed> = listed.by_ref().take(share).collect();
        while listed.len() > 0 {
            let part: Vec<Listed> = listed.by_ref().take(share).collect();
            others.push(scope.spawn(move || part.into_iter().map(Listed::read).collect::<Vec<_>>()));
        }
        let mut read: Vec<_> = own.into_iter().map(Listed::read).collect();
        for other in others {
            read.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        read
    })
}

/// The newest version that is neither withdrawn nor a pre-release.
pub fn newest(releases: &[Release]) -> Option<&Version> {
    let proper = releases.iter().filter(|release| !release.yanked && release.version.pre.is_empty());
    proper.map(|release| &release.version).max()
}

fn left_out(failure: &tuf::RoleFailure) -> String {
    format!("role {}: {}", Printable(&failure.role), failure.error)
}

/// An archive as it is listed.
struct Archive {
    name: TargetName,
    entry: VerifiedTarget,
    descriptor: Descriptor,
}

/// The entry of an archive; `None` for SBOMs, logs and whatever else is listed.
fn archive(target: &ListedTarget) -> Result<Option<Archive>, Unreadable> {
    if !target.name().ends_with(ARCHIVE_ENDING) {
        return Ok(None);
    }
    let Ok(name) = target.name().parse::<TargetName>() else { return Ok(None) };
    let entry = target.read()?;
    let descriptor = Descriptor::of_target(&name, entry.custom())?;
    Ok(descriptor.map(|descriptor| Archive { name, entry, descriptor }))
}

/// Why an entry is left out.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error(transparent)]
    Entry(#[from] tuf::Error),
    #[error(transparent)]
    Descriptor(#[from] DescriptorError),
}

/// One release a version, all platforms together; what platforms share must agree.
fn group(
    name: &PluginName,
    repository: &RepositoryName,
    archives: Vec<Archive>,
    first_seen: Option<&FirstSeen>,
) -> Result<Vec<Release>, Error> {
    let mut releases: BTreeMap<Version, Release> = BTreeMap::new();
    for Archive { name: target, entry, descriptor } in archives {
        let Some(artifact) = artifact(target, &entry, &descriptor) else { continue };
        let published = first_seen.and_then(|log| log.time_of(&artifact.target, &artifact.sha256));
        let release = release(repository, entry.role(), published, descriptor);
        match releases.entry(release.version.clone()) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(release).artifacts.push(artifact);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                join(name, entry.get_mut(), release, artifact)?;
            }
        }
    }
    Ok(releases.into_values().collect())
}

/// Adds a further platform to a release.
fn join(name: &PluginName, whole: &mut Release, part: Release, artifact: Artifact) -> Result<(), Error> {
    let differs = [
        ("the signing role", whole.role != part.role),
        ("manifest-sha256", whole.manifest_sha256 != part.manifest_sha256),
        ("dependencies", whole.dependencies != part.dependencies),
        ("host", whole.host != part.host),
        ("capabilities", whole.capabilities != part.capabilities),
    ];
    if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
        return Err(Error::Disagreement { plugin: name.clone(), version: part.version, what });
    }
    // A version is as young as its youngest archive, and withdrawn when any of them is.
    whole.published = whole.published.zip(part.published).map(|(one, other)| one.max(other));
    whole.yanked |= part.yanked;
    // A target name is listed once, and the platform is a part of it: none comes twice.
    let place = whole.artifacts.partition_point(|other| other.platform < artifact.platform);
    whole.artifacts.insert(place, artifact);
    Ok(())
}

fn artifact(target: TargetName, entry: &VerifiedTarget, descriptor: &Descriptor) -> Option<Artifact> {
    Some(Artifact {
        platform: descriptor.platform.clone(),
        target,
        length: entry.length(),
        // The lockfile pins sha256; an entry without one cannot be locked.
        sha256: entry.sha256()?,
        tree: descriptor.tree,
        unpacked_size: descriptor.unpacked_size,
        file_count: descriptor.file_count,
        sbom: descriptor.sbom.target.clone(),
        sbom_sha256: descriptor.sbom.sha256,
    })
}

fn release(repository: &RepositoryName, role: &str, published: Option<jiff::Timestamp>, descriptor: Descriptor) -> Release {
    Release {
        name: descriptor.name,
        version: descriptor.version,
        repository: repository.clone(),
        role: role.to_owned(),
        published,
        description: descriptor.description,
        license: descriptor.license,
        manifest_sha256: descriptor.manifest_sha256,
        dependencies: descriptor.dependencies,
        host: descriptor.host,
        capabilities: descriptor.capabilities,
        yanked: descriptor.yanked,
        artifacts: Vec::new(),
    }
}
