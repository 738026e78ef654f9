//! What differs between two lockfiles.
//!
//! Owns: the comparison that `diff` and `lock --check` show. Never does: judge a difference.
//! In: two [`Lockfile`]s. Out: [`LockDiff`].

use std::fmt;

use semver::Version;
use serde::Serialize;

use super::{LockedPlugin, Lockfile};
use crate::name::PluginName;

/// The differences, sorted by plugin name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LockDiff {
    /// Only in the newer one.
    pub added: Vec<PluginLine>,
    /// Only in the older one.
    pub removed: Vec<PluginLine>,
    /// In both, and different.
    pub changed: Vec<PluginChange>,
    /// Repositories whose identity, root keys or root version differ.
    pub repositories: Vec<String>,
}

/// A plugin and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginLine {
    /// The plugin.
    pub name: PluginName,
    /// Its version.
    pub version: Version,
}

/// How one plugin differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluginChange {
    /// The plugin.
    pub name: PluginName,
    /// The older version.
    pub from: Version,
    /// The newer version.
    pub to: Version,
    /// The keys that differ, such as `version`, `capabilities`, `artifact any sha256`.
    pub keys: Vec<String>,
    /// Capabilities that only the newer one has.
    pub gained: Vec<String>,
}

impl fmt::Display for PluginChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{} {} ({})", self.name, self.to, self.keys.join(", "))?;
        } else {
            write!(f, "{} {} -> {}", self.name, self.from, self.to)?;
        }
        if self.gained.is_empty() { Ok(()) } else { write!(f, " asks for more: {}", self.gained.join(", ")) }
    }
}

impl LockDiff {
    /// True when nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What differs between `old` and `new`.
pub fn diff(old: &Lockfile, new: &Lockfile) -> LockDiff {
    let line = |plugin: &LockedPlugin| PluginLine { name: plugin.name.clone(), version: plugin.version.clone() };
    let only = |one: &Lockfile, other: &Lockfile| -> Vec<PluginLine> {
        one.plugins.values().filter(|plugin| !other.plugins.contains_key(&plugin.name)).map(line).collect()
    };
    let both = old.plugins.values().filter_map(|before| Some((before, new.plugins.get(&before.name)?)));
    let changed = both.filter(|(before, after)| before != after).map(|(before, after)| change(before, after)).collect();
    let names = old.repositories.keys().chain(new.repositories.keys().filter(|name| !old.repositories.contains_key(*name)));
    let differs = names.filter(|name| old.repositories.get(*name) != new.repositories.get(*name));
    LockDiff {
        added: only(new, old),
        removed: only(old, new),
        changed,
        repositories: differs.map(ToString::to_string).collect(),
    }
}

fn change(before: &LockedPlugin, after: &LockedPlugin) -> PluginChange {
    let mut keys = Vec::new();
    let mut note = |differs: bool, key: &str| {
        if differs {
            keys.push(key.to_owned());
        }
    };
    note(before.version != after.version, "version");
    note(before.repository != after.repository, "repository");
    note(before.role != after.role, "role");
    note(before.published != after.published, "published");
    note(before.manifest_sha256 != after.manifest_sha256, "manifest-sha256");
    note(before.capabilities != after.capabilities, "capabilities");
    note(before.dependencies != after.dependencies, "dependencies");
    note(before.artifacts != after.artifacts, "artifact");
    note(before.unknown != after.unknown, "unknown keys");
    let gained = after.capabilities.difference(&before.capabilities).map(ToString::to_string).collect();
    PluginChange { name: after.name.clone(), from: before.version.clone(), to: after.version.clone(), keys, gained }
}
