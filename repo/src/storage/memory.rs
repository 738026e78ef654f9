//! A storage in memory: for fixtures, and for looking at a change before it is written.
//!
//! Owns: a map of files. Never does: touch a disk, but for [`Memory::write_to`], which writes a copy.
//! In: files. Out: files.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use camino::Utf8Path;
use futures_util::future::BoxFuture;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;

use super::{Error, Storage, TIMESTAMP, folder_name, same};

/// Files in memory, by `folder/name`.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        // A panic elsewhere cannot leave the map half-changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A copy of all files, by `folder/name`.
    pub fn snapshot(&self) -> BTreeMap<String, Vec<u8>> {
        self.files().clone()
    }

    /// Writes a file, whatever is there.
    pub(super) fn put(&self, folder: Folder, name: &str, bytes: &[u8]) {
        self.files().insert(key(folder, name), bytes.to_vec());
    }

    /// Writes all files below `folder`, without waiting for the disk.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn write_to(&self, folder: &Utf8Path) -> Result<(), Error> {
        for part in ["metadata", "targets"] {
            fs_err::create_dir_all(folder.join(part)).map_err(Error::io(folder))?;
        }
        for (name, bytes) in self.files().iter() {
            let path = folder.join(name);
            fs_err::write(&path, bytes).map_err(Error::io(&path))?;
        }
        Ok(())
    }
}

fn key(folder: Folder, name: &str) -> String {
    format!("{}/{name}", folder_name(folder))
}

impl Storage for Memory {
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
        Box::pin(async move { Ok(self.files().get(&key(folder, name)).cloned()) })
    }

    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move { Ok(self.files().contains_key(&key(folder, name))) })
    }

    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let mut files = self.files();
            if let Some(there) = files.get(&key(folder, name)) {
                return same(folder, name, there, bytes).map(|()| false);
            }
            files.insert(key(folder, name), bytes.to_vec());
            Ok(true)
        })
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let mut files = self.files();
            let name = key(Folder::Metadata, TIMESTAMP);
            if files.get(&name).map(|old| Sha256::of(old)) != expected {
                return Err(Error::Busy { place: "memory".to_owned() });
            }
            files.insert(name, bytes.to_vec());
            Ok(())
        })
    }
}
