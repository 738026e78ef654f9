//! Snapshot metadata: the current version of every targets role (TUF spec 4.4).
//!
//! Owns: the view of a snapshot. An entry is read when its role is asked for: a registry's snapshot has thousands, a run needs a few.
//! Never does: fetch what it lists.
//! In: a document. Out: [`Snapshot`].

use crate::redact::Printable;
use crate::tuf::document::Document;
use crate::tuf::error::Error;
use crate::tuf::outline::Member;

use super::{Header, MetaFile};

/// A snapshot, parsed but for its entries.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Snapshot {
    pub(in crate::tuf) header: Header,
    pub(in crate::tuf) document: Document,
}

/// What each name in `meta` ends with.
const SUFFIX: &str = ".json";

impl Snapshot {
    /// Reads snapshot metadata. Every name in `meta` is looked at, no entry: see [`Self::check_entries`].
    pub(in crate::tuf) fn read(document: Document) -> Result<Self, Error> {
        let header = Header::read("snapshot", "snapshot", &document)?;
        let malformed = |reason: &str| Error::Malformed { role: "snapshot".to_owned(), reason: reason.to_owned() };
        let meta = document.members("meta").ok_or_else(|| malformed("`meta` is not an object"))?;
        if !meta.iter().all(|entry| document.name(entry).ends_with(SUFFIX)) {
            return Err(malformed("a name in `meta` does not end in .json"));
        }
        Ok(Self { header, document })
    }

    /// Refuses a snapshot with any entry that cannot be read. Asked before a served snapshot counts, and so before it is stored;
    /// of a stored one only the entries that are used are read again, each by the same reader.
    pub(in crate::tuf) fn check_entries(&self) -> Result<(), Error> {
        self.roles().try_for_each(|(_, entry)| entry.map(drop))
    }

    /// How many roles it lists.
    pub(in crate::tuf) fn len(&self) -> usize {
        self.entries().len()
    }

    /// The roles that it lists, each with what it says about it.
    pub(in crate::tuf) fn roles(&self) -> impl Iterator<Item = (&str, Result<MetaFile, Error>)> {
        self.entries().iter().map(|entry| {
            let file = self.document.name(entry);
            (file.strip_suffix(SUFFIX).unwrap_or(file), self.entry(file, entry))
        })
    }

    /// True when it lists `role`, whatever it says about it.
    pub(in crate::tuf) fn lists(&self, role: &str) -> bool {
        self.document.position(self.entries(), &format!("{role}{SUFFIX}")).is_some()
    }

    /// What it says about `role`; `None` where it does not list it.
    pub(in crate::tuf) fn listed(&self, role: &str) -> Result<Option<MetaFile>, Error> {
        let file = format!("{role}{SUFFIX}");
        let position = self.document.position(self.entries(), &file);
        position.map(|position| self.entry(&file, &self.entries()[position])).transpose()
    }

    /// What it says about `role`, which it has to list.
    pub(in crate::tuf) fn role(&self, role: &str) -> Result<MetaFile, Error> {
        self.listed(role)?.ok_or_else(|| Error::NotInSnapshot { role: Printable(role).to_string() })
    }

    fn entries(&self) -> &[Member] {
        self.document.members("meta").unwrap_or_default()
    }

    fn entry(&self, file: &str, entry: &Member) -> Result<MetaFile, Error> {
        MetaFile::read("snapshot", file, self.document.text(entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_meta_is_that_of_a_file() {
        let read = |file: &str| {
            let signed = format!(
                r#"{{"_type":"snapshot","expires":"2030-01-01T00:00:00Z","meta":{{"{file}":{{"version":1}}}},"spec_version":"1.0.0","version":1}}"#
            );
            let text = format!(r#"{{"signatures":[],"signed":{signed}}}"#);
            Snapshot::read(Document::parse("snapshot", text.into_bytes()).unwrap())
        };
        assert!(read("targets.json").unwrap().lists("targets"));
        match read("targets") {
            Err(Error::Malformed { reason, .. }) => assert!(reason.contains("does not end in .json"), "{reason}"),
            other => panic!("{other:?}"),
        }
    }
}
