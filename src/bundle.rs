//! Bundles: everything that an install from one lockfile takes, in a folder that can be carried to where there is no network.
//!
//! Owns: what is in one, and its form: `<repository id>/metadata` and `<repository id>/targets`, each file exactly as it was
//! served. There is nothing else in it, so that nothing in it has to be trusted: whoever asks it verifies it like any other place.
//! Never does: sign, vouch, or leave a folder behind that is not whole: it gets its name when all of it has been verified again.
//! In: a lockfile and its repositories. Out: the folder, and a [`Bundled`] for each repository.

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use crate::check::{self, Finding};
use crate::digest::Sha256;
use crate::lockfile::{LockedArtifact, Lockfile};
use crate::name::{PluginName, RepositoryName, TargetName};
use crate::origin::Folder;
use crate::platform::Platform;
use crate::project::Project;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::repositories::{self, Access, Repositories, Repository};
use crate::store::{self, Durability, file};
use crate::transport::FolderOrigin;
use crate::tuf::{self, Persistence, VerifiedTarget};
use crate::witness::{witness, witness_sbom};

/// Why no bundle was made. There is none then.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The folder is there already.
    #[error("{path} is there already")]
    #[diagnostic(code(RP2176), help("name a folder that is not there yet; a bundle is made anew, never added to"))]
    Exists {
        /// The folder.
        path: Utf8PathBuf,
    },
    /// A name that no folder can hold.
    #[error("{path} is no name that a file in a folder can have")]
    #[diagnostic(code(RP2178), help("its repository can only be used over the network; tell its operator"))]
    NoFile {
        /// The path, printable.
        path: String,
    },
    /// A file or folder cannot be made.
    #[error("the bundle {path} cannot be written")]
    #[diagnostic(code(RP8029), help("look at the folder's permissions and free space"))]
    Write {
        /// The folder.
        path: Utf8PathBuf,
        /// The operating system's word.
        #[source]
        source: std::io::Error,
    },
    /// Lockfile, signed metadata and served bytes do not agree.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unfit(#[from] Finding),
    /// A repository could not be opened.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repositories::Error),
    /// What was verified cannot be listed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// A file cannot be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Exists { path } | Self::Write { path, .. } => Facts::about(path),
            Self::NoFile { path } => Facts::about(path),
            Self::Unfit(error) => error.facts(),
            Self::Repository(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// What a bundle has of one repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bundled {
    /// The manifest's name for it.
    pub name: RepositoryName,
    /// Its identity, which is the name of its folder.
    pub id: Sha256,
    /// Archives and SBOMs.
    pub targets: usize,
    /// Metadata files.
    pub metadata: usize,
    /// Bytes of all these files.
    pub bytes: u64,
    /// The first moment at which some of the metadata has expired, UTC: nothing is installed from the bundle from then on.
    pub valid_until: Option<String>,
}

/// Makes a bundle of everything that `lock` pins, for one platform or for all that it has.
///
/// # Errors
/// [`Error`]; nothing is at `folder` then.
pub async fn create(
    folder: &Utf8Path,
    project: &Project,
    lock: &Lockfile,
    repositories: &Repositories,
    platform: Option<&Platform>,
    access: &Access,
) -> Result<Vec<Bundled>, Error> {
    if fs_err::symlink_metadata(folder).is_ok() {
        return Err(Error::Exists { path: folder.to_owned() });
    }
    let write = |source| Error::Write { path: folder.to_owned(), source };
    let parent = folder.parent().filter(|parent| *parent != "").unwrap_or(Utf8Path::new("."));
    fs_err::create_dir_all(parent).map_err(write)?;
    // Beside its place, so that it can be renamed; removed with everything in it when it does not come to that.
    let unfinished = tempfile::Builder::new().prefix(".ragnos-bundle-").tempdir_in(parent).map_err(write)?;
    let inner = Utf8Path::from_path(unfinished.path()).map(|path| path.join("bundle"));
    let inner = inner.ok_or_else(|| write(std::io::ErrorKind::InvalidFilename.into()))?;
    fs_err::create_dir(&inner).map_err(write)?;
    let mut made = Vec::new();
    for repository in repositories.iter() {
        made.push(one(&inner, lock, repository, platform).await?);
    }
    proven(&inner, project, lock, platform, access).await?;
    fs_err::rename(&inner, folder).map_err(write)?;
    Ok(made)
}

