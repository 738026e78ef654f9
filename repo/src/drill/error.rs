//! Why a drill ends without a recovery.

use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::{pack, tuf};

use crate::expiry::LifetimeError;
use crate::{keys, mirror, repository, sign, stage, storage, verify};

/// Why a drill ends without a recovery. The repository is as it was.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A key that the disaster is about is no key of the repository.
    #[error("{what} lists the key {key}")]
    #[diagnostic(code(RP2981), help("look at the keys with `ragnos-repo root show DIR` and `ragnos-repo delegate show DIR`"))]
    NoSuchKey {
        /// Who does not.
        what: &'static str,
        /// The key id.
        key: String,
    },
    /// Clients do not notice.
    #[error("clients see nothing of it: {what}")]
    #[diagnostic(
        code(RP1902),
        help("a drill that shows nothing proves nothing: look at what is drilled, and report this if it is right")
    )]
    Unharmed {
        /// What should have been seen.
        what: String,
    },
    /// The recovery was carried out, and did not help.
    #[error("the recovery did not help: {what}")]
    #[diagnostic(code(RP5915), help("report this with the steps above: every command of the recovery did its part"))]
    Unrecovered {
        /// What clients see.
        what: String,
    },
    /// A file that signed metadata names is not in the replica.
    #[error("{missing} of {all} targets are not in {place}, the first is {first}")]
    #[diagnostic(code(RP5916), help("bring it up to date with `ragnos-repo mirror` before it is needed"))]
    Incomplete {
        /// The replica.
        place: String,
        /// How many are not there.
        missing: usize,
        /// How many there are.
        all: usize,
        /// One of them.
        first: String,
    },
    /// The client refuses what is there.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Client(#[from] tuf::Error),
    /// The recovery cannot be staged.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Stage(#[from] stage::Error),
    /// The recovery cannot be signed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Sign(#[from] sign::Error),
    /// Clients would refuse the recovery.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Verify(#[from] verify::Error),
    /// A copy cannot be restored.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mirror(#[from] mirror::Error),
    /// The repository cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repository::Error),
    /// A storage failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Storage(#[from] storage::Error),
    /// No key could be made.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Key(#[from] keys::Error),
    /// A life time cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lifetime(#[from] LifetimeError),
    /// The thief's plugin could not be packed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Pack(#[from] pack::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoSuchKey { key, .. } => Facts::about(key),
            Self::Unharmed { what } | Self::Unrecovered { what } => Facts::about(what),
            Self::Incomplete { first, .. } => Facts::about(first),
            Self::Client(error) => error.facts(),
            Self::Stage(error) => error.facts(),
            Self::Sign(error) => error.facts(),
            Self::Verify(error) => error.facts(),
            Self::Mirror(error) => error.facts(),
            Self::Repository(error) => error.facts(),
            Self::Storage(error) => error.facts(),
            Self::Key(error) => error.facts(),
            Self::Lifetime(error) => error.facts(),
            Self::Pack(error) => error.facts(),
        }
    }
}
