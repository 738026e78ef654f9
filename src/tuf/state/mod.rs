//! The trust state of one repository on disk: the newest verified root and the roots that lead to it, timestamp, snapshot,
//! targets and delegated roles, exactly as served, and what has been seen when.
//!
//! Owns: the folder's layout, its lock, the caps on what is read, and the order of writes (temporary file, fsync, rename, fsync
//! of the folder).
//! Never does: decide what is trusted, follow a link, or take a file that cannot be read for one that is not there: rollback
//! memory that is lost without a word is what an attacker with an old, validly signed copy waits for.
//! In: a path and bytes. Out: bytes, [`StateError`].

mod accepted_under;
mod error;
mod guard;
mod note;
#[cfg(feature = "client")]
mod queue;
mod seen;

use std::fs::{File, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};
use tempfile::NamedTempFile;

#[cfg(feature = "client")]
use super::inventory::{Condition, Inventory};
pub(super) use accepted_under::{ACCEPTED_UNDER, AcceptedUnder};
pub use error::StateError;
use note::Odd;
#[cfg(feature = "client")]
pub(super) use queue::WriteQueue;
#[cfg(feature = "client")]
pub(super) use seen::SEEN;
pub use seen::Seen;

/// The file whose lock serialises the runs on one state.
pub(super) const LOCK: &str = "lock";
/// How often to look whether another process has ended, and how long to wait in between: two minutes in all, since whoever holds
/// the lock may be waiting for a slow network. After a second the user is told.
const LOCK_LOOKS: u32 = 2400;
const LOCK_LOOKS_UNTOLD: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

/// What the names of files start with that are not whole yet; those of a killed process are swept under the lock.
const TEMPORARY: &str = ".tmp-";

/// The folder of one repository's trust state; nothing is made before something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateFolder {
    path: PathBuf,
}

/// Whether a run may leave traces in the trust state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Persistence {
    /// Verified metadata is kept for the next run.
    #[default]
    Write,
    /// A dry run: the state is read, everything new stays in memory.
    Discard,
    /// As `Write`, and a file of the state that is damaged is replaced instead of refused (`trust repair` alone).
    Repair,
}

/// What is escaped in a role's or target's name where it becomes a file name or a part of a URL; `/` is among it.
pub(super) const IN_A_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Held while a run works on the state; dropped, and so released, at the end of the refresh or with the process.
#[derive(Debug)]
pub(super) struct StateLock {
    _file: File,
}

