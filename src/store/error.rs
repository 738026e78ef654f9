//! What can go wrong with the project's files.
//!
//! Owns: the codes RP8120 to RP8130 and RP9100.
//! Never does: decide what to do about it.
//! In: errors of the operating system. Out: [`Error`].

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::refusal::{Facts, Refusal};

/// A project file that could not be read, written or locked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A file of the project could not be read.
    #[error("{path} could not be read")]
    #[diagnostic(code(RP8120), help("look at the permissions of {path}; nothing was changed"))]
    Read {
        /// The file or folder.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: io::Error,
    },
    /// A file of the project could not be written.
    #[error("{path} could not be written")]
    #[diagnostic(
        code(RP8121),
        help(
            "look at the permissions and the free space of the file system that holds {path}, then run the same command again"
        )
    )]
    Write {
        /// The file or folder.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: io::Error,
    },
    /// A generation's record is not what this program writes.
    #[error("{path} is not a generation record: {reason}")]
    #[diagnostic(code(RP8122), help("run `ragnos-plugin sync` to make a new generation from ragnos.lock"))]
    Record {
        /// The record.
        path: Utf8PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// `.ragnos/plugins` is not the link that this program makes.
    #[error("{path} is not a link to a generation: {seen}")]
    #[diagnostic(code(RP8123), help("move {path} away and run `ragnos-plugin sync`"))]
    NotTheSwitch {
        /// The path of the switch.
        path: Utf8PathBuf,
        /// What is there, in words.
        seen: String,
    },
    /// A folder of the project is a link or a file. Links are refused: they would lead writes out of the project.
    #[error("{path} has to be a folder, and is {seen}")]
    #[diagnostic(code(RP8124), help("remove {path}, which this program never made, and run `ragnos-plugin sync`"))]
    NotAFolder {
        /// The path.
        path: Utf8PathBuf,
        /// What is there, in words.
        seen: String,
    },
    /// A project file is larger than its limit.
    #[error("{path} has more than {limit} bytes")]
    #[diagnostic(code(RP8125), help("restore {path} from version control"))]
    TooLarge {
        /// The file.
        path: Utf8PathBuf,
        /// The limit, bytes.
        limit: u64,
    },
    /// The archive cache could not be used.
    #[error("the archive cache at {path} could not be used")]
    #[diagnostic(code(RP8126), help("look at the permissions of {path}, or choose another folder with `--cache-dir`"))]
    Cache {
        /// The file or folder.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: io::Error,
    },
    /// A generation was to name a tree that is not in the store.
    #[error("{plugin} needs the tree {tree}, which is not in the store")]
    #[diagnostic(code(RP8127), help("run `ragnos-plugin sync`, which fetches it again"))]
    MissingTree {
        /// The plugin.
        plugin: String,
        /// Its tree digest.
        tree: String,
    },
    /// There is no such generation.
    #[error("there is no generation {number}")]
    #[diagnostic(code(RP8128), help("`ragnos-plugin generations list` shows those there are"))]
    NoGeneration {
        /// The number that was asked for.
        number: u64,
    },
    /// A file that has to be text is not UTF-8.
    #[error("{path} is not UTF-8 text")]
    #[diagnostic(code(RP8129), help("restore {path} from version control"))]
    NotText {
        /// The file.
        path: Utf8PathBuf,
    },
    /// The lockfile that was kept with a generation is gone or was changed.
    #[error("the lockfile kept in {path} is not the one that its generation was made from")]
    #[diagnostic(
        code(RP8130),
        help("restore the ragnos.lock of that time from version control and run `ragnos-plugin sync --locked`")
    )]
    KeptLock {
        /// The file.
        path: Utf8PathBuf,
        /// Its sha256 by the generation's record.
        expected: String,
        /// Its sha256 now, or that there is none.
        seen: String,
    },
    /// Another command holds the project, and waiting was not allowed.
    #[error("the project is in use by {holder}")]
    #[diagnostic(code(RP9100), help("wait until it has ended, or leave out `--no-wait`"))]
    Busy {
        /// Process id and command of the holder, as it wrote them.
        holder: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Record { path, .. }
            | Self::Cache { path, .. }
            | Self::NotText { path } => Facts::about(path),
            Self::NotTheSwitch { path, seen } => Facts::about(path).mismatch(&"a link to generations/<number>", seen),
            Self::NotAFolder { path, seen } => Facts::about(path).mismatch(&"a folder", seen),
            Self::TooLarge { path, limit } => Facts::about(path).mismatch(&format!("at most {limit} bytes"), &"more"),
            Self::KeptLock { path, expected, seen } => Facts::about(path).mismatch(expected, seen),
            Self::MissingTree { plugin, tree } => Facts::about(plugin).mismatch(tree, &"no such tree"),
            Self::NoGeneration { number } => Facts::about(&format!("generation {number}")),
            Self::Busy { holder } => Facts { seen: Some(holder.clone()), ..Facts::default() },
        }
    }
}

/// Names the path in an error of the operating system.
pub(super) trait At<T> {
    /// The path was being read.
    fn reading(self, path: &Utf8Path) -> Result<T, Error>;
    /// The path was being written.
    fn writing(self, path: &Utf8Path) -> Result<T, Error>;
}

impl<T> At<T> for io::Result<T> {
    fn reading(self, path: &Utf8Path) -> Result<T, Error> {
        self.map_err(|source| Error::Read { path: path.to_owned(), source })
    }

    fn writing(self, path: &Utf8Path) -> Result<T, Error> {
        self.map_err(|source| Error::Write { path: path.to_owned(), source })
    }
}
