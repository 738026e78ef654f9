//! Folders that do not stay: how they are called, and how they go.
//!
//! Owns: the name of staging folders, and the removal of trees whose folders are read-only.
//! Never does: decide what may go (that is `sweep`). In: a folder. Out: nothing.

use std::io;
use std::os::unix::fs::PermissionsExt;

use camino::Utf8Path;

/// What staging folders in the store start with.
pub(super) const STAGING: &str = ".staging-";

/// Removes a folder whose folders may be read-only.
pub(super) fn remove_tree(folder: &Utf8Path) -> io::Result<()> {
    make_writable(folder)?;
    fs_err::remove_dir_all(folder)
}

/// Removes a file or a folder; nothing where there is none.
pub(super) fn remove_any(path: &Utf8Path) -> io::Result<()> {
    let removed = match fs_err::symlink_metadata(path) {
        Ok(found) if found.is_dir() => remove_tree(path),
        Ok(_) => fs_err::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn make_writable(folder: &Utf8Path) -> io::Result<()> {
    if !fs_err::symlink_metadata(folder)?.is_dir() {
        return Ok(());
    }
    fs_err::set_permissions(folder, PermissionsExt::from_mode(0o755))?;
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir()
            && let Some(name) = entry.file_name().to_str()
        {
            make_writable(&folder.join(name))?;
        }
    }
    Ok(())
}
