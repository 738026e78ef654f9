//! Revocations: versions that a repository's `security` role has called back, with the reason and what to take instead.
//!
//! Owns: the form of `_security.revocations.json`, and what an entry is about: a version by its name, and bytes by their digest.
//! The whole list is also the target's signed `custom.ragnos`, so that whoever has verified metadata has it, offline too.
//! Never does: I/O, or trust: a list is as good as the role that signed it.
//! In: JSON. Out: [`Revocations`], [`Revoked`].

use std::collections::BTreeSet;

use jiff::Timestamp;
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::digest::Sha256;
use crate::lockfile::LockedPlugin;
use crate::name::PluginName;
use crate::named_version::NamedVersion;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::release::Release;

/// The only role that may sign revocations.
pub const ROLE: &str = "security";
/// The target that lists them.
pub const TARGET: &str = "_security.revocations.json";
/// The format that this program writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

/// All revocations of one repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocations {
    format: u32,
    revocations: Vec<Revocation>,
}

/// One version that must not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// The plugin.
    pub plugin: PluginName,
    /// The version.
    pub version: Version,
    /// sha256 of its archives and of its unpacked trees: the same bytes are revoked under every name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub digests: BTreeSet<Sha256>,
    /// Why, for people (remote text).
    pub reason: String,
    /// When it was revoked, whole seconds, UTC.
    pub revoked: Timestamp,
    /// What to use instead, where there is something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<NamedVersion>,
}

impl Revocation {
    /// The reason, printable.
    pub fn why(&self) -> String {
        Printable(&self.reason).to_string()
    }
}

/// A list that cannot be read: not the wanted shape, or of a newer format.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

/// The `custom` object of the target, as far as it is ours.
#[derive(Deserialize)]
struct Custom {
    ragnos: Revocations,
}

impl Default for Revocations {
    fn default() -> Self {
        Self { format: FORMAT, revocations: Vec::new() }
    }
}

impl Revocations {
    /// The list in the target's signed `custom` object, JSON text.
    ///
    /// # Errors
    /// [`Unreadable`]: a list that is there and cannot be read is never an empty one.
    pub fn of_custom(custom: &str) -> Result<Self, Unreadable> {
        let read: Result<Custom, _> = serde_json::from_str(custom);
        read.map_err(|error| Unreadable(error.to_string()))?.ragnos.known()
    }

    /// The list alone, JSON text.
    ///
    /// # Errors
    /// As [`Revocations::of_custom`].
    pub fn parse(json: &[u8]) -> Result<Self, Unreadable> {
        let read: Result<Self, _> = serde_json::from_slice(json);
        read.map_err(|error| Unreadable(error.to_string()))?.known()
    }

    /// Refuses a format that this program does not know.
    fn known(self) -> Result<Self, Unreadable> {
        let seen = self.format;
        if seen == FORMAT { Ok(self) } else { Err(Unreadable(format!("it has format {seen}; this program reads {FORMAT}"))) }
    }

    /// Takes a version out of the list.
    pub fn remove(&mut self, version: &NamedVersion) {
        self.revocations.retain(|one| one.plugin != version.plugin || one.version != version.version);
    }

    /// Adds a revocation, in the place of an earlier one of the same version.
    pub fn add(&mut self, new: Revocation) {
        self.revocations.retain(|one| one.plugin != new.plugin || one.version != new.version);
        self.revocations.push(new);
        self.revocations.sort_by(|one, two| (&one.plugin, &one.version).cmp(&(&two.plugin, &two.version)));
    }

    /// Takes over what `other` has. Both count: what one place has seen revoked is revoked.
    pub fn join(&mut self, other: Self) {
        other.revocations.into_iter().for_each(|one| self.add(one));
    }

    /// All of them, by plugin and version.
    pub fn iter(&self) -> impl Iterator<Item = &Revocation> {
        self.revocations.iter()
    }

    /// True when nothing is revoked.
    pub fn is_empty(&self) -> bool {
        self.revocations.is_empty()
    }

    /// The revocation of these bytes: the sha256 of an archive, or the digest of an unpacked tree.
    pub fn of_digest(&self, digest: &Sha256) -> Option<&Revocation> {
        self.revocations.iter().find(|one| one.digests.contains(digest))
    }

