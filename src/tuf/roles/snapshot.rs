//! Snapshot metadata: the current version of every targets role (TUF spec 4.4).
//!
//! Owns: the view of a snapshot. Never does: fetch what it lists.
//! In: a document. Out: [`Snapshot`].

use std::collections::HashMap;

use crate::tuf::document::Document;
use crate::tuf::error::Error;

use super::{Header, MetaFile};

/// A snapshot, parsed.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Snapshot {
    pub(in crate::tuf) header: Header,
    /// By role name, without the `.json`.
    pub(in crate::tuf) roles: HashMap<String, MetaFile>,
    pub(in crate::tuf) document: Document,
}

impl Snapshot {
    /// Reads snapshot metadata.
    pub(in crate::tuf) fn read(document: Document) -> Result<Self, Error> {
        let header = Header::read("snapshot", "snapshot", &document)?;
        let malformed = |reason: &str| Error::Malformed { role: "snapshot".to_owned(), reason: reason.to_owned() };
        let meta = document.members("meta").ok_or_else(|| malformed("`meta` is not an object"))?;
        let mut roles = HashMap::with_capacity(meta.len());
        for entry in meta {
            let file = document.name(entry);
            let name = file.strip_suffix(".json").ok_or_else(|| malformed("a name in `meta` does not end in .json"))?;
            roles.insert(name.to_owned(), MetaFile::read("snapshot", file, document.text(entry))?);
        }
        Ok(Self { header, roles, document })
    }

    /// What it says about `role`.
    pub(in crate::tuf) fn role(&self, role: &str) -> Result<&MetaFile, Error> {
        self.roles.get(role).ok_or_else(|| Error::NotInSnapshot { role: crate::redact::Printable(role).to_string() })
    }
}
