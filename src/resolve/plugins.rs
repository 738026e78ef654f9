//! The loaded plugins as the search sees them: by position, with their candidates.
//!
//! Owns: the positions. Never does: search, or word an explanation.
//! In: [`Request`]. Out: [`Plugins`].

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use semver::VersionReq;

use super::Request;
use super::candidates::Candidates;
use crate::name::PluginName;
use crate::releases::Releases;

/// The project itself, or a plugin by its position among the loaded names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Node {
    Project,
    Plugin(usize),
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A version that contradicts itself: it needs its own plugin in a version that it is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SelfConflict;

impl fmt::Display for SelfConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("needs another version of itself")
    }
}

/// The loaded plugins, with positions, and their candidates, computed when first asked for.
pub(super) struct Plugins<'a> {
    pub(super) request: &'a Request<'a>,
    entries: Vec<(&'a PluginName, &'a Releases, OnceCell<Candidates<'a>>)>,
    pub(super) positions: HashMap<&'a PluginName, usize>,
}

impl<'a> Plugins<'a> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        let entries: Vec<_> = request.universe.iter().map(|(name, releases)| (name, releases, OnceCell::new())).collect();
        let positions = entries.iter().enumerate().map(|(position, (name, _, _))| (*name, position)).collect();
        Self { request, entries, positions }
    }

    pub(super) fn name(&self, plugin: usize) -> &'a PluginName {
        self.entries[plugin].0
    }

    pub(super) fn candidates(&self, plugin: usize) -> &Candidates<'a> {
        let (name, releases, cell) = &self.entries[plugin];
        cell.get_or_init(|| Candidates::new(name, releases, self.request))
    }

    /// What `node` at `version` asks for; nothing where the version cannot be used, which is never chosen.
    pub(super) fn requirements(&self, node: Node, version: usize) -> &'a BTreeMap<PluginName, VersionReq> {
        /// Of a version that cannot be used.
        static NOTHING: BTreeMap<PluginName, VersionReq> = BTreeMap::new();
        match node {
            Node::Project => self.request.requirements,
            Node::Plugin(plugin) => self.candidates(plugin).release(version).map_or(&NOTHING, |release| &release.dependencies),
        }
    }
}