    /// The revocation of a version, by its name or by any of its digests.
    fn find<'d>(&self, name: &PluginName, version: &Version, digests: impl Iterator<Item = &'d Sha256>) -> Option<&Revocation> {
        if self.is_empty() {
            return None;
        }
        let named = self.revocations.iter().find(|one| one.plugin == *name && one.version == *version);
        let mut digests = digests;
        named.or_else(|| digests.find_map(|digest| self.of_digest(digest)))
    }

    /// The revocation of what a lockfile pins.
    pub fn of_locked(&self, plugin: &LockedPlugin) -> Option<&Revocation> {
        let digests = plugin.artifacts.values().flat_map(|artifact| [&artifact.sha256, &artifact.tree]);
        self.find(&plugin.name, &plugin.version, digests)
    }

    /// The revocation of a release.
    pub fn of_release(&self, release: &Release) -> Option<&Revocation> {
        let digests = release.artifacts.iter().flat_map(|artifact| [&artifact.sha256, &artifact.tree]);
        self.find(&release.name, &release.version, digests)
    }
}

/// A plugin that must not be used any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{plugin} {version} was revoked: {}", .revocation.why())]
#[diagnostic(code(RP4003), help("{}", self.next_step()))]
pub struct Revoked {
    /// The plugin that is locked, installed or asked for.
    pub plugin: PluginName,
    /// Its version.
    pub version: Version,
    /// The revocation.
    pub revocation: Box<Revocation>,
}

impl Revoked {
    /// The refusal of a plugin for which there is a revocation.
    pub fn new(plugin: &PluginName, version: &Version, revocation: &Revocation) -> Self {
        Self { plugin: plugin.clone(), version: version.clone(), revocation: Box::new(revocation.clone()) }
    }

    /// What to do about it, as a sentence without a stop.
    pub fn next_step(&self) -> String {
        let Self { plugin, revocation, .. } = self;
        match &revocation.replacement {
            Some(other) if other.plugin == *plugin => {
                format!("run `ragnos-plugin update {plugin} --precise {}`, its replacement", other.version)
            }
            Some(other) => {
                format!("run `ragnos-plugin add {other}`, its replacement, and `ragnos-plugin remove {plugin}`")
            }
            None => format!("run `ragnos-plugin update {plugin}` for another version, or `ragnos-plugin remove {plugin}`"),
        }
    }
}

impl Refusal for Revoked {
    fn facts(&self) -> Facts {
        let seen = format!("revoked at {} by the role {ROLE}", self.revocation.revoked);
        Facts::about(&self.plugin).mismatch(&"a version that is not revoked", &seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::locked;

    fn revocation(plugin: &str, version: &str, digests: &[Sha256]) -> Revocation {
        Revocation {
            plugin: plugin.parse().unwrap(),
            version: version.parse().unwrap(),
            digests: digests.iter().copied().collect(),
            reason: "it reads keys".to_owned(),
            revoked: "2026-06-01T00:00:00Z".parse().unwrap(),
            replacement: Some("acme/tool@1.0.1".parse().unwrap()),
        }
    }

    #[test]
    fn a_version_is_revoked_by_name_and_bytes_by_digest_under_any_name() {
        let plugin = locked("acme/tool", "1.0.0", &["any"]);
        let tree = plugin.artifacts.values().next().unwrap().tree;
        let of = |one: Revocation| Revocations { format: FORMAT, revocations: vec![one] };
        assert!(of(revocation("acme/tool", "1.0.0", &[])).of_locked(&plugin).is_some());
        assert!(of(revocation("evil/twin", "9.0.0", &[tree])).of_locked(&plugin).is_some());
        assert!(of(revocation("acme/tool", "1.0.1", &[])).of_locked(&plugin).is_none());
        assert!(of(revocation("acme/tools", "1.0.0", &[])).of_locked(&plugin).is_none());
    }

    #[test]
    fn a_list_that_cannot_be_read_is_never_an_empty_one() {
        let mut list = Revocations::default();
        list.add(revocation("acme/tool", "1.0.0", &[Sha256::of(b"x")]));
        list.add(revocation("acme/tool", "1.0.0", &[]));
        let text = serde_json::to_string(&list).unwrap();
        assert_eq!(Revocations::parse(text.as_bytes()).unwrap(), list);
        assert_eq!(Revocations::of_custom(&format!("{{\"ragnos\":{text}}}")).unwrap(), list);
        assert_eq!(list.iter().count(), 1);
        for bad in [
            text.replace("\"format\":1", "\"format\":2"),
            text.replace("acme/tool", "acme"),
            "{}".to_owned(),
            "null".to_owned(),
        ] {
            assert!(Revocations::parse(bad.as_bytes()).is_err(), "{bad}");
            assert!(Revocations::of_custom(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_next_step_names_the_replacement() {
        let mut one = revocation("acme/tool", "1.0.0", &[]);
        let step = |one: &Revocation| Revoked::new(&one.plugin, &one.version, one).next_step();
        assert!(step(&one).contains("update acme/tool --precise 1.0.1"));
        one.replacement = Some("acme/other@2.0.0".parse().unwrap());
        assert!(step(&one).contains("add acme/other@2.0.0"));
        one.replacement = None;
        assert!(step(&one).contains("remove acme/tool"));
    }
}
