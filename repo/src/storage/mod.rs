//! Where a repository's files are kept.
//!
//! Owns: the trait that publishing needs of a storage, with the one operation that commits: a compare-and-swap of
//! `timestamp.json`. Never does: look into the bytes. In: folder, name and bytes. Out: bytes.

mod directory;
mod draft;
mod memory;
mod place;
#[cfg(feature = "aws")]
mod s3;
mod temporary;

use std::fmt::Debug;

use futures_util::future::BoxFuture;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};

pub use directory::Directory;
pub use draft::Draft;
pub use memory::Memory;
pub use place::{Access, Place};
#[cfg(feature = "aws")]
pub use s3::{S3, S3Error};
pub(crate) use temporary::Temporary;

/// The file whose replacement makes a change visible (TUF spec 5.4: clients start from it).
pub const TIMESTAMP: &str = "timestamp.json";

/// [`Error::Taken`] unless the bytes that are there are those that were to be written.
pub(crate) fn same(folder: Folder, name: &str, there: &[u8], bytes: &[u8]) -> Result<(), Error> {
    if there == bytes { Ok(()) } else { Err(Error::Taken { file: format!("{}/{name}", folder_name(folder)) }) }
}

/// The name of a folder on disk and in URLs.
pub(crate) fn folder_name(folder: Folder) -> &'static str {
    match folder {
        Folder::Metadata => "metadata",
        Folder::Targets => "targets",
    }
}

/// A file to write.
#[derive(Debug)]
pub struct File {
    /// The folder.
    pub folder: Folder,
    /// The name in it.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl File {
    /// Where it is in the repository.
    pub fn path(&self) -> String {
        format!("{}/{}", folder_name(self.folder), self.name)
    }
}

/// A storage.
pub trait Storage: Debug + Send + Sync {
    /// The bytes of a file; `None` where there is none.
    fn read<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, Error>>;

    /// True when the file is there.
    fn exists<'a>(&'a self, folder: Folder, name: &'a str) -> BoxFuture<'a, Result<bool, Error>>;

    /// Creates a file durably; no file but `timestamp.json` ever changes. True when it was written, false when it was there with
    /// the same bytes: a change that was stopped is completed by writing it again.
    ///
    /// [`Error::Taken`] when it is there with other bytes.
    fn create<'a>(&'a self, folder: Folder, name: &'a str, bytes: &'a [u8]) -> BoxFuture<'a, Result<bool, Error>>;

    /// Creates `files` in their order as [`Storage::create`] does each, and says which were written. When it ends, all of them are
    /// durable; a storage may make that so for many at once.
    fn create_all<'a>(&'a self, files: &'a [File]) -> BoxFuture<'a, Result<Vec<bool>, Error>> {
        Box::pin(async move {
            let mut written = Vec::with_capacity(files.len());
            for file in files {
                written.push(self.create(file.folder, &file.name, &file.bytes).await?);
            }
            Ok(written)
        })
    }

    /// Replaces `timestamp.json` if its sha256 is still `expected` (`None`: if there is none).
    fn commit<'a>(&'a self, expected: Option<Sha256>, bytes: &'a [u8]) -> BoxFuture<'a, Result<(), Error>>;
}

/// Why a storage did not do it.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The file system refused.
    #[error("{path} cannot be read or written")]
    #[diagnostic(code(RP8901), help("look at the permissions and the free space of DIR, then run the same command again"))]
    Io {
        /// The file.
        path: String,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// Another change goes on, or came first.
    #[error("{place} is being changed by somebody else")]
    #[diagnostic(code(RP9900), help("wait for the other ragnos-repo to end, then run the same command again"))]
    Busy {
        /// The storage.
        place: String,
    },
    /// Another change wrote the file first.
    #[error("{file} was written by another change")]
    #[diagnostic(code(RP9902), help("run the same command again: it starts from what is there then"))]
    Taken {
        /// The file.
        file: String,
    },
    /// A bucket, and a program that was built without the code for it.
    #[cfg(not(feature = "aws"))]
    #[error("this ragnos-repo cannot reach {place}: it was built without AWS")]
    #[diagnostic(code(RP2943), help("install it with `cargo install --path repo --features aws`"))]
    NoS3 {
        /// The place.
        place: String,
    },
    /// The bucket cannot be used.
    #[cfg(feature = "aws")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    S3(#[from] S3Error),
}

impl Error {
    /// What the file system's refusal at `path` is.
    pub(crate) fn io(path: impl std::fmt::Display) -> impl Fn(std::io::Error) -> Self {
        let path = path.to_string();
        move |source| Self::Io { path: path.clone(), source }
    }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Io { path, .. } => Facts::about(path),
            Self::Busy { place } => Facts::about(place),
            Self::Taken { file } => Facts::about(file),
            #[cfg(not(feature = "aws"))]
            Self::NoS3 { place } => Facts::about(place),
            #[cfg(feature = "aws")]
            Self::S3(error) => error.facts(),
        }
    }
}
