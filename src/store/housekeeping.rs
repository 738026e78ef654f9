//! The housekeeping of the cache: how much there is, whether it is whole, and what may go.
//!
//! Owns: the listing of entries, and their removal by age, by damage, or all.
//! Never does: remove what a command is writing: whoever puts something in holds the cache's lock for reading meanwhile, and a
//! removal holds it alone. Whoever reads an entry that is removed has it open, or finds that it is not there and downloads.
//! In: a [`Cache`]. Out: [`Stock`], [`Removed`].

use std::io;
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::cache::{self, Cache};
use super::cores;
use super::error::Error;
use super::generation::names_in;
use super::lock::Waiting;
use super::temporary::remove_any;
use super::trees::{self, Entry};
use crate::digest::Sha256;

/// What is in a cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stock {
    /// Its folder.
    pub folder: Utf8PathBuf,
    /// How many archives and SBOMs there are.
    pub entries: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many unpacked plugins there are.
    pub trees: usize,
    /// The bytes of their files, which hard links share with the projects that have them.
    pub tree_bytes: u64,
    /// Files that are no entries: what a killed command left, or somebody else's.
    pub other_files: usize,
    /// When the entry was last used that nobody has used for the longest time.
    pub oldest_use: Option<Timestamp>,
    /// When an entry was last used.
    pub newest_use: Option<Timestamp>,
}

/// What was, or would be, removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// How many files.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// How many unpacked plugins.
    pub trees: usize,
    /// The bytes of their files; those that a project still has are not free yet.
    pub tree_bytes: u64,
}

/// Whether every entry has the digest that it is named after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Archives and SBOMs that have it.
    pub good: usize,
    /// Unpacked plugins that have it.
    pub good_trees: usize,
    /// Paths of those that do not.
    pub damaged: Vec<Utf8PathBuf>,
}

/// One file of the cache of archives.
struct File {
    path: Utf8PathBuf,
    /// The digest that it is named after; `None` for what is no entry.
    digest: Option<Sha256>,
    bytes: u64,
    used: Option<Timestamp>,
}

fn failed(path: &Utf8Path, source: io::Error) -> Error {
    Error::Cache { path: path.to_owned(), source }
}

fn entries(cache: &Cache) -> Result<Vec<File>, Error> {
    cache.refuse_links()?;
    let folder = cache.archives();
    let mut entries = Vec::new();
    for name in names_in(&folder)? {
        let path = folder.join(&name);
        match fs_err::symlink_metadata(&path) {
            Ok(found) => {
                let used = found.modified().ok().and_then(|time: SystemTime| Timestamp::try_from(time).ok());
                let digest = name.parse().ok().filter(|_| found.is_file());
                entries.push(File { path, digest, bytes: found.len(), used });
            }
            // Another command removed it since.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&path, error)),
        }
    }
    Ok(entries)
}

/// How much there is.
///
/// # Errors
/// [`Error::Cache`], [`Error::Read`].
pub fn stock(cache: &Cache) -> Result<Stock, Error> {
    let all = entries(cache)?;
    let (trees, others) = trees::entries(cache)?;
    let entries = || all.iter().filter(|entry| entry.digest.is_some());
    Ok(Stock {
        folder: cache.folder().to_owned(),
        entries: entries().count(),
        bytes: entries().map(|entry| entry.bytes).sum(),
        trees: trees.len(),
        tree_bytes: trees.iter().map(Entry::bytes).sum(),
        other_files: all.len() - entries().count() + others.len(),
        oldest_use: entries().filter_map(|entry| entry.used).min(),
        newest_use: entries().filter_map(|entry| entry.used).max(),
    })
}

/// Hashes every entry. Damaged ones are removed, unless the cache is only read.
///
/// # Errors
/// [`Error::Cache`], [`Error::Read`].
pub fn verify(cache: &Cache) -> Result<Verified, Error> {
    let mut verified = Verified::default();
    for entry in entries(cache)? {
        let Some(digest) = entry.digest else { continue };
        if cache.get(&digest, entry.bytes)?.is_some() {
            verified.good += 1;
        } else {
            verified.damaged.push(entry.path);
        }
    }
    let (trees, _) = trees::entries(cache)?;
    let whole =
        |tree: &Entry, _: &mut Vec<u8>| Ok(if cache.writes() { tree.vouched(true) } else { tree.whole(true) }.is_some());
    for (tree, is_whole) in trees.iter().zip(cores::each(&trees, trees.len(), whole)?) {
        if is_whole {
            verified.good_trees += 1;
        } else {
            verified.damaged.push(tree.folder.clone());
        }
    }
    Ok(verified)
}

