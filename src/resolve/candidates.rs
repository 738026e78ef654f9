//! Which versions of a plugin may be chosen, and why the others may not.
//!
//! Owns: the rules on yanked, host, platform and `--precise`, and Cargo's pre-release rule by way of `semver`.
//! Never does: choose. In: a [`Request`] and a plugin's releases. Out: [`Candidates`].

use std::cell::OnceCell;
use std::fmt;

use semver::{Prerelease, Version, VersionReq};

use super::version_set::VersionSet;
use super::{Objection, Request};
use crate::name::PluginName;
use crate::platform::Platform;
use crate::redact::Printable;
use crate::release::Release;
use crate::releases::Releases;

/// Why a version that a requirement matches may not be chosen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LeftOut {
    /// Withdrawn by its publisher, and not what is locked.
    Yanked,
    /// Runs in hosts that the project does not have.
    Host(String),
    /// Has no archive for this platform.
    Platform(Platform),
    /// `--precise` asks for another version.
    NotPrecise(Version),
    /// What is signed of it cannot be used, and why.
    Unusable(String),
    /// A rule is against it.
    Ruled(Objection),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yanked => f.write_str("yanked"),
            Self::Host(wanted) => write!(f, "for another host ({wanted})"),
            Self::Platform(missing) => write!(f, "without an archive for {missing}"),
            Self::NotPrecise(wanted) => write!(f, "not the {wanted} that --precise asks for"),
            Self::Unusable(reason) => write!(f, "cannot be used: {reason}"),
            Self::Ruled(objection) => f.write_str(&objection.words),
        }
    }
}

/// One plugin's releases, sorted by version, each with the reason why it may not be chosen, if any: found when first asked for.
pub(super) struct Candidates<'a> {
    releases: &'a Releases,
    left_out: Vec<OnceCell<Option<LeftOut>>>,
    request: Request<'a>,
    name: &'a PluginName,
    /// The position to prefer: the locked version where it may be kept.
    pub(super) locked: Option<usize>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(name: &'a PluginName, releases: &'a Releases, request: &Request<'a>) -> Self {
        let left_out = vec![OnceCell::new(); releases.len()];
        let locked = locked(name, request).and_then(|version| releases.position(version));
        Self { releases, left_out, request: *request, name, locked }
    }

    pub(super) fn len(&self) -> usize {
        self.releases.len()
    }

    pub(super) fn version(&self, position: usize) -> &'a Version {
        self.releases.version(position)
    }

    /// The release at a position; `None` where its entry cannot be used, which is left out.
    pub(super) fn release(&self, position: usize) -> Option<&'a Release> {
        self.releases.read(position).ok()
    }

    pub(super) fn left_out(&self, position: usize) -> Option<&LeftOut> {
        self.left_out[position].get_or_init(|| self.judge(position)).as_ref()
    }

    fn judge(&self, position: usize) -> Option<LeftOut> {
        let wanted = self.request.precise.get(self.name);
        if let Some(wanted) = wanted.filter(|wanted| *wanted != self.version(position)) {
            return Some(LeftOut::NotPrecise(wanted.clone()));
        }
        match self.releases.read(position) {
            Ok(release) => left_out(release, locked(self.name, &self.request), &self.request),
            Err(reason) => Some(LeftOut::Unusable(reason.to_owned())),
        }
    }

    /// The rule that is against a version, where that is why it is left out.
    pub(super) fn objection(&self, position: usize) -> Option<&Objection> {
        if let Some(LeftOut::Ruled(objection)) = self.left_out(position) { Some(objection) } else { None }
    }

    /// The rule that is against the newest version within `set` that a rule is against.
    pub(super) fn ruled_in(&self, set: &VersionSet) -> Option<&Objection> {
        (0..self.len()).rev().filter(|position| set.has(*position)).find_map(|position| self.objection(position))
    }

    pub(super) fn position(&self, version: &Version) -> Option<usize> {
        self.releases.position(version)
    }

    /// The known versions that `requirement` matches, those left out included: they are refused by name, not overlooked.
    pub(super) fn matching(&self, requirement: &VersionReq) -> VersionSet {
        VersionSet::of((0..self.len()).filter(|position| requirement.matches(self.version(*position))))
    }

    /// The version to try first within `set`: the locked one, else the highest that may be chosen.
    pub(super) fn best_in(&self, set: &VersionSet) -> Option<usize> {
        let usable = |position: &usize| set.has(*position) && self.left_out(*position).is_none();
        self.locked.filter(usable).or_else(|| (0..self.len()).rev().find(usable))
    }

    /// How many versions are within `set`, those left out included: to know which they are, all would have to be read.
    pub(super) fn choices_in(&self, set: &VersionSet) -> usize {
        set.positions(self.len()).count()
    }

    /// Versions that `requirement` would match were they not pre-releases.
    pub(super) fn only_pre_releases(&self, requirement: &VersionReq) -> Vec<&'a Version> {
        let plain = |version: &Version| Version { pre: Prerelease::EMPTY, ..version.clone() };
        let versions = (0..self.len()).map(|position| self.version(position));
        versions
            .filter(|version| !version.pre.is_empty() && !requirement.matches(version) && requirement.matches(&plain(version)))
            .collect()
    }
}

/// The locked version, as far as it has a claim: an update gives up the one that a yanked version has by being locked.
fn locked<'a>(name: &PluginName, request: &Request<'a>) -> Option<&'a Version> {
    request.locked.get(name).filter(|_| !request.unlock.contains(name))
}

fn left_out(release: &Release, locked: Option<&Version>, request: &Request<'_>) -> Option<LeftOut> {
    if let Some(objection) = request.rules.against(release) {
        return Some(LeftOut::Ruled(objection));
    }
    if release.yanked && locked != Some(&release.version) {
        return Some(LeftOut::Yanked);
    }
    if !runs_in_host(release, request) {
        let wanted: Vec<String> =
            release.host.iter().map(|(host, requirement)| format!("{} {requirement}", Printable(host))).collect();
        return Some(LeftOut::Host(wanted.join(" or ")));
    }
    let missing = request.platforms.iter().find(|platform| release.artifact_for(platform).is_none());
    missing.cloned().map(LeftOut::Platform)
}

fn runs_in_host(release: &Release, request: &Request<'_>) -> bool {
    let present = |(host, requirement): (&String, &VersionReq)| {
        request.host.get(host).is_some_and(|version| requirement.matches(version))
    };
    release.host.is_empty() || request.host.is_empty() || release.host.iter().any(present)
}
