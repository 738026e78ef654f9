//! Putting a complete tree in its place, and flushing what was written.
//!
//! Owns: the rename of one tree into the store, and the choice of how to flush.
//! Never does: retry a failed flush: the kernel may have dropped the bytes, so the transaction is given up.
//! In: staged folders. Out: trees under their digests.

use std::io;

use camino::Utf8Path;
use rustix::fs::{CWD, RenameFlags};

use super::error::{At, Error};
use super::layout::Layout;
use super::staging::StagedTree;

/// Renames a staged tree to its digest. A tree that is there already is exchanged for the new one in one step, so that a
/// damaged tree is repaired while a host may be reading it, and the old one goes with the staging folder.
pub(super) fn place(layout: &Layout, staged: &StagedTree) -> Result<(), Error> {
    let (folder, listing) = (layout.tree(&staged.tree), layout.tree_listing(&staged.tree));
    // The listing first: a tree in its place always has one. Nothing else writes here, so looking before the rename is enough.
    fs_err::rename(staged.folder.listing(), &listing).writing(&listing)?;
    if fs_err::symlink_metadata(&folder).is_ok() {
        exchange(&staged.folder.0, &folder)
    } else {
        fs_err::rename(&staged.folder.0, &folder).writing(&folder)
    }
}

fn exchange(staged: &Utf8Path, folder: &Utf8Path) -> Result<(), Error> {
    if rustix::fs::renameat_with(CWD, staged.as_std_path(), CWD, folder.as_std_path(), RenameFlags::EXCHANGE).is_ok() {
        return Ok(());
    }
    // A file system that cannot exchange: for a moment the tree is absent, and a host that loads it then is told so.
    let aside = Utf8Path::new(staged.as_str()).with_extension("old");
    fs_err::rename(folder, &aside).writing(folder)?;
    fs_err::rename(staged, folder).writing(folder)?;
    super::temporary::remove_tree(&aside).writing(&aside)
}

/// Flushes all staged trees: one `syncfs` where the kernel has it, else every file and folder.
pub(super) fn flush(layout: &Layout, staged: &[StagedTree]) -> Result<(), Error> {
    if staged.is_empty() {
        return Ok(());
    }
    #[cfg(target_os = "linux")]
    {
        let store = layout.store();
        let elsewhere = staged.iter().find_map(StagedTree::target);
        // What was linked to in a cache on this file system is flushed with it.
        [Some(store), elsewhere].into_iter().flatten().try_for_each(|folder| {
            let opened = fs_err::File::open(&folder).reading(&folder)?;
            rustix::fs::syncfs(opened.file()).map_err(io::Error::from).writing(&folder)
        })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = layout;
        staged.iter().try_for_each(|one| {
            sync_file(&one.folder.listing())?;
            sync_all(&one.folder.0)
        })
    }
}

#[cfg(not(target_os = "linux"))]
fn sync_file(path: &Utf8Path) -> Result<(), Error> {
    fs_err::File::open(path).and_then(|file| file.sync_all()).writing(path)
}

#[cfg(not(target_os = "linux"))]
fn sync_all(folder: &Utf8Path) -> Result<(), Error> {
    for name in super::generation::names_in(folder)? {
        let path = folder.join(name);
        if path.is_dir() { sync_all(&path)? } else { sync_file(&path)? }
    }
    sync_file(folder)
}
