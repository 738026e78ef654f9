//! Drift: where the lockfile no longer says what the manifest asks for.
//!
//! Owns: the structural comparison (no stored hash of the manifest, which would make every merge conflict).
//! Never does: network; requirements between plugins are checked against signed metadata by `check`.
//! In: [`Manifest`] and [`Lockfile`]. Out: [`Drift`]s, each a sentence.

use std::collections::BTreeSet;
use std::fmt;

use semver::{Version, VersionReq};
use serde::Serialize;

use super::Lockfile;
use crate::manifest::Manifest;
use crate::name::{PluginName, RepositoryName};

/// One difference between manifest and lockfile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Drift {
    /// The manifest asks for it, the lockfile does not have it.
    Missing {
        /// The plugin.
        name: PluginName,
        /// What is asked for.
        requirement: VersionReq,
    },
    /// The locked version does not meet the requirement.
    Unmet {
        /// The plugin.
        name: PluginName,
        /// What is asked for.
        requirement: VersionReq,
        /// What is locked.
        locked: Version,
    },
    /// Nothing needs it any more.
    Unneeded {
        /// The plugin.
        name: PluginName,
    },
    /// The manifest gives the plugin to another repository.
    Moved {
        /// The plugin.
        name: PluginName,
        /// The manifest's repository; none where the manifest gives the name to nobody.
        wanted: Option<RepositoryName>,
        /// The locked repository.
        locked: RepositoryName,
    },
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, requirement } => write!(f, "ragnos.toml asks for {name} {requirement}, which is not locked"),
            Self::Unmet { name, requirement, locked } => {
                write!(f, "ragnos.toml asks for {name} {requirement}, {locked} is locked")
            }
            Self::Unneeded { name } => write!(f, "{name} is locked and nothing needs it"),
            Self::Moved { name, wanted: Some(wanted), locked } => {
                write!(f, "ragnos.toml gives {name} to repository {wanted}, it is locked from {locked}")
            }
            Self::Moved { name, wanted: None, locked } => {
                write!(f, "ragnos.toml gives {name} to no repository, it is locked from {locked}")
            }
        }
    }
}

/// All differences, in the order of plugin names within each kind.
pub fn drift(manifest: &Manifest, lock: &Lockfile) -> Vec<Drift> {
    let mut found = Vec::new();
    for (name, requirement) in &manifest.plugins {
        match lock.plugins.get(name) {
            None => found.push(Drift::Missing { name: name.clone(), requirement: requirement.clone() }),
            Some(plugin) if !requirement.matches(&plugin.version) => found.push(Drift::Unmet {
                name: name.clone(),
                requirement: requirement.clone(),
                locked: plugin.version.clone(),
            }),
            Some(_) => {}
        }
    }
    let reachable = lock.reachable(manifest.plugins.keys());
    for (name, plugin) in &lock.plugins {
        if !reachable.contains(name) {
            found.push(Drift::Unneeded { name: name.clone() });
        }
        let wanted = manifest.repository_of(name).ok().map(|(owner, _)| owner.clone());
        if wanted.as_ref() != Some(&plugin.repository) {
            found.push(Drift::Moved { name: name.clone(), wanted, locked: plugin.repository.clone() });
        }
    }
    found
}

impl Lockfile {
    /// The locked plugins that `roots` need, themselves included.
    pub fn reachable<'a>(&'a self, roots: impl IntoIterator<Item = &'a PluginName>) -> BTreeSet<&'a PluginName> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&PluginName> = roots.into_iter().collect();
        while let Some(name) = open.pop() {
            if let Some(plugin) = self.plugins.get(name)
                && reached.insert(&plugin.name)
            {
                open.extend(&plugin.dependencies);
            }
        }
        reached
    }
}
