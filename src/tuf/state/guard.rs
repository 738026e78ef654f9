//! Who else could change the trust state: the look at its folder before anything in it is believed.
//!
//! Owns: the rule (attack table, row 115): the folder, and the one above it, are folders, no links, belong to this user or to
//! root, and nobody else may write in them.
//! Never does: judge what lies above them, such as the home folder: whoever can write there owns this program's user anyway.
//! In: a path. Out: nothing, or a [`StateError`].

use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::path::Path;

use super::StateError;

/// Write permission for everybody. A group of one user each is a usual set-up, so the group may write.
const OTHERS_WRITE: u32 = 0o002;
const STICKY: u32 = 0o1000;

/// Looks at the folder `path` and at its parent; neither has to be there.
pub(super) fn look(path: &Path) -> Result<(), StateError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or(Ok(()), |parent| look_at(parent, true))?;
    look_at(path, false)
}

/// Takes write permission from everybody else, on the folder and on its parent where that needs it.
pub(super) fn make_private(path: &Path) -> Result<(), StateError> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    for (folder, above) in parent.map(|parent| (parent, true)).into_iter().chain([(path, false)]) {
        if let Err(StateError::Exposed { .. }) = look_at(folder, above) {
            let private = || {
                let mode = fs_err::symlink_metadata(folder)?.permissions().mode();
                fs_err::set_permissions(folder, PermissionsExt::from_mode(mode & !OTHERS_WRITE))
            };
            private().map_err(|error| StateError::io(folder, "made private", error))?;
        }
    }
    look(path)
}

fn look_at(path: &Path, above: bool) -> Result<(), StateError> {
    let found = match fs_err::symlink_metadata(path) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StateError::io(path, "looked at", error)),
    };
    let shown = || path.display().to_string();
    if found.is_symlink() {
        return Err(StateError::Misplaced { path: shown(), seen: "a symbolic link" });
    }
    if !found.is_dir() {
        return Err(StateError::Misplaced { path: shown(), seen: "no folder" });
    }
    // In a sticky folder nobody can replace what is another user's: fine above the state, but a planted file in it would be read.
    let sticky = above && found.mode() & STICKY != 0;
    let mode = if sticky { found.mode() & !OTHERS_WRITE } else { found.mode() };
    match exposure(found.uid(), mode, rustix::process::geteuid().as_raw()) {
        Some(reason) => Err(StateError::Exposed { path: shown(), reason }),
        None => Ok(()),
    }
}

/// Why a folder of `owner` with `mode` is not safe for the user `me`.
fn exposure(owner: u32, mode: u32, me: u32) -> Option<String> {
    // Root can write anywhere; another user that root works for by mistake should keep their own state.
    if owner != me && owner != 0 {
        return Some(format!("belongs to the user {owner}, this program runs as {me}"));
    }
    (mode & OTHERS_WRITE != 0).then(|| format!("can be written by every user (mode {:o})", mode & 0o7777))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_user_and_root_may_own_it_and_nobody_else_may_write() {
        for (owner, mode, me, safe) in [
            (1000, 0o700, 1000, true),
            (1000, 0o775, 1000, true),
            (0, 0o755, 1000, true),
            (1000, 0o777, 1000, false),
            (1000, 0o1777, 1000, false),
            (0, 0o702, 0, false),
            (1001, 0o700, 1000, false),
            (1000, 0o700, 0, false),
        ] {
            assert_eq!(exposure(owner, mode, me).is_none(), safe, "{owner} {mode:o} {me}");
        }
    }
}
