//! A loaded plugin: its bytes, what it may do, and who vouched for it.
//!
//! Owns: the handle that a host keeps. It is cheap to clone, and holds the bytes that were hashed: nothing that happens to the
//! files afterwards changes it.
//! Never does: read a file.
//! In: what a load has verified. Out: bytes, capabilities, [`Provenance`].

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use semver::Version;

use super::freshness::Freshness;
use crate::capability::{Capability, CapabilityKind};
use crate::digest::Sha256;
use crate::lockfile::LockedPlugin;
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::store::tree_read::HeldFile;
use crate::tuf::Voucher;

/// A verified plugin in memory.
#[derive(Debug, Clone)]
pub struct LoadedPlugin(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: PluginName,
    version: Version,
    tree: Sha256,
    capabilities: BTreeSet<Capability>,
    dependencies: BTreeSet<PluginName>,
    files: Vec<HeldFile>,
    freshness: Freshness,
    provenance: Provenance,
}

/// Who vouched for a plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The manifest's name of the repository.
    pub repository: RepositoryName,
    /// The version of its newest verified root.
    pub root_version: u64,
    /// Fingerprint of that root's keys and threshold.
    pub root_keys: Sha256,
    /// TUF target name of the archive that was installed.
    pub target: TargetName,
    /// sha256 of that archive.
    pub archive: Sha256,
    /// First seen by the repository's `log` role.
    pub published: Option<Timestamp>,
    /// The roles from the top-level targets role down to the one that lists the plugin, each with its version, its keys and
    /// those that signed.
    pub way: Vec<Voucher>,
}

impl LoadedPlugin {
    pub(super) fn new(
        locked: &LockedPlugin,
        tree: Sha256,
        files: Vec<HeldFile>,
        freshness: Freshness,
        provenance: Provenance,
    ) -> Self {
        Self(Arc::new(Inner {
            name: locked.name.clone(),
            version: locked.version.clone(),
            tree,
            capabilities: locked.capabilities.clone(),
            dependencies: locked.dependencies.clone(),
            files,
            freshness,
            provenance,
        }))
    }

    /// The plugin.
    pub fn name(&self) -> &PluginName {
        &self.0.name
    }

    /// Its version.
    pub fn version(&self) -> &Version {
        &self.0.version
    }

    /// Its tree digest.
    pub fn tree(&self) -> Sha256 {
        self.0.tree
    }

    /// What it may do: declared by its publisher, signed, and approved in the lockfile. A host gives it this and nothing else.
    pub fn capabilities(&self) -> &BTreeSet<Capability> {
        &self.0.capabilities
    }

    /// The arguments of its capabilities of one kind: the hosts of `net`, the paths of `fs.read`.
    pub fn allowed(&self, kind: CapabilityKind) -> impl Iterator<Item = &str> {
        self.0.capabilities.iter().filter(move |one| one.kind() == kind).map(Capability::argument)
    }

    /// The plugins that it needs; each can be loaded by the same loader.
    pub fn dependencies(&self) -> &BTreeSet<PluginName> {
        &self.0.dependencies
    }

    /// Its files, sorted by path.
    pub fn files(&self) -> &[HeldFile] {
        &self.0.files
    }

    /// The file at `path`, relative to the plugin, `/` between components.
    pub fn file(&self, path: &str) -> Option<&HeldFile> {
        let found = self.0.files.binary_search_by(|one| one.file.path.as_str().cmp(path));
        found.ok().and_then(|position| self.0.files.get(position))
    }

    /// The bytes of the file at `path`.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.file(path).map(|one| one.bytes.as_slice())
    }

    /// How fresh the metadata was that vouched for it.
    pub fn freshness(&self) -> &Freshness {
        &self.0.freshness
    }

    /// Who vouched for it.
    pub fn provenance(&self) -> &Provenance {
        &self.0.provenance
    }
}
