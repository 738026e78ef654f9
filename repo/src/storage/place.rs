//! The place of a repository as it is written on a command line: a folder, or a bucket of S3.
//!
//! Owns: which storage a place means. Never does: read or write a repository. In: text. Out: a [`Storage`].

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::{Directory, Error, Storage};

/// What the place of a bucket starts with.
const S3: &str = "s3://";

/// The place of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder.
    Directory(Utf8PathBuf),
    /// A bucket of S3, or a part of one: all that follows `s3://`.
    S3(String),
}

/// What a storage is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read only.
    Read,
    /// To change what is there.
    Change,
    /// To make a repository.
    New,
}

impl FromStr for Place {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.strip_prefix(S3).map_or_else(|| Self::Directory(text.into()), |rest| Self::S3(rest.to_owned())))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(path) => write!(f, "{path}"),
            Self::S3(rest) => write!(f, "{S3}{rest}"),
        }
    }
}

impl Place {
    /// Opens the storage.
    ///
    /// # Errors
    /// [`Error`].
    #[cfg_attr(not(feature = "aws"), expect(clippy::unused_async, reason = "only a bucket is a thing to wait for"))]
    pub async fn open(&self, access: Access) -> Result<Arc<dyn Storage>, Error> {
        Ok(match (self, access) {
            (Self::Directory(path), Access::Read) => Arc::new(Directory::reader(path)),
            (Self::Directory(path), Access::Change) => Arc::new(Directory::open(path)?),
            (Self::Directory(path), Access::New) => Arc::new(Directory::create(path)?),
            #[cfg(feature = "aws")]
            (Self::S3(text), _) => Arc::new(Box::pin(super::S3::open(text)).await?),
            #[cfg(not(feature = "aws"))]
            (Self::S3(_), _) => return Err(Error::NoS3 { place: self.to_string() }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_unless_it_says_otherwise() {
        assert_eq!("repo".parse(), Ok(Place::Directory("repo".into())));
        assert_eq!("s3://plugins/a?region=b".parse(), Ok(Place::S3("plugins/a?region=b".to_owned())));
        assert_eq!(Place::S3("plugins".to_owned()).to_string(), "s3://plugins");
    }
}
