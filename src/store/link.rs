//! How one file is had of another without copying its bytes.
//!
//! Owns: the link modes, and which of them the file systems at hand can do.
//! Never does: follow a link, write over what is there, or decide what may be linked.
//! In: two open folders and a path below both. Out: a file in the second one, or the sentence on why not.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use camino::Utf8Path;
use rustix::fs::{AtFlags, Mode, OFlags};

use super::file_system::FileSystem;
use super::temporary::STAGING;

/// How installed files and the cache of unpacked plugins share bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum LinkMode {
    /// Reflink where the file system can, else hard link, else copy.
    #[default]
    Auto,
    /// Shared until one of them is written to, on btrfs, XFS and others.
    Reflink,
    /// One file with several names. What is written to one is in all; the next sync, check and load of each project notice.
    Hardlink,
    /// One link a plugin, into the cache: the fastest. Whoever empties the cache takes the plugins with it, until the next sync.
    Symlink,
    /// Nothing shared: every project has bytes of its own.
    Copy,
}

impl LinkMode {
    /// As it is given on the command line.
    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Reflink => "reflink",
            Self::Hardlink => "hardlink",
            Self::Symlink => "symlink",
            Self::Copy => "copy",
        }
    }
}

const UNKNOWN: u8 = 0;
const REFLINK: u8 = 1;
const HARDLINK: u8 = 2;
const COPY: u8 = 3;
const NEITHER: u8 = 4;

/// The way that is gone between one cache and one project, found out with the first file.
#[derive(Debug)]
pub(super) struct Way {
    mode: LinkMode,
    state: AtomicU8,
    /// What the file system said to a mode that somebody asked for by name.
    refused: OnceLock<String>,
}

impl Way {
    /// What the user asked for, where nothing was tried yet.
    pub(super) fn of(mode: LinkMode) -> Self {
        let state = AtomicU8::new(match mode {
            LinkMode::Auto => UNKNOWN,
            LinkMode::Reflink => REFLINK,
            // What a symbolic link leads to is put in the cache by hard links.
            LinkMode::Hardlink | LinkMode::Symlink => HARDLINK,
            LinkMode::Copy => NEITHER,
        });
        Self { mode, state, refused: OnceLock::new() }
    }

    /// False when bytes have to be copied.
    pub(super) fn is_open(&self) -> bool {
        self.state.load(Ordering::Relaxed) != NEITHER
    }

    /// True where a link is another name of the same file.
    pub(super) fn is_hard(&self) -> bool {
        self.state.load(Ordering::Relaxed) == HARDLINK
    }

    /// True where the cache was given bytes that somebody may have changed since they were verified.
    pub(super) fn is_copy(&self) -> bool {
        self.state.load(Ordering::Relaxed) == COPY
    }

    /// What the file system said, where a mode that was asked for by name could not be had.
    pub(super) fn refused(&self) -> Option<&str> {
        self.refused.get().map(String::as_str)
    }

    /// Makes `path` below `to` of `path` below `from`, with that mode.
    pub(super) fn link(&self, from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &str, mode: u32) -> io::Result<()> {
        let linked = match self.state.load(Ordering::Relaxed) {
            UNKNOWN => match clone(from, to, path, mode) {
                Ok(()) => {
                    self.state.store(REFLINK, Ordering::Relaxed);
                    return Ok(());
                }
                Err(error) if cannot(&error) => {
                    let linked = hard(from, to, path);
                    if linked.is_ok() {
                        self.state.store(HARDLINK, Ordering::Relaxed);
                    }
                    linked
                }
                Err(error) => Err(error),
            },
            REFLINK => clone(from, to, path, mode),
            HARDLINK => match hard(from, to, path) {
                // A symbolic link leads anywhere; what it leads to may be a copy.
                Err(error) if self.mode == LinkMode::Symlink && cannot(&error) => {
                    self.state.store(COPY, Ordering::Relaxed);
                    copy(from, to, path, mode)
                }
                linked => linked,
            },
            COPY => copy(from, to, path, mode),
            _ => Err(io::ErrorKind::Unsupported.into()),
        };
        if let Err(error) = &linked
            && cannot(error)
        {
            self.state.store(NEITHER, Ordering::Relaxed);
            if self.mode != LinkMode::Auto {
                let _ = self.refused.set(error.to_string());
            }
        }
        linked
    }
}

/// How files of `cache` would be had in `project`, tried with an empty file that is gone again. `Err` where nothing can be tried.
///
/// # Errors
/// A folder cannot be written to.
pub fn probe(mode: LinkMode, cache: &Utf8Path, project: &Utf8Path) -> io::Result<LinkMode> {
    let empty = tempfile::Builder::new().prefix(STAGING).tempfile_in(cache)?;
    let name = empty.path().file_name().and_then(|name| name.to_str()).ok_or(io::ErrorKind::InvalidFilename)?;
    let (from, to) = (fs_err::File::open(cache)?, fs_err::File::open(project)?);
    let way = Way::of(mode);
    match way.link(from.file().as_fd(), to.file().as_fd(), name, 0o600) {
        Err(error) if !cannot(&error) => return Err(error),
        Err(_) => {}
        // Somebody who cleans up meanwhile may have been faster.
        Ok(()) => drop(fs_err::remove_file(project.join(name))),
    }
    Ok(match way.state.load(Ordering::Relaxed) {
        REFLINK => LinkMode::Reflink,
        HARDLINK => LinkMode::Hardlink,
        _ => LinkMode::Copy,
    })
}

/// The sentence on a mode that cannot be had.
pub fn refusal(mode: LinkMode, cache: &Utf8Path, project: &Utf8Path) -> String {
    let on = |folder: &Utf8Path| FileSystem::of(folder).map_or_else(|_| "something unknown".to_owned(), |found| found.name);
    format!(
        "--link-mode {} cannot be had between the cache {cache}, which is on {}, and {project}, which is on {}: plugins are copied",
        mode.word(),
        on(cache),
        on(project)
    )
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
    filled(from, to, path, mode, |source, target| Ok(rustix::fs::ioctl_ficlone(target, source)?))
}

fn copy(from: BorrowedFd<'_>, to: BorrowedFd<'_>, path: &str, mode: u32) -> io::Result<()> {
    filled(from, to, path, mode, |source, target| io::copy(&mut &*source, &mut &*target).map(drop))
}

/// A new file `path` below `to`, filled from the one below `from`.
fn filled(
    from: BorrowedFd<'_>,
    to: BorrowedFd<'_>,
    path: &str,
    mode: u32,
    fill: impl FnOnce(&File, &File) -> io::Result<()>,
) -> io::Result<()> {
    let (flags, mode) = (OFlags::CLOEXEC | OFlags::NOFOLLOW, Mode::from_raw_mode(mode));
    let source = rustix::fs::openat(from, path, flags | OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    let target = File::from(rustix::fs::openat(to, path, flags | OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL, mode)?);
    let filled = fill(&File::from(source), &target).and_then(|()| Ok(rustix::fs::fchmod(&target, mode)?));
    if filled.is_err() {
        // Or a hard link could not take its name.
        rustix::fs::unlinkat(to, path, AtFlags::empty())?;
    }
    filled
}

#[cfg(not(target_os = "linux"))]
fn clone(_: BorrowedFd<'_>, _: BorrowedFd<'_>, _: &str, _: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
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
