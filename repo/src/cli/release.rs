//! `publish`: packed plugins into a repository, and versions out of choice.
//!
//! Owns: its flags, and the reading of what was packed. Never does: pack. In: [`Publish`]. Out: a staged change.

use std::str::FromStr;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;
use jiff::Timestamp;
use ragnos_plugin::name::{ParseNameError, PluginName};
use ragnos_plugin::pack::{PackedRelease, is_descriptor_file};
use ragnos_plugin::refusal::{Facts, Refusal};

use super::Failure;
use super::change::Ground;
use crate::expiry::Expiries;
use crate::repository::Repository;
use crate::stage::{self, StagedRepository, Yank};
use crate::storage;

/// Publish packed plugins, and withdraw versions. Signed by the namespaces', log, snapshot and timestamp keys.
#[derive(Debug, Args)]
pub(super) struct Publish {
    #[command(flatten)]
    pub(super) ground: Ground,
    /// What `ragnos-plugin pack` wrote: an archive, or a folder with several.
    #[arg(value_name = "PACKED", required_unless_present_any = ["yanks", "event"])]
    packed: Vec<Utf8PathBuf>,
    /// Withdraw a version: it stays for those who have locked it, and is not chosen anew.
    #[arg(long = "yank", value_name = "NAME@VERSION")]
    yanks: Vec<Withdrawn>,
    /// Publish a signing event that has all its signatures; the keys sign snapshot, timestamp and log.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["packed", "yanks"])]
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
        Ok(stage::unlogged_releases(repository, self.releases(now)?, &self.yanks(), expiries).await?)
    }

    pub(super) async fn stage(
        &self,
        repository: &Repository<'_>,
        now: Timestamp,
        expiries: &Expiries,
    ) -> Result<StagedRepository, Failure> {
        Ok(stage::releases(repository, self.releases(now)?, &self.yanks(), expiries).await?)
    }

    fn releases(&self, now: Timestamp) -> Result<Vec<(PackedRelease, Timestamp)>, Failure> {
        Ok(packed(&self.packed)?.into_iter().map(|release| (release, now)).collect())
    }

    fn yanks(&self) -> Vec<Yank> {
        self.yanks.iter().map(|yank| yank.0.clone()).collect()
    }
}

/// `NAME@VERSION`.
#[derive(Debug, Clone)]
struct Withdrawn(Yank);

/// Why `NAME@VERSION` cannot be read.
#[derive(Debug, thiserror::Error)]
enum WithdrawnError {
    #[error("it is not NAME@VERSION")]
    Form,
    #[error(transparent)]
    Name(#[from] ParseNameError),
    #[error(transparent)]
    Version(#[from] semver::Error),
}

impl FromStr for Withdrawn {
    type Err = WithdrawnError;

    fn from_str(text: &str) -> Result<Self, WithdrawnError> {
        let (name, version) = text.split_once('@').ok_or(WithdrawnError::Form)?;
        let name: PluginName = name.parse()?;
        Ok(Self(Yank { name, version: version.parse()? }))
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

/// Reads packed releases: each path is one of a release's files, or a folder that holds releases.
fn packed(paths: &[Utf8PathBuf]) -> Result<Vec<PackedRelease>, Failure> {
    let mut releases = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = descriptors(path)?;
            if found.is_empty() {
                return Err(NothingPacked { path: path.clone() }.into());
            }
            for descriptor in found {
                releases.push(PackedRelease::read(&descriptor)?);
            }
        } else {
            releases.push(PackedRelease::read(path)?);
        }
    }
    Ok(releases)
}

fn descriptors(folder: &Utf8Path) -> Result<Vec<Utf8PathBuf>, storage::Error> {
    let failed = |source| storage::Error::Io { path: folder.to_string(), source };
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder).map_err(failed)? {
        // A name that is not UTF-8 is none that `pack` wrote.
        let Ok(path) = Utf8PathBuf::from_path_buf(entry.map_err(failed)?.path()) else { continue };
        if is_descriptor_file(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
