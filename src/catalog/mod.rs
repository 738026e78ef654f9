//! The catalog: what live, verified metadata says there is, as releases that a resolver can choose among.
//!
//! Owns: turning target entries into [`Release`]s, the first-seen times of the `log` role, and loading only what is asked for.
//! Never does: choose a version, or trust an entry that the client has not verified.
//! In: plugin names. Out: a [`Universe`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::try_join_all;
use semver::Version;
use tokio::sync::OnceCell;

use crate::descriptor::{Descriptor, DescriptorError};
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
            Self::Role { plugin, .. } | Self::Disagreement { plugin, .. } => Facts::about(plugin),
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
    /// Entries that were left out, in words for `-v`: a publisher's odd entry must not hide the good ones.
    skipped: Vec<String>,
}

impl<'a> Catalog<'a> {
    /// An empty catalog over open repositories.
    pub fn new(manifest: &'a Manifest, repositories: &'a Repositories, cache: &'a Cache) -> Self {
        let (universe, logs, skipped) = (Universe::default(), Mutex::default(), Vec::new());
        Self { manifest, repositories, cache, universe, logs, skipped }
    }

    /// What has been loaded so far.
    pub fn universe(&self) -> &Universe {
        &self.universe
    }

    /// Entries that were left out, in words.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Loads the releases of `names` that are not loaded yet, all at the same time.
    ///
    /// # Errors
    /// [`Error`]; names without any release are not an error here, the resolver says it better.
    pub async fn load(&mut self, names: &BTreeSet<PluginName>) -> Result<(), Error> {
        let missing: Vec<&PluginName> = names.iter().filter(|name| !self.universe.contains_key(*name)).collect();
        let listed = try_join_all(missing.into_iter().map(|name| self.list(name))).await?;
        for loaded in in_parallel(listed) {
            let (name, releases, skipped) = loaded?;
            self.skipped.extend(skipped);
            self.universe.insert(name, releases);
        }
        Ok(())
    }

    /// Loads every release of every repository, for searches. Roles that cannot be verified are left out, and named.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn load_all(&mut self) -> Result<(), Error> {
        let mut names = BTreeSet::new();
        for repository in self.repositories.iter() {
            let listing = repository.client.find_prefix("").await?;
            for failure in listing.failures {
                self.skipped.push(format!("role {}: {}", Printable(&failure.role), failure.error));
            }
            let found = listing.targets.iter().filter_map(|target| archive(target).ok().flatten());
            // Another repository's names are not this one's to answer for.
            let is_owner =
                |name: &PluginName| self.manifest.repository_of(name).is_ok_and(|(owner, _)| *owner == repository.name);
            names.extend(found.map(|archive| archive.descriptor.name).filter(is_owner));
        }
        self.load(&names).await
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
        let mut skipped = Vec::new();
        let mut archives = Vec::new();
        for target in listing.targets {
            match archive(&target) {
                Ok(Some(archive)) if archive.descriptor.name == name => archives.push(archive),
                Ok(_) => {}
                Err(error) => skipped.push(format!("{}: {error}", Printable(target.name()))),
            }
        }
        if archives.is_empty()
            && let Some(failure) = listing.failures.into_iter().next()
        {
            return Err(Error::Role { plugin: name, cause: Box::new(failure.error) });
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
