//! What differs between two lockfiles, for people and for `--json`.
//!
//! Owns: the comparison. Never does: judge it (that is `approve`).
//! In: two [`Lockfile`]s. Out: [`LockDiff`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use semver::Version;
use serde::Serialize;

use super::{LockedPlugin, Lockfile};
use crate::capability::Capability;
use crate::name::{PluginName, RepositoryName};
use crate::platform::Platform;
use crate::signers::{Signers, shortened};

/// What differs between two lockfiles; every list is sorted by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LockDiff {
    /// Plugins that only the newer one has.
    pub added: Vec<Added>,
    /// Plugins that only the older one has.
    pub removed: Vec<PluginLine>,
    /// Plugins that both have, differently.
    pub changed: Vec<PluginChange>,
    /// Repositories that only one has, or both differently.
    pub repositories: Vec<RepositoryName>,
}

/// A plugin with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginLine {
    /// The plugin.
    pub name: PluginName,
    /// Its version.
    pub version: Version,
}

/// A plugin that only the newer one has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The plugin.
    pub name: PluginName,
    /// Its version.
    pub version: Version,
    /// What it asks for of the host that loads it.
    pub capabilities: BTreeSet<Capability>,
}

impl Added {
    /// The line of a locked plugin.
    pub fn of(plugin: &LockedPlugin) -> Self {
        let (name, version) = (plugin.name.clone(), plugin.version.clone());
        Self { name, version, capabilities: plugin.capabilities.clone() }
    }
}

impl PluginLine {
    /// The line of a locked plugin.
    pub fn of(plugin: &LockedPlugin) -> Self {
        Self { name: plugin.name.clone(), version: plugin.version.clone() }
    }
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change<T> {
    /// Before.
    pub old: T,
    /// After.
    pub new: T,
}

/// How one plugin differs. A key without a difference is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub struct PluginChange {
    /// The plugin.
    pub name: PluginName,
    /// Its version in the newer lockfile.
    pub version: Version,
    /// The version, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_change: Option<Change<Version>>,
    /// Whether the manifest asks for it, where that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct: Option<Change<bool>>,
    /// The repository, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<Change<RepositoryName>>,
    /// The signing role, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Change<String>>,
    /// Who may sign the role, where that differs; nothing before in a file of an older program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signers: Option<Change<Option<Signers>>>,
    /// Capabilities that came.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub capabilities_added: BTreeSet<Capability>,
    /// Capabilities that went.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub capabilities_removed: BTreeSet<Capability>,
    /// Dependencies that came.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub dependencies_added: BTreeSet<PluginName>,
    /// Dependencies that went.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub dependencies_removed: BTreeSet<PluginName>,
    /// Platforms whose archive, tree or SBOM differs, came or went.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub artifacts: BTreeSet<Platform>,
}

impl PluginChange {
    /// Another version, and nothing else that is known.
    pub fn of_version(name: PluginName, change: Change<Version>) -> Self {
        Self { version: change.new.clone(), version_change: Some(change), ..Self::none(name) }
    }

    /// The same version with other bytes for `platform`.
    pub fn of_bytes(plugin: &LockedPlugin, platform: Platform) -> Self {
        Self { version: plugin.version.clone(), artifacts: BTreeSet::from([platform]), ..Self::none(plugin.name.clone()) }
    }

    fn none(name: PluginName) -> Self {
        Self {
            name,
            version: Version::new(0, 0, 0),
            version_change: None,
            direct: None,
            repository: None,
            role: None,
            signers: None,
            capabilities_added: BTreeSet::new(),
            capabilities_removed: BTreeSet::new(),
            dependencies_added: BTreeSet::new(),
            dependencies_removed: BTreeSet::new(),
            artifacts: BTreeSet::new(),
        }
    }
}

/// How one capability differs.
#[derive(Debug, Clone, Copy)]
pub enum CapabilityChange<'a> {
    /// Nothing like it was there.
    New(&'a Capability),
    /// It covers one that was there.
    Wider(&'a Capability, &'a Capability),
    /// One that was there covers it.
    Narrower(&'a Capability, &'a Capability),
    /// It is there no more, and nothing came in its place.
    Gone(&'a Capability),
}

impl fmt::Display for CapabilityChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New(one) => write!(f, "+{one} (new)"),
            Self::Wider(one, was) => write!(f, "+{one} (wider than {was})"),
            Self::Narrower(one, was) => write!(f, "+{one} (narrower than {was})"),
            Self::Gone(one) => write!(f, "-{one}"),
        }
    }
}