/// The part of one repository. A file that is cut short by a full disk or a pulled stick is found out by whoever asks for it, so
/// none is flushed by itself.
async fn one(
    bundle: &Utf8Path,
    lock: &Lockfile,
    repository: &Repository,
    platform: Option<&Platform>,
) -> Result<Bundled, Error> {
    let (mut files, folder) = (Files::default(), bundle.join(repository.id.to_string()));
    let pinned = pinned(lock, repository, platform).await?;
    let name_of = |below: Folder, path: &str| FolderOrigin::file_name(below, path).map(|name| folder.join(name));
    let no_file = |path: &str| Error::NoFile { path: Printable(path).to_string() };
    for Pinned { plugin, target, signed } in &pinned {
        let content = check::received(plugin, target, &repository.source(), signed).await?;
        let path = repository.client.target_file(signed);
        files.write(&name_of(Folder::Targets, &path).ok_or_else(|| no_file(&path))?, &content)?;
    }
    for file in repository.client.published(&repository.anchor)? {
        files.write(&name_of(Folder::Metadata, &file.path).ok_or_else(|| no_file(&file.path))?, &file.bytes)?;
    }
    let valid_until = repository.client.validities().into_iter().map(|(_, validity)| validity.expires).min();
    let (name, id, targets) = (repository.name.clone(), repository.id, pinned.len());
    let valid_until = valid_until.map(|until| format!("{until}Z"));
    Ok(Bundled { name, id, targets, metadata: files.count - targets, bytes: files.bytes, valid_until })
}

/// What has been written.
#[derive(Default)]
struct Files {
    count: usize,
    bytes: u64,
}

impl Files {
    fn write(&mut self, path: &Utf8Path, content: &[u8]) -> Result<(), store::Error> {
        file::create(path, content, Durability::Fast)?;
        self.count += 1;
        self.bytes += content.len() as u64;
        Ok(())
    }
}

/// Asks the new bundle as somebody would who has nothing else: a bundle that is there is one that works.
async fn proven(
    bundle: &Utf8Path,
    project: &Project,
    lock: &Lockfile,
    platform: Option<&Platform>,
    access: &Access,
) -> Result<(), Error> {
    let (persistence, trust_state) = (Persistence::Discard, bundle.join("none"));
    let access = Access { bundle: Some(bundle.to_owned()), offline: false, persistence, trust_state, ..access.clone() };
    let opened = Repositories::open(&project.paths.folder, &project.manifest, Some(lock), &access).await?;
    for repository in opened.iter() {
        for Pinned { plugin, target, signed } in pinned(lock, repository, platform).await? {
            check::received(&plugin, &target, &repository.source(), &signed).await?;
        }
    }
    Ok(())
}

/// A file that the lockfile pins and signed metadata vouches for.
struct Pinned {
    plugin: PluginName,
    target: TargetName,
    signed: VerifiedTarget,
}

/// The archives, SBOMs and provenance of `repository` that `lock` pins, for one platform or for all of them.
async fn pinned(lock: &Lockfile, repository: &Repository, platform: Option<&Platform>) -> Result<Vec<Pinned>, Error> {
    let mut pinned = Vec::new();
    for plugin in lock.plugins.values().filter(|plugin| plugin.repository == repository.name) {
        let artifacts: Vec<&LockedArtifact> = match platform {
            Some(platform) => vec![plugin.artifact_for(platform).ok_or_else(|| check::no_archive(plugin, platform))?],
            None => plugin.artifacts.values().collect(),
        };
        for artifact in artifacts {
            let archive = match witness(&repository.client, plugin, artifact).await {
                Ok(archive) => archive,
                // The first of all that differs, as in an install.
                Err(found) => match found.into_iter().next() {
                    Some(first) => return Err(Finding::from(first).into()),
                    None => continue,
                },
            };
            let sbom = witness_sbom(&repository.client, plugin, artifact).await.map_err(Finding::from)?;
            let mut files = vec![(&artifact.target, archive.signed().clone()), (&artifact.sbom, sbom)];
            if let Some(link) = &archive.descriptor().provenance {
                let signed = repository.client.find(link.target.as_str()).await?;
                files.extend(signed.map(|signed| (&link.target, signed)));
            }
            let file =
                |(target, signed): (&TargetName, _)| Pinned { plugin: plugin.name.clone(), target: target.clone(), signed };
            pinned.extend(files.into_iter().map(file));
        }
    }
    Ok(pinned)
}
