//! Files of changes that were stopped before their commit: their names are taken, and files never change.
//!
//! Owns: which version numbers are passed over because of them. Versions only have to grow (TUF spec 5.4.4, 5.5.5); those of the
//! root must not have gaps, so a root that was published alone is completed instead ([`crate::repository::Error::RootAhead`]).
//! Never does: pass over more than a few, so that nobody can be made to use the numbers up.
//! In: a [`StagedRepository`] and its storage. Out: the same with other versions.

use std::num::NonZeroU64;

use ragnos_plugin::origin::Folder;

use super::{Error, StagedRepository};
use crate::metadata::next;
use crate::repository;
use crate::roles::TARGETS;
use crate::storage::{self, Storage};

/// How many version numbers in a row may be taken.
pub(crate) const LEFTOVERS: u64 = 100;

impl StagedRepository {
    /// Gives every role that is not signed yet a version whose file is not there.
    ///
    /// # Errors
    /// The storage failed, or very many numbers are taken.
    pub async fn pass_over_leftovers(mut self, storage: &dyn Storage) -> Result<Self, Error> {
        if self.is_empty() {
            return Ok(self);
        }
        let Self { roles, targets, new_targets, snapshot, signatures, .. } = &mut self;
        let roles = roles.iter_mut().map(|(name, role)| (name.as_str(), &mut role.version));
        let targets = new_targets.then_some((TARGETS, &mut targets.version));
        let unsigned = roles.chain(targets).filter(|(name, _)| !signatures.contains_key(*name));
        for (name, version) in unsigned.chain([("snapshot", &mut snapshot.version)]) {
            *version = free(storage, name, *version).await?;
        }
        Ok(self)
    }
}

async fn free(storage: &dyn Storage, role: &str, from: NonZeroU64) -> Result<NonZeroU64, Error> {
    let mut version = from;
    let mut file = String::new();
    for _ in 0..LEFTOVERS {
        file = format!("{version}.{role}.json");
        if !storage.exists(Folder::Metadata, &file).await.map_err(repository::Error::from)? {
            return Ok(version);
        }
        version = next(version);
    }
    Err(repository::Error::from(storage::Error::Taken { file: format!("metadata/{file}") }).into())
}