impl PluginChange {
    /// How its capabilities differ.
    pub fn capabilities(&self) -> Vec<CapabilityChange<'_>> {
        let (added, removed) = (&self.capabilities_added, &self.capabilities_removed);
        let came = added.iter().map(|one| {
            let wider = removed.iter().find(|was| one.covers(was)).map(|was| CapabilityChange::Wider(one, was));
            let narrower = || removed.iter().find(|was| was.covers(one)).map(|was| CapabilityChange::Narrower(one, was));
            wider.or_else(narrower).unwrap_or(CapabilityChange::New(one))
        });
        let is_gone = |was: &&Capability| !added.iter().any(|one| one.covers(was) || was.covers(one));
        came.chain(removed.iter().filter(is_gone).map(CapabilityChange::Gone)).collect()
    }
}

impl LockDiff {
    /// How a plugin differs that both have.
    pub fn change_of(&self, name: &PluginName) -> Option<&PluginChange> {
        self.changed.iter().find(|change| change.name == *name)
    }

    /// True when nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for PluginChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        match &self.version_change {
            Some(change) => write!(f, " {} -> {}", change.old, change.new)?,
            None => write!(f, " {}", self.version)?,
        }
        if let Some(change) = &self.direct {
            f.write_str(if change.new { ", now asked for" } else { ", no longer asked for" })?;
        }
        if let Some(change) = &self.repository {
            write!(f, ", repository {} -> {}", change.old, change.new)?;
        }
        if let Some(change) = &self.role {
            write!(f, ", role {} -> {}", crate::redact::Printable(&change.old), crate::redact::Printable(&change.new))?;
        }
        if let Some(change) = &self.signers {
            signers(change, f)?;
        }
        for change in self.capabilities() {
            write!(f, ", {change}")?;
        }
        for (sign, names) in [('+', &self.dependencies_added), ('-', &self.dependencies_removed)] {
            for name in names {
                write!(f, ", {sign}dependency {name}")?;
            }
        }
        // With another version, other archives are no news.
        if self.version_change.is_none() {
            for platform in &self.artifacts {
                write!(f, ", other bytes for {platform}")?;
            }
        }
        Ok(())
    }
}

fn signers(change: &Change<Option<Signers>>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => {
            if old.threshold != new.threshold {
                write!(f, ", threshold {} -> {}", old.threshold, new.threshold)?;
            }
            for (sign, keys) in [('+', new.new_since(old)), ('-', old.new_since(new))] {
                if !keys.is_empty() {
                    write!(f, ", {sign}key {}", shortened(&keys))?;
                }
            }
            Ok(())
        }
        (None, Some(new)) => write!(f, ", signers recorded: {new}"),
        (_, None) => f.write_str(", signers no longer recorded"),
    }
}

/// What differs between `old` and `new`.
pub fn diff(old: &Lockfile, new: &Lockfile) -> LockDiff {
    let changed = new.plugins.iter().filter_map(|(name, after)| {
        let before = old.plugins.get(name).filter(|before| *before != after)?;
        Some(plugin_change(before, after))
    });
    let mut repositories: BTreeSet<_> = old.repositories.keys().chain(new.repositories.keys()).collect();
    repositories.retain(|name| old.repositories.get(*name) != new.repositories.get(*name));
    LockDiff {
        added: only(&new.plugins, &old.plugins).map(Added::of).collect(),
        removed: only(&old.plugins, &new.plugins).map(PluginLine::of).collect(),
        changed: changed.collect(),
        repositories: repositories.into_iter().cloned().collect(),
    }
}

fn only<'l>(
    here: &'l BTreeMap<PluginName, LockedPlugin>,
    there: &BTreeMap<PluginName, LockedPlugin>,
) -> impl Iterator<Item = &'l LockedPlugin> {
    here.values().filter(|plugin| !there.contains_key(&plugin.name))
}

fn plugin_change(before: &LockedPlugin, after: &LockedPlugin) -> PluginChange {
    let platforms = before.artifacts.keys().chain(after.artifacts.keys());
    PluginChange {
        name: after.name.clone(),
        version: after.version.clone(),
        version_change: change(&before.version, &after.version),
        direct: change(&before.direct, &after.direct),
        repository: change(&before.repository, &after.repository),
        role: change(&before.role, &after.role),
        signers: change(&before.signers, &after.signers),
        capabilities_added: &after.capabilities - &before.capabilities,
        capabilities_removed: &before.capabilities - &after.capabilities,
        dependencies_added: &after.dependencies - &before.dependencies,
        dependencies_removed: &before.dependencies - &after.dependencies,
        artifacts: platforms.filter(|one| before.artifacts.get(*one) != after.artifacts.get(*one)).cloned().collect(),
    }
}

fn change<T: Clone + PartialEq>(old: &T, new: &T) -> Option<Change<T>> {
    (old != new).then(|| Change { old: old.clone(), new: new.clone() })
}
