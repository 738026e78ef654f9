//! The CDN before a repository: told which files have changed, so that it does not serve what it keeps.
//!
//! Owns: the written form of a CDN, and which paths it is told of. Never does: read a repository, or wait until it is told.
//! In: text, a URL and file names. Out: a request that was accepted.

#[cfg(feature = "aws")]
mod cloudfront;

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ragnos_plugin::refusal::{Facts, Refusal};

#[cfg(feature = "aws")]
pub use cloudfront::Error as CloudFrontError;

/// What the place of a CloudFront distribution starts with.
#[cfg(feature = "aws")]
const CLOUDFRONT: &str = "cloudfront:";

/// What stays as it is in a path: so there is nothing to escape in XML, and no `*`, which would match other files too.
const PATH: AsciiSet = NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A CDN that can be told, as it is written on a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cdn(String);

impl FromStr for Cdn {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Cdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Cdn {
    /// Tells the CDN that the `files` below `path`, the path of the URL at which users reach the repository, have changed.
    ///
    /// # Errors
    /// [`Error`].
    #[cfg(feature = "aws")]
    pub async fn forget(&self, path: &str, files: &[String]) -> Result<(), Error> {
        let Some(rest) = self.0.strip_prefix(CLOUDFRONT) else {
            return Err(Error::Form { cdn: self.0.clone(), reason: "only CloudFront can be told".to_owned() });
        };
        Ok(Box::pin(cloudfront::invalidate(rest, &paths(path, files))).await?)
    }

    /// Says that this program cannot tell any CDN.
    ///
    /// # Errors
    /// Always [`Error::NoCloudFront`].
    #[cfg(not(feature = "aws"))]
    #[expect(clippy::unused_async, reason = "only a CDN is a thing to wait for")]
    pub async fn forget(&self, path: &str, files: &[String]) -> Result<(), Error> {
        Err(Error::NoCloudFront { cdn: self.0.clone(), paths: paths(path, files).join(" ") })
    }
}

/// The files below the path of a URL, as a CDN knows them.
fn paths(path: &str, files: &[String]) -> Vec<String> {
    let folder = percent_decode_str(path.trim_matches('/')).decode_utf8_lossy();
    let slash = if folder.is_empty() { "" } else { "/" };
    files.iter().map(|file| utf8_percent_encode(&format!("/{folder}{slash}{file}"), &PATH).to_string()).collect()
}

/// Why a CDN could not be told.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The text cannot be read.
    #[error("{cdn} is not a CDN that can be told of changes: {reason}")]
    #[diagnostic(code(RP2950), help("write cloudfront:DISTRIBUTION-ID; ?endpoint=URL, &region=R and &profile=P may follow"))]
    Form {
        /// The text.
        cdn: String,
        /// What is wrong.
        reason: String,
    },
    /// A distribution of CloudFront, and a program that was built without the code for it.
    #[cfg(not(feature = "aws"))]
    #[error("this ragnos-repo cannot tell {cdn} of {paths}: it was built without AWS")]
    #[diagnostic(
        code(RP2951),
        help(
            "the change is published; install ragnos-repo with `cargo install --path repo --features aws`, then run this again"
        )
    )]
    NoCloudFront {
        /// The CDN.
        cdn: String,
        /// What it should have been told.
        paths: String,
    },
    /// CloudFront was not told.
    #[cfg(feature = "aws")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    CloudFront(#[from] CloudFrontError),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Form { cdn, .. } => Facts::about(cdn),
            #[cfg(not(feature = "aws"))]
            Self::NoCloudFront { cdn, .. } => Facts::about(cdn),
            #[cfg(feature = "aws")]
            Self::CloudFront(error) => error.facts(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_one_file_and_nothing_else() {
        let files = ["metadata/timestamp.json".to_owned(), "metadata/2.root.json".to_owned()];
        assert_eq!(paths("/", &files), ["/metadata/timestamp.json", "/metadata/2.root.json"]);
        assert_eq!(paths("/a%20b/*/", &files[..1]), ["/a%20b/%2A/metadata/timestamp.json"]);
        assert_eq!(paths("/<&>", &files[..1]), ["/%3C%26%3E/metadata/timestamp.json"]);
    }
}
