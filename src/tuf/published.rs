//! What a verified view was made of: the metadata files as they were served, under the names that they are served by.
//!
//! Owns: the list of them, in the order in which a repository publishes. Never does: write them, or list what was not verified.
//! In: a [`Client`] that has looked up what is wanted. Out: [`PublishedFile`]s.

use super::refresh::file_of;
use super::roles::MetaFile;
use super::run::Refresh;
use super::{Client, Error, TrustAnchor};

/// One metadata file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its path in the repository's metadata folder, as it is asked for: percent-encoded where a name needs it.
    pub path: String,
    /// Its bytes, exactly as served.
    pub bytes: Vec<u8>,
}

impl Client {
    /// The files that this run has verified: the roots from the pinned one on, every delegated role that was loaded, targets,
    /// snapshot, and the timestamp last. Whoever starts from the same anchor can verify the same targets with them.
    ///
    /// # Errors
    /// The trust state, which holds the roots, cannot be read.
    pub fn published(&self, anchor: &TrustAnchor) -> Result<Vec<PublishedFile>, Error> {
        let (state, options, top) = (&self.state, &self.options, &self.top);
        let refresh = Refresh { state, mirrors: None, options, judged_at: self.judged_at, seen: &self.seen, queue: None };
        let links = refresh.stored_chain(anchor)?.links;
        let roots = std::iter::once(anchor.root.document.bytes().to_vec()).chain(links);
        let numbered = (anchor.root_version()..).zip(roots);
        let mut files: Vec<PublishedFile> =
            numbered.map(|(version, bytes)| PublishedFile { path: format!("{version}.root.json"), bytes }).collect();
        let consistent = top.root.consistent_snapshot;
        let mut add = |role: &str, meta: &MetaFile, bytes: &[u8]| {
            files.push(PublishedFile { path: file_of(role, consistent, meta), bytes: bytes.to_vec() });
        };
        for (name, role) in self.loaded() {
            add(&name, &top.snapshot.role(&name)?, role.document.bytes());
        }
        add("targets", &top.snapshot.role("targets")?, top.targets.document.bytes());
        add("snapshot", &top.timestamp.snapshot, top.snapshot.document.bytes());
        let bytes = top.timestamp.document.bytes().to_vec();
        files.push(PublishedFile { path: "timestamp.json".to_owned(), bytes });
        Ok(files)
    }
}