impl StateFolder {
    /// The state in `path`, for example `$XDG_STATE_HOME/ragnos-plugin/trust/<repository id>`.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, name: &str, action: &'static str, source: std::io::Error) -> StateError {
        StateError::io(&self.path.join(name), action, source)
    }

    /// The error for a stored file that cannot be what this program wrote.
    pub(super) fn damaged(&self, name: &str, reason: &str) -> StateError {
        StateError::Damaged { path: self.path.join(name).display().to_string(), reason: reason.to_owned() }
    }

    /// The error for a note that cannot be read: `reason` where it is damaged.
    fn odd(&self, name: &str, odd: Odd, reason: &str) -> StateError {
        match odd {
            Odd::Damaged => self.damaged(name, reason),
            Odd::Format(format) => StateError::Format { path: self.path.join(name).display().to_string(), format },
        }
    }

    /// Looks whether the folder is this user's alone (attack table, row 115); it does not have to be there.
    pub(super) fn look(&self) -> Result<(), StateError> {
        guard::look(&self.path)
    }

    /// Makes the folder and waits for its exclusive lock (the kernel frees it when a process dies). Blocks the thread.
    pub(super) fn lock(&self) -> Result<StateLock, StateError> {
        for look in 0..LOCK_LOOKS {
            if look == LOCK_LOOKS_UNTOLD {
                tracing::warn!("waiting for another process, which works on the trust state in {}", self.path.display());
            }
            match self.try_lock()? {
                Some(held) => return Ok(held),
                None => std::thread::sleep(LOCK_PAUSE),
            }
        }
        Err(StateError::Locked { path: self.path.display().to_string() })
    }

    /// The same without waiting: `None` where another process holds it.
    pub(super) fn try_lock(&self) -> Result<Option<StateLock>, StateError> {
        use std::os::unix::fs::DirBuilderExt as _;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.path);
        made.map_err(|error| self.failed("", "made", error))?;
        let open = no_follow(File::options().create(true).append(true)).open(self.path.join(LOCK));
        let file = open.map_err(|error| self.failed(LOCK, "opened", error))?;
        match file.try_lock() {
            Ok(()) => {
                self.sweep();
                Ok(Some(StateLock { _file: file }))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(self.failed(LOCK, "locked", error)),
        }
    }

    /// True while another process has the state to itself, and may have replaced one of two files that belong together. Leaves
    /// no trace, and needs no right to write.
    pub(crate) fn is_busy(&self) -> bool {
        let opened = no_follow(File::options().read(true)).open(self.path.join(LOCK));
        opened.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }

    /// A stored file of at most `limit` bytes; `None` only when there is none.
    pub(super) fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, StateError> {
        let path = self.path.join(name);
        // Not blocking: a pipe in the place of a file must not hang the program.
        let file = match no_follow(File::options().read(true)).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if fs_err::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) => {
                tracing::debug!(%error, path = %path.display(), "not followed");
                return Err(StateError::Misplaced { path: path.display().to_string(), seen: "a symbolic link" });
            }
            Err(error) => return Err(self.failed(name, "read", error)),
        };
        let found = file.metadata().map_err(|error| self.failed(name, "read", error))?;
        if !found.is_file() {
            return Err(StateError::Misplaced { path: path.display().to_string(), seen: "no plain file" });
        }
        let too_large = |length: u64| self.damaged(name, &format!("it has {length} bytes, {limit} at the most are kept"));
        if found.len() > limit {
            return Err(too_large(found.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| self.failed(name, "read", error))?;
        if bytes.len() as u64 > limit { Err(too_large(bytes.len() as u64)) } else { Ok(Some(bytes)) }
    }

    /// Replaces a stored file. `durable` files are the rollback memory: they reach the disk before the name does.
    pub(super) fn write(&self, name: &str, bytes: &[u8], durable: bool) -> Result<(), StateError> {
        let replace = || -> std::io::Result<()> {
            self.place(self.temporary(bytes, durable)?, name)?;
            if durable { self.sync() } else { Ok(()) }
        };
        let replaced = match replace() {
            // Swept between its making and its locking.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => replace(),
            done => done,
        };
        replaced.map_err(|error| self.failed(name, "written", error))
    }

    /// A new file without a name of its own yet.
    fn temporary(&self, bytes: &[u8], durable: bool) -> std::io::Result<NamedTempFile> {
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&self.path)?;
        // Tells a sweeping process that somebody is at work on it: delegated roles are written without the state's lock.
        let _ = file.as_file().try_lock();
        file.write_all(bytes)?;
        if durable {
            file.as_file().sync_all()?;
        }
        Ok(file)
    }

    fn place(&self, file: NamedTempFile, name: &str) -> std::io::Result<()> {
        file.persist(self.path.join(name)).map(drop).map_err(|error| error.error)
    }

    /// Flushes the names of the files.
    fn sync(&self) -> std::io::Result<()> {
        File::open(&self.path)?.sync_all()
    }

    /// Removes a stored file, where it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), StateError> {
        match fs_err::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(self.failed(name, "removed", error)),
            _ => Ok(()),
        }
    }

    /// The names of all files in the folder, sorted; none where there is no folder.
    pub(super) fn names(&self) -> Result<Vec<String>, StateError> {
        let entries = match fs_err::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed("", "listed", error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| self.failed("", "listed", error))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Takes write permission from everybody else.
    ///
    /// # Errors
    /// The folder is another user's, or no folder.
    pub fn make_private(&self) -> Result<(), StateError> {
        guard::make_private(&self.path)
    }

    /// Removes the stored targets roles that `inventory` found damaged or out of use: a run that can ask the repository does
    /// not miss them, and the snapshot remembers their versions.
    ///
    /// # Errors
    /// A file cannot be removed, or another process is at work.
    #[cfg(feature = "client")]
    pub fn drop_roles(&self, inventory: &Inventory) -> Result<Vec<String>, StateError> {
        let is_bad = |condition: &Condition| matches!(condition, Condition::Damaged { .. } | Condition::Superseded { .. });
        let is_role =
            |name: &str| name == "targets.json" || name.strip_suffix(".json").is_some_and(|name| name.starts_with("role."));
        let bad = inventory.files.iter().filter(|file| is_role(&file.name) && is_bad(&file.condition));
        let names: Vec<String> = bad.map(|file| file.name.clone()).collect();
        let _guard = self.lock()?;
        names.iter().try_for_each(|name| self.remove(name))?;
        Ok(names)
    }

    /// Removes all that is remembered, under the lock. The next run begins with the pinned root.
    ///
    /// # Errors
    /// A file cannot be removed, or another process is at work.
    pub fn clear(&self) -> Result<(), StateError> {
        self.look()?;
        let _guard = self.lock()?;
        // The lock's own file stays: who waits for it must not find another one in its place.
        self.names()?.iter().filter(|name| *name != LOCK).try_for_each(|name| self.remove(name))
    }

    /// Removes what killed processes left half written.
    fn sweep(&self) {
        let is_abandoned = |name: &String| {
            let file = no_follow(File::options().read(true)).open(self.path.join(name));
            file.is_ok_and(|file| file.try_lock().is_ok())
        };
        let names = self.names().unwrap_or_default();
        let temporary = names.iter().filter(|name| name.starts_with(TEMPORARY));
        for name in temporary.filter(|name| is_abandoned(name)) {
            if let Err(error) = self.remove(name) {
                tracing::debug!(%error, "a left-over file stays");
            }
        }
    }
}

/// The same options, for a file that is never a link, and whose opening does not wait for anybody.
fn no_follow(options: &mut std::fs::OpenOptions) -> &mut std::fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    options.mode(0o600).custom_flags(flags.bits().cast_signed())
}

/// The file of a delegated role: its name in percent-encoding, so that none can leave the folder or stand for a top-level role.
pub(super) fn role_file(role: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(role, IN_A_NAME);
    format!("role.{encoded}.json")
}

/// The file of one of the roots that lead from the pinned one to the newest. Not `.json`, which is for the newest of a role.
pub(super) fn root_file(version: u64) -> String {
    format!("{version}.root")
}

/// The version in the name of such a file; `None` for every other name.
pub(super) fn root_version(name: &str) -> Option<u64> {
    name.strip_suffix(".root")?.parse().ok().filter(|version| root_file(*version) == name)
}
