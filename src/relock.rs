//! Manifest to lockfile: loads what the resolver asks for, resolves, and pins the answer.
//!
//! Owns: the loop between catalog and resolver, and what a new lockfile keeps of the old one.
//! Never does: write files, or approve anything (that is `approve`).
//! In: [`Manifest`], the old [`Lockfile`], a [`Catalog`]. Out: a [`Lockfile`] with the releases behind it.

use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};

use crate::catalog::{self, Catalog};
use crate::cool_down::Held;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::PluginName;
use crate::platform::Platform;
use crate::policy::Refused;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;
use crate::repositories::Repositories;
use crate::resolve::{self, Answer, Request, Resolution};
use crate::revocation::Revoked;
use crate::rulebook::Rulebook;
use crate::ruling::Ruling;

/// Why no new lockfile could be made.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Releases could not be loaded.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Catalog(#[from] catalog::Error),
    /// There is no solution.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Resolve(#[from] resolve::Error),
    /// What is locked was revoked: somebody has to choose what takes its place.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Revoked(#[from] Revoked),
    /// A policy is against what is locked.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Refused(#[from] Refused),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Catalog(error) => error.facts(),
            Self::Resolve(error) => error.facts(),
            Self::Revoked(error) => error.facts(),
            Self::Refused(error) => error.facts(),
        }
    }
}

/// What to resolve, and how much of the old lockfile to keep.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What the project asks for directly.
    pub requirements: BTreeMap<PluginName, VersionReq>,
    /// Locked plugins that may move to their newest allowed version.
    pub unlock: BTreeSet<PluginName>,
    /// Exact versions asked for with `--precise`.
    pub precise: BTreeMap<PluginName, Version>,
    /// The rules that hold beside.
    pub rules: Rulebook,
}

/// A new lockfile and the releases that it pins.
#[derive(Debug, Clone)]
pub struct Relocked {
    /// The lockfile.
    pub lockfile: Lockfile,
    /// What the resolver chose.
    pub resolution: Resolution,
    /// The newer versions that would do, and that are too young: at most one a plugin, the newest.
    pub held: Vec<Held>,
}

/// Resolves `wish` and pins the answer.
///
/// # Errors
/// [`Error`]; nothing is written in any case.
pub async fn relock(
    manifest: &Manifest,
    repositories: &Repositories,
    catalog: &mut Catalog<'_>,
    old: Option<&Lockfile>,
    wish: &Wish,
) -> Result<Relocked, Error> {
    let locked = locked_versions(old, wish);
    let platforms = platforms_of(manifest);
    catalog.stand_in(stand_ins(manifest, old, wish));
    let mut stuck = old.map_or_else(Vec::new, |old| repositories.revoked(old));
    stuck.retain(|revoked| !wish.unlock.contains(&revoked.plugin));
    let ruling = Ruling::new(manifest, repositories, &wish.rules).sparing(locked.clone());
    let resolution = loop {
        let request = Request {
            requirements: &wish.requirements,
            universe: catalog.universe(),
            locked: &locked,
            unlock: &wish.unlock,
            platforms: &platforms,
            host: &manifest.host,
            precise: &wish.precise,
            rules: &ruling,
        };
        let answer = resolve::resolve(&request).map_err(|error| match (stuck.first(), catalog.unasked().iter().next()) {
            // Of a locked version that was called back there is nothing better to say.
            (Some(revoked), _) => Error::Revoked(revoked.clone()),
            // Who knows what there would be, could its publisher be asked?
            (None, Some((plugin, cause))) => {
                catalog::Error::Role { plugin: plugin.clone(), cause: Box::new(cause.clone()) }.into()
            }
            (None, None) => moved(&ruling, catalog, &locked, |_| true).map_or(Error::Resolve(error), Error::Refused),
        })?;
        match answer {
            Answer::Solved(resolution) => break resolution,
            Answer::NeedsMore(names) => {
                tracing::debug!(plugins = names.len(), "looked up");
                catalog.load(&names).await?;
                tracing::debug!(plugins = names.len(), "their versions are known");
            }
        }
    };
    tracing::debug!(plugins = resolution.releases.len(), "resolved");
    // What takes its place is for somebody to choose: another version comes in where it was asked for, and not in passing.
    if let Some(revoked) = stuck.into_iter().find(|revoked| resolution.releases.contains_key(&revoked.plugin)) {
        return Err(revoked.into());
    }
    let is_other =
        |name: &PluginName, version: &Version| resolution.releases.get(name).is_some_and(|release| release.version != *version);
    if let Some(refused) = moved(&ruling, catalog, &locked, |(name, version)| is_other(name, version)) {
        return Err(refused.into());
    }
    let used = resolution.releases.values().map(|release| release.repository.clone()).collect();
    let lockfile = Lockfile::from_releases(repositories.locked(&used), &resolution.releases, &wish.requirements);
    let mut lockfile = keep_from_old(lockfile, old);
    for (name, signers) in repositories.signers(&lockfile).await {
        lockfile.plugins.entry(name).and_modify(|plugin| plugin.signers = Some(signers));
    }
    for name in catalog.unasked().keys() {
        if let (Some(plugin), Some(before)) = (lockfile.plugins.get_mut(name), old.and_then(|old| old.plugins.get(name))) {
            *plugin = LockedPlugin { direct: plugin.direct, ..before.clone() };
        }
    }
    let held = held(&ruling, catalog, &locked, wish, &resolution);
    Ok(Relocked { lockfile, resolution, held })
}

