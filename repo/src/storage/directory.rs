//! A storage that is a folder: `metadata/` and `targets/` below it.
//!
//! Owns: durable writes (temporary file in `.new/`, fsync, rename, fsync of the folder) and the lock that keeps a second writer out.
//! Never does: leave a half-written file under its final name, or leftovers of a writer that was killed. In: a path. Out: [`Directory`].

use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::BoxFuture;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;

use super::{Error, Storage, TIMESTAMP, folder_name, same};

/// Where files are written before they get their names; only the one who has the lock is in there.
const NEW: &str = ".new";

/// A folder, locked as long as the value lives.
#[derive(Debug)]
pub struct Directory {
    path: Utf8PathBuf,
    /// `None` for a reader.
    lock: Option<std::fs::File>,
}

impl Directory {
    /// Opens and locks an existing folder. The lock is on the folder itself, so nothing is left behind.
    ///
    /// # Errors
    /// [`Error::Busy`] when another process holds it.
    pub fn open(path: &Utf8Path) -> Result<Self, Error> {
        let lock = std::fs::File::open(path).map_err(Error::io(&path))?;
        match lock.try_lock() {
            Ok(()) => {
                let directory = Self { path: path.to_owned(), lock: Some(lock) };
                directory.clean().map_err(Error::io(path.join(NEW)))?;
                Ok(directory)
            }
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::Busy { place: path.to_string() }),
            Err(std::fs::TryLockError::Error(source)) => Err(Error::Io { path: path.to_string(), source }),
        }
    }

    /// As [`Directory::open`], and makes the folder where there is none.
    ///
    /// # Errors
    /// As [`Directory::open`].
    pub fn create(path: &Utf8Path) -> Result<Self, Error> {
        fs_err::create_dir_all(path).map_err(Error::io(&path))?;
        Self::open(path)
    }

    /// A folder that is only read, while others may change it: a file that signed metadata names never changes.
    pub fn reader(path: &Utf8Path) -> Self {
        Self { path: path.to_owned(), lock: None }
    }

    fn file(&self, folder: Folder, name: &str) -> Utf8PathBuf {
        self.path.join(folder_name(folder)).join(name)
    }

    fn read_now(&self, folder: Folder, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.file(folder, name);
        match fs_err::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Io { path: path.to_string(), source }),
        }
    }

    fn create_now(&self, folder: Folder, name: &str, bytes: &[u8]) -> Result<bool, Error> {
        if let Some(there) = self.read_now(folder, name)? {
            return same(folder, name, &there, bytes).map(|()| false);
        }
        self.put(folder, name, bytes)?;
        Ok(true)
    }

    fn put(&self, folder: Folder, name: &str, bytes: &[u8]) -> Result<(), Error> {
        if self.lock.is_none() {
            return Err(Error::Busy { place: self.path.to_string() });
        }
        let path = self.file(folder, name);
        self.replace(&path, bytes).map_err(Error::io(&path))
    }

    fn replace(&self, path: &Utf8Path, bytes: &[u8]) -> std::io::Result<()> {
        let (folder, new) = (path.parent().unwrap_or(path), self.path.join(NEW));
        fs_err::create_dir_all(folder)?;
        fs_err::create_dir_all(&new)?;
        let mut builder = tempfile::Builder::new();
        // Published files are for everybody; temporary files are private unless told otherwise.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
        let mut file = builder.tempfile_in(&new)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        fs_err::File::open(folder)?.sync_all()
    }

    /// Removes what a writer that was killed left behind.
    fn clean(&self) -> std::io::Result<()> {
        match fs_err::remove_dir_all(self.path.join(NEW)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        if self.lock.is_some() {
            // What cannot be removed now is removed by the next writer.
            let _ = self.clean();
        }
    }
}

impl Storage for Directory {
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>> {
        Box::pin(async move { self.read_now(folder, name) })
    }

    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move { Ok(self.file(folder, name).exists()) })
    }

    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move { self.create_now(folder, name, bytes) })
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let old = self.read_now(Folder::Metadata, TIMESTAMP)?;
            if old.as_deref().map(Sha256::of) != expected {
                return Err(Error::Busy { place: self.path.to_string() });
            }
            self.put(Folder::Metadata, TIMESTAMP, bytes)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_kept_out_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap();
        let first = Directory::open(path).unwrap();
        assert!(matches!(Directory::open(path), Err(Error::Busy { .. })));
        assert!(first.create_now(Folder::Targets, "a", b"1").unwrap());
        assert!(matches!(Directory::reader(path).create_now(Folder::Targets, "b", b"1"), Err(Error::Busy { .. })));
        assert!(!first.create_now(Folder::Targets, "a", b"1").unwrap());
        assert!(matches!(first.create_now(Folder::Targets, "a", b"2"), Err(Error::Taken { .. })));
        drop(first);
        // What a killed writer leaves.
        fs_err::create_dir(path.join(NEW)).unwrap();
        fs_err::write(path.join(NEW).join("half"), "").unwrap();
        Directory::open(path).unwrap();
        let names = |folder: &Utf8Path| -> Vec<_> {
            fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
        };
        assert_eq!((names(&path.join("targets")), names(path)), (vec!["a".into()], vec!["targets".into()]));
    }
}
