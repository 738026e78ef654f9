//! Installing: a lockfile becomes the current generation, or nothing changes.
//!
//! Owns: what is looked at before a plan, and the road plan, fetch, unpack, commit.
//! Never does: change a project file before every archive is verified and unpacked.
//! In: a locked project, its lockfile, its repositories. Out: [`Installed`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

use cap_std::fs::Dir;
use jiff::Timestamp;
use miette::Diagnostic;
use semver::VersionReq;

use crate::archive::{self, VerifiedArchive};
use crate::descriptor::Descriptor;
use crate::digest::Sha256;
use crate::fetch::{self, Bounds, Order, Reporter, Sources};
use crate::limits;
use crate::lockfile::Lockfile;
use crate::name::PluginName;
use crate::plan::{self, Pinned, Plan};
use crate::platform::Platform;
use crate::plugin_manifest::PluginManifest;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::store::commit::NewText;
use crate::store::{
    self, Cache, CachedTree, Durability, Generation, InstalledPlugin, Layout, NewGeneration, ProjectLock, StagedTree, Staging,
    Stamp, Trees, generation, receipt, stamp, sweep, tree_check,
};
use crate::transcript::{Exam, Rule};
use crate::tree::TreeFile;

/// The plugin's own manifest in its tree.
const MANIFEST: &str = "plugin.toml";

/// Why nothing was installed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is no plan.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Plan(#[from] plan::Error),
    /// An archive could not be fetched.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] fetch::Error),
    /// The plugin's own manifest is not the one that is signed.
    #[error("the archive of {plugin} does not hold the plugin.toml that is signed: {reason}")]
    #[diagnostic(
        code(RP5130),
        help("the publisher signed facts that the archive does not bear out: tell them, nothing was changed")
    )]
    OwnManifest {
        /// The plugin.
        plugin: PluginName,
        /// What differs.
        reason: String,
    },
    /// An archive was refused, or could not be unpacked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Archive(#[from] NotUnpacked),
    /// The project could not be changed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

/// A plugin whose archive was not unpacked. Code and help are those of the reason.
#[derive(Debug, thiserror::Error)]
#[error("{plugin} was not unpacked")]
pub struct NotUnpacked {
    /// The plugin.
    pub plugin: PluginName,
    /// Why.
    pub source: archive::Error,
}

impl Diagnostic for NotUnpacked {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.source.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.source.help()
    }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Plan(error) => error.facts(),
            Self::Fetch(error) => error.facts(),
            Self::OwnManifest { plugin, .. } => Facts::about(plugin),
            Self::Archive(error) => {
                let facts = error.source.facts();
                let within = facts.subject.as_ref().map_or_else(String::new, |path| format!(": {path}"));
                Facts { subject: Some(format!("{}{within}", error.plugin)), ..facts }
            }
            Self::Store(error) => error.facts(),
        }
    }
}

/// What to install, and how.
pub struct Install<'a> {
    /// The plan that was made for `lockfile`.
    pub plan: Plan,
    /// sha256 of the manifest's text, as it is or will be on disk.
    pub manifest: Sha256,
    /// The lockfile.
    pub lockfile: &'a Lockfile,
    /// Its text, as it is or will be on disk.
    pub lock_text: &'a str,
    /// What the manifest asks for, as it is or will be on disk.
    pub requirements: &'a BTreeMap<PluginName, VersionReq>,
    /// A generation to make current again, where it is what the plan leads to.
    pub again: Option<u64>,
    /// Project files to replace in the same transaction: the manifest first, then the lockfile.
    pub texts: Vec<NewText>,
    /// The repositories.
    pub sources: &'a Sources<'a>,
    /// The archive cache.
    pub cache: &'a Cache,
    /// The cache of unpacked trees.
    pub trees: Trees,
    /// How much is done at once.
    pub bounds: Bounds,
    /// The time of the run.
    pub now: Timestamp,
    /// How much is flushed.
    pub durability: Durability,
    /// Who is told how it goes.
    pub reporter: &'a dyn Reporter,
}

/// What was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The generation that is current now.
    pub generation: Generation,
    /// What was done.
    pub plan: Plan,
    /// False when the project was already as the plan wanted it.
    pub changed: bool,
}

