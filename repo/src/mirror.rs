//! A copy of a repository that clients can use in its place.
//!
//! Owns: the order of the copy: targets, metadata, and `timestamp.json` last, after a client has read the copy as it will be. Never
//! does: write a byte that the client did not verify, or go back to an older version than the copy has.
//! In: the root that users have pinned, an origin, a storage. Out: [`Mirrored`].

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use futures_util::stream::{self, StreamExt as _};
use jiff::Timestamp;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::{Folder, Origin, OriginError};
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::tuf::{
    self, Client, Options, OtherTarget, Persistence, PublishedFile, RoleFailure, StateFolder, TargetCheck, TrustAnchor,
    VerifiedTarget,
};

use crate::storage::{self, Storage, TIMESTAMP, Temporary};
use crate::view::{View, stored_name};

/// Files that are fetched at the same time.
const AT_ONCE: usize = 8;

/// Why a repository was not copied.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The client refuses the repository, or the copy that is there.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Refused(#[from] tuf::Error),
    /// The origin did not deliver.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Origin(#[from] OriginError),
    /// A target is not what is signed.
    #[error("{place} serves another {target} than the one that is signed")]
    #[diagnostic(
        code(RP5912),
        help("tell whoever serves it; what was copied before is kept, and clients of the copy see what they saw before")
    )]
    OtherTarget {
        /// Who serves it.
        place: String,
        /// The target.
        target: String,
        /// What is signed.
        expected: String,
        /// What came.
        seen: String,
    },
    /// A target of the copy was changed.
    #[error("{file} of the copy is not what is signed")]
    #[diagnostic(code(RP5913), help("remove the file and run the same command again; look who can write to the copy"))]
    Damaged {
        /// The file.
        file: String,
        /// What is signed.
        expected: String,
        /// What is there.
        seen: String,
    },
    /// The storage failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Storage(#[from] storage::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Refused(error) => error.facts(),
            Self::Origin(error) => error.facts(),
            Self::OtherTarget { target, expected, seen, .. } => Facts::about(target).mismatch(expected, seen),
            Self::Damaged { file, expected, seen } => Facts::about(file).mismatch(expected, seen),
            Self::Storage(error) => error.facts(),
        }
    }
}

/// What was copied.
#[derive(Debug)]
pub struct Mirrored {
    /// The version of `timestamp.json`.
    pub version: u64,
    /// The files that were written, in their order; `timestamp.json` is the last.
    pub written: Vec<String>,
    /// How many targets the copy has.
    pub targets: usize,
    /// Delegated roles that the client refuses: clients of the copy will refuse them too.
    pub refused: Vec<RoleFailure>,
    /// Files whose names a copy cannot have, as they are asked for: names with a slash, or that begin with a dot.
    pub left_out: Vec<String>,
}

