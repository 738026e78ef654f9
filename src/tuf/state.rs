//! The trust state of one repository on disk: the newest verified root, timestamp, snapshot, targets and delegated roles,
//! exactly as served, and the last time seen.
//!
//! Owns: the folder's layout, its lock, and the order of writes (temporary file, fsync, rename, fsync of the folder).
//! Never does: decide what is trusted, or take a file that cannot be read for one that is not there: rollback memory that is
//! lost without a word is what an attacker with an old, validly signed copy waits for.
//! In: a path and bytes. Out: bytes, [`StateError`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::Diagnostic;

use crate::refusal::{Facts, Refusal};

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
    #[diagnostic(code(RP8010), help("look at the folder's owner, permissions and free space; nothing was trusted from this run"))]
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
        help("restore the file from a backup, or remove the folder it is in to start again from the pinned root: \
              that forgets which versions were seen, so do it on a network you trust")
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

impl StateFolder {
    /// The state in `path`, for example `$XDG_STATE_HOME/ragnos-plugin/trust/<repository id>`.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