/// What tells that an installed tree is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The receipt of the last sync, where it still holds; else the files.
    Receipt,
    /// The files: every one is hashed.
    Files,
}

/// Compares the project on disk with `lock`, by that evidence. A tree that does not look as the receipt says is hashed.
///
/// # Errors
/// [`Error::Plan`], [`Error::Store`].
pub fn prepare(layout: &Layout, lock: &Lockfile, platform: &Platform, evidence: Evidence) -> Result<Plan, Error> {
    layout.refuse_links()?;
    let installed = installed(layout)?;
    let wanted: BTreeSet<Sha256> =
        lock.plugins.values().filter_map(|plugin| plugin.artifact_for(platform)).map(|artifact| artifact.tree).collect();
    let mut present = match evidence {
        Evidence::Receipt => receipt::whole_trees(layout),
        Evidence::Files => BTreeMap::new(),
    };
    present.retain(|tree, _| wanted.contains(tree));
    let open = wanted.into_iter().filter(|tree| !present.contains_key(tree)).collect();
    present.extend(whole(layout, open)?);
    Ok(plan::plan(lock, installed.as_ref(), present, platform)?)
}

/// The trees among `wanted` that are in the store and whole. They are looked at before they are hashed: what is written into one
/// meanwhile makes it look otherwise to the next sync.
fn whole(layout: &Layout, wanted: Vec<Sha256>) -> Result<BTreeMap<Sha256, Stamp>, Error> {
    let stamps = stamp::of_trees(layout, &wanted)?;
    let differences = tree_check::check(layout, &wanted)?;
    let found = wanted.into_iter().zip(stamps).zip(differences);
    Ok(found.filter_map(|((tree, stamp), found)| found.is_empty().then_some((tree, stamp?))).collect())
}

