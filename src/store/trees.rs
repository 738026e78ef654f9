//! The cache of unpacked trees, which all projects of a user share, and the links between it and a project's store.
//!
//! Owns: `trees/sha256/<tree digest>` below the cache's folder, with the list of its files and its stamp beside it; when a tree
//! there may be linked to. A tree whose files look as they did when they were known to be good is taken as it is; any other one is
//! hashed first, and removed where its bytes are not those of its name. So a write through a link that reached the cache reaches
//! nobody else.
//! Never does: put in what was not verified a moment before, or fail an install: without a cached tree its archive is unpacked.
//! In: a tree digest that lockfile and signed metadata agree on, or a [`StagedTree`]. Out: [`CachedTree`]s.

use std::collections::BTreeSet;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::PermissionsExt;

use camino::{Utf8Path, Utf8PathBuf};
use fs_err::File;
use jiff::Timestamp;
use rustix::fs::Mode;

use super::cache::{self, Cache};
use super::cores;
use super::error::Error;
use super::file;
use super::generation::names_in;
use super::layout::folder_or_absent;
use super::link::{self, LinkMode, Way};
use super::lock::ProjectLock;
use super::receipt;
use super::staging::{StagedTree, Staging};
use super::stamp::{Look, Stamp};
use super::temporary::remove_any;
use super::tree_check;
use crate::digest::Sha256;
use crate::tree::{self, TreeFile};

/// What the folders of unfinished trees start with; `cache prune` removes those of killed commands.
const TEMPORARY: &str = ".tmp-";
const FIRST_LINE: &str = "ragnos stamp 1";
const STAMP_BYTES: u64 = 256;
/// A thread is worth starting for so many trees.
const TREES_PER_THREAD: usize = 4;

/// The cached trees, as one command uses them.
#[derive(Debug)]
pub struct Trees {
    cache: Cache,
    mode: LinkMode,
    /// Whether every file is hashed before it is linked to, whatever its stamp says.
    rehash: bool,
    way: Way,
}

/// A tree that was had from the cache, in the staging folder of a project.
#[derive(Debug)]
pub struct CachedTree {
    /// Its files, as its digest lists them.
    pub files: Vec<TreeFile>,
    had: Had,
    tree: Sha256,
    stamp: Stamp,
}

#[derive(Debug)]
enum Had {
    /// File by file.
    Files(Staging),
    /// As a whole, by one link.
    Link(cap_std::fs::Dir, StagedTree),
}

impl CachedTree {
    /// The folder of its files.
    pub fn dir(&self) -> &cap_std::fs::Dir {
        match &self.had {
            Had::Files(staging) => staging.dir(),
            Had::Link(dir, _) => dir,
        }
    }

    /// The tree, ready to be put in its place, and how its files look.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn seal(self) -> Result<(StagedTree, Option<Stamp>), Error> {
        let staged = match self.had {
            Had::Files(staging) => staging.seal_files(self.tree, &self.files)?,
            Had::Link(_, staged) => staged,
        };
        Ok((staged, Some(self.stamp)))
    }
}

impl Trees {
    /// The trees of `cache`, had by `mode`.
    pub fn new(cache: &Cache, mode: LinkMode, rehash: bool) -> Self {
        Self { cache: cache.clone(), mode, rehash, way: Way::of(mode) }
    }

    /// The sentence on a link mode that was asked for by name and could not be had so far.
    pub fn refusal(&self, lock: &ProjectLock) -> Option<String> {
        let why = self.way.refused()?;
        Some(format!("{} ({why})", link::refusal(self.mode, self.cache.folder(), &lock.layout().store())))
    }

    /// False where every installed file has bytes of its own.
    fn is_open(&self) -> bool {
        self.cache.writes() && self.way.is_open()
    }