/// What is held back of the plugins that were free to move: newer than what was chosen, and what everybody who needs it would take.
fn held(
    ruling: &Ruling<'_>,
    catalog: &Catalog<'_>,
    locked: &BTreeMap<PluginName, Version>,
    wish: &Wish,
    resolution: &Resolution,
) -> Vec<Held> {
    let is_free = |name: &PluginName| !locked.contains_key(name) && !wish.precise.contains_key(name);
    let chosen = resolution.releases.iter().filter(|(name, _)| is_free(name));
    let newest = |(name, chosen): (&PluginName, &Release)| {
        let needs = resolution.releases.values().filter_map(|release| release.dependencies.get(name));
        let wanted: Vec<&VersionReq> = wish.requirements.get(name).into_iter().chain(needs).collect();
        let releases = catalog.universe().get(name)?;
        let newer = (0..releases.len()).rev().take_while(|position| *releases.version(*position) > chosen.version);
        let would_do = newer.filter(|position| wanted.iter().all(|one| one.matches(releases.version(*position))));
        let unyanked = would_do.filter_map(|position| releases.read(position).ok()).filter(|release| !release.yanked);
        unyanked.into_iter().find_map(|release| {
            let (rule, until) = ruling.holds(release)?;
            let (version, chosen) = (release.version.clone(), chosen.version.clone());
            Some(Held { name: name.clone(), version, chosen, rule, first_seen: release.published, until })
        })
    };
    chosen.filter_map(newest).collect()
}

/// The first locked version among `wanted` that could not stay because a policy is against it.
fn moved(
    ruling: &Ruling<'_>,
    catalog: &Catalog<'_>,
    locked: &BTreeMap<PluginName, Version>,
    wanted: impl Fn((&PluginName, &Version)) -> bool,
) -> Option<Refused> {
    locked.iter().filter(|(name, version)| wanted((name, version))).find_map(|(name, version)| {
        let release = catalog.universe().get(name)?.get(version)?;
        ruling.refused(release)
    })
}

/// What stands for each locked plugin that is to stay as it is, should its publisher's role fail.
fn stand_ins(manifest: &Manifest, old: Option<&Lockfile>, wish: &Wish) -> BTreeMap<PluginName, Release> {
    let Some(old) = old else { return BTreeMap::new() };
    let stays = |plugin: &&LockedPlugin| {
        let owner = manifest.repository_of(&plugin.name);
        !wish.unlock.contains(&plugin.name) && owner.is_ok_and(|(owner, _)| *owner == plugin.repository)
    };
    old.plugins.values().filter(stays).map(|plugin| (plugin.name.clone(), plugin.as_release(old))).collect()
}

fn locked_versions(old: Option<&Lockfile>, wish: &Wish) -> BTreeMap<PluginName, Version> {
    let plugins = old.into_iter().flat_map(|old| old.plugins.values());
    let kept = plugins.filter(|plugin| !wish.unlock.contains(&plugin.name));
    kept.map(|plugin| (plugin.name.clone(), plugin.version.clone())).collect()
}

/// The platforms that every chosen release must have an archive for.
pub fn platforms_of(manifest: &Manifest) -> BTreeSet<Platform> {
    if manifest.platforms.is_empty() { BTreeSet::from([Platform::current()]) } else { manifest.platforms.clone() }
}

/// A new lockfile keeps a higher root floor, and the first-seen time of a version when the log is silent now.
fn keep_from_old(mut lockfile: Lockfile, old: Option<&Lockfile>) -> Lockfile {
    let Some(old) = old else { return lockfile };
    for (name, repository) in &mut lockfile.repositories {
        if let Some(before) = old.repositories.get(name).filter(|before| before.id == repository.id)
            && before.root_version > repository.root_version
        {
            *repository = before.clone();
        }
    }
    for (name, plugin) in &mut lockfile.plugins {
        if let Some(before) = old.plugins.get(name).filter(|before| before.version == plugin.version) {
            plugin.published = plugin.published.or(before.published);
        }
    }
    lockfile.keep_unknown_keys(old);
    lockfile
}
