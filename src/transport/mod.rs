//! Where a repository's bytes come from: a web server, a folder, or nowhere (offline).
//!
//! Owns: opening a repository by URL or path.
//! Never does: look at the bytes; whoever asked verifies them.
//! In: a URL or a path. Out: an [`Origin`].

use std::sync::Arc;

use camino::Utf8Path;
use url::Url;

use crate::origin::Origin;
use crate::redact;

mod file;
mod http;
mod offline;

pub use file::FolderOrigin;
pub use http::HttpOrigin;
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
    if !location.contains("://") {
        return Ok(Arc::new(FolderOrigin::new(base.join(location))));
    }
    let unsupported = |shown: String, reason: &str| Error::Unsupported { shown, reason: reason.to_owned() };
    let url = Url::parse(location).map_err(|error| unsupported("the URL".to_owned(), &error.to_string()))?;
    match url.scheme() {
        "http" | "https" => Ok(Arc::new(HttpOrigin::new(url)?)),
        "file" => {
            let path = url.to_file_path().ok().and_then(|path| camino::Utf8PathBuf::from_path_buf(path).ok());
            let path = path.ok_or_else(|| unsupported(redact::url(&url), "it has no local path"))?;
            Ok(Arc::new(FolderOrigin::new(path)))
        }
        _ => Err(unsupported(redact::url(&url), "the scheme is not https, http or file")),
    }
}
