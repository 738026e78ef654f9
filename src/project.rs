//! One project on disk: its manifest and its lockfile as they are now.
//!
//! Owns: finding the project and reading its two documents once.
//! Never does: write; `install` replaces files.
//! In: a folder. Out: [`Project`].

use camino::{Utf8Path, Utf8PathBuf};

use crate::limits;
use crate::lockfile::{self, Drift, Lockfile, drift};
use crate::manifest::{self, Manifest};
use crate::refusal::{Facts, Refusal};
use crate::review::{self, Reviews};
use crate::store::{self, Layout, file};

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
    /// The lockfile does not answer the manifest.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Drift(#[from] Drift),
    /// The reviews are not valid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Reviews(#[from] review::Error),
    /// A file cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NoProject { folder } => Facts::about(folder),
            Self::NoLock { path } => Facts::about(path),
            Self::Manifest(error) => error.facts(),
            Self::Lockfile(error) => error.facts(),
            Self::Drift(error) => error.facts(),
            Self::Reviews(error) => error.facts(),
            Self::Store(error) => error.facts(),
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

    /// The reviews of plugins.
    pub fn reviews(&self) -> Utf8PathBuf {
        self.folder.join(review::FILE)
    }

    /// What the store keeps below the project.
    pub fn layout(&self) -> Layout {
        Layout::new(self.folder.clone())
    }
}

/// Reads a lockfile by its path.
///
/// # Errors
/// [`Error::NoLock`], or why it cannot be read.
pub fn read_lockfile(path: &Utf8Path) -> Result<Lockfile, Error> {
    let text = file::read_text(path, limits::LOCKFILE_BYTES)?.ok_or_else(|| Error::NoLock { path: path.to_owned() })?;
    Ok(Lockfile::parse(&text, path.as_str())?)
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
        let manifest_text = file::read_text(&paths.manifest, limits::MANIFEST_BYTES)?
            .ok_or_else(|| Error::NoProject { folder: paths.folder.clone() })?;
        let manifest = Manifest::parse(&manifest_text, paths.manifest.as_str())?;
        let lock_text = file::read_text(&paths.lockfile, limits::LOCKFILE_BYTES)?;
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

    /// The reviews that are beside the manifest; none where there is no such file.
    ///
    /// # Errors
    /// [`Error::Reviews`].
    pub fn reviews(&self) -> Result<Reviews, Error> {
        let path = self.paths.reviews();
        let text = file::read_text(&path, limits::REVIEWS_BYTES)?;
        Ok(text.map_or_else(|| Ok(Reviews::default()), |text| Reviews::parse(&text, path.as_str()))?)
    }

    /// The lockfile of a command that cannot do without one.
    ///
    /// # Errors
    /// [`Error::NoLock`] or [`Error::Lockfile`].
    pub fn required_lock(&self) -> Result<Lockfile, Error> {
        self.lock()?.ok_or_else(|| Error::NoLock { path: self.paths.lockfile.clone() })
    }

    /// The lockfile of a command that must not change it: there, canonical, and an answer to the manifest.
    ///
    /// # Errors
    /// The first thing that is wrong; all of them exit with 3.
    pub fn strict_lock(&self) -> Result<Lockfile, Error> {
        let lock = self.required_lock()?;
        lock.check_canonical(self.lock_text.as_deref().unwrap_or_default())?;
        match drift(&self.manifest, &lock).into_iter().next() {
            Some(drift) => Err(drift.into()),
            None => Ok(lock),
        }
    }
}