    /// Those of `wanted` that are here, in the same order, each as `then` made it ready on the thread that took it. What is damaged
    /// is removed.
    ///
    /// # Errors
    /// [`Error::Write`] where the project's store cannot be written to, or what `then` said.
    pub fn take<I: Sync, T: Send, E: From<Error> + Send>(
        &self,
        lock: &ProjectLock,
        wanted: &[I],
        tree: impl Fn(&I) -> Sha256 + Sync,
        then: impl Fn(&I, CachedTree) -> Result<T, E> + Sync,
    ) -> Result<Vec<Option<T>>, E> {
        let nothing = || Ok(wanted.iter().map(|_| None).collect());
        if !self.is_open() || refuse_links(&self.cache).is_err() || !folder(&self.cache).is_dir() {
            return nothing();
        }
        // Nobody removes them meanwhile.
        let Ok(_shared) = cache::lock(&self.cache, std::fs::File::lock_shared) else { return nothing() };
        let take = |one: &I, _: &mut Vec<u8>| self.take_one(lock, &tree(one))?.map(|taken| then(one, taken)).transpose();
        cores::each(wanted, wanted.len() / TREES_PER_THREAD, take)
    }

    fn take_one(&self, lock: &ProjectLock, tree: &Sha256) -> Result<Option<CachedTree>, Error> {
        let entry = Entry::of(&self.cache, *tree);
        let Some((files, before)) = entry.vouched(self.rehash) else { return Ok(None) };
        if self.mode == LinkMode::Symlink {
            return Self::link_to(lock, &entry, files, &before).map(Some);
        }
        let staging = Staging::create(lock)?;
        let linked = File::open(&entry.folder).and_then(|from| self.link_all(&from, staging.dir(), &files));
        let stamp = linked.and_then(|()| self.linked(&entry, &before, &staging, &files));
        match stamp {
            Ok(stamp) => Ok(Some(CachedTree { files, had: Had::Files(staging), tree: *tree, stamp })),
            Err(error) => {
                tracing::debug!(%tree, %error, "a cached tree was not linked to; its archive is unpacked instead");
                Ok(None)
            }
        }
    }

    /// One link to the whole tree.
    fn link_to(lock: &ProjectLock, entry: &Entry, files: Vec<TreeFile>, seen: &Look) -> Result<CachedTree, Error> {
        let failed = |source| Error::Cache { path: entry.folder.clone(), source };
        let staged = StagedTree::linked(lock, &entry.folder, entry.tree, &files)?;
        let dir = cap_std::fs::Dir::open_ambient_dir(&entry.folder, cap_std::ambient_authority()).map_err(failed)?;
        let stamp = seen.stamp();
        entry.write_stamp(&stamp).map_err(failed)?;
        Ok(CachedTree { files, had: Had::Link(dir, staged), tree: entry.tree, stamp })
    }

    /// The stamp of files that were just linked to, where nothing was written to them since they were looked at.
    fn linked(&self, entry: &Entry, before: &Look, staging: &Staging, files: &[TreeFile]) -> io::Result<Stamp> {
        let changed = || io::Error::other("it was changed meanwhile");
        let after = Look::of_files(staging.dir().as_fd(), files)?;
        let stamp = after.stamp();
        if self.way.is_hard() {
            // A new link is a new time of change; the cache remembers it, or it would have to hash next time.
            after.is_linked_from(before).then_some(()).ok_or_else(changed)?;
            entry.write_stamp(&stamp)?;
        } else {
            let source = Look::at(&entry.folder).map(|look| look.stamp());
            (source == Some(before.stamp())).then_some(()).ok_or_else(changed)?;
            entry.write_stamp(&before.stamp())?;
        }
        Ok(stamp)
    }

    /// Puts a tree in that was just unpacked from a verified archive, and gives it back as it is to be installed, with how its files
    /// look then. Where it cannot be put in, the next install unpacks again.
    ///
    /// # Errors
    /// [`Error::Write`] where the project's store cannot be written to.
    pub fn put(
        &self,
        lock: &ProjectLock,
        staged: StagedTree,
        files: &[TreeFile],
    ) -> Result<(StagedTree, Option<Stamp>), Error> {
        let looked_at = |staged: StagedTree| {
            let stamp = staged.stamp();
            Ok((staged, stamp))
        };
        if !self.is_open() {
            return looked_at(staged);
        }
        let entry = Entry::of(&self.cache, staged.tree());
        let put = self.try_put(&entry, &staged, files);
        if let Err(error) = &put {
            tracing::debug!(tree = %staged.tree(), %error, "an unpacked tree was not cached");
        }
        if self.mode != LinkMode::Symlink {
            return match put {
                // Two names of one file look the same.
                Ok(Some(seen)) if self.way.is_hard() => Ok((staged, Some(seen))),
                _ => looked_at(staged),
            };
        }
        let vouched = if put.is_ok() { entry.vouched(self.way.is_copy()) } else { None };
        let Some((_, before)) = vouched else { return looked_at(staged) };
        let linked = StagedTree::linked(lock, &entry.folder, entry.tree, files)?;
        // A name less is a new time of change.
        drop(staged);
        if let Some(after) = Look::at(&entry.folder).filter(|after| after.is_linked_from(&before)) {
            let _ = entry.write_stamp(&after.stamp());
        }
        looked_at(linked)
    }

