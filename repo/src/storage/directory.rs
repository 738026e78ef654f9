//! A storage that is a folder: `metadata/` and `targets/` below it.
//!
//! Owns: durable writes (temporary files in `.new/`, flushed, renamed, then the folders flushed) and the lock that keeps a second
//! writer out. Files that are written together are flushed together.
//! Never does: leave a half-written file under its final name, or leftovers of a writer that was killed. In: a path. Out: [`Directory`].

use std::collections::BTreeSet;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::BoxFuture;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use tempfile::TempPath;

use super::{Error, File, Storage, TIMESTAMP, folder_name, same};

/// Where files are written before they get their names; only the one who has the lock is in there.
const NEW: &str = ".new";

/// From this many files on, one flush of the whole file system is less work than one of each file.
const MANY: usize = 64;

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
        Ok(self.create_all_now(&[(folder, name, bytes)])?[0])
    }

    /// No file has its name before all of them are on the disk; then they get their names in order.
    fn create_all_now(&self, files: &[(Folder, &str, &[u8])]) -> Result<Vec<bool>, Error> {
        let mut new = Vec::with_capacity(files.len());
        for (folder, name, bytes) in files {
            new.push(match self.read_now(*folder, name)? {
                Some(there) => same(*folder, name, &there, bytes).map(|()| false)?,
                None => true,
            });
        }
        let written: Vec<_> = files.iter().zip(&new).filter(|(_, new)| **new).map(|(file, _)| *file).collect();
        self.put(&written)?;
        Ok(new)
    }

    /// Writes files durably, whether they are there or not.
    fn put(&self, files: &[(Folder, &str, &[u8])]) -> Result<(), Error> {
        if files.is_empty() {
            return Ok(());
        }
        if self.lock.is_none() {
            return Err(Error::Busy { place: self.path.to_string() });
        }
        let new = self.path.join(NEW);
        fs_err::create_dir_all(&new).map_err(Error::io(&new))?;
        let together = files.len() >= MANY && cfg!(target_os = "linux");
        let mut written = Vec::with_capacity(files.len());
        for (folder, name, bytes) in files {
            let path = self.file(*folder, name);
            written.push((temporary(&new, bytes, !together).map_err(Error::io(&path))?, path));
        }
        if together {
            flush_all(&new).map_err(Error::io(&new))?;
        }
        let mut folders = BTreeSet::new();
        for (file, path) in written {
            let folder = path.parent().unwrap_or(&path);
            if folders.insert(folder.to_owned()) {
                fs_err::create_dir_all(folder).map_err(Error::io(folder))?;
            }
            file.persist(&path).map_err(|error| Error::Io { path: path.to_string(), source: error.error })?;
        }
        for folder in folders {
            fs_err::File::open(&folder).and_then(|opened| opened.sync_all()).map_err(Error::io(&folder))?;
        }
        Ok(())
    }

    /// Removes what a writer that was killed left behind.
    fn clean(&self) -> std::io::Result<()> {
        match fs_err::remove_dir_all(self.path.join(NEW)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A file under a name of its own in the folder `new`; it is on the disk where `flush` asks for that.
fn temporary(new: &Utf8Path, bytes: &[u8], flush: bool) -> std::io::Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    // Published files are for everybody; temporary files are private unless told otherwise.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(new)?;
    file.write_all(bytes)?;
    if flush {
        file.as_file().sync_all()?;
    }
    Ok(file.into_temp_path())
}

/// Flushes the file system that `folder` is on.
#[cfg(target_os = "linux")]
fn flush_all(folder: &Utf8Path) -> std::io::Result<()> {
    Ok(rustix::fs::syncfs(fs_err::File::open(folder)?.file())?)
}

/// Every file was flushed when it was written.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
fn flush_all(_: &Utf8Path) -> std::io::Result<()> {
    Ok(())
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

    fn create_all<'a>(&'a self, files: &'a [File]) -> BoxFuture<'a, Result<Vec<bool>, Error>> {
        let files: Vec<_> = files.iter().map(|file| (file.folder, file.name.as_str(), file.bytes.as_slice())).collect();
        Box::pin(async move { self.create_all_now(&files) })
    }

    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let old = self.read_now(Folder::Metadata, TIMESTAMP)?;
            if old.as_deref().map(Sha256::of) != expected {
                return Err(Error::Busy { place: self.path.to_string() });
            }
            self.put(&[(Folder::Metadata, TIMESTAMP, bytes)])
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
        let many: Vec<String> = (0..2 * MANY).map(|number| format!("{number}.json")).collect();
        let files: Vec<_> = many.iter().map(|name| (Folder::Metadata, name.as_str(), name.as_bytes())).collect();
        let locked = Directory::open(path).unwrap();
        assert_eq!(locked.create_all_now(&files[1..]).unwrap(), vec![true; 2 * MANY - 1]);
        let new = locked.create_all_now(&files).unwrap();
        assert_eq!((new[0], new[1..].contains(&true)), (true, false));
        assert!(many.iter().all(|name| fs_err::read_to_string(path.join("metadata").join(name)).unwrap() == *name));
        // One file that is there with other bytes, and none of the others is written.
        let taken = [(Folder::Metadata, "new.json", &b"1"[..]), (Folder::Metadata, "0.json", b"1")];
        assert!(matches!(locked.create_all_now(&taken), Err(Error::Taken { .. })));
        assert!(!path.join("metadata/new.json").exists());
        fs_err::remove_dir_all(path.join("metadata")).unwrap();
        drop(locked);
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
