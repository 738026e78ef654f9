//! How one file is had of another without copying its bytes.
//!
//! Owns: the link modes, and which of them the file systems at hand can do.
//! Never does: follow a link, write over what is there, or decide what may be linked.
//! In: two open folders and a path below both. Out: a file in the second one.

use std::io;
use std::os::fd::BorrowedFd;
use std::sync::atomic::{AtomicU8, Ordering};

use rustix::fs::{AtFlags, Mode, OFlags};

/// How installed files and the cache of unpacked trees share bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkMode {
    /// Reflink where the file system can, else hard link, else copy.
    #[default]
    Auto,
    /// Two files of one extent: what is written to one is not in the other.
    Reflink,
    /// Two names of one file.
    Hardlink,
    /// One link a plugin, which leads into the cache.
    Symlink,
    /// Bytes of its own, unpacked from the archive.
    Copy,
}

const UNKNOWN: u8 = 0;
const REFLINK: u8 = 1;
const HARDLINK: u8 = 2;
const NEITHER: u8 = 3;

/// The way that is gone between one cache and one project, found out with the first file.
#[derive(Debug)]
pub(super) struct Way(AtomicU8);

impl Way {
    /// What the user asked for, where nothing was tried yet.
    pub(super) fn of(mode: LinkMode) -> Self {
        Self(AtomicU8::new(match mode {
            LinkMode::Auto => UNKNOWN,
            LinkMode::Reflink => REFLINK,
            // What a symbolic link leads to is put in the cache by hard links.
            LinkMode::Hardlink | LinkMode::Symlink => HARDLINK,
            LinkMode::Copy => NEITHER,
        }))
    }

    /// False when bytes have to be copied.
    pub(super) fn is_open(&self) -> bool {
        self.0.load(Ordering::Relaxed) != NEITHER
    }

    /// True where a link is another name of the same file.
    pub(super) fn is_hard(&self) -> bool {
        self.0.load(Ordering::Relaxed) == HARDLINK
    }

    /// Makes `path` below `to` of `path` below `from`, with that mode.
    pub(super) fn link(&self, from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &str, mode: u32) -> io::Result<()> {
        let state = self.0.load(Ordering::Relaxed);
        let linked = match state {
            UNKNOWN => match clone(from, to, path, mode) {
                Ok(()) => {
                    self.0.store(REFLINK, Ordering::Relaxed);
                    return Ok(());
                }
                Err(error) if cannot(&error) => {
                    let linked = hard(from, to, path);
                    if linked.is_ok() {
                        self.0.store(HARDLINK, Ordering::Relaxed);
                    }
                    linked
                }
                Err(error) => Err(error),
            },
            REFLINK => clone(from, to, path, mode),
            HARDLINK => hard(from, to, path),
            _ => Err(io::ErrorKind::Unsupported.into()),
        };
        if linked.as_ref().is_err_and(cannot) {
            self.0.store(NEITHER, Ordering::Relaxed);
        }
        linked
    }
}

/// What a file system says that does not do this, or not between these two folders, or not any more for this file.
fn cannot(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let all = [Errno::XDEV, Errno::OPNOTSUPP, Errno::NOTTY, Errno::INVAL, Errno::PERM, Errno::NOSYS, Errno::MLINK];
    all.iter().any(|one| error.raw_os_error() == Some(one.raw_os_error())) || error.kind() == io::ErrorKind::Unsupported
}

fn hard(from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &str) -> io::Result<()> {
    Ok(rustix::fs::linkat(from, path, to, path, AtFlags::empty())?)
}

#[cfg(target_os = "linux")]
fn clone(from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &str, mode: u32) -> io::Result<()> {
    let flags = OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let source = rustix::fs::openat(from, path, flags | OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    let target =
        rustix::fs::openat(to, path, flags | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, Mode::from_raw_mode(mode))?;
    let cloned =
        rustix::fs::ioctl_ficlone(&target, &source).and_then(|()| rustix::fs::fchmod(&target, Mode::from_raw_mode(mode)));
    if cloned.is_err() {
        // Or a hard link could not take its name.
        rustix::fs::unlinkat(to, path, AtFlags::empty())?;
    }
    Ok(cloned?)
}

#[cfg(not(target_os = "linux"))]
fn clone(_: BorrowedFd<'_>, _: BorrowedFd<'_>, _: &str, _: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn auto_finds_a_way_and_goes_on_with_it() {
        let temporary = tempfile::tempdir().unwrap();
        for folder in ["from", "to"] {
            fs_err::create_dir(temporary.path().join(folder)).unwrap();
        }
        for name in ["a", "b"] {
            fs_err::write(temporary.path().join("from").join(name), name).unwrap();
        }
        let open = |name: &str| fs_err::File::open(temporary.path().join(name)).unwrap();
        let (from, to, way) = (open("from"), open("to"), Way::of(LinkMode::Auto));
        for name in ["a", "b"] {
            way.link(from.file().as_fd(), to.file().as_fd(), name, 0o444).unwrap();
            assert_eq!(fs_err::read_to_string(temporary.path().join("to").join(name)).unwrap(), name);
        }
        let inode = |folder: &str| fs_err::metadata(temporary.path().join(folder).join("b")).unwrap().ino();
        assert_eq!(way.is_hard(), inode("from") == inode("to"));
        // What is there is not written over, and that says nothing of the file system.
        assert!(way.link(from.file().as_fd(), to.file().as_fd(), "a", 0o444).is_err());
        assert!(way.is_open() && !Way::of(LinkMode::Copy).is_open());
    }
}
