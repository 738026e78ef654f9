//! A resolution as a lockfile, and what a new lockfile keeps of the old one.
//!
//! Owns: which facts of a release are pinned. Never does: approve anything, or choose.
//! In: [`Release`]s and repositories. Out: [`Lockfile`], and back where only the lockfile can be asked.

use std::collections::{BTreeMap, BTreeSet};

use semver::{Op, VersionReq};

use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile, Unknown};
use crate::manifest::edit::requirement;
use crate::name::{PluginName, RepositoryName};
use crate::release::{Artifact, Release};

impl Lockfile {
    /// Pins `releases`, of which the manifest asks for those in `direct`. Of `repositories`, those are kept that vouch for one.
    pub fn from_releases(
        mut repositories: BTreeMap<RepositoryName, LockedRepository>,
        releases: &BTreeMap<PluginName, Release>,
        direct: &BTreeMap<PluginName, VersionReq>,
    ) -> Self {
        let used: BTreeSet<_> = releases.values().map(|release| &release.repository).collect();
        repositories.retain(|name, _| used.contains(name));
        let plugins =
            releases.iter().map(|(name, release)| (name.clone(), locked(release, direct.contains_key(name)))).collect();
        Self { repositories, plugins, unknown: Unknown::new() }
    }

    /// Takes over the keys that this program does not know from `old`, for every block that still stands for the same thing:
    /// a repository with the same id, a plugin with the same version and manifest, an artifact with the same bytes.
    pub fn keep_unknown_keys(&mut self, old: &Self) {
        self.unknown.clone_from(&old.unknown);
        for (name, repository) in &mut self.repositories {
            if let Some(before) = old.repositories.get(name).filter(|before| before.id == repository.id) {
                repository.unknown.clone_from(&before.unknown);
            }
        }
        for (name, plugin) in &mut self.plugins {
            let same =
                |before: &&LockedPlugin| before.version == plugin.version && before.manifest_sha256 == plugin.manifest_sha256;
            let Some(before) = old.plugins.get(name).filter(same) else { continue };
            plugin.unknown.clone_from(&before.unknown);
            for (platform, artifact) in &mut plugin.artifacts {
                if let Some(before) = before.artifacts.get(platform).filter(|before| before.sha256 == artifact.sha256) {
                    artifact.unknown.clone_from(&before.unknown);
                }
            }
        }
    }
}

impl LockedPlugin {
    /// What the lockfile knows of the release that it pins: enough to choose it again, and no other version of it.
    /// Its dependencies stay at the versions that `lock` has.
    pub fn as_release(&self, lock: &Lockfile) -> Release {
        let dependencies = self.dependencies.iter().filter_map(|name| lock.plugins.get_key_value(name));
        Release {
            name: self.name.clone(),
            version: self.version.clone(),
            repository: self.repository.clone(),
            role: self.role.clone(),
            published: self.published,
            description: String::new(),
            license: String::new(),
            manifest_sha256: self.manifest_sha256,
            dependencies: dependencies.map(|(name, plugin)| (name.clone(), requirement(Op::Exact, &plugin.version))).collect(),
            host: BTreeMap::new(),
            capabilities: self.capabilities.clone(),
            yanked: false,
            artifacts: self.artifacts.values().map(unpinned).collect(),
        }
    }
}

fn unpinned(artifact: &LockedArtifact) -> Artifact {
    Artifact {
        platform: artifact.platform.clone(),
        target: artifact.target.clone(),
        length: artifact.length,
        sha256: artifact.sha256,
        tree: artifact.tree,
        // The lockfile does not have these three; nothing that is pinned follows from them.
        unpacked_size: 0,
        file_count: 0,
        provenance: None,
        sbom: artifact.sbom.clone(),
        sbom_sha256: artifact.sbom_sha256,
    }
}

fn locked(release: &Release, direct: bool) -> LockedPlugin {
    LockedPlugin {
        name: release.name.clone(),
        version: release.version.clone(),
        direct,
        repository: release.repository.clone(),
        role: release.role.clone(),
        published: release.published,
        manifest_sha256: release.manifest_sha256,
        capabilities: release.capabilities.clone(),
        dependencies: release.dependencies.keys().cloned().collect(),
        signers: None,
        artifacts: release.artifacts.iter().map(|artifact| (artifact.platform.clone(), pinned(artifact))).collect(),
        unknown: Unknown::new(),
    }
}

fn pinned(artifact: &Artifact) -> LockedArtifact {
    LockedArtifact {
        platform: artifact.platform.clone(),
        target: artifact.target.clone(),
        length: artifact.length,
        sha256: artifact.sha256,
        tree: artifact.tree,
        sbom: artifact.sbom.clone(),
        sbom_sha256: artifact.sbom_sha256,
        unknown: Unknown::new(),
    }
}
