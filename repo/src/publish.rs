//! Publishing: the files of a verified change, in the one safe order.
//!
//! Owns: the order: targets, delegated roles, top-level targets, snapshot, root, and `timestamp.json` last, which commits.
//! Never does: sign, or write anything that was not signed. Stopped before the commit, it leaves files that no client asks
//! for; the same command again passes their version numbers over, and completes the change. In: a [`VerifiedRepository`]. Out: [`PublishReceipt`].

use crate::repository::Repository;
use crate::storage::{Error, Storage, TIMESTAMP};
use crate::verify::VerifiedRepository;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishReceipt {
    /// The files, in the order in which they were written; empty when there was nothing to do.
    written: Vec<String>,
    /// The version of `timestamp.json` that made the change visible.
    version: u64,
}

impl PublishReceipt {
    /// The receipt of a run that has nothing to write, because an earlier one has done it.
    pub(crate) fn of_earlier_run(there: &Repository<'_>) -> Self {
        Self { written: Vec::new(), version: there.timestamp.version.get() }
    }

    /// The files, in the order in which they were written; empty when there was nothing to do.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// The version of `timestamp.json` that made the change visible.
    pub fn version(&self) -> u64 {
        self.version
    }
}

/// Writes a verified change.
///
/// # Errors
/// [`Error`]; what clients see has not changed then.
pub async fn publish(verified: VerifiedRepository, storage: &dyn Storage) -> Result<PublishReceipt, Error> {
    let signed = verified.signed;
    let new = storage.create_all(&signed.files).await?;
    let mut written: Vec<String> = signed.files.iter().zip(new).filter(|(_, new)| *new).map(|(file, _)| file.path()).collect();
    if let Some(bytes) = &signed.timestamp {
        storage.commit(signed.base, bytes).await?;
        written.push(format!("metadata/{TIMESTAMP}"));
    }
    Ok(PublishReceipt { written, version: signed.version })
}
