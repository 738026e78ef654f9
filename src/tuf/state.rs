//! The trust state of one repository on disk: the newest verified root, timestamp, snapshot, targets and delegated roles,
//! exactly as served, and the last time seen.
//!
//! Owns: the folder's layout, its lock, and the order of writes (temporary file, fsync, rename, fsync of the folder).
//! Never does: decide what is trusted, or take a file that cannot be read for one that is not there: rollback memory that is
//! lost without a word is what an attacker with an old, validly signed copy waits for.
//! In: a path and bytes. Out: bytes, [`StateError`].

use std::fs::{File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use miette::Diagnostic;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use crate::refusal::{Facts, Refusal};

/// How often to look whether another process has ended, and how long to wait in between: 30 seconds in all.
const LOCK_LOOKS: u32 = 600;
const LOCK_PAUSE: Duration = Duration::from_millis(50);

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
}

/// Why the trust state could not be used.
#[derive(Debug, Clone, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum StateError {
    /// A file of the state could not be read or written.
    #[error("the trust state file {path} could not be {action}")]
    #[diagnostic(
        code(RP8010),
        help("look at the folder's owner, permissions and free space; nothing was trusted from this run")
    )]
    Io {
        /// The file or folder.
        path: String,
        /// What was tried: "read", "written".
        action: &'static str,
        /// The operating system's word.
        #[source]
        source: Arc<std::io::Error>,
    },
    /// A file of the state is damaged. It is not taken for absent: that would forget which versions were seen.
    #[error("the trust state file {path} is damaged: {reason}")]
    #[diagnostic(
        code(RP8011),
        help(
            "restore the file from a backup, or remove the folder it is in to start again from the pinned root: \
              that forgets which versions were seen, so do it on a network you trust"
        )
    )]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process works on the state.
    #[error("the trust state in {path} is in use by another process")]
    #[diagnostic(code(RP9001), help("wait for the other `ragnos-plugin` to end and run the same command again"))]
    Locked {
        /// The folder.
        path: String,
    },
}

impl Refusal for StateError {
    fn facts(&self) -> Facts {
        let (Self::Io { path, .. } | Self::Damaged { path, .. } | Self::Locked { path }) = self;
        Facts::about(path)
    }
}

/// What is escaped in a role's or target's name where it becomes a file name or a part of a URL; `/` is among it.
pub(super) const IN_A_NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What the state remembers beside metadata: which keys the stored timestamp and snapshot were accepted under.
///
/// Without it a stored file that no longer verifies could be a rotated key (forget it, TUF spec 5.3.11) or damage (fail closed).
pub(super) const ACCEPTED_UNDER: &str = "accepted-under";

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
        StateError::Io { path: self.path.join(name).display().to_string(), action, source: Arc::new(source) }
    }

    /// The error for a stored file that cannot be what this program wrote.
    pub(super) fn damaged(&self, name: &str, reason: &str) -> StateError {
        StateError::Damaged { path: self.path.join(name).display().to_string(), reason: reason.to_owned() }
    }

    /// Makes the folder and waits for its exclusive lock (the kernel frees it when a process dies). Blocks the thread.
    pub(super) fn lock(&self) -> Result<StateLock, StateError> {
        fs_err::create_dir_all(&self.path).map_err(|error| self.failed("", "made", error))?;
        let open = File::options().create(true).append(true).open(self.path.join("lock"));
        let file = open.map_err(|error| self.failed("lock", "opened", error))?;
        for _ in 0..=LOCK_LOOKS {
            match file.try_lock() {
                Ok(()) => return Ok(StateLock { _file: file }),
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(self.failed("lock", "locked", error)),
            }
        }
        Err(StateError::Locked { path: self.path.display().to_string() })
    }

    /// A stored file; `None` only when there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StateError> {
        match fs_err::read(self.path.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(name, "read", error)),
        }
    }

    /// Replaces a stored file. `durable` files are the rollback memory: they reach the disk before the name does.
    pub(super) fn write(&self, name: &str, bytes: &[u8], durable: bool) -> Result<(), StateError> {
        let replace = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
            file.write_all(bytes)?;
            if durable {
                file.as_file().sync_all()?;
            }
            file.persist(self.path.join(name)).map_err(|error| error.error)?;
            if durable { File::open(&self.path)?.sync_all() } else { Ok(()) }
        };
        replace().map_err(|error| self.failed(name, "written", error))
    }

    /// Removes a stored file, where it is there.
    pub(super) fn remove(&self, name: &str) -> Result<(), StateError> {
        match fs_err::remove_file(self.path.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(self.failed(name, "removed", error)),
            _ => Ok(()),
        }
    }
}

/// The file of a delegated role: its name in percent-encoding, so that none can leave the folder or stand for a top-level role.
pub(super) fn role_file(role: &str) -> String {
    let encoded = percent_encoding::utf8_percent_encode(role, IN_A_NAME);
    format!("role.{encoded}.json")
}
