//! From a plugin's source folder to a release: archive, SBOM and descriptor, which belong together.
//!
//! Owns: that the three agree, whether they were just made or read back from disk: the descriptor always follows from the
//! archive's own bytes, and a descriptor file that says anything else is refused.
//! Never does: sign, publish, or read the clock or the environment.
//! In: a folder. Out: [`PackedRelease`], and its three files.

mod error;
mod files;

use camino::Utf8Path;
use jiff::Timestamp;

use crate::archive::{self, InspectError, Inspected, gzip};
use crate::descriptor::{Descriptor, FORMAT, Link};
use crate::digest::Sha256;
use crate::limits;
use crate::name::TargetName;
use crate::platform::Platform;
use crate::sbom::{self, Locked, Unmatched};

pub use error::Error;
pub use files::{PackedFiles, is_descriptor_file};

/// A release ready to be published. Only [`pack()`] and [`PackedRelease::read`] make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedRelease {
    descriptor: Descriptor,
    target: TargetName,
    archive: Vec<u8>,
    sbom: Vec<u8>,
    provenance: Option<Vec<u8>>,
    left_out: Vec<String>,
    unmatched: Vec<Unmatched>,
}

/// Packs the plugin in the folder `source` for `platform`. `time` is `SOURCE_DATE_EPOCH` where that is set; only the SBOM
/// shows it, and without it the SBOM has no date.
///
/// # Errors
/// [`Error`]; nothing is written in any case.
pub fn pack(source: &Utf8Path, platform: &Platform, time: Option<Timestamp>) -> Result<PackedRelease, Error> {
    let packed = archive::pack(source)?;
    let inspected = packed.inspected();
    let locked = locked(inspected, packed.archive())?;
    let subject = sbom::Subject { manifest: &inspected.manifest, platform, files: &inspected.files, locked: &locked, time };
    let sbom = sbom::build(&subject);
    at_most(limits::SBOM_BYTES, "the SBOM", sbom.len() as u64)?;
    let sbom = gzip::compress(&sbom).map_err(|source| Error::Io { path: "the SBOM".into(), source })?;
    let (target, descriptor) = describe(inspected, platform, &sbom)?;
    let (left_out, unmatched) = (packed.left_out().to_vec(), locked.unmatched());
    Ok(PackedRelease { descriptor, target, archive: packed.into_archive(), sbom, provenance: None, left_out, unmatched })
}

/// What the lock files in an archive pin. They are read from the archive, so that they are those that users get.
fn locked(inspected: &Inspected, archive: &[u8]) -> Result<Locked, Error> {
    let limit = limits::FOREIGN_LOCK_BYTES;
    for file in inspected.files.iter().filter(|file| sbom::LOCK_FILES.contains(&file.path.as_str())) {
        at_most(limit, &file.path, file.length)?;
    }
    let files = archive::contents(archive, &sbom::LOCK_FILES, limit, "bytes in a lock file").map_err(InspectError::Archive)?;
    Ok(Locked::read(&files)?)
}

fn at_most(limit: u64, what: &str, length: u64) -> Result<(), Error> {
    if length > limit { Err(Error::TooLarge { what: what.to_owned(), length, limit }) } else { Ok(()) }
}

/// The descriptor that follows from an archive's bytes, its platform and its SBOM, and the archive's target name.
fn describe(inspected: &Inspected, platform: &Platform, sbom: &[u8]) -> Result<(TargetName, Descriptor), Error> {
    let manifest = inspected.manifest.clone();
    let target = manifest.name.archive_target(&manifest.version, platform)?;
    let link = Link { target: manifest.name.sbom_target(&manifest.version, platform)?, sha256: Sha256::of(sbom) };
    let descriptor = Descriptor {
        format: FORMAT,
        name: manifest.name,
        version: manifest.version,
        platform: platform.clone(),
        tree: inspected.tree,
        unpacked_size: inspected.unpacked_size,
        file_count: inspected.file_count,
        manifest_sha256: inspected.manifest_sha256,
        description: manifest.description,
        license: manifest.license,
        dependencies: manifest.dependencies,
        host: manifest.host,
        capabilities: manifest.capabilities,
        sbom: link,
        provenance: None,
        yanked: false,
    };
    Ok((target, descriptor))
}

impl PackedRelease {
    /// What signed metadata will say of the archive.
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

    /// What vouches for how the archive was made, as it was given to [`PackedRelease::with_provenance`].
    pub fn provenance(&self) -> Option<&[u8]> {
        self.provenance.as_deref()
    }

    /// The same release with its provenance, which its publisher has after packing: it is about the archive's digest. The bytes
    /// are kept as they are and never read here.
    ///
    /// # Errors
    /// [`Error::Target`] where the target's name would be too long.
    pub fn with_provenance(mut self, bytes: Vec<u8>) -> Result<Self, Error> {
        let Descriptor { name, version, platform, .. } = &self.descriptor;
        let link = Link { target: name.provenance_target(version, platform)?, sha256: Sha256::of(&bytes) };
        self.descriptor.provenance = Some(link);
        self.provenance = Some(bytes);
        Ok(self)
    }

    /// Hidden files and folders of the source that were left out, sorted; empty for a release that was read back.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Entries of lock files that no advisory can be compared with, sorted; empty for a release that was read back.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }
}

#[cfg(test)]
mod tests;
