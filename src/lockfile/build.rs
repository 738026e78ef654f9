//! A lockfile from what the resolver chose.
//!
//! Owns: which facts of a release are pinned. Never does: choose.
//! In: releases and repositories. Out: [`Lockfile`].

use std::collections::BTreeMap;

use super::{LockedArtifact, LockedPlugin, LockedRepository, Lockfile, Unknown};
use crate::name::{PluginName, RepositoryName};
use crate::release::{Artifact, Release};

impl Lockfile {
    /// Pins `releases`, all their platforms.
    pub fn from_releases(
        repositories: BTreeMap<RepositoryName, LockedRepository>,
        releases: &BTreeMap<PluginName, Release>,
    ) -> Self {
        let plugins = releases.iter().map(|(name, release)| (name.clone(), plugin(release))).collect();
        Self { repositories, plugins, unknown: Unknown::new() }
    }

    /// Keeps the unknown keys of `old` on the blocks that are still the same thing.
    pub fn keep_unknown_keys(&mut self, old: &Self) {
        self.unknown = old.unknown.clone();
        for (name, repository) in &mut self.repositories {
            if let Some(before) = old.repositories.get(name) {
                repository.unknown = before.unknown.clone();
            }
        }
        for (name, plugin) in &mut self.plugins {
            let Some(before) = old.plugins.get(name).filter(|before| before.version == plugin.version) else { continue };
            plugin.unknown = before.unknown.clone();
            for (platform, artifact) in &mut plugin.artifacts {
                if let Some(before) = before.artifacts.get(platform) {
                    artifact.unknown = before.unknown.clone();
                }
            }
        }
    }
}

fn plugin(release: &Release) -> LockedPlugin {
    LockedPlugin {
        name: release.name.clone(),
        version: release.version.clone(),
        repository: release.repository.clone(),
        role: release.role.clone(),
        published: release.published,
        manifest_sha256: release.manifest_sha256,
        capabilities: release.capabilities.clone(),
        dependencies: release.dependencies.keys().cloned().collect(),
        artifacts: release.artifacts.iter().map(|(platform, one)| (platform.clone(), artifact(one))).collect(),
        unknown: Unknown::new(),
    }
}

fn artifact(artifact: &Artifact) -> LockedArtifact {
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
