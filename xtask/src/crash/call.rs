//! System calls that change files: which ones there are, what each is about, and whether it counts.
//!
//! Owns: the reading of registers and memory of a traced process into a [`Call`].
//! Never does: change the process. In: a stopped process. Out: [`Call`].

use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use nix::libc::{self, c_long, user_regs_struct};
use nix::unistd::Pid;

/// Longest path that is read.
const PATH_BYTES: usize = 4096;

/// What a call does to the file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// A file is made, emptied, or both; or only opened.
    Open { path: PathBuf, creates: bool, truncates: bool, mode: u32 },
    /// Bytes are written at the position of a descriptor, or at an offset.
    Write { file: PathBuf, at: Option<u64>, bytes: Vec<u8> },
    /// A file gets this length.
    Truncate { file: PathBuf, length: u64 },
    /// A folder is made.
    MakeFolder { path: PathBuf },
    /// A name becomes another one; both change places where `exchange` is set.
    Rename { from: PathBuf, to: PathBuf, exchange: bool },
    /// A second name for a file.
    Link { from: PathBuf, to: PathBuf },
    /// A symbolic link is made.
    Symlink { target: PathBuf, path: PathBuf },
    /// A name goes.
    Unlink { path: PathBuf },
    /// The mode changes, or where there is none the times.
    Attribute { path: PathBuf, mode: Option<u32> },
    /// One file or folder is flushed.
    Flush { path: PathBuf },
    /// The whole file system is flushed.
    FlushAll,
    /// A lock is taken or given back.
    Lock { path: PathBuf },
}

/// One call, as it was entered.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// Its name.
    pub(super) name: &'static str,
    /// What it does.
    pub(super) effect: Effect,
    /// What it returned; a call that was never made has none.
    pub(super) result: Option<i64>,
}

impl std::fmt::Display for Call {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path() {
            Some(path) => write!(out, "{} {}", self.name, path.display()),
            None => out.write_str(self.name),
        }
    }
}

impl Call {
    /// The call that a process stopped at, where it is one that bears on files outside of /dev and /proc.
    pub(super) fn entered(pid: Pid, regs: &user_regs_struct) -> Option<Self> {
        let process = Process { pid };
        let at = |index: usize| [regs.rdi, regs.rsi, regs.rdx, regs.r10, regs.r8, regs.r9][index];
        let below = |folder: usize, path: usize| process.path(at(folder), at(path));
        let here = |path: usize| process.path(HERE, at(path));
        let file = |index: usize| process.descriptor(at(index));
        let number = c_long::try_from(regs.orig_rax).ok()?;
        let (name, effect) = match number {
            libc::SYS_openat => ("openat", open(below(0, 1)?, at(2), at(3))),
            libc::SYS_open => ("open", open(here(0)?, at(1), at(2))),
            libc::SYS_openat2 => ("openat2", open(below(0, 1)?, process.word(at(2))?, process.word(at(2) + 8)?)),
            libc::SYS_write => ("write", Effect::Write { file: file(0)?, at: None, bytes: process.bytes(at(1), at(2))? }),
            libc::SYS_pwrite64 => {
                ("pwrite64", Effect::Write { file: file(0)?, at: Some(at(3)), bytes: process.bytes(at(1), at(2))? })
            }
            libc::SYS_ftruncate => ("ftruncate", Effect::Truncate { file: file(0)?, length: at(1) }),
            libc::SYS_mkdir => ("mkdir", Effect::MakeFolder { path: here(0)? }),
            libc::SYS_mkdirat => ("mkdirat", Effect::MakeFolder { path: below(0, 1)? }),
            libc::SYS_rename => ("rename", Effect::Rename { from: here(0)?, to: here(1)?, exchange: false }),
            libc::SYS_renameat => ("renameat", Effect::Rename { from: below(0, 1)?, to: below(2, 3)?, exchange: false }),
            libc::SYS_renameat2 => {
                let exchange = at(4) & u64::from(libc::RENAME_EXCHANGE) != 0;
                ("renameat2", Effect::Rename { from: below(0, 1)?, to: below(2, 3)?, exchange })
            }
            libc::SYS_link => ("link", Effect::Link { from: here(0)?, to: here(1)? }),
            libc::SYS_linkat => ("linkat", Effect::Link { from: below(0, 1)?, to: below(2, 3)? }),
            libc::SYS_symlink => ("symlink", Effect::Symlink { target: process.text(at(0))?, path: here(1)? }),
            libc::SYS_symlinkat => ("symlinkat", Effect::Symlink { target: process.text(at(0))?, path: below(1, 2)? }),
            libc::SYS_unlink => ("unlink", Effect::Unlink { path: here(0)? }),
            libc::SYS_rmdir => ("rmdir", Effect::Unlink { path: here(0)? }),
            libc::SYS_unlinkat => ("unlinkat", Effect::Unlink { path: below(0, 1)? }),
            libc::SYS_chmod => ("chmod", Effect::Attribute { path: here(0)?, mode: mode(at(1)) }),
            libc::SYS_fchmodat => ("fchmodat", Effect::Attribute { path: below(0, 1)?, mode: mode(at(2)) }),
            libc::SYS_fchmod => ("fchmod", Effect::Attribute { path: file(0)?, mode: mode(at(1)) }),
            libc::SYS_utimensat if at(1) == 0 => ("utimensat", Effect::Attribute { path: file(0)?, mode: None }),
            libc::SYS_utimensat => ("utimensat", Effect::Attribute { path: below(0, 1)?, mode: None }),
            libc::SYS_fsync => ("fsync", Effect::Flush { path: file(0)? }),
            libc::SYS_fdatasync => ("fdatasync", Effect::Flush { path: file(0)? }),
            libc::SYS_syncfs => ("syncfs", Effect::FlushAll),
            libc::SYS_flock => ("flock", Effect::Lock { path: file(0)? }),
            _ => return None,
        };
        Some(Self { name, effect, result: None })
    }

