//! A release to be published: one archive, its SBOM, and the descriptor that follows from them.
//!
//! Owns: that the three belong together. Never does: read files, or take the descriptor from anywhere but the caller's
//! inspection of the archive. In: descriptor and bytes. Out: [`Release`].

use std::io::Read as _;

use ragnos_plugin::descriptor::Descriptor;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::name::{ParseNameError, TargetName};
use ragnos_plugin::refusal::{Facts, Refusal};

/// Largest SBOM that is looked into, unpacked: 64 MiB.
const SBOM_BYTES: u64 = 64 << 20;

/// Why archive, SBOM and descriptor are no release.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The file's name is not the one that its content demands.
    #[error("{seen} is not the name of the archive inside it")]
    #[diagnostic(code(RP2913), help("do not rename what `ragnos-plugin pack` wrote; pack it again"))]
    Name {
        /// What the name starts with by the manifest inside.
        expected: String,
        /// The file's name.
        seen: String,
    },
    /// The SBOM is not beside the archive.
    #[error("{path} is missing")]
    #[diagnostic(code(RP2914), help("`ragnos-plugin pack` writes the SBOM beside the archive; pack it again"))]
    NoSbom {
        /// The file that was looked for.
        path: String,
    },
    /// The SBOM is not one.
    #[error("the SBOM {target} is not gzip-compressed CycloneDX JSON")]
    #[diagnostic(code(RP2915), help("pack the plugin again with `ragnos-plugin pack`"))]
    Sbom {
        /// The SBOM.
        target: String,
    },
    /// The descriptor names another SBOM.
    #[error("the descriptor of {target} is for another SBOM")]
    #[diagnostic(code(RP2916), help("pack the plugin again with `ragnos-plugin pack`"))]
    OtherSbom {
        /// The archive.
        target: String,
    },
    /// The name cannot be a target name.
    #[error("the release cannot have a target name: {0}")]
    #[diagnostic(code(RP2917), help("use a shorter name, and a version without build metadata in plugin.toml"))]
    Target(#[from] ParseNameError),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Name { expected, seen } => Facts::about(seen).mismatch(expected, seen),
            Self::NoSbom { path } => Facts::about(path),
            Self::Sbom { target } | Self::OtherSbom { target } => Facts::about(target),
            Self::Target(error) => Facts::about(&error.seen),
        }
    }
}

/// One archive with its SBOM, ready to be staged.
#[derive(Debug, Clone)]
pub struct Release {
    descriptor: Descriptor,
    target: TargetName,
    archive: Vec<u8>,
    sbom: Vec<u8>,
}

impl Release {
    /// Puts a release together.
    ///
    /// # Errors
    /// [`Error`] where the parts do not belong together.
    pub fn new(mut descriptor: Descriptor, archive: Vec<u8>, sbom: Vec<u8>) -> Result<Self, Error> {
        let target = descriptor.name.archive_target(&descriptor.version, &descriptor.platform)?;
        let expected = descriptor.name.sbom_target(&descriptor.version, &descriptor.platform)?;
        if descriptor.sbom.target != expected || descriptor.sbom.sha256 != Sha256::of(&sbom) {
            return Err(Error::OtherSbom { target: target.to_string() });
        }
        if !is_cyclonedx(&sbom) {
            return Err(Error::Sbom { target: expected.to_string() });
        }
        // A release is published, then yanked; never published yanked.
        descriptor.yanked = false;
        Ok(Self { descriptor, target, archive, sbom })
    }

    /// The descriptor.
    pub fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    /// The target name of the archive.
    pub fn target(&self) -> &TargetName {
        &self.target
    }

    /// The archive.
    pub fn archive(&self) -> &[u8] {
        &self.archive
    }

    /// The SBOM, gzip.
    pub fn sbom(&self) -> &[u8] {
        &self.sbom
    }
}

fn is_cyclonedx(gzip: &[u8]) -> bool {
    let mut text = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(gzip).take(SBOM_BYTES);
    let Ok(_) = reader.read_to_end(&mut text) else { return false };
    let value: Result<serde_json::Value, _> = serde_json::from_slice(&text);
    value.is_ok_and(|value| value.get("bomFormat").and_then(serde_json::Value::as_str) == Some("CycloneDX"))
}
