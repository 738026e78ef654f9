//! Why a lock file of another package manager was not read.
//!
//! Owns: the codes RP2056 and RP2057. Never does: read. In: facts. Out: [`Error`].

use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};

/// Why a lock file of another package manager was not read.
#[derive(Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// It is not what its package manager writes.
    #[error("{place}: {reason}")]
    #[diagnostic(
        code(RP2056),
        help(
            "let its package manager write the file anew, or take it out of the plugin's folder where the plugin does not need it"
        )
    )]
    Malformed {
        /// The file and the line or entry.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// It is a form that is not read: left out, its packages would be missing in the SBOM without a word.
    #[error("{place}: {reason}")]
    #[diagnostic(code(RP2057), help("{next}"))]
    Unsupported {
        /// The file and the line.
        place: String,
        /// What is not read.
        reason: String,
        /// What makes a file that is read.
        next: &'static str,
    },
}

impl Error {
    /// A malformed file. Places and reasons may quote it.
    pub(super) fn malformed(place: &str, reason: &dyn std::fmt::Display) -> Self {
        Self::Malformed { place: Printable(place).to_string(), reason: Printable(&reason.to_string()).to_string() }
    }

    /// A file of a form that is not read.
    pub(super) fn unsupported(place: &str, reason: &dyn std::fmt::Display, next: &'static str) -> Self {
        Self::Unsupported { place: Printable(place).to_string(), reason: Printable(&reason.to_string()).to_string(), next }
    }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Malformed { place, .. } | Self::Unsupported { place, .. } => Facts::about(place),
        }
    }
}