    /// True when it changes what is on the disk, or promises that it will stay.
    pub(super) fn changes(&self) -> bool {
        match &self.effect {
            Effect::Open { creates, truncates, .. } => *creates || *truncates,
            Effect::Lock { .. } => false,
            _ => true,
        }
    }

    /// The path that it is about; none for a flush of everything.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.effect {
            Effect::Open { path, .. }
            | Effect::MakeFolder { path }
            | Effect::Symlink { path, .. }
            | Effect::Unlink { path }
            | Effect::Attribute { path, .. }
            | Effect::Flush { path }
            | Effect::Lock { path } => Some(path),
            Effect::Write { file, .. } | Effect::Truncate { file, .. } => Some(file),
            Effect::Rename { to, .. } | Effect::Link { to, .. } => Some(to),
            Effect::FlushAll => None,
        }
    }
}

/// `AT_FDCWD` as it stands in a register.
const HERE: u64 = libc::AT_FDCWD as i64 as u64;

fn open(path: PathBuf, flags: u64, mode: u64) -> Effect {
    let has = |flag: i32| flags & u64::from(flag.unsigned_abs()) != 0;
    let mode = (mode as u32) & 0o777;
    Effect::Open { path, creates: has(libc::O_CREAT), truncates: has(libc::O_TRUNC), mode }
}

fn mode(register: u64) -> Option<u32> {
    Some(register as u32 & 0o7777)
}

/// The memory and the descriptors of a stopped process.
struct Process {
    pid: Pid,
}

impl Process {
    fn bytes(&self, address: u64, length: u64) -> Option<Vec<u8>> {
        let mut memory = fs_err::File::open(format!("/proc/{}/mem", self.pid)).ok()?;
        memory.seek(SeekFrom::Start(address)).ok()?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        memory.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn word(&self, address: u64) -> Option<u64> {
        Some(u64::from_ne_bytes(self.bytes(address, 8)?.try_into().ok()?))
    }

    /// Text up to its NUL. Read in small steps: what follows may be in a page that is not there.
    fn text(&self, address: u64) -> Option<PathBuf> {
        let mut text = Vec::new();
        while text.len() < PATH_BYTES {
            let start = address + text.len() as u64;
            let step = self.bytes(start, 256 - start % 256)?;
            if let Some(end) = step.iter().position(|byte| *byte == 0) {
                text.extend(&step[..end]);
                return Some(PathBuf::from(std::ffi::OsString::from_vec(text)));
            }
            text.extend(step);
        }
        None
    }

    /// The file of a descriptor; none for pipes, sockets and devices.
    fn descriptor(&self, number: u64) -> Option<PathBuf> {
        let path = fs_err::read_link(format!("/proc/{}/fd/{}", self.pid, number as i32)).ok()?;
        is_file(&path).then_some(path)
    }

    fn path(&self, folder: u64, text: u64) -> Option<PathBuf> {
        let text = self.text(text)?;
        let folder = match folder as i32 {
            _ if text.is_absolute() => PathBuf::new(),
            libc::AT_FDCWD => fs_err::read_link(format!("/proc/{}/cwd", self.pid)).ok()?,
            number => fs_err::read_link(format!("/proc/{}/fd/{number}", self.pid)).ok()?,
        };
        let path = folder.join(text);
        is_file(&path).then_some(path)
    }
}

fn is_file(path: &Path) -> bool {
    path.is_absolute() && !path.starts_with("/dev") && !path.starts_with("/proc")
}
