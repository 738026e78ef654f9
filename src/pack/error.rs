//! Why a plugin was not packed, or packed files are no release.
//!
//! Owns: the codes RP2050 to RP2055, RP2058 and RP8250. Never does: repair. In: facts. Out: [`Error`].

use camino::Utf8PathBuf;

use crate::archive::{InspectError, PackError};
use crate::name::ParseNameError;
use crate::refusal::{Facts, Refusal};
use crate::sbom::LockFileError;

/// Why a plugin was not packed, or packed files are no release.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The folder was not packed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pack(#[from] PackError),
    /// The archive is not one of a plugin.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Archive(#[from] InspectError),
    /// No target name.
    #[error("the release cannot have a target name: {0}")]
    #[diagnostic(code(RP2050), help("use a shorter plugin name or version in plugin.toml"))]
    Target(#[from] ParseNameError),
    /// One of the three files is not there.
    #[error("{path} is missing")]
    #[diagnostic(
        code(RP2051),
        help("`ragnos-plugin pack` writes archive, SBOM and descriptor into one folder; keep them together")
    )]
    Missing {
        /// The file that was looked for.
        path: Utf8PathBuf,
    },
    /// Not a path of one of the three files.
    #[error("{path} is not a file that `ragnos-plugin pack` writes")]
    #[diagnostic(code(RP2052), help("name a *.descriptor.json, or the archive or SBOM beside it"))]
    Ending {
        /// The path.
        path: Utf8PathBuf,
    },
    /// The descriptor is not one.
    #[error("{path} is not a descriptor: {reason}")]
    #[diagnostic(code(RP2053), help("pack the plugin again with `ragnos-plugin pack`"))]
    Descriptor {
        /// The file.
        path: Utf8PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The descriptor says something else than the archive and the SBOM beside it.
    #[error("{path} does not describe the files beside it: {field} differs")]
    #[diagnostic(
        code(RP2054),
        help("change plugin.toml instead of the descriptor, and pack the plugin again with `ragnos-plugin pack`")
    )]
    Differs {
        /// The descriptor's file.
        path: Utf8PathBuf,
        /// The first key that differs.
        field: String,
        /// What follows from the files.
        expected: String,
        /// What the descriptor says.
        seen: String,
    },
    /// The SBOM is not one.
    #[error("{path} is not gzip-compressed CycloneDX JSON")]
    #[diagnostic(code(RP2055), help("pack the plugin again with `ragnos-plugin pack`"))]
    Sbom {
        /// The file.
        path: Utf8PathBuf,
    },
    /// A lock file of another package manager was not read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    LockFile(#[from] LockFileError),
    /// A lock file or the SBOM is larger than anybody would read.
    #[error("{what} has {length} bytes; at most {limit} are read")]
    #[diagnostic(code(RP2058), help("split the plugin: it has too many files, or its lock files list too many packages"))]
    TooLarge {
        /// The lock file, or the SBOM.
        what: String,
        /// Its length before compression, bytes.
        length: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// The file system refused.
    #[error("{path} cannot be read or written")]
    #[diagnostic(code(RP8250), help("look at the permissions and the free space of the folder given to --out"))]
    Io {
        /// The file.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Pack(error) => error.facts(),
            Self::Archive(error) => error.facts(),
            Self::LockFile(error) => error.facts(),
            Self::TooLarge { what, length, limit } => Facts::about(what).mismatch(limit, length),
            Self::Target(error) => Facts::about(&error.seen),
            Self::Missing { path }
            | Self::Ending { path }
            | Self::Sbom { path }
            | Self::Descriptor { path, .. }
            | Self::Io { path, .. } => Facts::about(path),
            Self::Differs { path, expected, seen, .. } => Facts::about(path).mismatch(expected, seen),
        }
    }
}