    /// How its files look in the cache; `None` where they were there already.
    fn try_put(&self, entry: &Entry, staged: &StagedTree, files: &[TreeFile]) -> io::Result<Option<Stamp>> {
        refuse_links(&self.cache).map_err(io::Error::other)?;
        let folder = folder(&self.cache);
        fs_err::create_dir_all(&folder)?;
        let _shared = cache::lock(&self.cache, std::fs::File::lock_shared)?;
        if fs_err::symlink_metadata(&entry.folder).is_ok() {
            return Ok(None);
        }
        let usual = PermissionsExt::from_mode(0o755);
        let made = tempfile::Builder::new().prefix(TEMPORARY).permissions(usual).tempdir_in(&folder)?;
        let made = Unfinished(Utf8PathBuf::from_path_buf(made.keep()).map_err(|_| io::ErrorKind::InvalidFilename)?);
        let into = cap_std::fs::Dir::open_ambient_dir(&made.0, cap_std::ambient_authority())?;
        self.link_all(&File::open(staged.folder())?, &into, files)?;
        read_only(&made.0, files)?;
        fs_err::write(made.listing(), tree::listing(files))?;
        // The list first: a tree in its place always has one. A tree that another command put there first is as good.
        fs_err::rename(made.listing(), &entry.listing)?;
        fs_err::rename(&made.0, &entry.folder)?;
        let stamp = Look::of_files(into.as_fd(), files)?.stamp();
        entry.write_stamp(&stamp)?;
        Ok(Some(stamp))
    }

    /// Makes `files` below `into` of those below `from`, and the folders that they need.
    fn link_all(&self, from: &File, into: &cap_std::fs::Dir, files: &[TreeFile]) -> io::Result<()> {
        for folder in tree::folders(files) {
            rustix::fs::mkdirat(into, folder, Mode::from_raw_mode(0o755))?;
        }
        let link = |file: &TreeFile| self.way.link(from.file().as_fd(), into.as_fd(), &file.path, file.mode());
        files.iter().try_for_each(link)
    }
}

/// A folder that goes when it has not got its name.
struct Unfinished(Utf8PathBuf);

impl Unfinished {
    fn listing(&self) -> Utf8PathBuf {
        Utf8PathBuf::from(format!("{}.files", self.0))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = remove_any(&self.0);
        let _ = fs_err::remove_file(self.listing());
    }
}

fn read_only(folder: &Utf8Path, files: &[TreeFile]) -> io::Result<()> {
    // The tree's own folder stays as it is until it has its name: some systems rename only what can be written to.
    let mut below = tree::folders(files).into_iter().rev().map(|path| folder.join(path));
    below.try_for_each(|path| fs_err::set_permissions(path, PermissionsExt::from_mode(0o555)))
}

/// The folder of the trees.
pub(super) fn folder(cache: &Cache) -> Utf8PathBuf {
    cache.folder().join("trees/sha256")
}

fn refuse_links(cache: &Cache) -> Result<(), Error> {
    ["trees", "trees/sha256"].iter().try_for_each(|below| folder_or_absent(&cache.folder().join(below)))
}

/// All cached trees, and paths of what is none: what killed commands left.
pub(super) fn entries(cache: &Cache) -> Result<(Vec<Entry>, Vec<Utf8PathBuf>), Error> {
    refuse_links(cache)?;
    let (mut entries, mut others) = (BTreeSet::new(), Vec::new());
    for name in names_in(&folder(cache))? {
        let stem = name.strip_suffix(".files").or_else(|| name.strip_suffix(".stamp")).unwrap_or(&name);
        match stem.parse::<Sha256>() {
            Ok(tree) => drop(entries.insert(tree)),
            Err(_) => others.push(folder(cache).join(name)),
        }
    }
    Ok((entries.into_iter().map(|tree| Entry::of(cache, tree)).collect(), others))
}

