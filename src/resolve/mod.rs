//! The resolver: from requirements and signed releases to one version of each plugin.
//!
//! Owns: the rules of choice (highest version first, locked versions preferred, yanked, host, platform, pre-release) and the
//! explanation where no choice exists. The search is `pubgrub`'s; what a requirement matches is `semver`'s.
//! Never does: I/O. A name whose releases are not loaded comes back as [`Answer::NeedsMore`].
//! In: [`Request`]. Out: [`Answer`].
//!
//! The answer depends on the content of the request alone: not on the order of releases, and not on which releases happen to
//! be loaded that the answer does not need.

mod candidates;
mod direct;
mod error;
mod explain;
mod plugins;
mod rules;
mod solver;
mod version_set;

use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};

pub use error::Error;
pub use rules::{Objection, Rules};

use crate::name::PluginName;
use crate::platform::Platform;
use crate::release::Release;
use crate::releases::Releases;

/// The releases that are loaded: a name that is absent is not loaded yet, an empty list means that nobody published it.
pub type Universe = BTreeMap<PluginName, Releases>;

/// What to resolve, and under which rules.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the project asks for directly: `[plugins]` of the manifest.
    pub requirements: &'a BTreeMap<PluginName, VersionReq>,
    /// The releases that are loaded so far.
    pub universe: &'a Universe,
    /// The versions of the lockfile: kept where every rule still allows them, even when yanked since.
    pub locked: &'a BTreeMap<PluginName, Version>,
    /// Locked names that may move to their newest version.
    pub unlock: &'a BTreeSet<PluginName>,
    /// Every chosen release has an archive for each of these; the caller puts the machine's own where the manifest names none.
    pub platforms: &'a BTreeSet<Platform>,
    /// The project's host programs; empty means that no host requirement is checked.
    pub host: &'a BTreeMap<String, Version>,
    /// Names that must get exactly this version where they are needed at all.
    pub precise: &'a BTreeMap<PluginName, Version>,
    /// What may keep a version from being chosen beyond its own facts; `&()` for nothing.
    pub rules: &'a dyn Rules,
}

/// One release of each plugin that is needed, and of no other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resolution {
    /// The chosen releases.
    pub releases: BTreeMap<PluginName, Release>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Everything is chosen.
    Solved(Resolution),
    /// The releases of these plugins are needed: load them into the universe and ask again. Never empty.
    NeedsMore(BTreeSet<PluginName>),
}

/// Chooses a release for every plugin that the requirements need.
///
/// # Errors
/// [`Error`] when no choice satisfies every rule, with the reasons in sentences.
pub fn resolve(request: &Request<'_>) -> Result<Answer, Error> {
    let needed = likely_needed(request);
    // The search begins when what it will most likely look at is there: before that it could only say what is missing.
    if !needed.is_empty() {
        return Ok(Answer::NeedsMore(needed));
    }
    // About direct requirements the simplest thing to say is the true one.
    direct::check(request)?;
    solver::solve(request).map_err(|error| match error {
        Error::Conflict { contested, because, hint } => by_rules(request, contested, because, hint),
        other => other,
    })
}

/// A conflict that is none without the rules is theirs: what they are against is why.
fn by_rules(request: &Request<'_>, contested: Vec<PluginName>, because: Vec<String>, hint: String) -> Error {
    let against = |name: &&PluginName| {
        let releases = request.universe.get(*name)?;
        releases.iter().rev().find_map(|release| request.rules.against(release))
    };
    let ruled = contested.iter().find_map(|name| Some((name.clone(), against(&name)?)));
    match ruled {
        // That the search would have to look further is no conflict, as far as anybody can see.
        Some((name, objection)) if solver::solve(&Request { rules: &(), ..*request }).is_ok() => {
            Error::Ruled { name, because, hint: objection.next }
        }
        _ => Error::Conflict { contested, because, hint },
    }
}

/// The names, not loaded yet, that the preferred version of everything reachable asks for.
///
/// A guess that loads whole fronts at once: [`resolve`] may need less (never more than one call finds out) or others.
pub fn likely_needed(request: &Request<'_>) -> BTreeSet<PluginName> {
    let mut missing: BTreeSet<PluginName> =
        request.precise.keys().filter(|name| !request.universe.contains_key(*name)).cloned().collect();
    let mut candidates = BTreeMap::new();
    let mut visited = BTreeSet::new();
    let mut front: Vec<(&PluginName, &VersionReq)> = request.requirements.iter().collect();
    while let Some((name, requirement)) = front.pop() {
        let Some(releases) = request.universe.get(name) else {
            missing.insert(name.clone());
            continue;
        };
        let known = candidates.entry(name).or_insert_with(|| candidates::Candidates::new(name, releases, request));
        if let Some(best) = known.best_in(&known.matching(requirement))
            && visited.insert((name, best))
            && let Some(release) = known.release(best)
        {
            front.extend(&release.dependencies);
        }
    }
    missing
}
