//! An SBOM as a whole, for those who want to read it or to hand it on.
//!
//! Owns: that a document is handed on only after it was read: its bytes are the signed ones, and it is CycloneDX.
//! Never does: I/O, change a byte. In: signed bytes, or a file's. Out: [`Document`].

use super::error::Error;
use super::inventory::{self, Origin};
use crate::cyclonedx::Bom;

/// An SBOM with what it says.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it comes from.
    pub origin: Origin,
    /// The document itself: the JSON that was signed, unpacked.
    pub json: Vec<u8>,
    /// What is read of it.
    pub bom: Bom,
}

impl Document {
    /// Unpacks and reads an SBOM.
    ///
    /// # Errors
    /// [`Error::Unpacked`], [`Error::Sbom`].
    pub(super) fn read(origin: Origin, bytes: &[u8]) -> Result<Self, Error> {
        let json = inventory::unpacked(&origin, bytes)?.into_owned();
        let bom = inventory::parse(&origin, &json)?;
        Ok(Self { origin, json, bom })
    }
}
