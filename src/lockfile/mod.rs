//! `ragnos.lock`: what a project installs, byte for byte; the grammar is normative in `lockfile-spec/v1.md`.
//!
//! Owns: the model, the reader, the canonical writer, drift, and the three-way merge.
//! Never does: I/O, or trust: a lock is an input to verification, never a substitute for it.
//! In: TOML text, or a resolution. Out: [`Lockfile`].

mod build;
mod conflict;
mod diff;
mod drift;
mod error;
mod merge;
mod plain;
mod read;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use semver::Version;

use crate::capability::Capability;
use crate::digest::Sha256;
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::platform::Platform;
use crate::signers::Signers;

pub use conflict::Merged;
pub use diff::{Added, CapabilityChange, Change, LockDiff, PluginChange, PluginLine, diff};
pub use drift::{Drift, drift};
pub use error::Error;
pub use merge::{merge, merge_texts, resolve_conflicts};
pub use read::can_hold;

/// The format version that this program reads and writes.
pub const VERSION: i64 = 1;

/// Keys that this version does not know, with their values as TOML text: kept on write.
pub type Unknown = BTreeMap<String, String>;

/// A parsed lockfile.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lockfile {
    /// `[[repository]]` blocks.
    pub repositories: BTreeMap<RepositoryName, LockedRepository>,
    /// `[[plugin]]` blocks.
    pub plugins: BTreeMap<PluginName, LockedPlugin>,
    /// Unknown keys of the header.
    pub unknown: Unknown,
}

/// One `[[repository]]` block: which trust anchor, and how far its root had come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedRepository {
    /// `id`: the trust anchor's identity ([`crate::tuf`]); the same for every URL that serves it.
    pub id: Sha256,
    /// `root-keys`: fingerprint of the root role's key set and threshold.
    pub root_keys: Sha256,
    /// `root-version`: a root older than this is a rollback, whatever the local state remembers.
    pub root_version: u64,
    /// Unknown keys.
    pub unknown: Unknown,
}

/// One `[[plugin]]` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedPlugin {
    /// The plugin.
    pub name: PluginName,
    /// The pinned version.
    pub version: Version,
    /// `direct`: the manifest asks for it. Stored so that two branches can be merged without their manifests.
    pub direct: bool,
    /// The repository that vouches for it.
    pub repository: RepositoryName,
    /// The TUF role that signed it.
    pub role: String,
    /// First seen by the repository's `log` role, whole seconds, UTC.
    pub published: Option<Timestamp>,
    /// sha256 of the plugin's own `plugin.toml`.
    pub manifest_sha256: Sha256,
    /// The approved capabilities.
    pub capabilities: BTreeSet<Capability>,
    /// The plugins that it needs; each is a block of this lock.
    pub dependencies: BTreeSet<PluginName>,
    /// `role-keys` and `role-threshold`: who could sign the role when this was locked; `None` in a file of an older program.
    pub signers: Option<Signers>,
    /// `[[plugin.artifact]]` blocks: all published platforms, always.
    pub artifacts: BTreeMap<Platform, LockedArtifact>,
    /// Unknown keys.
    pub unknown: Unknown,
}

/// One `[[plugin.artifact]]` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockedArtifact {
    /// What the archive runs on.
    pub platform: Platform,
    /// TUF target name of the archive.
    pub target: TargetName,
    /// Length of the archive, bytes.
    pub length: u64,
    /// sha256 of the archive.
    pub sha256: Sha256,
    /// Tree digest of the unpacked files.
    pub tree: Sha256,
    /// TUF target name of the SBOM.
    pub sbom: TargetName,
    /// sha256 of the SBOM.
    pub sbom_sha256: Sha256,
    /// Unknown keys.
    pub unknown: Unknown,
}

impl LockedPlugin {
    /// The archive to use on `machine`: its own where there is one, else `any`.
    pub fn artifact_for(&self, machine: &Platform) -> Option<&LockedArtifact> {
        self.artifacts.get(machine).or_else(|| self.artifacts.get(&Platform::ANY))
    }
}

impl Lockfile {
    /// The paths of all unknown keys, for `-v`.
    pub fn unknown_keys(&self) -> Vec<String> {
        let header = self.unknown.keys().cloned();
        let repositories =
            self.repositories.iter().flat_map(|(name, one)| one.unknown.keys().map(move |key| format!("{name}: {key}")));
        let plugins = self.plugins.values().flat_map(|one| {
            let artifacts = one.artifacts.values().flat_map(|artifact| artifact.unknown.keys());
            one.unknown.keys().chain(artifacts).map(move |key| format!("{}: {key}", one.name))
        });
        header.chain(repositories).chain(plugins).collect()
    }
}
