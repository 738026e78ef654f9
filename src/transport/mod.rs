//! Where a repository's bytes come from: a web server, a folder, or nowhere (offline).
//!
//! Owns: opening a repository by URL or path.
//! Never does: look at the bytes; whoever asked verifies them.
//! In: a URL or a path. Out: an [`Origin`].

use std::sync::Arc;

use crate::origin::Origin;

/// Why a repository could not be opened.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Not a URL that a repository can have.
    #[error("{shown} is not a repository: {reason}")]
    #[diagnostic(code(RP7010), help("`url` in ragnos.toml takes https://, http:// or file:// URLs, or the path of a folder"))]
    Unsupported {
        /// The URL without secrets.
        shown: String,
        /// Why not.
        reason: String,
    },
}

/// Opens the repository at `url_or_path`: `https://`, `http://`, `file://`, or the path of a folder.
///
/// # Errors
/// The URL has another scheme, or none of its parts can be understood.
pub fn open(_url_or_path: &str) -> Result<Arc<dyn Origin>, Error> {
    unimplemented!()
}
