//! Staging: where an archive is unpacked before anything of the project changes.
//!
//! Owns: the fresh folder beside the trees, and its removal when it is dropped without a commit.
//! Never does: unpack (that is `archive`), or put a tree in its place (that is `commit`).
//! In: the project's lock, then what `archive` unpacked. Out: [`StagedTree`].

use std::os::unix::fs::PermissionsExt;

use camino::{Utf8Path, Utf8PathBuf};
use cap_std::fs::Dir;

use super::error::{At, Error};
use super::lock::ProjectLock;
use super::stamp::Stamp;
use super::temporary::{STAGING, remove_tree};
use crate::archive::UnpackedTree;
use crate::digest::Sha256;
use crate::tree::{self, TreeFile};

/// An empty folder to unpack into.
#[derive(Debug)]
pub struct Staging {
    folder: Discarded,
    dir: Dir,
}

/// A complete tree that is not yet in its place. Dropped without a commit, it is removed.
#[derive(Debug)]
pub struct StagedTree {
    pub(super) folder: Discarded,
    pub(super) tree: Sha256,
}

/// A path below the store that is removed, with its listing, when this is dropped.
#[derive(Debug)]
pub(super) struct Discarded(pub(super) Utf8PathBuf);

impl Discarded {
    pub(super) fn listing(&self) -> Utf8PathBuf {
        Utf8PathBuf::from(format!("{}.files", self.0))
    }
}

impl Drop for Discarded {
    fn drop(&mut self) {
        // What stays behind after a failure here is swept under the next lock.
        let _ = remove_tree(&self.0);
        let _ = fs_err::remove_file(self.listing());
    }
}

impl Staging {
    /// Makes a fresh folder in the store of the locked project.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn create(lock: &ProjectLock) -> Result<Self, Error> {
        let store = lock.layout().store();
        fs_err::create_dir_all(&store).writing(&store)?;
        let made = tempfile::Builder::new()
            .prefix(STAGING)
            .permissions(PermissionsExt::from_mode(0o755))
            .tempdir_in(&store)
            .writing(&store)?;
        let name = made.keep().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = Discarded(store.join(name));
        let dir = Dir::open_ambient_dir(&folder.0, cap_std::ambient_authority()).writing(&folder.0)?;
        Ok(Self { folder, dir })
    }

    /// Its path.
    #[cfg(test)]
    pub(super) fn folder(&self) -> &Utf8Path {
        &self.folder.0
    }

    /// The folder, for `archive::unpack`.
    pub fn dir(&self) -> &Dir {
        &self.dir
    }

    /// Ends the unpacking: makes the folders read-only, as the files are already, and writes the list of files beside the tree.
    ///
    /// # Errors
    /// [`Error::Write`].
    pub fn seal(self, unpacked: &UnpackedTree) -> Result<StagedTree, Error> {
        self.seal_files(unpacked.tree(), unpacked.files())
    }

    pub(super) fn seal_files(self, tree: Sha256, files: &[TreeFile]) -> Result<StagedTree, Error> {
        let Self { folder, dir: _ } = self;
        // There is no other folder: unpacking makes those that a file needs.
        for path in tree::folders(files).into_iter().rev().map(|path| folder.0.join(path)).chain([folder.0.clone()]) {
            fs_err::set_permissions(&path, PermissionsExt::from_mode(0o555)).writing(&path)?;
        }
        fs_err::write(folder.listing(), tree::listing(files)).writing(&folder.listing())?;
        Ok(StagedTree { folder, tree })
    }
}

impl StagedTree {
    /// A tree that is elsewhere, and is linked to as a whole.
    pub(super) fn linked(lock: &ProjectLock, target: &Utf8Path, tree: Sha256, files: &[TreeFile]) -> Result<Self, Error> {
        let store = lock.layout().store();
        fs_err::create_dir_all(&store).writing(&store)?;
        let link = |path: &std::path::Path| fs_err::os::unix::fs::symlink(target, path);
        let made = tempfile::Builder::new().prefix(STAGING).make_in(&store, link).writing(&store)?;
        let ((), path) = made.keep().map_err(|error| error.error).writing(&store)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = Discarded(store.join(name));
        fs_err::write(folder.listing(), tree::listing(files)).writing(&folder.listing())?;
        Ok(Self { folder, tree })
    }

    /// Where its files are, when that is not the project's store.
    pub(super) fn target(&self) -> Option<Utf8PathBuf> {
        Utf8PathBuf::from_path_buf(fs_err::read_link(&self.folder.0).ok()?).ok()
    }

    /// Its tree digest.
    pub fn tree(&self) -> Sha256 {
        self.tree
    }

    /// The folder of its files.
    pub(super) fn folder(&self) -> &Utf8Path {
        &self.folder.0
    }

    /// How its files look now. They go to their place with their folder, which changes nothing of it.
    pub fn stamp(&self) -> Option<Stamp> {
        Stamp::of(&self.folder.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::Layout;
    use super::super::lock::Waiting;
    use super::*;

    #[test]
    fn a_staging_folder_goes_with_its_value() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(Utf8Path::from_path(folder.path()).unwrap());
        let lock = ProjectLock::acquire(&layout, "test", Waiting::Refuse, |_| ()).unwrap();
        let staging = Staging::create(&lock).unwrap();
        staging.dir().create_dir("a").unwrap();
        staging.dir().write("a/x", b"abc").unwrap();
        let files = [TreeFile { path: "a/x".to_owned(), executable: true, length: 3, sha256: Sha256::of(b"abc") }];
        let staged = staging.seal_files(tree::digest(&files), &files).unwrap();
        let mode = |path: &str| fs_err::metadata(staged.folder.0.join(path)).unwrap().permissions().mode() & 0o7777;
        assert_eq!((mode(""), mode("a")), (0o555, 0o555));
        let listing = fs_err::read(staged.folder.listing()).unwrap();
        assert_eq!(Sha256::of(&listing), staged.tree());
        drop(staged);
        drop(Staging::create(&lock).unwrap());
        assert_eq!(fs_err::read_dir(layout.store()).unwrap().count(), 0);
    }
}
