//! The cache of downloaded archives, shared by all projects of a user.
//!
//! Owns: `archives/sha256/<hex>` below its folder; every entry is hashed whenever it is read, and a bad one is removed.
//! Never does: decide what is trusted. An entry has the digest that it is named after, and nothing more is known of it.
//! In: bytes and their digest. Out: the same bytes.

use std::io::{self, Read, Write};

use camino::{Utf8Path, Utf8PathBuf};

use super::error::Error;
use super::layout::folder_or_absent;
use crate::digest::Sha256;

/// The cache of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    folder: Utf8PathBuf,
    writes: bool,
}

impl Cache {
    /// The cache in `folder`, which is made when something is first put in.
    pub fn new(folder: impl Into<Utf8PathBuf>) -> Self {
        Self { folder: folder.into(), writes: true }
    }

    /// The same cache for a run that leaves no trace: what is there is used, and nothing is put in or removed.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { writes: false, ..self }
    }

    /// Its folder.
    pub fn folder(&self) -> &Utf8Path {
        &self.folder
    }

    fn entry(&self, sha256: &Sha256) -> Utf8PathBuf {
        self.folder.join("archives/sha256").join(sha256.to_string())
    }

    /// A link that somebody planted must not lead reads or writes elsewhere (attack table, row 79). The cache's own folder is the
    /// user's to place.
    fn refuse_links(&self) -> Result<(), Error> {
        ["archives", "archives/sha256"].iter().try_for_each(|below| folder_or_absent(&self.folder.join(below)))
    }

    /// The bytes with that digest and length, hashed now. `None` when they are not here; a damaged entry is removed and is
    /// then not here.
    ///
    /// # Errors
    /// [`Error::Cache`], [`Error::NotAFolder`] where a folder of the cache is a link.
    pub fn get(&self, sha256: &Sha256, length: u64) -> Result<Option<Vec<u8>>, Error> {
        self.refuse_links()?;
        let path = self.entry(sha256);
        let failed = |source| Error::Cache { path: path.clone(), source };
        let found = match fs_err::symlink_metadata(&path) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if found.is_file() && found.len() == length {
            let bytes = read(&path, length).map_err(failed)?;
            if bytes.len() as u64 == length && Sha256::of(&bytes) == *sha256 {
                return Ok(Some(bytes));
            }
        }
        if self.writes {
            tracing::warn!(%path, "a damaged cache entry was removed");
            fs_err::remove_file(&path).map_err(failed)?;
        }
        Ok(None)
    }

    /// Puts `bytes` in, which have the digest `sha256`.
    ///
    /// # Errors
    /// [`Error::Cache`], [`Error::NotAFolder`]; nothing is in the cache then.
    pub fn put(&self, sha256: &Sha256, bytes: &[u8]) -> Result<(), Error> {
        if !self.writes {
            return Ok(());
        }
        self.refuse_links()?;
        let path = self.entry(sha256);
        let folder = path.parent().unwrap_or(&self.folder);
        let failed = |source| Error::Cache { path: path.clone(), source };
        fs_err::create_dir_all(folder).map_err(failed)?;
        let mut temporary = tempfile::Builder::new().prefix(".tmp-").tempfile_in(folder).map_err(failed)?;
        temporary.write_all(bytes).map_err(failed)?;
        // Not flushed: an entry that did not reach the disk is found out when it is read.
        temporary.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// Reads a file that was one a moment ago; a link or a pipe that took its place since is not followed and does not block.
fn read(path: &Utf8Path, length: u64) -> io::Result<Vec<u8>> {
    use fs_err::os::unix::fs::OpenOptionsExt;
    let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed();
    let file = fs_err::OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let mut bytes = Vec::new();
    file.take(length + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_byte_is_found_and_the_entry_heals() {
        let temporary = tempfile::tempdir().unwrap();
        let cache = Cache::new(Utf8Path::from_path(temporary.path()).unwrap().join("not/yet"));
        let sha256 = Sha256::of(b"archive");
        assert_eq!(cache.get(&sha256, 7).unwrap(), None);
        cache.put(&sha256, b"archive").unwrap();
        assert_eq!(cache.get(&sha256, 7).unwrap().as_deref(), Some(&b"archive"[..]));
        for damage in [&b"brchive"[..], b"archiv", b"archive!"] {
            fs_err::write(cache.entry(&sha256), damage).unwrap();
            assert_eq!(cache.get(&sha256, 7).unwrap(), None);
            assert!(!cache.entry(&sha256).exists());
            cache.put(&sha256, b"archive").unwrap();
            assert!(cache.get(&sha256, 7).unwrap().is_some());
        }
    }
}
