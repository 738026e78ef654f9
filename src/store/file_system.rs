//! The file system that a folder is on: what it is called, how much is free, and whether another machine keeps it.
//!
//! Owns: the names of file systems. Never does: decide whether one is good enough. In: a folder. Out: [`FileSystem`].

use std::io;

use camino::Utf8Path;

use super::error::{At, Error};

/// What a folder is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSystem {
    /// Its kind, as `mount` calls it where it is a common one.
    pub name: String,
    /// True for a network file system, whose locks and flushes are another machine's.
    pub remote: bool,
    /// True when nothing can be written to it.
    pub read_only: bool,
    /// Free space for this user, bytes.
    pub free: u64,
}

/// Kinds by the number that `statfs(2)` lists: name, and whether another machine keeps it.
#[cfg(target_os = "linux")]
const KINDS: [(u64, &str, bool); 13] = [
    (0xef53, "ext4", false),
    (0x5846_5342, "xfs", false),
    (0x9123_683e, "btrfs", false),
    (0x0102_1994, "tmpfs", false),
    (0x794c_7630, "overlayfs", false),
    (0x2fc1_2fc1, "zfs", false),
    (0xf2f5_2010, "f2fs", false),
    (0xca45_1a4e, "bcachefs", false),
    (0x4d44, "vfat", false),
    (0x6573_5546, "fuse", false),
    (0x6969, "nfs", true),
    (0xff53_4d42, "cifs", true),
    (0x0102_1997, "9p", true),
];

impl FileSystem {
    /// Looks at the file system of `folder`.
    ///
    /// # Errors
    /// [`Error::Read`].
    pub fn of(folder: &Utf8Path) -> Result<Self, Error> {
        let space = rustix::fs::statvfs(folder.as_std_path()).map_err(io::Error::from).reading(folder)?;
        let (name, remote) = kind(folder)?;
        let read_only = space.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY);
        Ok(Self { name, remote, read_only, free: space.f_bavail.saturating_mul(space.f_frsize) })
    }
}

#[cfg(target_os = "linux")]
fn kind(folder: &Utf8Path) -> Result<(String, bool), Error> {
    let found = rustix::fs::statfs(folder.as_std_path()).map_err(io::Error::from).reading(folder)?;
    let number = u64::try_from(found.f_type).unwrap_or_default() & 0xffff_ffff;
    let known = KINDS.iter().find(|(one, ..)| *one == number);
    Ok(known.map_or_else(
        || (format!("a file system of kind {number:#x}"), false),
        |(_, name, remote)| ((*name).to_owned(), *remote),
    ))
}

#[cfg(not(target_os = "linux"))]
fn kind(_: &Utf8Path) -> Result<(String, bool), Error> {
    Ok(("a file system of this machine".to_owned(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_on_something_and_nothing_is_on_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap();
        let found = FileSystem::of(path).unwrap();
        assert!(!found.name.is_empty() && !found.read_only);
        assert!(matches!(FileSystem::of(&path.join("absent")), Err(Error::Read { .. })));
    }
}