/// The current generation, where its links are what its record says. A record that cannot be read is no obstacle: it is a
/// note, and a new generation is made.
fn installed(layout: &Layout) -> Result<Option<Generation>, Error> {
    let record = match store::current(layout) {
        Ok(record) => record,
        Err(store::Error::Record { .. } | store::Error::NoGeneration { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let Some(record) = record else { return Ok(None) };
    let links = generation::links(layout, record.number)?;
    let named = record.plugins.iter().map(|(name, plugin)| (name.to_string(), Some(plugin.tree)));
    Ok(named.eq(links).then_some(record))
}

/// Carries out a plan: fetches, verifies and unpacks what is missing, then commits. On any error the project is as it was.
///
/// # Errors
/// [`Error`].
pub async fn install(lock: Arc<ProjectLock>, install: Install<'_>) -> Result<Installed, Error> {
    sweep::leftovers(&lock)?;
    let orders = fetch::orders(&install.plan, install.lockfile, install.sources).await?;
    let done = carry_out(&lock, install, orders).await;
    if done.is_err() {
        sweep::empty_folders(&lock);
    }
    done
}

async fn carry_out(lock: &Arc<ProjectLock>, install: Install<'_>, orders: Vec<Order>) -> Result<Installed, Error> {
    let trees = Arc::new(install.trees);
    let (mut unpacked, orders) = from_trees(lock, &trees, orders, install.reporter)?;
    let unpack = {
        let (lock, trees) = (Arc::clone(lock), Arc::clone(&trees));
        move |archive: &VerifiedArchive, signed: &Descriptor, exam: &Exam| {
            let tree = || archive.tree().to_string();
            exam.check(Rule::ArchiveTree, unpack(&lock, &trees, archive, signed), |_| (tree(), tree()))
        }
    };
    let fetched = fetch::fetch(orders, install.cache, install.bounds, install.reporter, unpack).await?;
    unpacked.extend(fetched);
    if let Some(refusal) = trees.refusal(lock) {
        tracing::warn!("{refusal}");
    }
    let mut stamps = install.plan.whole.clone();
    stamps.extend(unpacked.iter().filter_map(|(staged, stamp)| Some((staged.tree(), (*stamp)?))));
    let staged = unpacked.into_iter().map(|(staged, _)| staged).collect();
    let layout = lock.layout();
    let lockfile = Sha256::of(install.lock_text.as_bytes());
    let was = installed(layout)?;
    let is_wanted = |was: &Generation| install.again.is_none_or(|again| again == was.number);
    let (generation, changed) = match was.filter(|was| was.lockfile == lockfile && was.platform == install.plan.platform) {
        Some(was) if install.plan.changes_nothing() && install.texts.is_empty() && is_wanted(&was) => (was, false),
        _ => {
            let new = NewGeneration {
                staged,
                plugins: install.plan.installed().map(in_generation).collect(),
                requirements: install.requirements.clone(),
                lock_text: install.lock_text.to_owned(),
                platform: install.plan.platform.clone(),
                created: install.now,
                texts: install.texts,
                durability: install.durability,
                again: install.again,
            };
            (store::commit(lock, new)?, true)
        }
    };
    receipt::write(lock, &generation, &install.manifest, install.durability, &stamps)
        .unwrap_or_else(|error| tracing::warn!(%error, "the receipt was not written; the next sync hashes every file"));
    Ok(Installed { generation, plan: install.plan, changed })
}

fn in_generation((name, pinned): (&PluginName, &Pinned)) -> (PluginName, InstalledPlugin) {
    (name.clone(), InstalledPlugin { version: pinned.version.clone(), tree: pinned.tree })
}

/// A tree to be put in its place, and how its files look.
type Staged = (StagedTree, Option<Stamp>);

/// Takes what is in the cache of trees; gives back what still has to be fetched.
fn from_trees(
    lock: &ProjectLock,
    trees: &Trees,
    orders: Vec<Order>,
    reporter: &dyn Reporter,
) -> Result<(Vec<Staged>, Vec<Order>), Error> {
    let (orders, mut open): (Vec<Order>, Vec<Order>) = orders.into_iter().partition(Order::tree_tells_all);
    let mut staged = Vec::new();
    let taken = trees.take(lock, &orders, Order::tree, cached)?;
    for (order, taken) in orders.into_iter().zip(taken) {
        let Some(taken) = taken else {
            open.push(order);
            continue;
        };
        let tree = order.tree().to_string();
        order.exam("the cache of trees").passed(Rule::ArchiveTree, || (tree.clone(), tree));
        order.tell_had(staged.len(), reporter);
        staged.push(taken);
    }
    Ok((staged, open))
}

/// The checks of a cached tree that its digest does not make.
fn cached(order: &Order, cached: CachedTree) -> Result<Staged, Error> {
    let plugin = || order.name().clone();
    order.admits(&cached.files).map_err(|source| NotUnpacked { plugin: plugin(), source })?;
    let refused = |reason| Error::OwnManifest { plugin: plugin(), reason };
    own_manifest(cached.dir(), &cached.files, order.descriptor()).map_err(refused)?;
    Ok(cached.seal()?)
}

fn unpack(lock: &ProjectLock, trees: &Trees, archive: &VerifiedArchive, signed: &Descriptor) -> Result<Staged, Error> {
    let staging = Staging::create(lock)?;
    let unpacked = archive::unpack(archive, staging.dir());
    let unpacked = unpacked.map_err(|source| NotUnpacked { plugin: signed.name.clone(), source })?;
    let refused = |reason| Error::OwnManifest { plugin: signed.name.clone(), reason };
    own_manifest(staging.dir(), unpacked.files(), signed).map_err(refused)?;
    let staged = staging.seal(&unpacked)?;
    Ok(trees.put(lock, staged, unpacked.files())?)
}

/// What was resolved and approved is what metadata says; what a host reads is the plugin's own manifest. They are one.
fn own_manifest(dir: &Dir, files: &[TreeFile], signed: &Descriptor) -> Result<(), String> {
    let file = files.iter().find(|file| file.path == MANIFEST).ok_or("there is none")?;
    if file.sha256 != signed.manifest_sha256 {
        return Err(format!("it has sha256 {}, {} is signed", file.sha256, signed.manifest_sha256));
    }
    if file.length > limits::MANIFEST_BYTES {
        return Err(format!("it has {} bytes, at most {} are read", file.length, limits::MANIFEST_BYTES));
    }
    let text = dir.read_to_string(MANIFEST).map_err(|error| error.to_string())?;
    let manifest = PluginManifest::parse_published(&text).map_err(|error| Printable(&error.message).to_string())?;
    signed.disagrees_with(&manifest).map_or(Ok(()), |key| Err(format!("`{key}` is another than in signed metadata")))
}

#[cfg(test)]
#[path = "install_tests.rs"]
mod tests;
