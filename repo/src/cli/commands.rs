//! The sub-commands: each stages one kind of change; signing and publishing are the same for all.
//!
//! Owns: the road from staging to a receipt, once. Never does: write metadata before all of it is signed.
//! In: [`Command`] and the time of the run. Out: [`Report`].

use std::future::Future;
use std::num::NonZeroU64;
use std::str::FromStr;

use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use ragnos_plugin::name::{Namespace, ParseNameError, PluginName};
use ragnos_plugin::pack::{PackedRelease, is_descriptor_file};
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::tuf::TrustAnchor;

use super::args::{Lifetimes, Ring, SigningKeys, Unlock};
use super::key::{self, KeyCommand};
use super::{Failure, Report};
use crate::keys::KeyLocation;
use crate::publish::publish;
use crate::repository::Repository;
use crate::sign::sign;
use crate::stage::{self, Delegation, Founding, StagedRepository, Yank};
use crate::storage::{self, Directory, Storage};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(subcommand)]
    Key(KeyCommand),
    Init(Init),
    Delegate(Delegate),
    Publish(Publish),
    Refresh(Refresh),
}

/// Make a repository in a folder: root, targets, snapshot, timestamp and the log of first-seen times.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The repository's folder.
    dir: Utf8PathBuf,
    /// A root key, private or public; one flag for each. Private keys sign.
    #[arg(long, value_name = "KEY", required = true)]
    root_key: Vec<KeyLocation>,
    /// How many root keys must sign.
    #[arg(long, value_name = "N")]
    root_threshold: NonZeroU64,
    /// A key of the top-level targets role; one flag for each.
    #[arg(long, value_name = "KEY", required = true)]
    targets_key: Vec<KeyLocation>,
    /// How many targets keys must sign.
    #[arg(long, value_name = "N", default_value = "1")]
    targets_threshold: NonZeroU64,
    /// The key of the snapshot role.
    #[arg(long, value_name = "KEY")]
    snapshot_key: KeyLocation,
    /// The key of the timestamp role.
    #[arg(long, value_name = "KEY")]
    timestamp_key: KeyLocation,
    /// The key of the log role.
    #[arg(long, value_name = "KEY")]
    log_key: KeyLocation,
    #[command(flatten)]
    unlock: Unlock,
    #[command(flatten)]
    lifetimes: Lifetimes,
}

/// Give a namespace to a publisher's keys. Signed by the targets, snapshot and timestamp keys and by the namespace's own.
#[derive(Debug, Args)]
pub(super) struct Delegate {
    /// The repository's folder.
    dir: Utf8PathBuf,
    /// The namespace, the part of a plugin's name before the slash.
    #[arg(long)]
    namespace: Namespace,
    /// A key of the namespace, private or public; one flag for each. Private keys sign its first, empty role.
    #[arg(long, value_name = "KEY", required = true)]
    namespace_key: Vec<KeyLocation>,
    /// How many of the namespace's keys must sign.
    #[arg(long, value_name = "N", default_value = "1")]
    threshold: NonZeroU64,
    #[command(flatten)]
    keys: SigningKeys,
    #[command(flatten)]
    lifetimes: Lifetimes,
}

/// Publish packed plugins, and withdraw versions. Signed by the namespaces', log, snapshot and timestamp keys.
#[derive(Debug, Args)]
pub(super) struct Publish {
    /// The repository's folder.
    dir: Utf8PathBuf,
    /// What `ragnos-plugin pack` wrote: an archive, or a folder with several.
    #[arg(value_name = "PACKED", required_unless_present = "yanks")]
    packed: Vec<Utf8PathBuf>,
    /// Withdraw a version: it stays for those who have locked it, and is not chosen anew.
    #[arg(long = "yank", value_name = "NAME@VERSION")]
    yanks: Vec<Withdrawn>,
    #[command(flatten)]
    keys: SigningKeys,
    #[command(flatten)]
    lifetimes: Lifetimes,
}

