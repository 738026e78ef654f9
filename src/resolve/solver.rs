//! The bridge to `pubgrub`: what it asks about plugins and versions, answered from the request.
//!
//! Owns: the order of decisions and the preference among versions.
//! Never does: I/O, or word an explanation (that is `explain`).
//! In: [`Request`]. Out: [`Answer`], or an [`Error`] made from the derivation tree.

use std::collections::{BTreeMap, BTreeSet};

use pubgrub::{Dependencies, DependencyConstraints, DependencyProvider, PackageResolutionStatistics, PubGrubError};

use super::plugins::{Node, Plugins, SelfConflict};
use super::version_set::VersionSet;
use super::{Answer, Error, Request, Resolution, explain};
use crate::name::PluginName;

/// The solver met names whose releases are not loaded.
#[derive(Debug, thiserror::Error)]
#[error("releases are not loaded")]
pub(super) struct NotLoaded(BTreeSet<PluginName>);

/// The project's position in its own "list of versions".
const ONLY: usize = 0;

impl Plugins<'_> {
    /// The first letters of the alphabet are no better than the last: the name only breaks ties.
    fn priority(&self, plugin: usize, set: &VersionSet, conflicts: u32) -> Priority {
        let candidates = self.candidates(plugin);
        Priority {
            locked: candidates.locked.is_some_and(|position| set.has(position)),
            direct: self.request.requirements.contains_key(self.name(plugin)),
            conflicts,
            choices: std::cmp::Reverse(candidates.choices_in(set)),
            name: std::cmp::Reverse(plugin),
        }
    }
}

/// Decided first: what stays as it is locked, then what the user asked for, then what makes trouble, then what has few choices.
///
/// Whatever is decided first keeps its preferred version when two plugins cannot both have theirs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Priority {
    locked: bool,
    direct: bool,
    conflicts: u32,
    choices: std::cmp::Reverse<usize>,
    /// Position among the loaded names, which is their order: the same whatever else is loaded.
    name: std::cmp::Reverse<usize>,
}

impl DependencyProvider for Plugins<'_> {
    type P = Node;
    type V = usize;
    type VS = VersionSet;
    type Priority = Option<Priority>;
    type M = SelfConflict;
    type Err = NotLoaded;

    fn prioritize(&self, node: &Node, set: &VersionSet, statistics: &PackageResolutionStatistics) -> Option<Priority> {
        match node {
            Node::Project => None,
            Node::Plugin(plugin) => Some(self.priority(*plugin, set, statistics.conflict_count())),
        }
    }

    fn choose_version(&self, node: &Node, set: &VersionSet) -> Result<Option<usize>, NotLoaded> {
        Ok(match node {
            Node::Project => Some(ONLY),
            Node::Plugin(plugin) => self.candidates(*plugin).best_in(set),
        })
    }

    fn get_dependencies(
        &self,
        node: &Node,
        version: &usize,
    ) -> Result<Dependencies<Node, VersionSet, SelfConflict>, NotLoaded> {
        let requirements = self.requirements(*node, *version);
        let missing: BTreeSet<_> = requirements.keys().filter(|name| !self.positions.contains_key(name)).cloned().collect();
        if !missing.is_empty() {
            return Err(NotLoaded(missing));
        }
        let mut wanted = Vec::with_capacity(requirements.len());
        for (name, requirement) in requirements {
            let plugin = self.positions[name];
            let set = self.candidates(plugin).matching(requirement);
            match *node == Node::Plugin(plugin) {
                true if set.has(*version) => {}
                true => return Ok(Dependencies::Unavailable(SelfConflict)),
                false => wanted.push((Node::Plugin(plugin), set)),
            }
        }
        Ok(Dependencies::Available(wanted.into_iter().collect::<DependencyConstraints<_, _>>()))
    }
}

/// Runs the search.
pub(super) fn solve(request: &Request<'_>) -> Result<Answer, Error> {
    let plugins = Plugins::new(request);
    match pubgrub::resolve(&plugins, Node::Project, ONLY) {
        Ok(selected) => {
            let chosen: BTreeMap<Node, usize> = selected.into_iter().collect();
            Ok(Answer::Solved(reachable(&plugins, &chosen)))
        }
        Err(PubGrubError::NoSolution(tree)) => Err(explain::explain(&plugins, tree)),
        Err(
            PubGrubError::ErrorRetrievingDependencies { source, .. }
            | PubGrubError::ErrorChoosingVersion { source, .. }
            | PubGrubError::ErrorInShouldCancel(source),
        ) => Ok(Answer::NeedsMore(source.0)),
    }
}

/// Only what the requirements reach: a decision that a later one made needless does not enter the lock.
fn reachable(plugins: &Plugins<'_>, chosen: &BTreeMap<Node, usize>) -> Resolution {
    let mut releases = BTreeMap::new();
    let mut front: Vec<&PluginName> = plugins.request.requirements.keys().collect();
    while let Some(name) = front.pop() {
        let plugin = plugins.positions[name];
        if releases.contains_key(name) {
            continue;
        }
        let version = chosen.get(&Node::Plugin(plugin));
        if let Some(release) = version.and_then(|version| plugins.candidates(plugin).release(*version)) {
            front.extend(release.dependencies.keys());
            releases.insert(name.clone(), release.clone());
        }
    }
    Resolution { releases }
}
