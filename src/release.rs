//! A release: one version of one plugin as signed metadata vouches for it, all platforms together.
//!
//! Owns: the type that the resolver chooses among and that the lockfile records.
//! Never does: I/O; `catalog` makes releases from verified targets.
//! In: descriptors and target entries. Out: [`Release`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use semver::{Version, VersionReq};

use crate::capability::Capability;
use crate::descriptor::Descriptor;
use crate::digest::Sha256;
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::platform::Platform;

/// One version of one plugin, as the role `role` of `repository` signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The plugin.
    pub name: PluginName,
    /// Its version.
    pub version: Version,
    /// The repository that vouches for it, by the manifest's name for it.
    pub repository: RepositoryName,
    /// The TUF role whose signature covers the entries.
    pub role: String,
    /// When the repository's `log` role first saw it; `None` when the repository has no log.
    pub published: Option<Timestamp>,
    /// One line of text for people (remote text: show it through [`crate::redact::Printable`]).
    pub description: String,
    /// SPDX licence expression, empty where none was given.
    pub license: String,
    /// sha256 of the plugin's own manifest, the same for all platforms.
    pub manifest_sha256: Sha256,
    /// Plugins that it needs.
    pub dependencies: BTreeMap<PluginName, VersionReq>,
    /// Host programs that it runs in.
    pub host: BTreeMap<String, VersionReq>,
    /// What it asks for.
    pub capabilities: BTreeSet<Capability>,
    /// Withdrawn by its publisher.
    pub yanked: bool,
    /// The archives, sorted by platform, one each. A list: nearly every release has one, and a project loads thousands.
    pub artifacts: Vec<Artifact>,
}

/// One archive of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// What it runs on.
    pub platform: Platform,
    /// TUF target name.
    pub target: TargetName,
    /// Length of the archive, bytes.
    pub length: u64,
    /// sha256 of the archive.
    pub sha256: Sha256,
    /// Tree digest of the unpacked files.
    pub tree: Sha256,
    /// Sum of the lengths of the unpacked files, bytes.
    pub unpacked_size: u64,
    /// Number of unpacked files.
    pub file_count: u64,
    /// TUF target name of its SBOM.
    pub sbom: TargetName,
    /// sha256 of its SBOM.
    pub sbom_sha256: Sha256,
    /// TUF target name of its provenance, which the role that signs the archive lists with the digest that the archive's entry
    /// gives; `None` where there is none, or nobody was asked.
    pub provenance: Option<TargetName>,
}

impl Artifact {
    /// What the signed entry of an archive says, with its descriptor.
    pub fn described(target: TargetName, length: u64, sha256: Sha256, descriptor: &Descriptor) -> Self {
        Self {
            platform: descriptor.platform.clone(),
            target,
            length,
            sha256,
            tree: descriptor.tree,
            unpacked_size: descriptor.unpacked_size,
            file_count: descriptor.file_count,
            sbom: descriptor.sbom.target.clone(),
            sbom_sha256: descriptor.sbom.sha256,
            provenance: descriptor.provenance.as_ref().map(|link| link.target.clone()),
        }
    }
}

impl Release {
    /// The release as the entry of one archive tells of it.
    pub fn described(
        descriptor: Descriptor,
        artifact: Artifact,
        (repository, role): (RepositoryName, String),
        published: Option<Timestamp>,
    ) -> Self {
        Self {
            name: descriptor.name,
            version: descriptor.version,
            repository,
            role,
            published,
            description: descriptor.description,
            license: descriptor.license,
            manifest_sha256: descriptor.manifest_sha256,
            dependencies: descriptor.dependencies,
            host: descriptor.host,
            capabilities: descriptor.capabilities,
            yanked: descriptor.yanked,
            artifacts: vec![artifact],
        }
    }

    /// The archive to use on `machine`: its own where there is one, else `any`.
    pub fn artifact_for(&self, machine: &Platform) -> Option<&Artifact> {
        let of = |platform: &Platform| self.artifacts.iter().find(|artifact| artifact.platform == *platform);
        of(machine).or_else(|| of(&Platform::ANY))
    }
}
