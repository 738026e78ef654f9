//! A new project: manifest, pinned root, and what git is to ignore of `.ragnos`.
//!
//! Owns: the order of those writes. Never does: replace a file.
//! In: a folder and a repository with its root. Out: [`NewProject`].

use camino::{Utf8Path, Utf8PathBuf};

use crate::limits;
use crate::manifest::{self, Manifest, edit};
use crate::name::RepositoryName;
use crate::project::MANIFEST;
use crate::refusal::{Facts, Refusal};
use crate::store::{self, Durability, Layout, file};
use crate::tuf::{self, TrustAnchor};

/// What git ignores of `.ragnos`: all but the pinned roots.
const IGNORED: &str = "*\n!.gitignore\n!trust\n!trust/*\n";

/// Why a project could not be begun.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is a manifest already.
    #[error("{path} is there already")]
    #[diagnostic(code(RP2163), help("add a repository or plugins to it; nothing was changed"))]
    Exists {
        /// The file.
        path: Utf8PathBuf,
    },
    /// The root file is not there.
    #[error("there is no root metadata at {path}")]
    #[diagnostic(code(RP2164), help("give the path of the root file that you have from the repository's operator"))]
    NoRoot {
        /// Where it should be.
        path: Utf8PathBuf,
    },
    /// The root file is no root.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The repository cannot stand in a manifest.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Manifest(#[from] manifest::Error),
    /// A file could not be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Exists { path } | Self::NoRoot { path } => Facts::about(path),
            Self::Trust(error) => error.facts(),
            Self::Manifest(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// The repository that a new project begins with.
#[derive(Debug, Clone)]
pub struct NewRepository {
    /// Its name in the manifest.
    pub name: RepositoryName,
    /// Where it is.
    pub url: String,
    /// More places of the same repository.
    pub mirrors: Vec<String>,
    /// A file with its root metadata.
    pub root: Utf8PathBuf,
}

/// What was begun.
#[derive(Debug)]
pub struct NewProject {
    /// The files that were written, relative to the project.
    pub written: Vec<Utf8PathBuf>,
    /// The root that was pinned.
    pub pinned: Option<(RepositoryName, TrustAnchor)>,
}

/// Writes a new project into `folder`.
///
/// # Errors
/// [`Error`]; everything is checked before anything is written.
pub fn init(folder: &Utf8Path, repository: Option<&NewRepository>) -> Result<NewProject, Error> {
    let layout = Layout::new(folder);
    let manifest = layout.manifest();
    if manifest.as_std_path().symlink_metadata().is_ok() {
        return Err(Error::Exists { path: manifest });
    }
    let text = edit::new_manifest(repository.map(|one| (&one.name, one.url.as_str(), &one.mirrors[..])));
    Manifest::parse(&text, MANIFEST)?;
    let root = match repository {
        None => None,
        Some(one) => {
            let bytes = file::read(&one.root, limits::ROOT_BYTES)?.ok_or_else(|| Error::NoRoot { path: one.root.clone() })?;
            Some((one.name.clone(), TrustAnchor::parse(bytes.clone())?, bytes))
        }
    };
    layout.refuse_links()?;
    let mut written = Vec::new();
    let mut write = |path: Utf8PathBuf, bytes: &[u8]| {
        file::create(&path, bytes, Durability::Full)?;
        written.push(path.strip_prefix(folder).unwrap_or(&path).to_owned());
        Ok::<_, store::Error>(())
    };
    if let Some((name, _, bytes)) = &root {
        write(layout.pinned_root(name), bytes)?;
    }
    write(layout.state().join(".gitignore"), IGNORED.as_bytes())?;
    // The manifest last: a folder with one is a project.
    write(manifest, text.as_bytes())?;
    Ok(NewProject { written, pinned: root.map(|(name, anchor, _)| (name, anchor)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_begun_once() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        let begun = init(folder, None).unwrap();
        assert_eq!(begun.written, [".ragnos/.gitignore", "ragnos.toml"]);
        assert!(matches!(init(folder, None), Err(Error::Exists { .. })));
    }

    #[test]
    fn a_root_that_is_none_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        fs_err::write(folder.join("root.json"), b"{}").unwrap();
        let repository = |root: &str| NewRepository {
            name: "demo".parse().unwrap(),
            url: "https://x.example".to_owned(),
            mirrors: Vec::new(),
            root: folder.join(root),
        };
        assert!(matches!(init(folder, Some(&repository("root.json"))), Err(Error::Trust(_))));
        assert!(matches!(init(folder, Some(&repository("absent.json"))), Err(Error::NoRoot { .. })));
        assert_eq!(fs_err::read_dir(folder).unwrap().count(), 1);
    }
}