/// One cached tree.
pub(super) struct Entry {
    pub(super) tree: Sha256,
    pub(super) folder: Utf8PathBuf,
    listing: Utf8PathBuf,
    stamp: Utf8PathBuf,
}

impl Entry {
    pub(super) fn of(cache: &Cache, tree: Sha256) -> Self {
        let beside = |suffix: &str| folder(cache).join(format!("{tree}{suffix}"));
        Self { tree, folder: beside(""), listing: beside(".files"), stamp: beside(".stamp") }
    }

    /// The sum of its files' lengths, as its list has them; 0 where there is none.
    pub(super) fn bytes(&self) -> u64 {
        let listing = file::read(&self.listing, tree_check::LISTING_BYTES).ok().flatten();
        let files = listing.and_then(|bytes| tree::parse_listing(&String::from_utf8(bytes).ok()?));
        files.unwrap_or_default().iter().map(|file| file.length).sum()
    }

    /// When it was last used.
    pub(super) fn used(&self) -> Option<Timestamp> {
        let found = fs_err::symlink_metadata(&self.stamp).or_else(|_| fs_err::symlink_metadata(&self.folder));
        Timestamp::try_from(found.ok()?.modified().ok()?).ok()
    }

    /// Its files, and how they look, where its bytes are those of its name. A damaged one is removed.
    pub(super) fn vouched(&self, rehash: bool) -> Option<(Vec<TreeFile>, Look)> {
        let found = fs_err::symlink_metadata(&self.folder).ok()?;
        let whole = if found.is_dir() { self.whole(rehash) } else { None };
        if whole.is_none() {
            tracing::warn!(tree = %self.tree, "a damaged tree was removed from the cache");
            self.remove().unwrap_or_else(|error| tracing::warn!(%error, "a damaged tree stays in the cache, and is not used"));
        }
        whole
    }

    /// The same, without removing anything.
    pub(super) fn whole(&self, rehash: bool) -> Option<(Vec<TreeFile>, Look)> {
        let listing = file::read(&self.listing, tree_check::LISTING_BYTES).ok()??;
        let is_listing = Sha256::of(&listing) == self.tree;
        let files = is_listing.then(|| tree::parse_listing(&String::from_utf8(listing).ok()?)).flatten()?;
        let look = Look::at(&self.folder).filter(|look| look.is_of(&files))?;
        if rehash || self.known() != Some(look.stamp()) {
            let hashed = tree_check::digest_of(&self.folder).ok()?;
            (hashed == Ok(self.tree)).then_some(())?;
        }
        Some((files, look))
    }

    /// The stamp that was written when it was last known to be good. It is not flushed: after a restart it does not count.
    fn known(&self) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let found = fs_err::symlink_metadata(&self.stamp).ok()?;
        // Somebody else's word does not count.
        (found.is_file() && found.uid() == rustix::process::geteuid().as_raw()).then_some(())?;
        let text = file::read_text(&self.stamp, STAMP_BYTES).ok()??;
        let mut lines = text.lines();
        let is_ours = lines.next()? == FIRST_LINE && lines.next() == receipt::this_boot().as_deref();
        lines.next().filter(|_| is_ours)?.parse().ok()
    }

    /// Written over what is there: half of a stamp is none.
    fn write_stamp(&self, stamp: &Stamp) -> io::Result<()> {
        use fs_err::os::unix::fs::OpenOptionsExt;
        let Some(boot) = receipt::this_boot() else { return Ok(()) };
        let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
        let mut options = fs_err::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).custom_flags(no_follow).open(&self.stamp)?;
        io::Write::write_all(&mut file, format!("{FIRST_LINE}\n{boot}\n{stamp}\n").as_bytes())
    }

    /// Removes it. Renamed first: what has a digest for its name is whole, also when this is killed half-way.
    pub(super) fn remove(&self) -> io::Result<()> {
        remove_any(&self.stamp)?;
        let aside = self.folder.with_file_name(format!("{TEMPORARY}{}-{}", self.tree, std::process::id()));
        let moved = fs_err::rename(&self.folder, &aside);
        remove_any(&self.listing)?;
        match moved {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => remove_any(&aside),
        }
    }
}

#[cfg(test)]
#[path = "trees_tests.rs"]
mod tests;
