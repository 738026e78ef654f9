//! The catalog: what live, verified metadata says there is, as releases that a resolver can choose among.
//!
//! Owns: turning target entries into [`Release`]s, the first-seen times of the `log` role, and loading only what is asked for.
//! Never does: choose a version, or trust an entry that the client has not verified.
//! In: plugin names. Out: a [`Universe`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::{try_join, try_join_all};
use futures_util::stream::{self, StreamExt as _};
use tokio::sync::OnceCell;

use crate::manifest::{self, Manifest};
use crate::name::PluginName;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;
use crate::releases::Releases;
use crate::repositories::{Repositories, Repository};
use crate::resolve::Universe;
use crate::store::Cache;
use crate::tuf;

mod listing;
mod log;

pub use log::{FirstSeen, LogError};

use listing::{Listed, Loaded, archive, role_left_out};

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
            Self::Role { plugin, .. } | Self::Unusable { plugin, .. } => Facts::about(plugin),
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
        let of_releases = self.universe.values().flat_map(Releases::left_out);
        self.skipped.iter().map(String::as_str).chain(of_releases)
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
                Ok((plugin, Releases::from_iter([release]), Vec::new()))
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
            self.skipped.extend(listing.failures.iter().map(role_left_out));
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
        let prefix = name.target_prefix();
        let listing = async { Ok(repository.client.find_prefix(&prefix).await?) };
        let (listing, first_seen) = try_join(listing, self.first_seen(repository, name)).await?;
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

/// Sorts all entries, in order; a project's plugins have thousands of versions together, which is work for every core.
fn in_parallel(listed: Vec<Listed>) -> Vec<Result<Loaded, Error>> {
    /// Fewer plugins are read before a thread has started.
    const WORTH_A_THREAD: usize = 16;
    let most = listed.len() / WORTH_A_THREAD;
    // To ask for the number of cores is not cheap.
    let cores = if most < 2 { 1 } else { std::thread::available_parallelism().map_or(1, usize::from).min(most) };
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
