//! The plan: what a sync would do, as data. A dry run prints the value that a sync carries out.
//!
//! Owns: the comparison of lockfile and installed generation.
//! Never does: I/O.
//! In: [`Lockfile`], the installed generation, the trees in the store. Out: [`Plan`].

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use serde::Serialize;

use crate::capability::Capability;
use crate::digest::Sha256;
use crate::lockfile::{LockedPlugin, Lockfile};
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::platform::Platform;
use crate::refusal::{Facts, Refusal};
use crate::store::{Generation, Stamp};

/// What a sync does, in the order of the plugins' names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Plan {
    /// The platform whose archives are chosen.
    pub platform: Platform,
    /// One for each plugin of the lockfile or of the installed generation.
    pub operations: Vec<Operation>,
    /// The trees in the store that are whole, and how each looked before it was found to be so.
    #[serde(skip)]
    pub whole: BTreeMap<Sha256, Stamp>,
}

/// What is done with one plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "operation", rename_all = "kebab-case")]
pub enum Operation {
    /// It was not installed.
    Install {
        /// The plugin.
        name: PluginName,
        /// What is installed.
        to: Pinned,
    },
    /// It was installed with other files.
    Change {
        /// The plugin.
        name: PluginName,
        /// The version that was installed.
        from: Version,
        /// What is installed.
        to: Pinned,
    },
    /// It is installed, and its tree is not whole.
    Repair {
        /// The plugin.
        name: PluginName,
        /// What is installed again.
        to: Pinned,
    },
    /// It is installed already.
    Keep {
        /// The plugin.
        name: PluginName,
        /// What is installed.
        to: Pinned,
    },
    /// It is installed and no longer in the lockfile.
    Remove {
        /// The plugin.
        name: PluginName,
        /// The version that was installed.
        from: Version,
    },
}

/// One archive as the lockfile pins it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pinned {
    /// The version.
    pub version: Version,
    /// The platform of the archive.
    pub platform: Platform,
    /// The repository that vouches for it.
    pub repository: RepositoryName,
    /// TUF target name of the archive.
    pub target: TargetName,
    /// Length of the archive, bytes.
    pub length: u64,
    /// sha256 of the archive.
    pub sha256: Sha256,
    /// Tree digest of the unpacked files.
    pub tree: Sha256,
    /// What it asks for of the host that loads it.
    pub capabilities: BTreeSet<Capability>,
    /// True when the tree is not in the store and its archive is needed.
    pub fetch: bool,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A plugin has no archive for the platform.
    #[error("{plugin} {version} has no archive for {platform}; it has: {}", join(.has))]
    #[diagnostic(
        code(RP3110),
        help(
            "ask for a version that has one with `ragnos-plugin update --precise`, or remove it with `ragnos-plugin remove {plugin}`"
        )
    )]
    NoArchive {
        /// The plugin.
        plugin: PluginName,
        /// The locked version.
        version: Version,
        /// The platform that was wanted.
        platform: Platform,
        /// The platforms that it has archives for.
        has: Vec<Platform>,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        let Self::NoArchive { plugin, platform, has, .. } = self;
        Facts::about(plugin).mismatch(platform, &join(has))
    }
}

fn join(platforms: &[Platform]) -> String {
    if platforms.is_empty() {
        return "none".to_owned();
    }
    platforms.iter().map(Platform::as_str).collect::<Vec<_>>().join(", ")
}

/// What a sync of `lock` has to do on `platform`. `present` are the trees that are in the store and whole.
///
/// # Errors
/// [`Error::NoArchive`].
pub fn plan(
    lock: &Lockfile,
    installed: Option<&Generation>,
    present: BTreeMap<Sha256, Stamp>,
    platform: &Platform,
) -> Result<Plan, Error> {
    let mut installed: BTreeMap<_, _> = installed.map(|generation| generation.plugins.iter().collect()).unwrap_or_default();
    let mut operations = BTreeMap::new();
    for (name, locked) in &lock.plugins {
        let to = pin(locked, &present, platform)?;
        let name = name.clone();
        let operation = match installed.remove(&name) {
            None => Operation::Install { name: name.clone(), to },
            Some(was) if was.tree != to.tree || was.version != to.version => {
                Operation::Change { name: name.clone(), from: was.version.clone(), to }
            }
            Some(_) if to.fetch => Operation::Repair { name: name.clone(), to },
            Some(_) => Operation::Keep { name: name.clone(), to },
        };
        operations.insert(name, operation);
    }
    for (name, was) in installed {
        operations.insert(name.clone(), Operation::Remove { name: name.clone(), from: was.version.clone() });
    }
    Ok(Plan { platform: platform.clone(), operations: operations.into_values().collect(), whole: present })
}

fn pin(locked: &LockedPlugin, present: &BTreeMap<Sha256, Stamp>, platform: &Platform) -> Result<Pinned, Error> {
    let artifact = locked.artifact_for(platform).ok_or_else(|| Error::NoArchive {
        plugin: locked.name.clone(),
        version: locked.version.clone(),
        platform: platform.clone(),
        has: locked.artifacts.keys().cloned().collect(),
    })?;
    Ok(Pinned {
        version: locked.version.clone(),
        platform: artifact.platform.clone(),
        repository: locked.repository.clone(),
        target: artifact.target.clone(),
        length: artifact.length,
        sha256: artifact.sha256,
        tree: artifact.tree,
        capabilities: locked.capabilities.clone(),
        fetch: !present.contains_key(&artifact.tree),
    })
}

impl Plan {
    /// True when nothing has to be done.
    pub fn changes_nothing(&self) -> bool {
        self.operations.iter().all(|operation| matches!(operation, Operation::Keep { .. }))
    }

    /// What will be installed when the plan has been carried out.
    pub fn installed(&self) -> impl Iterator<Item = (&PluginName, &Pinned)> {
        self.operations.iter().filter_map(Operation::pinned)
    }

    /// True when something is done to the plugin of that name.
    pub fn changes(&self, name: &PluginName) -> bool {
        let found = self.operations.binary_search_by(|operation| operation.name().cmp(name));
        found.is_ok_and(|position| !matches!(self.operations[position], Operation::Keep { .. }))
    }

    /// What is to be installed and is not installed like this now, whether or not its tree is in the store already.
    pub fn incoming(&self) -> impl Iterator<Item = (&PluginName, &Pinned)> {
        let changed = self.operations.iter().filter(|operation| !matches!(operation, Operation::Keep { .. }));
        changed.filter_map(Operation::pinned)
    }

    /// The archives that have to be fetched, one for each tree.
    pub fn needed(&self) -> Vec<(&PluginName, &Pinned)> {
        let mut trees = BTreeSet::new();
        self.installed().filter(|(_, pinned)| pinned.fetch && trees.insert(pinned.tree)).collect()
    }
}

impl Operation {
    /// The plugin that it is about.
    pub fn name(&self) -> &PluginName {
        match self {
            Self::Install { name, .. }
            | Self::Change { name, .. }
            | Self::Repair { name, .. }
            | Self::Keep { name, .. }
            | Self::Remove { name, .. } => name,
        }
    }

    /// What is installed afterwards; `None` for a removal.
    pub fn pinned(&self) -> Option<(&PluginName, &Pinned)> {
        match self {
            Self::Install { name, to }
            | Self::Change { name, to, .. }
            | Self::Repair { name, to }
            | Self::Keep { name, to } => Some((name, to)),
            Self::Remove { .. } => None,
        }
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
pub(crate) mod tests;
