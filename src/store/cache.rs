//! The cache of downloaded archives, shared by all projects of a user. Unpacked ones are beside it (`trees`).
//!
//! Owns: `archives/sha256/<hex>` below its folder; every entry is hashed whenever it is read, and a bad one is removed.
//! Never does: decide what is trusted. An entry has the digest that it is named after, and nothing more is known of it.
//! In: bytes and their digest. Out: the same bytes.

use std::io::{self, Read, Write};

use camino::{Utf8Path, Utf8PathBuf};
use fs_err::File;
use rustix::fs::{Timespec, Timestamps, UTIME_NOW, UTIME_OMIT};

use super::error::Error;
use super::layout::folder_or_absent;
use super::lock::Waiting;
use super::temporary::remove_any;
use crate::digest::Sha256;

/// The lock file below the cache's folder.
const LOCK: &str = "lock";

/// The time of modification now; the other one as it is.
const NOW: Timestamps = Timestamps {
    last_access: Timespec { tv_sec: 0, tv_nsec: UTIME_OMIT },
    last_modification: Timespec { tv_sec: 0, tv_nsec: UTIME_NOW },
};

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

    /// False for a run that leaves no trace.
    pub(super) fn writes(&self) -> bool {
        self.writes
    }

    /// The folder of the entries.
    pub(super) fn archives(&self) -> Utf8PathBuf {
        self.folder.join("archives/sha256")
    }

    fn entry(&self, sha256: &Sha256) -> Utf8PathBuf {
        self.archives().join(sha256.to_string())
    }

    /// A link that somebody planted must not lead reads or writes elsewhere (attack table, row 79). The cache's own folder is the
    /// user's to place.
    pub(super) fn refuse_links(&self) -> Result<(), Error> {
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
            let bytes = match self.read(&path, length) {
                // Another command removed it, to make room.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                read => read.map_err(failed)?,
            };
            if bytes.len() as u64 == length && Sha256::of(&bytes) == *sha256 {
                return Ok(Some(bytes));
            }
        }
        if self.writes {
            tracing::warn!(%path, "a damaged cache entry was removed");
            remove_any(&path).map_err(failed)?;
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
        // Nobody sweeps temporary files meanwhile.
        let _shared = lock(self, std::fs::File::lock_shared).map_err(failed)?;
        let mut temporary = tempfile::Builder::new().prefix(".tmp-").tempfile_in(folder).map_err(failed)?;
        temporary.write_all(bytes).map_err(failed)?;
        // Not flushed: an entry that did not reach the disk is found out when it is read.
        temporary.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    /// Reads a file that was one a moment ago; a link or a pipe that took its place since is not followed and does not block.
    fn read(&self, path: &Utf8Path, length: u64) -> io::Result<Vec<u8>> {
        use fs_err::os::unix::fs::OpenOptionsExt;
        let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits().cast_signed();
        let mut file = fs_err::OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let mut bytes = Vec::new();
        Read::take(&mut file, length + 1).read_to_end(&mut bytes)?;
        if self.writes {
            // The time of the last use, which `cache prune` goes by. A cache of somebody else's is used all the same.
            let _ = rustix::fs::futimens(file.file(), &NOW);
        }
        Ok(bytes)
    }
}

/// Waits until nobody puts anything in, and holds them off until the lock is dropped.
pub(super) fn alone(cache: &Cache, waiting: Waiting) -> Result<Option<File>, Error> {
    let failed = |source| Error::Cache { path: cache.folder.join(LOCK), source };
    let busy = || Error::Busy { holder: "a command that writes to the cache".to_owned() };
    let locked = lock(cache, |file| match waiting {
        Waiting::Wait => file.lock(),
        Waiting::Refuse => file.try_lock().map_err(io::Error::from),
    });
    match locked {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(busy()),
        locked => locked.map_err(failed),
    }
}

/// The cache's lock file, which is never removed. `None` on a file system that has no locks: renames and digests then have to do.
pub(super) fn lock(cache: &Cache, how: impl Fn(&std::fs::File) -> io::Result<()>) -> io::Result<Option<File>> {
    use fs_err::os::unix::fs::OpenOptionsExt;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let mut options = fs_err::OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).custom_flags(no_follow).open(cache.folder.join(LOCK))?;
    loop {
        match how(file.file()) {
            Ok(()) => return Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(None),
            Err(error) => return Err(error),
        }
    }
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