/// Sign snapshot and timestamp anew before they expire.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// The repository's folder.
    dir: Utf8PathBuf,
    /// A delegated role (a namespace, or log) to sign anew too; its key is then needed.
    #[arg(long = "role", value_name = "NAME")]
    roles: Vec<String>,
    #[command(flatten)]
    keys: SigningKeys,
    #[command(flatten)]
    lifetimes: Lifetimes,
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

/// Runs one sub-command at the time `now`.
pub(super) fn run(command: Command, now: Timestamp) -> Result<Report, Failure> {
    match command {
        Command::Key(command) => block_on(key::run(&command))?,
        Command::Init(init) => block_on(found(&init, now))?,
        Command::Delegate(delegate) => block_on(async {
            let storage = Directory::open(&delegate.dir)?;
            let mut ring = delegate.keys.ring().await?;
            let spec = ring.role(&delegate.namespace_key, delegate.threshold).await?;
            let repository = Repository::open(&storage).await?;
            let new = Delegation { namespace: delegate.namespace.clone(), spec };
            let staged = stage::delegations(&repository, &[new], &delegate.lifetimes.expiries(now)?)?;
            complete(staged, ring, &storage).await
        })?,
        Command::Publish(wanted) => block_on(async {
            let storage = Directory::open(&wanted.dir)?;
            let ring = wanted.keys.ring().await?;
            let releases = packed(&wanted.packed)?.into_iter().map(|release| (release, now)).collect();
            let yanks: Vec<Yank> = wanted.yanks.iter().map(|yank| yank.0.clone()).collect();
            let repository = Repository::open(&storage).await?;
            let staged = stage::releases(&repository, releases, &yanks, &wanted.lifetimes.expiries(now)?).await?;
            complete(staged, ring, &storage).await
        })?,
        Command::Refresh(refresh) => block_on(async {
            let storage = Directory::open(&refresh.dir)?;
            let ring = refresh.keys.ring().await?;
            let roles: Vec<&str> = refresh.roles.iter().map(String::as_str).collect();
            let repository = Repository::open(&storage).await?;
            let staged = stage::refresh(&repository, &roles, &refresh.lifetimes.expiries(now)?).await?;
            complete(staged, ring, &storage).await
        })?,
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> Result<T, storage::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let io = |source| storage::Error::Io { path: "the program's runtime".to_owned(), source };
    Ok(runtime.map_err(io)?.block_on(future))
}

async fn found(init: &Init, now: Timestamp) -> Result<Report, Failure> {
    let mut ring = Ring::new(&init.unlock)?;
    let one = NonZeroU64::MIN;
    let founding = Founding {
        root: ring.role(&init.root_key, init.root_threshold).await?,
        targets: ring.role(&init.targets_key, init.targets_threshold).await?,
        snapshot: ring.role(std::slice::from_ref(&init.snapshot_key), one).await?,
        timestamp: ring.role(std::slice::from_ref(&init.timestamp_key), one).await?,
        log: ring.role(std::slice::from_ref(&init.log_key), one).await?,
    };
    let expiries = init.lifetimes.expiries(now)?;
    let storage = Directory::create(&init.dir)?;
    let staged = stage::initial(&storage, &founding, &expiries).await?;
    let receipt = publish(sign(staged, &ring.keys).await?, &storage).await?;
    let root = storage.read(ragnos_plugin::origin::Folder::Metadata, "1.root.json").await?.unwrap_or_default();
    let id = TrustAnchor::parse(root)?.id().to_string();
    let ids = [(format!("id of {}/metadata/1.root.json, to give to users", init.dir), id)];
    Ok(Report::receipt(receipt.written(), Some(receipt.version()), &ids))
}

/// Signs and publishes a staged change.
async fn complete(staged: StagedRepository, ring: Ring, storage: &dyn Storage) -> Result<Report, Failure> {
    let nothing = staged.is_empty();
    let receipt = publish(sign(staged, &ring.keys).await?, storage).await?;
    let version = (!nothing).then(|| receipt.version());
    Ok(Report::receipt(receipt.written(), version, &[]))
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
