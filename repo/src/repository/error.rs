//! Why a repository cannot be worked on.

use ragnos_plugin::refusal::{Facts, Refusal};

use crate::storage;

/// Why a repository cannot be worked on.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is none.
    #[error("there is no repository here: metadata/1.root.json is missing")]
    #[diagnostic(code(RP2908), help("make one with `ragnos-repo init DIR`"))]
    Absent,
    /// A file that the metadata names is missing.
    #[error("{file} is missing")]
    #[diagnostic(code(RP5900), help("restore the file from a backup of DIR; nothing was changed"))]
    Missing {
        /// The file.
        file: String,
    },
    /// A file is not metadata of its kind.
    #[error("{file} cannot be read as metadata: {reason}")]
    #[diagnostic(code(RP5901), help("restore the file from a backup of DIR; nothing was changed"))]
    Form {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Not signed by enough of the right keys.
    #[error("{file} is not signed as its role demands: {reason}")]
    #[diagnostic(
        code(RP5902),
        help("somebody may have changed DIR; compare it with what is served, then restore it from a backup")
    )]
    Signature {
        /// The file.
        file: String,
        /// tough's word.
        reason: String,
    },
    /// Not the bytes that signed metadata names.
    #[error("{file} is not the file that signed metadata names")]
    #[diagnostic(
        code(RP5903),
        help("somebody may have changed DIR; compare it with what is served, then restore it from a backup")
    )]
    Digest {
        /// The file.
        file: String,
        /// The signed digest.
        expected: String,
        /// The digest of the file.
        seen: String,
    },
    /// The version in a file is not the one in its name.
    #[error("{file} says that it is version {seen}")]
    #[diagnostic(code(RP5904), help("restore the file from a backup of DIR; nothing was changed"))]
    Version {
        /// The file.
        file: String,
        /// The version inside.
        seen: u64,
    },
    /// A new root was published, and the roles that it wants signed anew were not.
    #[error("root version {version} is published, but the rest of that change is not: clients refuse the repository")]
    #[diagnostic(
        code(RP5908),
        help("complete the change at once: `ragnos-repo refresh DIR --complete-root` with the keys that root {version} lists")
    )]
    RootAhead {
        /// The version of the newest root.
        version: u64,
    },
    /// The storage failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Storage(#[from] storage::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Absent => Facts::default(),
            Self::RootAhead { version } => Facts::about(&format!("{version}.root.json")),
            Self::Missing { file } | Self::Form { file, .. } | Self::Signature { file, .. } | Self::Version { file, .. } => {
                Facts::about(file)
            }
            Self::Digest { file, expected, seen } => Facts::about(file).mismatch(expected, seen),
            Self::Storage(error) => error.facts(),
        }
    }
}
