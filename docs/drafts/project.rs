//! One project on disk: its manifest and its lockfile as they are now.
//!
//! Owns: finding the project and reading its two documents once.
//! Never does: write; `install` replaces files.
//! In: a folder. Out: [`Project`].

use camino::{Utf8Path, Utf8PathBuf};

use crate::limits;
use crate::lockfile::{self, Lockfile};
use crate::manifest::{self, Manifest};
use crate::refusal::{Facts, Refusal};

/// The manifest's file name.
pub const MANIFEST: &str = "ragnos.toml";
/// The lockfile's file name.
pub const LOCKFILE: &str = "ragnos.lock";

/// Why a project could not be opened.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// No manifest here or in a folder above.
    #[error("there is no {MANIFEST} in {folder} or in a folder above it")]
    #[diagnostic(code(RP2161), help("run `ragnos-plugin init` in the project's folder, or name it with --directory"))]
    NoProject {
        /// Where the search began.
        folder: Utf8PathBuf,
    },
    /// A file of the project cannot be read.
    #[error("{path} cannot be read")]
    #[diagnostic(code(RP8101), help("look at the file's permissions"))]
    Unreadable {
        /// The file.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// A file of the project is far larger than such a file can be.
    #[error("{path} has {length} bytes; at most {limit} are read")]
    #[diagnostic(code(RP2162), help("this is not a file that ragnos-plugin wrote; restore it from version control"))]
    TooLarge {
        /// The file.
        path: Utf8PathBuf,
        /// Its length, bytes.
        length: u64,
        /// The limit, bytes.
        limit: u64,
    },
    /// There is no lockfile where one is needed.
    #[error("there is no lockfile at {path}")]
    #[diagnostic(code(RP3070), help("run `ragnos-plugin lock` and commit the result"))]
    NoLock {
        /// Where it should be.
        path: Utf8PathBuf,
    },
    /// The manifest is not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Manifest(#[from] manifest::Error),
    /// The lockfile is not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lockfile(#[from] lockfile::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoProject { folder } => Facts::about(folder),
            Self::Unreadable { path, .. } | Self::NoLock { path } => Facts::about(path),
            Self::TooLarge { path, length, limit } => Facts::about(path).mismatch(limit, length),
            Self::Manifest(error) => error.facts(),
            Self::Lockfile(error) => error.facts(),
        }
    }
}

/// Where a project's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The project's folder: the one that holds the manifest.
    pub folder: Utf8PathBuf,
    /// The manifest.
    pub manifest: Utf8PathBuf,
    /// The lockfile.
    pub lockfile: Utf8PathBuf,
}

impl Paths {
    /// Finds the project of `folder`: `manifest` where it is given, else the nearest one upwards.
    ///
    /// # Errors
    /// [`Error::NoProject`].
    pub fn find(folder: &Utf8Path, manifest: Option<&Utf8Path>, lockfile: Option<&Utf8Path>) -> Result<Self, Error> {
        let found = match manifest {
            Some(path) => folder.join(path),
            None => folder
                .ancestors()
                .map(|above| above.join(MANIFEST))
                .find(|path| path.is_file())
                .ok_or_else(|| Error::NoProject { folder: folder.to_owned() })?,
        };
        let home = found.parent().unwrap_or(folder).to_owned();
        let lockfile = lockfile.map_or_else(|| home.join(LOCKFILE), |path| folder.join(path));
        Ok(Self { folder: home, manifest: found, lockfile })
    }
}

/// A project as it is on disk.
#[derive(Debug, Clone)]
pub struct Project {
    /// Where its files are.
    pub paths: Paths,
    /// The manifest's text, as read.
    pub manifest_text: String,
    /// The manifest.
    pub manifest: Manifest,
    /// The lockfile's text, as read, where there is one.
    pub lock_text: Option<String>,
}

impl Project {
    /// Reads the manifest and the lockfile's text.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub fn open(paths: Paths) -> Result<Self, Error> {
        let manifest_text = read(&paths.manifest, limits::MANIFEST_BYTES)?
            .ok_or_else(|| Error::NoProject { folder: paths.folder.clone() })?;
        let manifest = Manifest::parse(&manifest_text, paths.manifest.as_str())?;
        let lock_text = read(&paths.lockfile, limits::LOCKFILE_BYTES)?;
        Ok(Self { paths, manifest_text, manifest, lock_text })
    }

    /// The lockfile, where there is one.
    ///
    /// # Errors
    /// [`Error::Lockfile`]: a lock that cannot be read is never treated as absent.
    pub fn lock(&self) -> Result<Option<Lockfile>, Error> {
        let name = self.paths.lockfile.as_str();
        Ok(self.lock_text.as_deref().map(|text| Lockfile::parse(text, name)).transpose()?)
    }

    /// The lockfile of a command that cannot do without one.
    ///
    /// # Errors
    /// [`Error::NoLock`] or [`Error::Lockfile`].
    pub fn required_lock(&self) -> Result<Lockfile, Error> {
        self.lock()?.ok_or_else(|| Error::NoLock { path: self.paths.lockfile.clone() })
    }
}

/// Reads a text file of at most `limit` bytes; `None` when it is not there.
fn read(path: &Utf8Path, limit: u64) -> Result<Option<String>, Error> {
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    match fs_err::metadata(path) {
        Ok(found) if found.len() > limit => Err(Error::TooLarge { path: path.to_owned(), length: found.len(), limit }),
        Ok(_) => fs_err::read_to_string(path).map(Some).map_err(unreadable),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}
