//! Timestamp metadata: which snapshot is current (TUF spec 4.6).
//!
//! Owns: the view of a timestamp. Never does: compare it with an older one.
//! In: a document. Out: [`Timestamp`].

use crate::tuf::document::Document;
use crate::tuf::error::Error;

use super::{Header, MetaFile};

/// A timestamp, parsed.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Timestamp {
    pub(in crate::tuf) header: Header,
    pub(in crate::tuf) snapshot: MetaFile,
    pub(in crate::tuf) document: Document,
}

impl Timestamp {
    /// Reads timestamp metadata. Entries beside `snapshot.json` are passed over.
    pub(in crate::tuf) fn read(document: Document) -> Result<Self, Error> {
        let header = Header::read("timestamp", "timestamp", &document)?;
        let snapshot =
            MetaFile::read("timestamp", "snapshot.json", document.member("meta", "snapshot.json").unwrap_or("null"))?;
        Ok(Self { header, snapshot, document })
    }
}