/// Copies the repository at `from` into `to`: the roots from the pinned one on, every role, every target. `state` is an empty folder.
///
/// What is there is looked at and not fetched again, so that a copy that was stopped goes on.
///
/// # Errors
/// [`Error`]; clients of the copy see what they saw before.
pub async fn mirror(
    anchor: &TrustAnchor,
    from: Arc<dyn Origin>,
    to: &Arc<dyn Storage>,
    state: &StateFolder,
    now: Timestamp,
) -> Result<Mirrored, Error> {
    let base = to.read(Folder::Metadata, TIMESTAMP).await?;
    if base.is_some() {
        // The copy's versions are what the client has seen before: it refuses an older repository by itself. Expired or not.
        let copy: Arc<dyn Origin> = Arc::new(View::of(Arc::clone(to), "the copy".to_owned()));
        Client::refresh(anchor, state, copy, &Options::at(Timestamp::UNIX_EPOCH)).await?;
    }
    let client = Client::refresh(anchor, state, Arc::clone(&from), &Options::at(now)).await?;
    let mut listing = client.find_prefix("").await?;
    let targets: Vec<VerifiedTarget> = listing.targets.iter().map(tuf::ListedTarget::read).collect::<Result<_, _>>()?;
    let is_left_out = |path: &String| stored_name(path).is_none();
    let mut left_out: Vec<String> = targets.iter().map(|target| client.target_file(target)).filter(is_left_out).collect();
    let mut copies = stream::iter(&targets).map(|target| copied(&client, target, &*from, &**to)).buffer_unordered(AT_ONCE);
    let mut written = Vec::new();
    while let Some(copied) = copies.try_next().await? {
        written.extend(copied);
    }
    drop(copies);
    written.sort();
    let files = client.published(anchor)?;
    left_out.extend(files.iter().map(|file| file.path.clone()).filter(is_left_out));
    let named = |file: &PublishedFile| Some((stored_name(&file.path)?, file.bytes.clone()));
    let files: Vec<(String, Vec<u8>)> = files.iter().filter_map(named).collect();
    let new: BTreeMap<String, Vec<u8>> = files.iter().cloned().collect();
    read_as_a_client(anchor, View::staged(Arc::clone(to), new), &listing.failures, now).await?;
    written.extend(publish(&files, base.as_deref(), &**to).await?);
    listing.failures.sort_by(|one, other| one.role.cmp(&other.role));
    let version = client.floor().timestamp;
    Ok(Mirrored { version, written, targets: targets.len(), refused: listing.failures, left_out })
}

/// A client that has seen nothing reads the copy as it will be; it refuses no role but those that were refused at the origin.
async fn read_as_a_client(anchor: &TrustAnchor, copy: View, refused: &[RoleFailure], now: Timestamp) -> Result<(), Error> {
    let nowhere = Temporary::new()?;
    let options = Options { persistence: Persistence::Discard, ..Options::at(now) };
    let client = Client::refresh(anchor, &nowhere.state(), Arc::new(copy) as Arc<dyn Origin>, &options).await?;
    let known = |failure: &RoleFailure| {
        refused.iter().any(|one| one.role == failure.role) || stored_name(&format!("1.{}.json", failure.role)).is_none()
    };
    match client.load_roles().await?.into_iter().find(|failure| !known(failure)) {
        Some(failure) => Err(failure.error.into()),
        None => Ok(()),
    }
}

/// Writes the metadata, `timestamp.json` last.
async fn publish(files: &[(String, Vec<u8>)], base: Option<&[u8]>, to: &dyn Storage) -> Result<Vec<String>, storage::Error> {
    let mut written = Vec::new();
    for (name, bytes) in files {
        let is_new = if name != TIMESTAMP {
            to.create(Folder::Metadata, name, bytes).await?
        } else if base == Some(bytes) {
            false
        } else {
            to.commit(base.map(Sha256::of), bytes).await?;
            true
        };
        if is_new {
            written.push(format!("metadata/{name}"));
        }
    }
    Ok(written)
}

/// Copies one target; the file's name where it was not there.
async fn copied(
    client: &Client,
    target: &VerifiedTarget,
    from: &dyn Origin,
    to: &dyn Storage,
) -> Result<Option<String>, Error> {
    let path = client.target_file(target);
    let Some(name) = stored_name(&path) else { return Ok(None) };
    if let Some(there) = to.read(Folder::Targets, &name).await? {
        let damaged = |OtherTarget { expected, seen }| Error::Damaged { file: format!("targets/{name}"), expected, seen };
        return target.check(&there).map(|()| None).map_err(damaged);
    }
    let mut arriving = from.open(Folder::Targets, &path, target.length()).await?;
    let (mut bytes, mut check) = (Vec::new(), TargetCheck::new(target));
    while let Some(chunk) = arriving.try_next().await? {
        if !check.take(&chunk) {
            break;
        }
        bytes.extend_from_slice(&chunk);
    }
    check.finish().map_err(|OtherTarget { expected, seen }| Error::OtherTarget {
        place: from.shown(),
        target: target.name().to_owned(),
        expected,
        seen,
    })?;
    to.create(Folder::Targets, &name, &bytes).await?;
    Ok(Some(format!("targets/{name}")))
}
