//! The root chain: every root that was published, each signed by the one before and by itself (TUF spec 5.3).
//!
//! Owns: that walk. Never does: judge expiry. In: a storage. Out: [`Roots`], never empty.

use std::num::NonZeroU64;

use ragnos_plugin::limits::ROOT_STEPS;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::tuf::TrustAnchor;
use tough::schema::{Root, Signed};

use super::{Error, parse, same_version, signature};
use crate::storage::Storage;

/// The newest root, and those before it.
#[derive(Debug, Clone)]
pub struct Roots {
    older: Vec<Signed<Root>>,
    newest: Signed<Root>,
}

impl Roots {
    /// Reads and verifies the chain.
    ///
    /// # Errors
    /// [`Error::Absent`] when there is no first root, else [`Error`] naming the file.
    pub async fn read(storage: &dyn Storage) -> Result<Self, Error> {
        let mut chain: Vec<Signed<Root>> = Vec::new();
        for version in 1..=ROOT_STEPS {
            let file = format!("{version}.root.json");
            let Some(bytes) = storage.read(Folder::Metadata, &file).await? else { break };
            let root: Signed<Root> = parse(&file, &bytes)?;
            if let Some(before) = chain.last() {
                before.signed.verify_role(&root).map_err(|error| signature(&file, &error))?;
            }
            root.signed.verify_role(&root).map_err(|error| signature(&file, &error))?;
            same_version(&file, version, root.signed.version)?;
            chain.push(root);
        }
        let newest = chain.pop().ok_or(Error::Absent)?;
        Ok(Self { older: chain, newest })
    }

    /// The newest root.
    pub fn newest(&self) -> &Signed<Root> {
        &self.newest
    }

    /// The root before the newest.
    pub fn before(&self) -> Option<&Signed<Root>> {
        self.older.last()
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Signed<Root>> {
        self.older.iter().chain([&self.newest])
    }

    /// The version of the newest.
    pub fn version(&self) -> NonZeroU64 {
        self.newest.signed.version
    }
}

/// The identity of a repository, by its first root.
///
/// # Errors
/// [`Error::Absent`], or [`Error::Form`].
pub async fn id_of(storage: &dyn Storage) -> Result<String, Error> {
    let file = "1.root.json";
    let first = storage.read(Folder::Metadata, file).await?.ok_or(Error::Absent)?;
    let form = |error: ragnos_plugin::tuf::Error| Error::Form { file: file.to_owned(), reason: error.to_string() };
    Ok(TrustAnchor::parse(first).map_err(form)?.id().to_string())
}
