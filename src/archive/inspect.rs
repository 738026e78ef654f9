//! What an archive holds, read whole and strictly, with nothing written.
//!
//! Owns: the facts that a publisher signs, taken from the bytes themselves.
//! Never does: trust; these are facts about bytes that nobody vouches for yet.
//! In: archive bytes. Out: [`Inspected`].

use std::collections::BTreeMap;

use super::entries::Header;
use super::{Content, Error, Extent, member, unpack};
use crate::digest::Sha256;
use crate::limits;
use crate::plugin_manifest::{PluginManifest, PluginManifestError};
use crate::tree::{self, TreeFile};

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// Its `plugin.toml`.
    pub manifest: PluginManifest,
    /// sha256 of its `plugin.toml`.
    pub manifest_sha256: Sha256,
    /// Its files, in the archive's order.
    pub files: Vec<TreeFile>,
    /// Their tree digest.
    pub tree: Sha256,
    /// Sum of their lengths, bytes.
    pub unpacked_size: u64,
    /// Their number.
    pub file_count: u64,
}

/// Why an archive is not one of a plugin.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum InspectError {
    /// The archive is refused.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Archive(#[from] Error),
    /// Its `plugin.toml` is refused.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Manifest(#[from] PluginManifestError),
    /// It has none.
    #[error("there is no plugin.toml at the archive's top")]
    #[diagnostic(code(RP5208), help("pack the plugin again with `ragnos-plugin pack`"))]
    NoManifest,
}

impl crate::refusal::Refusal for InspectError {
    fn facts(&self) -> crate::refusal::Facts {
        match self {
            Self::Archive(error) => error.facts(),
            Self::Manifest(error) => error.facts(),
            Self::NoManifest => crate::refusal::Facts::about(&"plugin.toml"),
        }
    }
}

/// The files of `archive`, in its order, by the rules that [`super::unpack`] has.
///
/// # Errors
/// [`Error`] for everything that could not be unpacked.
pub fn list(archive: &[u8]) -> Result<Vec<TreeFile>, Error> {
    let files = member::open(archive, Extent::MOST, |tape| unpack::listing(tape, Extent::MOST))?;
    // What could not be signed is not listed.
    Extent::signed(files.len() as u64, total(&files), archive.len() as u64)?;
    Ok(files)
}

/// Reads `archive` whole, by the rules that [`super::unpack`] has.
///
/// # Errors
/// [`InspectError`] for everything that could not be unpacked, or has no usable `plugin.toml`.
pub fn inspect(archive: &[u8]) -> Result<Inspected, InspectError> {
    let files = list(archive)?;
    let text = contents(archive, &["plugin.toml"], limits::MANIFEST_BYTES, "bytes in plugin.toml")?;
    let bytes = text.into_values().next().ok_or(InspectError::NoManifest)?;
    let text = String::from_utf8(bytes).map_err(|_| PluginManifestError { message: "it is not UTF-8".to_owned() })?;
    Ok(Inspected {
        manifest: PluginManifest::parse(&text)?,
        manifest_sha256: Sha256::of(text.as_bytes()),
        tree: tree::digest(&files),
        unpacked_size: total(&files),
        file_count: files.len() as u64,
        files,
    })
}

/// The contents of those of `paths` that are files of `archive`, each of at most `limit` bytes; `what` names them in the refusal of a
/// larger one.
///
/// # Errors
/// [`Error`].
pub fn contents(archive: &[u8], paths: &[&str], limit: u64, what: &'static str) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut found = BTreeMap::new();
    let read = |header: &Header, content: &mut Content<'_>| {
        if header.is_file && paths.contains(&header.path.as_str()) {
            if header.length > limit {
                return Err(Error::Limit { what, limit });
            }
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).map_err(member::failed)?;
            found.insert(header.path.clone(), bytes);
        }
        Ok(())
    };
    member::open(archive, Extent::MOST, |tape| tape.read(read))?;
    Ok(found)
}

fn total(files: &[TreeFile]) -> u64 {
    files.iter().map(|file| file.length).sum()
}
