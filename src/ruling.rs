//! The rules that the resolver asks, put together: what is revoked, what is too young.
//!
//! Owns: their order, and which of them what is locked is spared.
//! Never does: make a rule. In: repositories and the project's rules. Out: the resolver's [`Rules`].

use std::collections::BTreeMap;

use semver::Version;

use crate::cool_down::CoolDown;
use crate::name::PluginName;
use crate::redact::Printable;
use crate::release::Release;
use crate::repositories::Repositories;
use crate::resolve::{Objection, Rules};
use crate::revocation::{Revocation, Revoked};

/// The rules of one run.
#[derive(Debug, Clone, Copy)]
pub struct Ruling<'a> {
    /// What they have revoked.
    pub repositories: &'a Repositories,
    /// The cool-down of the command line. What is locked stays.
    pub cool_down: Option<&'a CoolDown>,
    /// The versions that are locked and may stay.
    pub locked: &'a BTreeMap<PluginName, Version>,
}

impl<'a> Ruling<'a> {
    fn revocation(&self, release: &Release) -> Option<&'a Revocation> {
        self.repositories.get(&release.repository)?.revocations.of_release(release)
    }

    fn is_locked(&self, release: &Release) -> bool {
        self.locked.get(&release.name) == Some(&release.version)
    }
}

impl Rules for Ruling<'_> {
    fn against(&self, release: &Release) -> Option<Objection> {
        if let Some(revocation) = self.revocation(release) {
            let words = format!("revoked: {}", Printable(&revocation.reason));
            return Some(Objection { words, next: Revoked::new(&release.name, &release.version, revocation).next_step() });
        }
        let young = self.cool_down.filter(|_| !self.is_locked(release))?.holds(release)?;
        let exempt = format!("--min-age-exempt {}@{}", release.name, release.version);
        Some(Objection { words: young.to_string(), next: format!("wait, or read what is new in it and add `{exempt}`") })
    }
}
