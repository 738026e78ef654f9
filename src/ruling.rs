//! The rules of a run put together: what is revoked, what a policy refuses, what is too young.
//!
//! Owns: what a policy is told of a release, the order of the rules, and which of them what is locked is spared.
//! Never does: make a rule, or I/O but for loading what is locked. In: repositories, the project's rules. Out: the resolver's
//! [`Rules`], and [`Refused`] plugins of a lockfile.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::Timestamp;
use semver::Version;

use crate::catalog::{self, Catalog};
use crate::cool_down::Young;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};
use crate::policy::{Decision, MIN_AGE, Policies, Refused, Subject};
use crate::redact::Printable;
use crate::release::Release;
use crate::repositories::Repositories;
use crate::resolve::{Objection, Rules};
use crate::revocation::{Revocation, Revoked};
use crate::rulebook::{ByLock, Rulebook, places};

/// The rules with what they have to know.
#[derive(Debug)]
pub struct Ruling<'a> {
    manifest: &'a Manifest,
    repositories: &'a Repositories,
    rules: &'a Rulebook,
    /// Those of the rulebook, and those that the repositories sign.
    policies: Policies,
    /// The versions that are locked and may stay.
    locked: BTreeMap<PluginName, Version>,
    thresholds: RefCell<BTreeMap<(RepositoryName, String), u64>>,
}

impl<'a> Ruling<'a> {
    /// The rules for these repositories.
    pub fn new(manifest: &'a Manifest, repositories: &'a Repositories, rules: &'a Rulebook) -> Self {
        let policies = rules.policies.clone().and_signed(repositories.policies());
        Self { manifest, repositories, rules, policies, locked: BTreeMap::new(), thresholds: RefCell::default() }
    }

    /// The same, where the cool-down of the command line lets these versions be: what is locked stays.
    #[must_use]
    pub fn sparing(self, locked: BTreeMap<PluginName, Version>) -> Self {
        Self { locked, ..self }
    }

    fn revocation(&self, release: &Release) -> Option<&'a Revocation> {
        self.repositories.get(&release.repository)?.revocations.of_release(release)
    }

    /// Whether the `security` role has spared the release any cool-down.
    fn is_urgent(&self, repository: &RepositoryName, name: &PluginName, version: &Version) -> bool {
        self.repositories.get(repository).is_some_and(|one| one.exemptions.cover(name, version))
    }

    fn threshold(&self, release: &Release) -> Option<u64> {
        let key = (release.repository.clone(), release.role.clone());
        if let Some(known) = self.thresholds.borrow().get(&key) {
            return Some(*known);
        }
        let threshold = self.repositories.get(&release.repository)?.client.threshold_of(&release.role)?;
        self.thresholds.borrow_mut().insert(key, threshold);
        Some(threshold)
    }

    /// What every rule of every policy says of a release.
    pub fn decisions(&self, release: &Release) -> Vec<Decision> {
        if self.policies.is_empty() {
            return Vec::new();
        }
        let Some(repository) = self.repositories.get(&release.repository) else { return Vec::new() };
        let reviews = self.rules.reviews.about(release.artifacts.iter().map(|artifact| &artifact.sha256));
        let (url, mirrors) = places(self.manifest, &release.repository);
        let subject = Subject {
            name: &release.name,
            version: &release.version,
            capabilities: &release.capabilities,
            gone: false,
            license: Some(&release.license),
            published: release.published,
            yanked: Some(release.yanked),
            provenance: Some(release.artifacts.iter().all(|artifact| artifact.provenance.is_some())),
            threshold: self.threshold(release),
            url,
            mirrors,
            root: &repository.id,
            urgent: self.is_urgent(&release.repository, &release.name, &release.version),
            reviews: &reviews,
        };
        self.policies.judge(&subject)
    }

    /// The first decision of a policy against a release.
    pub fn refused(&self, release: &Release) -> Option<Refused> {
        Refused::by(&release.name, &release.version, self.decisions(release))
    }

    /// The rule that holds a release back for its age alone, and until when; of several the one that holds it the longest.
    pub fn holds(&self, release: &Release) -> Option<(String, Option<Timestamp>)> {
        if self.revocation(release).is_some() {
            return None;
        }
        let against: Vec<Decision> = self.decisions(release).into_iter().filter(|one| !one.allowed).collect();
        if against.iter().any(|one| one.rule != MIN_AGE) {
            return None;
        }
        let of_policy = against.iter().map(|one| (format!("{} of {}", one.rule, one.place), one.until));
        let flag = || Some(("--min-age".to_owned(), self.too_young(release)?.until()));
        // Nobody knows an end of what no log has seen: that is the longest.
        of_policy.chain(flag()).max_by_key(|(_, until)| until.unwrap_or(Timestamp::MAX))
    }

    /// What the cool-down of the command line has against a release.
    fn too_young(&self, release: &Release) -> Option<Young> {
        let is_locked = self.locked.get(&release.name) == Some(&release.version);
        if is_locked || self.is_urgent(&release.repository, &release.name, &release.version) {
            return None;
        }
        self.rules.cool_down.as_ref()?.holds(release)
    }

    /// What every rule says of a locked plugin, as signed metadata has it; as the lockfile has it where metadata has it no more.
    pub fn decisions_on(&self, lock: &Lockfile, plugin: &LockedPlugin, catalog: &Catalog<'_>) -> Vec<Decision> {
        let release = catalog.universe().get(&plugin.name).and_then(|releases| releases.get(&plugin.version));
        release.map_or_else(|| self.decisions_by_lock(lock, plugin), |release| self.decisions(release))
    }

    fn decisions_by_lock(&self, lock: &Lockfile, plugin: &LockedPlugin) -> Vec<Decision> {
        let by = ByLock { manifest: self.manifest, lock, gone: true };
        let urgent = self.is_urgent(&plugin.repository, &plugin.name, &plugin.version);
        self.rules.by_lock(&self.policies, by, plugin, urgent)
    }

    /// The plugins of `lock` that a policy refuses.
    ///
    /// # Errors
    /// [`catalog::Error`].
    pub async fn refused_in(&self, lock: &Lockfile, catalog: &mut Catalog<'_>) -> Result<Vec<Refused>, catalog::Error> {
        if self.policies.is_empty() {
            return Ok(Vec::new());
        }
        catalog.load(&lock.plugins.keys().cloned().collect()).await?;
        let against =
            |plugin: &LockedPlugin| Refused::by(&plugin.name, &plugin.version, self.decisions_on(lock, plugin, catalog));
        Ok(lock.plugins.values().filter_map(against).collect())
    }
}

impl Rules for Ruling<'_> {
    fn against(&self, release: &Release) -> Option<Objection> {
        if let Some(revocation) = self.revocation(release) {
            let words = format!("revoked: {}", Printable(&revocation.reason));
            return Some(Objection { words, next: Revoked::new(&release.name, &release.version, revocation).next_step() });
        }
        if let Some(Refused { decision, .. }) = self.refused(release) {
            let words = format!("{} of {}: {}", decision.rule, decision.place, decision.why);
            return Some(Objection {
                words,
                next: format!("`ragnos-plugin policy explain {}` shows every rule", release.name),
            });
        }
        let young = self.too_young(release)?;
        let exempt = format!("--min-age-exempt {}@{}", release.name, release.version);
        Some(Objection { words: young.to_string(), next: format!("wait, or read what is new in it and add `{exempt}`") })
    }
}
