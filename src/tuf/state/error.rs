//! Why the trust state could not be used.
//!
//! Owns: the module's error and its codes RP8010, RP8011, RP8012, RP8020, RP8021 and RP9001.
//! Never does: decide. In: a path and what is wrong with it. Out: [`StateError`].

use std::path::Path;
use std::sync::Arc;

use miette::Diagnostic;

use crate::refusal::{Facts, Refusal};

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
        help("run `ragnos-plugin trust verify` to see what is damaged, then `ragnos-plugin trust repair`")
    )]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of the state is whole, and of a format that this version of the program does not know. Nothing replaces it: what it
    /// says is memory, too.
    #[error("the trust state file {path} has format {format}, this program knows format 1")]
    #[diagnostic(
        code(RP8012),
        help(
            "another version of `ragnos-plugin` wrote it: use that one, or a newer one. `ragnos-plugin trust reset` begins anew \
              and forgets what was seen of the repository"
        )
    )]
    Format {
        /// The file.
        path: String,
        /// The number of its format.
        format: u64,
    },
    /// Something in the place of the state's folder or of one of its files leads elsewhere.
    #[error("the trust state {path} is {seen}")]
    #[diagnostic(
        code(RP8020),
        help("find out who put it there and remove it; the trust state is a folder of plain files, and no link is followed")
    )]
    Misplaced {
        /// The file or folder.
        path: String,
        /// What is there instead, such as "a symbolic link".
        seen: &'static str,
    },
    /// Others than this user can change the state.
    #[error("the trust state folder {path} {reason}")]
    #[diagnostic(
        code(RP8021),
        help(
            "whoever can write there can lower what this program remembers: run `ragnos-plugin trust verify`, then `chown` it \
              to yourself or `chmod go-w` it (`ragnos-plugin trust repair` does the latter)"
        )
    )]
    Exposed {
        /// The folder.
        path: String,
        /// Who can change it, in words.
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

impl StateError {
    /// True for what a repair may replace.
    pub(in crate::tuf) fn is_mendable(&self) -> bool {
        !matches!(self, Self::Format { .. })
    }

    pub(super) fn io(path: &Path, action: &'static str, source: std::io::Error) -> Self {
        Self::Io { path: path.display().to_string(), action, source: Arc::new(source) }
    }
}

impl Refusal for StateError {
    fn facts(&self) -> Facts {
        let (Self::Io { path, .. }
        | Self::Damaged { path, .. }
        | Self::Format { path, .. }
        | Self::Misplaced { path, .. }
        | Self::Exposed { path, .. }
        | Self::Locked { path }) = self;
        Facts::about(path)
    }
}
