//! Why an archive was refused.
//!
//! Owns: the codes RP5201 to RP5207 and RP8201.
//! Never does: hold more of a hostile name than a message needs.
//! In: facts. Out: [`Error`].

use crate::digest::Sha256;
use crate::refusal::{Facts, Refusal};

/// Why an archive was refused. Nothing of a refused archive stays on disk.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// More or fewer bytes than both witnesses say.
    #[error("the archive has {seen} bytes, {expected} are vouched for")]
    #[diagnostic(
        code(RP5201),
        help("try again with `ragnos-plugin sync`; when it stays, the mirror serves other bytes than were signed")
    )]
    Length {
        /// The signed and locked length.
        expected: u64,
        /// The length that arrived, as far as it was read.
        seen: u64,
    },
    /// Other bytes than both witnesses say.
    #[error("the archive has sha256 {seen}, {expected} is vouched for")]
    #[diagnostic(
        code(RP5202),
        help("try again with `ragnos-plugin sync`; when it stays, the mirror serves other bytes than were signed")
    )]
    Digest {
        /// The signed and locked digest.
        expected: Sha256,
        /// The digest of what arrived.
        seen: Sha256,
    },
    /// Lockfile and signed metadata do not name the same bytes.
    #[error("the lockfile pins {locked}, signed metadata says {signed}")]
    #[diagnostic(code(RP5203), help("run `ragnos-plugin check`, which names each fact that differs"))]
    Witnesses {
        /// The locked digest.
        locked: Sha256,
        /// The signed digest.
        signed: Sha256,
    },
    /// Not a gzip file that holds one tar archive and nothing else.
    #[error("the archive is malformed: {reason}")]
    #[diagnostic(code(RP5204), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Malformed {
        /// What is wrong.
        reason: String,
    },
    /// An entry that no plugin may have.
    #[error("the archive holds {path}, which is refused: {reason}")]
    #[diagnostic(code(RP5205), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Entry {
        /// The path, printable and cut.
        path: String,
        /// Why.
        reason: &'static str,
    },
    /// Larger than is accepted.
    #[error("the archive holds more than {limit} {what}")]
    #[diagnostic(code(RP5206), help("tell the publisher; the limits are in src/limits.rs"))]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The files are not the ones that are vouched for.
    #[error("the unpacked files have tree digest {seen}, {expected} is vouched for")]
    #[diagnostic(code(RP5207), help("the publisher signed a wrong tree digest; tell them, nothing was changed"))]
    Tree {
        /// The signed and locked tree digest.
        expected: Sha256,
        /// The digest of the files in the archive.
        seen: Sha256,
    },
    /// The files could not be written.
    #[error("the archive could not be unpacked")]
    #[diagnostic(code(RP8201), help("look at the free space and the permissions of the project's folder"))]
    Write(#[source] std::io::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Length { expected, seen } => Facts::default().mismatch(expected, seen),
            Self::Digest { expected, seen } | Self::Tree { expected, seen } => Facts::default().mismatch(expected, seen),
            Self::Witnesses { locked, signed } => Facts::default().mismatch(locked, signed),
            Self::Entry { path, .. } => Facts::about(path),
            Self::Limit { limit, .. } => Facts { expected: Some(format!("at most {limit}")), ..Facts::default() },
            Self::Malformed { .. } | Self::Write(_) => Facts::default(),
        }
    }
}

pub(super) fn malformed(reason: impl Into<String>) -> Error {
    Error::Malformed { reason: reason.into() }
}
