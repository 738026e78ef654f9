//! Stamps: how the files of a tree looked to `lstat` when their bytes were known to be good.
//!
//! Owns: what counts (path, device, inode, mode, owner, length, time of modification, time of change), and the quick look at a tree. The
//! kernel sets the time of change at every write, and nobody can set it back: a byte that was written in place shows, also where
//! the time of modification was restored, and so does a write through another hard link.
//! Never does: read a file, or vouch for one against somebody who can write the notes that stamps are kept in.
//! In: the folder of a tree. Out: [`Stamp`], equal for as long as nothing was changed.

use std::fmt;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::str::FromStr;

use camino::Utf8Path;
use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat};

use super::cores;
use super::error::Error;
use super::layout::Layout;
use crate::digest::Sha256;
#[cfg(feature = "client")]
use crate::tree::TreeFile;

/// A thread is worth starting for so many trees.
const TREES_PER_THREAD: usize = 4;
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// How all files of a tree looked at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(Sha256);

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl FromStr for Stamp {
    type Err = crate::digest::ParseDigestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Stamp {
    /// The stamp of the tree in `folder`; `None` where there is no tree, or something that no tree has.
    pub fn of(folder: &Utf8Path) -> Option<Self> {
        Look::at(folder).map(|look| look.stamp())
    }
}

/// All files of a tree, by path, as they looked at one moment.
pub(super) struct Look(Vec<Seen>);

impl Look {
    /// The tree in `folder`; `None` where there is no tree, or something that no tree has.
    pub(super) fn at(folder: &Utf8Path) -> Option<Self> {
        let mut seen = Vec::new();
        look(folder, &mut seen).ok()?.then_some(())?;
        seen.sort_unstable_by(|one: &Seen, other| one.path.cmp(&other.path));
        Some(Self(seen))
    }

    /// The files of `listing` in `folder`, whatever else is there: for a folder that was just filled with them, whose own entries need
    /// not be read.
    #[cfg(feature = "client")]
    pub(super) fn of_files(folder: std::os::fd::BorrowedFd<'_>, listing: &[TreeFile]) -> io::Result<Self> {
        let changed = || io::Error::other("it was changed meanwhile");
        let look = |file: &TreeFile| {
            let found = rustix::fs::statat(folder, &file.path, AtFlags::SYMLINK_NOFOLLOW)?;
            let is_usual = FileType::from_raw_mode(found.st_mode) == FileType::RegularFile;
            is_usual.then(|| Seen { path: file.path.clone().into_bytes(), numbers: numbers(&found) }).ok_or_else(changed)
        };
        let mut seen = listing.iter().map(look).collect::<io::Result<Vec<_>>>()?;
        seen.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Ok(Self(seen))
    }

    pub(super) fn stamp(&self) -> Stamp {
        let mut bytes = Vec::with_capacity(self.0.len() * 104);
        for one in &self.0 {
            // No path has a NUL, and the rest has one length.
            bytes.extend_from_slice(&one.path);
            bytes.push(0);
            for number in one.numbers {
                bytes.extend_from_slice(&number.to_le_bytes());
            }
        }
        Stamp(Sha256::of(&bytes))
    }

    /// True for the same files with the same contents as far as can be seen, linked to from elsewhere in between: that changes the
    /// time of change and nothing else.
    #[cfg(feature = "client")]
    pub(super) fn is_linked_from(&self, before: &Self) -> bool {
        let same = |(one, other): (&Seen, &Seen)| one.path == other.path && one.numbers[..7] == other.numbers[..7];
        self.0.len() == before.0.len() && self.0.iter().zip(&before.0).all(same)
    }

    /// True when these are the files of `listing`, none can be written to, and all belong to this user: what somebody else owns,
    /// somebody else can change.
    #[cfg(feature = "client")]
    pub(super) fn is_of(&self, listing: &[TreeFile]) -> bool {
        let own = u64::from(rustix::process::geteuid().as_raw());
        let mut listed: Vec<&TreeFile> = listing.iter().collect();
        listed.sort_by(|one, other| one.path.as_bytes().cmp(other.path.as_bytes()));
        let same = |(seen, file): (&Seen, &TreeFile)| {
            let [_, _, mode, owner, length, ..] = seen.numbers;
            seen.path == file.path.as_bytes() && (mode & 0o7777, owner, length) == (u64::from(file.mode()), own, file.length)
        };
        self.0.len() == listed.len() && self.0.iter().zip(listed).all(same)
    }
}

/// The stamps of trees of a project, in the order of `trees`.
///
/// # Errors
/// None today; a tree that cannot be looked at has no stamp.
pub fn of_trees(layout: &Layout, trees: &[Sha256]) -> Result<Vec<Option<Stamp>>, Error> {
    cores::each(trees, trees.len() / TREES_PER_THREAD, |tree, _| Ok(Stamp::of(&layout.tree(tree))))
}

/// Whether each folder still has the stamp beside it.
#[cfg(feature = "client")]
pub(super) fn all_hold(expected: &[(camino::Utf8PathBuf, Stamp)]) -> bool {
    let holds =
        |(folder, stamp): &(camino::Utf8PathBuf, Stamp), _: &mut Vec<u8>| Ok::<_, Error>(Stamp::of(folder) == Some(*stamp));
    cores::each(expected, expected.len() / TREES_PER_THREAD, holds).is_ok_and(|all| all.into_iter().all(|one| one))
}

/// One file.
struct Seen {
    path: Vec<u8>,
    /// Device, inode, mode, owner, length, and the times of modification and of change as seconds and nanoseconds.
    numbers: [u64; 9],
}

#[expect(clippy::useless_conversion, reason = "the widths of these fields are those of the platform")]
fn numbers(found: &Stat) -> [u64; 9] {
    let bits = |number: i64| number.cast_unsigned();
    [
        u64::try_from(found.st_dev).unwrap_or_default(),
        u64::from(found.st_ino),
        u64::from(found.st_mode),
        u64::from(found.st_uid),
        bits(i64::from(found.st_size)),
        bits(i64::from(found.st_mtime)),
        u64::try_from(found.st_mtime_nsec).unwrap_or_default(),
        bits(i64::from(found.st_ctime)),
        u64::try_from(found.st_ctime_nsec).unwrap_or_default(),
    ]
}

/// Looks at every file below `folder`. False when there is something that is neither a file nor a folder.
fn look(folder: &Utf8Path, seen: &mut Vec<Seen>) -> io::Result<bool> {
    let top = rustix::fs::openat(CWD, folder.as_std_path(), FOLDER, Mode::empty())?;
    let mut prefix = Vec::new();
    look_below(top, &mut prefix, seen)
}

fn look_below(folder: OwnedFd, prefix: &mut Vec<u8>, seen: &mut Vec<Seen>) -> io::Result<bool> {
    let mut entries = Dir::new(folder)?;
    while let Some(entry) = entries.read() {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        let here = entries.fd()?;
        let found = match entry.file_type() {
            FileType::Directory => None,
            _ => Some(rustix::fs::statat(here, name, AtFlags::SYMLINK_NOFOLLOW)?),
        };
        let kind = found.as_ref().map_or(FileType::Directory, |found| FileType::from_raw_mode(found.st_mode));
        let length = prefix.len();
        prefix.extend_from_slice(name.to_bytes());
        let is_usual = match (kind, found) {
            (FileType::RegularFile, Some(found)) => {
                seen.push(Seen { path: prefix.clone(), numbers: numbers(&found) });
                true
            }
            (FileType::Directory, _) => {
                let below = rustix::fs::openat(here.as_fd(), name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?;
                prefix.push(b'/');
                look_below(below, prefix, seen)?
            }
            _ => false,
        };
        prefix.truncate(length);
        if !is_usual {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn tree() -> (tempfile::TempDir, camino::Utf8PathBuf) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(temporary.path()).unwrap().join("tree");
        fs_err::create_dir_all(folder.join("deep/er")).unwrap();
        fs_err::write(folder.join("a.js"), "one").unwrap();
        fs_err::write(folder.join("deep/er/b.js"), "two").unwrap();
        (temporary, folder)
    }

    /// Time of modification and length as before: only the time of change tells.
    fn write_in_place(path: &Utf8Path, content: &str) {
        let before = fs_err::metadata(path).unwrap().modified().unwrap();
        // The clock of some kernels moves in steps of 4 ms: a write in the same step as the look is beyond what a stamp can see.
        std::thread::sleep(std::time::Duration::from_millis(20));
        let mut file = fs_err::OpenOptions::new().write(true).open(path).unwrap();
        io::Write::write_all(&mut file, content.as_bytes()).unwrap();
        file.file().set_modified(before).unwrap();
        assert_eq!(fs_err::metadata(path).unwrap().modified().unwrap(), before);
    }

    type Change = fn(&Utf8Path);

    #[test]
    fn a_tree_keeps_its_stamp_and_each_change_ends_that() {
        let changes: [(&str, Change); 9] = [
            ("a byte with the time restored", |tree| write_in_place(&tree.join("a.js"), "eve")),
            ("a byte further down", |tree| write_in_place(&tree.join("deep/er/b.js"), "eve")),
            ("an extra file", |tree| fs_err::write(tree.join("deep/c.js"), "").unwrap()),
            ("a missing file", |tree| fs_err::remove_file(tree.join("deep/er/b.js")).unwrap()),
            ("another file in its place", |tree| {
                fs_err::write(tree.join("new"), "one").unwrap();
                fs_err::rename(tree.join("new"), tree.join("a.js")).unwrap();
            }),
            ("a mode", |tree| {
                fs_err::set_permissions(tree.join("a.js"), PermissionsExt::from_mode(0o755)).unwrap();
            }),
            ("a write through a hard link", |tree| {
                fs_err::hard_link(tree.join("a.js"), tree.with_extension("linked")).unwrap();
                write_in_place(&tree.with_extension("linked"), "eve");
            }),
            ("a link", |tree| fs_err::os::unix::fs::symlink("a.js", tree.join("link")).unwrap()),
            ("no tree", |tree| fs_err::remove_dir_all(tree).unwrap()),
        ];
        for (what, change) in changes {
            let (_temporary, folder) = tree();
            let before = Stamp::of(&folder).unwrap();
            assert_eq!(Stamp::of(&folder), Some(before), "{what}");
            assert_eq!(before.to_string().parse::<Stamp>().unwrap(), before);
            change(&folder);
            assert_ne!(Stamp::of(&folder), Some(before), "{what}");
        }
    }
}
