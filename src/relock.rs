//! Manifest to lockfile: loads what the resolver asks for, resolves, and pins the answer.
//!
//! Owns: the loop between catalog and resolver, the cool-down, and what a new lockfile keeps of the old one.
//! Never does: write files, or approve anything (that is `approve`).
//! In: [`Manifest`], the old [`Lockfile`], a [`Catalog`]. Out: a [`Lockfile`] with the releases behind it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use semver::{Version, VersionReq};

use crate::catalog::{self, Catalog};
use crate::lockfile::{self, LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::PluginName;
use crate::platform::Platform;
use crate::project::LOCKFILE;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;
use crate::releases::Releases;
use crate::repositories::Repositories;
use crate::resolve::{self, Answer, Request, Resolution, Universe};

/// Why no new lockfile could be made.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Releases could not be loaded.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Catalog(#[from] catalog::Error),
    /// The new lockfile would be one that nobody can read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lockfile(#[from] lockfile::Error),
    /// There is no solution.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Resolve(#[from] resolve::Error),
    /// A minimum age, or an exemption from it, cannot be read.
    #[error("{seen:?} is not {wanted}")]
    #[diagnostic(code(RP2172), help("for example `--min-age 72h --min-age-exempt acme/report@1.2.0`"))]
    Age {
        /// The text that was given.
        seen: String,
        /// What it should be.
        wanted: &'static str,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Catalog(error) => error.facts(),
            Self::Lockfile(error) => error.facts(),
            Self::Resolve(error) => error.facts(),
            Self::Age { seen, wanted } => Facts::about(seen).mismatch(wanted, seen),
        }
    }
}

/// The cool-down: versions first seen less than `min_age` before `now` are not chosen anew; unknown age is too young.
#[derive(Debug, Clone)]
pub struct CoolDown {
    /// The time of this run.
    pub now: Timestamp,
    /// The least age.
    pub min_age: SignedDuration,
    /// Versions that are chosen all the same.
    pub exempt: BTreeSet<(PluginName, Version)>,
}

impl CoolDown {
    /// Reads a span with its unit (`90m`, `72h`, `3d`) and exemptions (`namespace/name@version`).
    ///
    /// # Errors
    /// [`Error::Age`].
    pub fn parse(now: Timestamp, span: &str, exempt: &[String]) -> Result<Self, Error> {
        let wrong = |seen: &str, wanted| Error::Age { seen: Printable(seen).to_string(), wanted };
        let no_span = || wrong(span, "a span of time with a unit, such as 90m, 72h or 3d");
        let parsed: Span = span.parse().map_err(|_| no_span())?;
        // A day of a cool-down is 24 hours, whatever a calendar says of it.
        let min_age = parsed.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| no_span())?;
        if min_age.is_negative() {
            return Err(no_span());
        }
        let exemption = |text: &String| {
            let (name, version) = text.split_once('@')?;
            Some((name.parse().ok()?, version.parse().ok()?))
        };
        let exempt = exempt.iter().map(|text| exemption(text).ok_or_else(|| wrong(text, "namespace/name@version")));
        Ok(Self { now, min_age, exempt: exempt.collect::<Result<_, _>>()? })
    }

    fn holds(&self, release: &Release) -> bool {
        let old_enough = release.published.is_some_and(|published| self.now.duration_since(published) >= self.min_age);
        !old_enough && !self.exempt.contains(&(release.name.clone(), release.version.clone()))
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
    /// The cool-down, where there is one.
    pub cool_down: Option<CoolDown>,
}

/// A new lockfile and the releases that it pins.
#[derive(Debug, Clone)]
pub struct Relocked {
    /// The lockfile.
    pub lockfile: Lockfile,
    /// What the resolver chose.
    pub resolution: Resolution,
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
    let resolution = loop {
        let held = wish.cool_down.as_ref().map(|cool_down| without_young(catalog.universe(), cool_down, &locked));
        let request = Request {
            requirements: &wish.requirements,
            universe: held.as_ref().unwrap_or_else(|| catalog.universe()),
            locked: &locked,
            unlock: &wish.unlock,
            platforms: &platforms,
            host: &manifest.host,
            precise: &wish.precise,
        };
        let answer = resolve::resolve(&request).map_err(|error| match catalog.unasked().iter().next() {
            // Who knows what there would be, could its publisher be asked?
            Some((plugin, cause)) => catalog::Error::Role { plugin: plugin.clone(), cause: Box::new(cause.clone()) }.into(),
            None => Error::Resolve(error),
        })?;
        match answer {
            Answer::Solved(resolution) => break resolution,
            Answer::NeedsMore(names) => catalog.load(&names).await?,
        }
    };
    let used = resolution.releases.values().map(|release| release.repository.clone()).collect();
    let lockfile = Lockfile::from_releases(repositories.locked(&used), &resolution.releases, &wish.requirements);
    let mut lockfile = keep_from_old(lockfile, old);
    for name in catalog.unasked().keys() {
        if let (Some(plugin), Some(before)) = (lockfile.plugins.get_mut(name), old.and_then(|old| old.plugins.get(name))) {
            *plugin = LockedPlugin { direct: plugin.direct, ..before.clone() };
        }
    }
    // What could not be read again must not be written, whatever was signed.
    Lockfile::parse(&lockfile.to_text(), LOCKFILE)?;
    Ok(Relocked { lockfile, resolution })
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

/// A universe without the versions that the cool-down holds back; what is locked stays.
fn without_young(universe: &Universe, cool_down: &CoolDown, locked: &BTreeMap<PluginName, Version>) -> Universe {
    let allowed = |release: &&Release| locked.get(&release.name) == Some(&release.version) || !cool_down.holds(release);
    let kept = |(name, releases): (&PluginName, &Releases)| (name.clone(), releases.iter().filter(allowed).cloned().collect());
    universe.iter().map(kept).collect()
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