/// Removes entries that were not used for `unused`, and what is no entry. All of them for `None`.
///
/// # Errors
/// [`Error::Busy`] when commands are at work and waiting is not allowed, [`Error::Cache`].
pub fn remove(cache: &Cache, now: Timestamp, unused: Option<SignedDuration>, waiting: Waiting) -> Result<Removed, Error> {
    let _alone = if cache.writes() && cache.folder().is_dir() { Some(cache::alone(cache, waiting)?) } else { None };
    let is_old = |used: Option<Timestamp>| match unused {
        // An entry whose age cannot be known stays.
        Some(unused) => used.is_some_and(|used| now.duration_since(used) >= unused),
        None => true,
    };
    let mut removed = Removed::default();
    for entry in entries(cache)? {
        if entry.digest.is_some() && !is_old(entry.used) {
            continue;
        }
        if cache.writes() {
            remove_any(&entry.path).map_err(|source| failed(&entry.path, source))?;
        }
        removed.files += 1;
        removed.bytes += entry.bytes;
    }
    let (trees, others) = trees::entries(cache)?;
    for path in others {
        if cache.writes() {
            remove_any(&path).map_err(|source| failed(&path, source))?;
        }
        removed.files += 1;
    }
    for tree in trees.into_iter().filter(|tree| is_old(tree.used())) {
        removed.tree_bytes += tree.bytes();
        if cache.writes() {
            tree.remove().map_err(|source| failed(&tree.folder, source))?;
        }
        removed.trees += 1;
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock as _, SystemClock};

    fn now() -> Timestamp {
        SystemClock.now()
    }

    fn cache() -> (tempfile::TempDir, Cache) {
        let temporary = tempfile::tempdir().unwrap();
        let cache = Cache::new(Utf8Path::from_path(temporary.path()).unwrap().join("cache"));
        (temporary, cache)
    }

    fn put(cache: &Cache, content: &str) -> Sha256 {
        let digest = Sha256::of(content.as_bytes());
        cache.put(&digest, content.as_bytes()).unwrap();
        digest
    }

    #[test]
    fn a_cache_that_is_not_there_holds_nothing() {
        let (_temporary, cache) = cache();
        assert_eq!(stock(&cache).unwrap().entries, 0);
        assert_eq!(verify(&cache).unwrap(), Verified::default());
        assert_eq!(remove(&cache, now(), None, Waiting::Refuse).unwrap(), Removed::default());
        assert!(!cache.folder().exists());
    }

    #[test]
    fn what_is_damaged_old_or_no_entry_goes_and_the_rest_stays() {
        let (_temporary, cache) = cache();
        let (old, good, bad) = (put(&cache, "old"), put(&cache, "good"), put(&cache, "bad"));
        let path = |digest: &Sha256| cache.archives().join(digest.to_string());
        fs_err::write(path(&bad), "worse").unwrap();
        fs_err::write(cache.archives().join(".tmp-x"), "left").unwrap();
        let long_ago = SystemTime::UNIX_EPOCH;
        fs_err::OpenOptions::new().write(true).open(path(&old)).unwrap().file().set_modified(long_ago).unwrap();
        let seen = stock(&cache).unwrap();
        assert_eq!((seen.entries, seen.bytes, seen.other_files, seen.oldest_use), (3, 12, 1, Some(Timestamp::UNIX_EPOCH)));
        let looked = verify(&cache.clone().read_only()).unwrap();
        assert_eq!((looked.good, &looked.damaged[..]), (2, &[path(&bad)][..]));
        assert!(path(&bad).exists(), "a look removes nothing");
        verify(&cache).unwrap();
        assert!(!path(&bad).exists());
        let month = Some(SignedDuration::from_hours(24 * 30));
        // `verify` read both, and that is a use.
        fs_err::OpenOptions::new().write(true).open(path(&old)).unwrap().file().set_modified(long_ago).unwrap();
        let would = remove(&cache.clone().read_only(), now(), month, Waiting::Refuse).unwrap();
        assert_eq!((would.files, path(&old).exists()), (2, true));
        assert_eq!(remove(&cache, now(), month, Waiting::Refuse).unwrap(), would);
        assert_eq!((path(&old).exists(), path(&good).exists()), (false, true));
        assert_eq!(remove(&cache, now(), None, Waiting::Refuse).unwrap(), Removed { files: 1, bytes: 4, ..Removed::default() });
    }

    #[test]
    fn a_use_makes_an_entry_young_again() {
        let (_temporary, cache) = cache();
        let digest = put(&cache, "used");
        let path = cache.archives().join(digest.to_string());
        fs_err::OpenOptions::new().write(true).open(&path).unwrap().file().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert!(cache.get(&digest, 4).unwrap().is_some());
        assert!(stock(&cache).unwrap().oldest_use.unwrap() > Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn many_threads_share_a_cache_that_is_being_emptied() {
        let (_temporary, cache) = cache();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let cache = &cache;
                scope.spawn(move || {
                    for round in 0..50 {
                        let digest = put(cache, &format!("{thread} {round}"));
                        let _ = cache.get(&digest, format!("{thread} {round}").len() as u64).unwrap();
                    }
                });
            }
            scope.spawn(|| {
                for _ in 0..50 {
                    remove(&cache, now(), None, Waiting::Wait).unwrap();
                }
            });
        });
        remove(&cache, now(), None, Waiting::Refuse).unwrap();
        assert_eq!(stock(&cache).unwrap().entries, 0);
    }
}
