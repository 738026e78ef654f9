//! Which versions of a plugin may be chosen, and why the others may not.
//!
//! Owns: the rules on yanked, host, platform and `--precise`, and Cargo's pre-release rule by way of `semver`.
//! Never does: choose. In: a [`Request`] and a plugin's releases. Out: [`Candidates`].

use std::fmt;

use semver::{Prerelease, Version, VersionReq};

use super::version_set::VersionSet;
use super::{Objection, Request};
use crate::name::PluginName;
use crate::platform::Platform;
use crate::redact::Printable;
use crate::release::Release;

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
            Self::Ruled(objection) => f.write_str(&objection.words),
        }
    }
}

/// One plugin's releases, sorted by version, each with the reason why it may not be chosen, if any.
pub(super) struct Candidates<'a> {
    list: Vec<(&'a Release, Option<LeftOut>)>,
    /// The position to prefer: the locked version where it may be kept.
    pub(super) locked: Option<usize>,
}

impl<'a> Candidates<'a> {
    pub(super) fn new(name: &PluginName, releases: &'a [Release], request: &Request<'_>) -> Self {
        // An update gives up the claim that a yanked version has by being locked.
        let locked = request.locked.get(name).filter(|_| !request.unlock.contains(name));
        let mut list: Vec<_> = releases.iter().map(|release| (release, left_out(release, locked, request))).collect();
        list.sort_by(|(one, _), (two, _)| one.version.cmp(&two.version));
        list.dedup_by(|(one, _), (two, _)| one.version == two.version);
        let locked = locked.and_then(|version| list.binary_search_by(|(release, _)| release.version.cmp(version)).ok());
        Self { list, locked }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn release(&self, position: usize) -> &'a Release {
        self.list[position].0
    }

    pub(super) fn left_out(&self, position: usize) -> Option<&LeftOut> {
        self.list[position].1.as_ref()
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
        self.list.binary_search_by(|(release, _)| release.version.cmp(version)).ok()
    }

    /// The known versions that `requirement` matches, those left out included: they are refused by name, not overlooked.
    pub(super) fn matching(&self, requirement: &VersionReq) -> VersionSet {
        VersionSet::of((0..self.len()).filter(|position| requirement.matches(&self.release(*position).version)))
    }

    /// The version to try first within `set`: the locked one, else the highest that may be chosen.
    pub(super) fn best_in(&self, set: &VersionSet) -> Option<usize> {
        let usable = |position: &usize| set.has(*position) && self.left_out(*position).is_none();
        self.locked.filter(usable).or_else(|| (0..self.len()).rev().find(usable))
    }

    /// How many versions within `set` may be chosen.
    pub(super) fn choices_in(&self, set: &VersionSet) -> usize {
        set.positions(self.len()).filter(|position| self.left_out(*position).is_none()).count()
    }

    /// Versions that `requirement` would match were they not pre-releases.
    pub(super) fn only_pre_releases(&self, requirement: &VersionReq) -> Vec<&'a Version> {
        let plain = |version: &Version| Version { pre: Prerelease::EMPTY, ..version.clone() };
        let versions = self.list.iter().map(|(release, _)| &release.version);
        versions
            .filter(|version| !version.pre.is_empty() && !requirement.matches(version) && requirement.matches(&plain(version)))
            .collect()
    }
}

fn left_out(release: &Release, locked: Option<&Version>, request: &Request<'_>) -> Option<LeftOut> {
    if let Some(wanted) = request.precise.get(&release.name).filter(|wanted| **wanted != release.version) {
        return Some(LeftOut::NotPrecise(wanted.clone()));
    }
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
