//! Where a repository's bytes come from: a web server, a folder, or nowhere (offline).
//!
//! Owns: opening a repository by URL or path.
//! Never does: look at the bytes; whoever asked verifies them.
//! In: a URL or a path. Out: an [`Origin`].

use std::sync::Arc;

use camino::Utf8Path;

use crate::origin::{Mirrors, Origin};

mod address;
mod body;
mod file;
mod http;
mod network;
mod offline;

pub use file::FolderOrigin;
pub use http::HttpOrigin;
pub use network::{Network, Timing};
pub use offline::OfflineOrigin;

/// Why a repository could not be opened.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not a URL that a repository can have.
    #[error("{shown} is not a repository: {reason}")]
    #[diagnostic(code(RP2182), help("`url` in ragnos.toml takes https://, http:// or file:// URLs, or the path of a folder"))]
    Unsupported {
        /// The URL without secrets.
        shown: String,
        /// Why not.
        reason: String,
    },
    /// The HTTP client could not be made.
    #[error("the HTTP client could not start: {reason}")]
    #[diagnostic(code(RP7011), help("look at the proxy variables and at the system's certificates"))]
    Client {
        /// What went wrong.
        reason: String,
    },
}

impl crate::refusal::Refusal for Error {
    fn facts(&self) -> crate::refusal::Facts {
        match self {
            Self::Unsupported { shown, .. } => crate::refusal::Facts::about(shown),
            Self::Client { .. } => crate::refusal::Facts::default(),
        }
    }
}

/// Opens the repository at `location`: `https://`, `http://`, `file://`, or the path of a folder, relative to `base`.
///
/// # Errors
/// The URL has another scheme, or none of its parts can be understood.
pub fn open(location: &str, base: &Utf8Path) -> Result<Arc<dyn Origin>, Error> {
    Network::shared().open(location, base)
}

/// Opens the repository at `location` with its `mirrors`, each in a form that [`open`] takes.
///
/// # Errors
/// As [`open`], for any of them.
pub fn open_all(location: &str, mirrors: &[String], base: &Utf8Path) -> Result<Mirrors, Error> {
    if mirrors.is_empty() {
        return Ok(open(location, base)?.into());
    }
    let network = Network::shared();
    let open = |place: &str| network.open_with(place, base, network.timing().beside_others());
    let mirrors: Vec<_> = mirrors.iter().map(|place| open(place)).collect::<Result<_, _>>()?;
    Ok(Mirrors::new(open(location)?, mirrors))
}
