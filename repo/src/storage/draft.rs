//! A storage laid over another one: what is written stays in memory, all else is read from below.
//!
//! Owns: that what is below is never written, and that its `timestamp.json` is the one of the beginning, whoever changes it meanwhile.
//! Never does: touch a disk. In: a [`Storage`]. Out: the same with changes that are gone with the value.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;

use super::{Error, Memory, Storage, TIMESTAMP, same};

/// A storage whose changes are in memory only.
#[derive(Debug)]
pub struct Draft {
    below: Arc<dyn Storage>,
    written: Memory,
}

impl Draft {
    /// Lays an empty draft over a storage.
    ///
    /// # Errors
    /// The storage cannot be read.
    pub async fn over(below: Arc<dyn Storage>) -> Result<Self, Error> {
        let written = Memory::default();
        if let Some(bytes) = below.read(Folder::Metadata, TIMESTAMP).await? {
            written.put(Folder::Metadata, TIMESTAMP, &bytes);
        }
        Ok(Self { below, written })
    }
}

impl Storage for Draft {
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
        Box::pin(async move {
            match self.written.read(folder, name).await? {
                Some(bytes) => Ok(Some(bytes)),
                // One that came to be later is none of this draft's.
                None if name == TIMESTAMP => Ok(None),
                None => self.below.read(folder, name).await,
            }
        })
    }

    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move { Ok(self.written.exists(folder, name).await? || self.below.exists(folder, name).await?) })
    }

    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            match self.below.read(folder, name).await? {
                Some(there) => same(folder, name, &there, bytes).map(|()| false),
                None => self.written.create(folder, name, bytes).await,
            }
        })
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        self.written.commit(expected, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_below_stays_as_it_is() {
        let below = Arc::new(Memory::default());
        below.create(Folder::Targets, "a", b"1").await.unwrap();
        below.commit(None, b"old").await.unwrap();
        let before = below.snapshot();
        let draft = Draft::over(below.clone()).await.unwrap();
        assert!(draft.create(Folder::Targets, "b", b"2").await.unwrap());
        assert!(!draft.create(Folder::Targets, "a", b"1").await.unwrap());
        assert!(matches!(draft.create(Folder::Targets, "a", b"2").await, Err(Error::Taken { .. })));
        assert!(matches!(draft.commit(None, b"new").await, Err(Error::Busy { .. })));
        draft.commit(Some(Sha256::of(b"old")), b"new").await.unwrap();
        assert_eq!(below.snapshot(), before);
        below.commit(Some(Sha256::of(b"old")), b"meanwhile").await.unwrap();
        assert_eq!(draft.read(Folder::Metadata, TIMESTAMP).await.unwrap().as_deref(), Some(&b"new"[..]));
        assert!(draft.exists(Folder::Targets, "a").await.unwrap() && draft.exists(Folder::Targets, "b").await.unwrap());
    }
}
