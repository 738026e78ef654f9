//! A folder that nobody else can read, and that is gone with the value: for what a client stores of one look.
//!
//! Owns: such a folder. Never does: hold anything that is worth keeping. In: nothing. Out: a path.

use camino::{Utf8Path, Utf8PathBuf};
use ragnos_plugin::tuf::StateFolder;

use super::Error;

/// The folder as errors name it: its own name says nothing to anybody.
const SHOWN: &str = "a temporary folder";

/// A folder that is gone with the value.
#[derive(Debug)]
pub(crate) struct Temporary {
    path: Utf8PathBuf,
    _folder: tempfile::TempDir,
}

impl Temporary {
    /// A new, empty folder.
    pub(crate) fn new() -> Result<Self, Error> {
        let folder = tempfile::tempdir().map_err(Error::io(SHOWN))?;
        let path = Utf8PathBuf::try_from(folder.path().to_owned()).map_err(|error| Error::io(SHOWN)(error.into_io_error()))?;
        Ok(Self { path, _folder: folder })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// The trust state of a client that has seen nothing yet.
    pub(crate) fn state(&self) -> StateFolder {
        StateFolder::at(self.path.clone())
    }
}
