//! The graph of a lockfile: who needs whom, what the manifest asks for directly.
//!
//! Owns: walks over locked plugins that both `tree` and `why` need, and drawings of them.
//! Never does: I/O. In: manifest and lockfile. Out: paths, sets of names, drawings.

#[cfg(feature = "client")]
pub mod draw;
#[cfg(feature = "client")]
mod layout;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::lockfile::{LockedPlugin, Lockfile};
use crate::manifest::Manifest;
use crate::name::PluginName;
use crate::refusal::{Facts, Refusal};

/// Needs and needers of every locked plugin.
#[derive(Debug, Clone)]
pub struct Graph<'a> {
    needs: BTreeMap<&'a PluginName, Vec<&'a PluginName>>,
    needed_by: BTreeMap<&'a PluginName, Vec<&'a PluginName>>,
    direct: BTreeSet<&'a PluginName>,
}

impl<'a> Graph<'a> {
    /// The graph of `lock`, with the roots that `manifest` names.
    pub fn new(manifest: &'a Manifest, lock: &'a Lockfile) -> Self {
        let mut needs: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut needed_by: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for plugin in lock.plugins.values() {
            needs.entry(&plugin.name).or_default().extend(&plugin.dependencies);
            for dependency in &plugin.dependencies {
                needed_by.entry(dependency).or_default().push(&plugin.name);
            }
        }
        let direct = manifest.plugins.keys().filter(|name| lock.plugins.contains_key(*name)).collect();
        Self { needs, needed_by, direct }
    }

    /// The plugins that the manifest asks for, where they are locked, sorted.
    pub fn direct(&self) -> impl Iterator<Item = &'a PluginName> + '_ {
        self.direct.iter().copied()
    }

    /// All plugins, sorted.
    pub fn all(&self) -> impl Iterator<Item = &'a PluginName> + '_ {
        self.needs.keys().copied()
    }

    /// What `name` needs, sorted.
    pub fn needs(&self, name: &PluginName) -> &[&'a PluginName] {
        self.needs.get(name).map_or(&[], Vec::as_slice)
    }

    /// Who needs `name`, sorted.
    pub fn needed_by(&self, name: &PluginName) -> &[&'a PluginName] {
        self.needed_by.get(name).map_or(&[], Vec::as_slice)
    }

    /// The shortest chain from each direct plugin that leads to `name`, the direct plugin first.
    pub fn chains(&self, name: &'a PluginName) -> Vec<Vec<&'a PluginName>> {
        // Breadth first from the wanted plugin upwards: the first way found to a direct plugin is a shortest one.
        let mut next_towards: BTreeMap<&PluginName, &'a PluginName> = BTreeMap::new();
        let mut queue = VecDeque::from([name]);
        let mut seen = BTreeSet::from([name]);
        while let Some(current) = queue.pop_front() {
            for above in self.needed_by(current) {
                if seen.insert(above) {
                    next_towards.insert(above, current);
                    queue.push_back(above);
                }
            }
        }
        let starts = self.direct.iter().copied().filter(|direct| seen.contains(direct));
        starts.map(|start| std::iter::successors(Some(start), |one| next_towards.get(one).copied()).collect()).collect()
    }
}

/// The plugin is not in the lockfile.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{name} is not in the lockfile")]
#[diagnostic(code(RP2192), help("`ragnos-plugin list` shows what is locked; `ragnos-plugin add {name}` adds it"))]
pub struct NotLocked {
    /// The plugin that was asked for.
    pub name: PluginName,
}

impl Refusal for NotLocked {
    fn facts(&self) -> Facts {
        Facts::about(&self.name)
    }
}

/// The locked plugin of that name.
///
/// # Errors
/// [`NotLocked`].
pub fn locked<'a>(lock: &'a Lockfile, name: &PluginName) -> Result<&'a LockedPlugin, NotLocked> {
    lock.plugins.get(name).ok_or_else(|| NotLocked { name: name.clone() })
}
