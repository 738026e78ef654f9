//! The descriptor: the `custom.ragnos` object of an archive's TUF target entry, signed, so known before any download.
//!
//! Owns: its JSON form, format version 1, and what makes one valid.
//! Never does: trust. A descriptor is as good as the role that signed the entry it came from.
//! In: JSON of a target entry's `custom`. Out: [`Descriptor`].

#[cfg(feature = "client")]
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use crate::capability::Capability;
use crate::digest::Sha256;
use crate::name::{ParseNameError, PluginName, TargetName};
use crate::platform::Platform;
use crate::plugin_manifest::PluginManifest;

/// The key in `custom` under which the descriptor stands.
pub const CUSTOM_KEY: &str = "ragnos";
/// The format version that this program writes and the highest that it reads.
pub const FORMAT: u32 = 1;

/// What signed metadata says of one archive. Unknown keys are ignored (they are still covered by the signature).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Descriptor {
    /// Format version, 1.
    pub format: u32,
    /// The plugin.
    pub name: PluginName,
    /// Its version, without build metadata.
    pub version: Version,
    /// What the archive runs on.
    pub platform: Platform,
    /// Tree digest of the unpacked files ([`crate::tree`]).
    pub tree: Sha256,
    /// Sum of the lengths of the unpacked files, bytes.
    pub unpacked_size: u64,
    /// Number of unpacked files.
    pub file_count: u64,
    /// sha256 of the plugin's own `plugin.toml` inside the archive.
    pub manifest_sha256: Sha256,
    /// One line of text for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// SPDX licence expression; empty where the publisher gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub license: String,
    /// Plugins that this one needs: name to semver requirement.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dependencies: BTreeMap<PluginName, VersionReq>,
    /// Host programs that it runs in: host name to semver requirement on the host's version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub host: BTreeMap<String, VersionReq>,
    /// What it asks the host for, sorted.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub capabilities: BTreeSet<Capability>,
    /// Its SBOM: a target of the same repository.
    pub sbom: Link,
    /// Its provenance (in-toto statements), where the publisher gave one: a target of the same role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Link>,
    /// True when the publisher has withdrawn the version: kept where locked, not chosen anew (Cargo's meaning).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub yanked: bool,
}

/// Where the SBOM or the provenance of an archive is, bound by digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// TUF target name.
    pub target: TargetName,
    /// sha256 of the target's bytes (of an SBOM: gzip).
    pub sha256: Sha256,
}

/// The `custom` object as far as it is ours.
#[derive(Deserialize)]
pub(crate) struct Custom<T> {
    /// What stands under [`CUSTOM_KEY`].
    pub(crate) ragnos: T,
}

/// As much of a descriptor as tells which release an entry is of. Whoever believes it reads the whole one first.
#[cfg(feature = "client")]
#[derive(Deserialize)]
pub(crate) struct Heading<'a> {
    #[serde(borrow)]
    pub(crate) name: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) version: Cow<'a, str>,
}

/// As much of a descriptor as tells whether it is withdrawn.
#[cfg(feature = "client")]
#[derive(Deserialize)]
struct Withdrawal {
    #[serde(default)]
    yanked: bool,
}

/// What tells a descriptor from other objects under the same key.
#[derive(Deserialize)]
struct Kind {
    format: u64,
}

/// A descriptor that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DescriptorError {
    /// Not JSON of the wanted shape.
    #[error("the descriptor is not valid: {0}")]
    Shape(String),
    /// Written for a newer program.
    #[error("the descriptor has format {seen}; this program reads format {FORMAT}")]
    Format {
        /// The format that it says.
        seen: u64,
    },
    /// The target's name is not the one that its descriptor gives.
    #[error("the descriptor of {name} {version} belongs at target {expected}")]
    Misplaced {
        /// The plugin that it names.
        name: PluginName,
        /// The version that it names.
        version: Version,
        /// The target name that follows from it, where one does.
        expected: String,
    },
    /// A name in it is refused.
    #[error(transparent)]
    Name(#[from] ParseNameError),
}

impl Descriptor {
    /// Reads the descriptor of `target` from its `custom` object, JSON text; `None` when the target is not an archive of ours.
    ///
    /// # Errors
    /// [`DescriptorError`] when there is a descriptor and it cannot be used, or belongs to another target.
    pub fn of_target(target: &TargetName, custom: &str) -> Result<Option<Self>, DescriptorError> {
        let descriptor = match serde_json::from_str::<Custom<Self>>(custom) {
            Ok(Custom { ragnos }) => ragnos,
            // Entries of SBOM and log targets have a `ragnos` object without a format of this kind.
            Err(error) => match serde_json::from_str::<Custom<Kind>>(custom) {
                Err(_) => return Ok(None),
                Ok(Custom { ragnos: Kind { format } }) if format != u64::from(FORMAT) => {
                    return Err(DescriptorError::Format { seen: format });
                }
                Ok(_) => return Err(DescriptorError::Shape(error.to_string())),
            },
        };
        if descriptor.format != FORMAT {
            return Err(DescriptorError::Format { seen: u64::from(descriptor.format) });
        }
        let expected = descriptor.name.archive_target(&descriptor.version, &descriptor.platform)?;
        if expected != *target {
            let Self { name, version, .. } = descriptor;
            return Err(DescriptorError::Misplaced { name, version, expected: expected.to_string() });
        }
        Ok(Some(descriptor))
    }

    /// Whether a target's custom data says that its version is withdrawn, read without the rest.
    #[cfg(feature = "client")]
    pub(crate) fn is_yanked(custom: &str) -> bool {
        serde_json::from_str::<Custom<Withdrawal>>(custom).is_ok_and(|Custom { ragnos }| ragnos.yanked)
    }

    /// The first key of the plugin's own manifest that says something else than this (attack table, row 121).
    pub fn disagrees_with(&self, manifest: &PluginManifest) -> Option<&'static str> {
        let PluginManifest { name, version, description, license, capabilities, dependencies, host } = manifest;
        let differs = [
            ("plugin.name", *name != self.name),
            ("plugin.version", *version != self.version),
            ("plugin.description", *description != self.description),
            ("plugin.license", *license != self.license),
            ("plugin.capabilities", *capabilities != self.capabilities),
            ("dependencies", *dependencies != self.dependencies),
            ("host", *host != self.host),
        ];
        differs.into_iter().find_map(|(key, differs)| differs.then_some(key))
    }
}
