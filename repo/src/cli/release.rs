//! `publish` and `yank`: packed plugins into a repository, and versions out of choice.
//!
//! Owns: its flags, and the reading of what was packed. Never does: pack. In: [`Publish`], [`Withdraw`]. Out: a staged change.

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::named_version::NamedVersion;
use ragnos_plugin::pack::{PackedRelease, is_descriptor_file};
use ragnos_plugin::refusal::{Facts, Refusal};

use super::Failure;
use super::change::Ground;
use crate::expiry::Expiries;
use crate::provenance::{self, Provenance};
use crate::repository::Repository;
use crate::stage::{self, StagedRepository, Yank};
use crate::storage;

/// Publish packed plugins. Signed by the namespaces', log, snapshot and timestamp keys.
#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// What `ragnos-plugin pack` wrote: an archive, or a folder with several.
    #[arg(value_name = "PACKED", required_unless_present = "event")]
    packed: Vec<Utf8PathBuf>,
    /// In-toto statements, such as SLSA provenance, published as they are beside the archives whose sha256 they name; may be
    /// given more than once.
    #[arg(long, value_name = "FILE", conflicts_with = "event")]
    provenance: Vec<Utf8PathBuf>,
    /// Publish a signing event that has all its signatures; the keys sign snapshot, timestamp and log.
    #[arg(long, value_name = "DIR", conflicts_with = "packed")]
    pub(super) event: Option<Utf8PathBuf>,
}

impl Publish {
    /// As [`Publish::stage`], without the log.
    pub(super) async fn stage_unlogged(
        &self,
        repository: &Repository<'_>,
        now: Timestamp,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        Ok(stage::unlogged_releases(repository, self.releases(now)?, &[], expiries).await?)
    }

    pub(super) async fn stage(
        &self,
        repository: &Repository<'_>,
        now: Timestamp,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        Ok(stage::releases(repository, self.releases(now)?, &[], expiries).await?)
    }

    fn releases(&self, now: Timestamp) -> Result<Vec<(PackedRelease, Timestamp)>, Failure> {
        let files = self
            .provenance
            .iter()
            .map(|path| Ok(Provenance::read(path, fs_err::read(path).map_err(storage::Error::io(path))?)?));
        let files = files.collect::<Result<Vec<_>, Failure>>()?;
        let releases = provenance::attach(packed(&self.packed)?, files)?;
        Ok(releases.into_iter().map(|release| (release, now)).collect())
    }
}

/// Withdraw versions: they stay for those who have locked them, and are not chosen anew.
#[derive(Debug, Args)]
pub(super) struct Withdraw {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// A version of a plugin.
    #[arg(value_name = "NAME@VERSION", required = true)]
    versions: Vec<NamedVersion>,
    /// Let them be chosen again.
    #[arg(long)]
    undo: bool,
}

impl Withdraw {
    pub(super) async fn stage(&self, repository: &Repository<'_>, expiries: &Expiries) -> Result<StagedRepository, Failure> {
        let yank = |one: &NamedVersion| Yank { name: one.plugin.clone(), version: one.version.clone(), undo: self.undo };
        let yanks: Vec<Yank> = self.versions.iter().map(yank).collect();
        Ok(stage::releases(repository, Vec::new(), &yanks, expiries).await?)
    }
}

/// The folder holds nothing that was packed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path} holds no packed plugin")]
#[diagnostic(code(RP2919), help("run `ragnos-plugin pack` first, and give the folder that its --out names"))]
struct NothingPacked {
    path: Utf8PathBuf,
}

impl Refusal for NothingPacked {
    fn facts(&self) -> Facts {
        Facts::about(&self.path)
    }
}

/// Reads packed releases.
fn packed(paths: &[Utf8PathBuf]) -> Result<Vec<PackedRelease>, Failure> {
    packed_files(paths)?.iter().map(|path| Ok(PackedRelease::read(path)?)).collect()
}

/// One file of each packed release: each path is one of a release's files, or a folder that holds releases.
pub(super) fn packed_files(paths: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = descriptors(path)?;
            if found.is_empty() {
                return Err(NothingPacked { path: path.clone() }.into());
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn descriptors(folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, storage::Error> {
    let failed = storage::Error::io(folder);
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(&failed)? {
        // A name that is not UTF-8 is none that `pack` wrote.
        let Ok(path) = Utf8PathBuf::from_path_buf(entry.map_err(&failed)?.path()) else { continue };
        if is_descriptor_file(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
