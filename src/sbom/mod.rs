//! Software bills of materials that we write, of one plugin archive or of a whole project: CycloneDX 1.5, JSON, the same bytes on every
//! machine and date.
//!
//! Owns: what our own SBOMs say: the plugin, its files with digests, the plugins that it needs with their requirements, the packages that
//! lock files of other package managers pin; all locked plugins.
//! Never does: I/O, read the clock, or guess. What `plugin.toml` and lock files do not say is left out.
//! In: a [`Subject`], or a lockfile and [`Part`]s. Out: CycloneDX JSON.

mod aggregate;
mod build;
mod locked;

use jiff::Timestamp;

use crate::digest::Sha256;
use crate::name::PluginName;
use crate::platform::Platform;
use crate::plugin_manifest::PluginManifest;
use crate::tree::TreeFile;

pub use aggregate::{Part, aggregate};
pub use build::build;
pub use locked::{Error as LockFileError, FILES as LOCK_FILES, Kind, Locked, Unmatched};

/// The program that documents name as their maker.
const TOOL: &str = "ragnos-plugin";

/// What a bill of materials is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The plugin's own manifest.
    pub manifest: &'a PluginManifest,
    /// What the archive runs on.
    pub platform: &'a Platform,
    /// Its files.
    pub files: &'a [TreeFile],
    /// What the lock files among them pin.
    pub locked: &'a Locked,
    /// When the sources were last changed (`SOURCE_DATE_EPOCH`); left out of the document where it is not known.
    pub time: Option<Timestamp>,
}

/// The package URL of a plugin, of one version of it, or of the archive of that version for one platform.
///
/// `ragnos` is a type of its own: an advisory for a plugin must never match a package of the same name elsewhere.
pub fn purl(name: &PluginName, version: Option<&semver::Version>, platform: &Platform) -> String {
    // Names, versions and platforms are plain ASCII; none has a character that a package URL would encode but `+`,
    // and a version with build metadata cannot be published.
    let version = version.map_or_else(String::new, |version| format!("@{version}"));
    let platform = if platform.is_any() { String::new() } else { format!("?platform={platform}") };
    format!("pkg:ragnos/{name}{version}{platform}")
}

/// The serial number of a document, from its content without one: a UUID of version 8 (RFC 9562: "custom").
pub fn serial_number(content: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::of(content).as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = hex::encode(bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// True when `json` is a CycloneDX document of any version.
pub fn is_cyclonedx(json: &[u8]) -> bool {
    let value: Result<serde_json::Value, _> = serde_json::from_slice(json);
    value.is_ok_and(|value| value.get("bomFormat").and_then(serde_json::Value::as_str) == Some("CycloneDX"))
}
