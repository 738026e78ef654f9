//! The seam towards a repository's bytes: what the TUF client and the fetcher ask of a transport.
//!
//! Owns: the trait, the choice between several places of one repository ([`Mirrors`]), and the one distinction that trust
//! depends on, "not there" against every other failure (TUF spec 5.3.3: only a missing next root ends the root chain).
//! Never does: I/O; `transport` implements it. Verification is the caller's, always.
//! In: a path relative to the repository. Out: a stream of bytes as served.

mod mirrors;

use std::fmt::Debug;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

pub use mirrors::{Attempt, Blame, Mirrors, NoMirror};

/// Which of a repository's two folders a path is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Folder {
    /// `metadata/`: TUF role files.
    Metadata,
    /// `targets/`: archives, SBOMs and other targets.
    Targets,
}

/// Bytes as they arrive. An error ends the stream; a stream that ends without one delivered all that was served.
pub type ByteStream = BoxStream<'static, Result<Bytes, OriginError>>;

/// A place that serves a repository's bytes: a web server, a folder, a test's fault injector.
pub trait Origin: Debug + Send + Sync {
    /// Opens `path` (relative, `/` between components, each percent-encoded where it needs it) in `folder`.
    ///
    /// `limit` is the largest number of bytes the caller will take: an origin may refuse earlier when it already knows
    /// that the answer is longer, and the caller still counts.
    fn open<'a>(&'a self, folder: Folder, path: &'a str, limit: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>>;

    /// The place as text for messages, without secrets.
    fn shown(&self) -> String;
}

/// Why an origin did not deliver.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum OriginError {
    /// The origin answered that there is no such file (HTTP 404 or 410; ENOENT). Not retried.
    #[error("{place} has no {path}")]
    #[diagnostic(code(RP7001), help("the repository may be half-published or the URL wrong; try again, then ask its operator"))]
    NotFound {
        /// The origin, as shown.
        place: String,
        /// The path that was asked for.
        path: String,
    },
    /// The origin could not be reached, gave up, or answered with an error that may pass. Retried by the transport.
    #[error("{place} did not deliver {path}: {reason}")]
    #[diagnostic(code(RP7002), help("check the network and try again; `--offline` works from what is already here"))]
    Unreachable {
        /// The origin, as shown.
        place: String,
        /// The path that was asked for.
        path: String,
        /// What happened, in words.
        reason: String,
    },
    /// The delivery began and did not end: the connection was cut or became too slow. Retried from the start by [`Mirrors`].
    #[error("{place} stopped in the middle of {path}: {reason}")]
    #[diagnostic(code(RP7021), help("check the network and try again; `--offline` works from what is already here"))]
    Interrupted {
        /// The origin, as shown.
        place: String,
        /// The path that was asked for.
        path: String,
        /// What happened, in words.
        reason: String,
    },
    /// The origin answered in a way that will not get better by asking again. Not retried.
    #[error("{place} answered {path} with {reason}")]
    #[diagnostic(
        code(RP7003),
        help("the answer does not come from a plugin repository; look at the URL and at proxies in between")
    )]
    Refused {
        /// The origin, as shown.
        place: String,
        /// The path that was asked for.
        path: String,
        /// What was answered, in words.
        reason: String,
    },
    /// No network is allowed (`--offline`, `--frozen`) and the file is not here.
    #[error("{path} is not here and --offline forbids asking {place} for it")]
    #[diagnostic(code(RP7004), help("run the same command once without --offline"))]
    Offline {
        /// The origin that would have been asked.
        place: String,
        /// The path that was wanted.
        path: String,
    },
    /// A folder repository could not be read.
    #[error("{path} could not be read from {place}")]
    #[diagnostic(code(RP8001), help("look at the permissions of the repository's folder"))]
    Unreadable {
        /// The origin, as shown.
        place: String,
        /// The path that was asked for.
        path: String,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
}

impl crate::refusal::Refusal for OriginError {
    fn facts(&self) -> crate::refusal::Facts {
        let (Self::NotFound { path, .. }
        | Self::Unreachable { path, .. }
        | Self::Interrupted { path, .. }
        | Self::Refused { path, .. }
        | Self::Offline { path, .. }
        | Self::Unreadable { path, .. }) = self;
        crate::refusal::Facts::about(path)
    }
}

impl OriginError {
    /// What the error says of the place.
    pub fn blame(&self) -> Blame {
        match self {
            Self::NotFound { .. } => Blame::NotThere,
            Self::Interrupted { .. } => Blame::Interrupted,
            Self::Unreachable { .. } | Self::Refused { .. } | Self::Unreadable { .. } => Blame::Silent,
            Self::Offline { .. } => Blame::Nothing,
        }
    }
}
