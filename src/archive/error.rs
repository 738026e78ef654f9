//! Why an archive was refused.
//!
//! Owns: the codes RP5201 to RP5207, RP5209 to RP5214, RP8201 and RP8203.
//! Never does: hold more of a hostile name than a message needs.
//! In: facts. Out: [`Error`].

use crate::digest::Sha256;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};

/// Why an archive was refused. Nothing of a refused archive stays on disk. docs/archives.md has the rules.
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
    #[error("the lockfile pins the {what} {locked}, signed metadata says {signed}")]
    #[diagnostic(code(RP5203), help("run `ragnos-plugin check`, which names each fact that differs"))]
    Witnesses {
        /// The first fact that differs.
        what: &'static str,
        /// What is locked.
        locked: String,
        /// What is signed.
        signed: String,
    },
    /// Not one tar archive and nothing else.
    #[error("the archive is malformed: {reason}")]
    #[diagnostic(code(RP5204), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Malformed {
        /// What is wrong.
        reason: &'static str,
    },
    /// A path that no plugin may have.
    #[error("the archive holds {path}, which is refused: {reason}")]
    #[diagnostic(code(RP5205), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Entry {
        /// The path, printable and cut.
        path: String,
        /// Why.
        reason: &'static str,
    },
    /// Larger than is accepted of anybody.
    #[error("the archive holds more than {limit} {what}")]
    #[diagnostic(code(RP5206), help("tell the publisher; docs/archives.md has the limits"))]
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
    /// Not as many files or bytes as are signed.
    #[error("the archive holds {seen} {what}, signed metadata says {signed}")]
    #[diagnostic(code(RP5209), help("the publisher signed a wrong size; tell them, nothing was changed"))]
    Extent {
        /// What is counted.
        what: &'static str,
        /// How many are signed.
        signed: u64,
        /// How many there are, as far as it was read.
        seen: u64,
    },
    /// It inflates to more than can be needed for what is signed.
    #[error("the archive inflates to more than {most} bytes, the most that the signed number and size of its files can need")]
    #[diagnostic(code(RP5209), help("the publisher signed a wrong size; tell them, nothing was changed"))]
    Inflated {
        /// That most.
        most: u64,
    },
    /// Not one gzip member and nothing else.
    #[error("the archive is not one whole gzip file: {reason}")]
    #[diagnostic(code(RP5210), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Gzip {
        /// What is wrong.
        reason: &'static str,
    },
    /// A link.
    #[error("the archive holds {path}, which is a link")]
    #[diagnostic(
        code(RP5211),
        help("tell the publisher: a plugin holds files, and a file that is wanted twice is packed twice")
    )]
    Link {
        /// The path, printable and cut.
        path: String,
    },
    /// A device, a pipe, a sparse file, or something else that is neither file nor folder.
    #[error("the archive holds {path}, which is neither a file nor a folder but tar's type {kind}")]
    #[diagnostic(code(RP5212), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Kind {
        /// The path, printable and cut.
        path: String,
        /// The type, printable.
        kind: String,
    },
    /// Tar readers would not agree on what it holds.
    #[error("the archive can be read in more than one way: {reason}")]
    #[diagnostic(code(RP5213), help("tell the publisher; `ragnos-plugin pack` makes archives that are accepted"))]
    Ambiguous {
        /// What can be read so or so.
        reason: &'static str,
    },
    /// Two entries that are one file on some file system.
    #[error("the archive holds {path} and {other}, which are one name on some systems, or a file and a folder")]
    #[diagnostic(code(RP5214), help("tell the publisher: each name stands for one file, whatever its case"))]
    Collision {
        /// The later one, printable and cut.
        path: String,
        /// The earlier one, printable and cut.
        other: String,
    },
    /// The files could not be written.
    #[error("the archive could not be unpacked")]
    #[diagnostic(code(RP8201), help("look at the free space and the permissions of the project's folder"))]
    Write(#[source] std::io::Error),
    /// The file system has no room.
    #[error("the archive needs {needed} {what} on the project's file system, which has {free} left")]
    #[diagnostic(code(RP8203), help("make room, then run the command again; nothing was changed"))]
    Space {
        /// What there is too little of.
        what: &'static str,
        /// What the files need.
        needed: u64,
        /// What is free.
        free: u64,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Length { expected, seen } => Facts::default().mismatch(expected, seen),
            Self::Digest { expected, seen } | Self::Tree { expected, seen } => Facts::default().mismatch(expected, seen),
            Self::Witnesses { locked, signed, .. } => Facts::default().mismatch(locked, signed),
            Self::Extent { what, signed, seen } => {
                Facts::default().mismatch(&format!("{signed} {what}"), &format!("{seen} {what}"))
            }
            Self::Entry { path, .. } | Self::Link { path } | Self::Kind { path, .. } | Self::Collision { path, .. } => {
                Facts::about(path)
            }
            Self::Limit { limit: most, .. } | Self::Inflated { most } => {
                Facts { expected: Some(format!("at most {most}")), ..Facts::default() }
            }
            Self::Space { needed, free, .. } => Facts::default().mismatch(needed, free),
            Self::Malformed { .. } | Self::Gzip { .. } | Self::Ambiguous { .. } | Self::Write(_) => Facts::default(),
        }
    }
}

/// A path from an archive as a message shows it: printable, and cut.
pub(super) fn shown(path: &[u8]) -> String {
    let cut: String = String::from_utf8_lossy(path).chars().take(160).collect();
    Printable(&cut).to_string()
}
