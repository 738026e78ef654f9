//! Propagation: how long it takes until a published change is seen where users are, behind caches.
//!
//! Owns: the wait for it, with the client that users have and no memory, so that what it sees is what a new user sees.
//! Never does: write to the repository. In: a [`PublishReceipt`] and a [`Through`]. Out: [`Propagation`].

use std::sync::Arc;
use std::time::Duration;

use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::limits::ROOT_BYTES;
use ragnos_plugin::origin::{Folder, Origin, OriginError};
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::transport::{self, Network, Timing};
use ragnos_plugin::tuf::{self, Client, Options, Persistence, StateFolder, TrustAnchor};
use tokio::time::Instant;

use crate::cdn::{self, Cdn};
use crate::publish::PublishReceipt;
use crate::repository::{self, Roots};
use crate::storage::{self, Storage, TIMESTAMP, Temporary};
use crate::wait::until;

/// The role, and the end of its files' names.
const ROOT: &str = "root";

/// Where users reach a repository.
#[derive(Debug, Clone)]
pub struct Through {
    /// A URL, or a folder.
    pub place: String,
    /// The CDN that is told first.
    pub cdn: Option<Cdn>,
    /// How long it may take until the change is seen.
    pub limit: Duration,
}

/// A change that was seen where users are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Propagation {
    place: String,
    version: u64,
    took: Duration,
}

impl Propagation {
    /// The place, without secrets.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The version of `timestamp.json` that was seen.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// From the end of publishing until it was seen.
    pub fn took(&self) -> Duration {
        self.took
    }
}

/// Why a change was not seen.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The limit is over.
    #[error("version {version} is published, but was not seen through {place} within {limit:?}: {seen}")]
    #[diagnostic(
        code(RP7911),
        help(
            "a cache in between keeps what it has: look at what it does with Cache-Control and with answers of 404; \
             `ragnos-repo refresh` with --through looks again"
        )
    )]
    Unseen {
        /// Where it was looked for.
        place: String,
        /// The version of `timestamp.json`.
        version: u64,
        /// How long.
        limit: Duration,
        /// What was there instead at the last look.
        seen: String,
    },
    /// The URL cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Place(#[from] transport::Error),
    /// The CDN was not told.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Cdn(#[from] cdn::Error),
    /// The repository cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Repository(#[from] repository::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Unseen { place, version, seen, .. } => {
                Facts::about(place).mismatch(&format!("timestamp version {version}"), seen)
            }
            Self::Place(error) => error.facts(),
            Self::Cdn(error) => error.facts(),
            Self::Repository(error) => error.facts(),
        }
    }
}

impl From<storage::Error> for Error {
    fn from(error: storage::Error) -> Self {
        Self::Repository(error.into())
    }
}

impl Through {
    /// Tells the CDN of the files that it must not serve as it has them: `timestamp.json`, and a root.
    async fn tell(&self, root: Option<&String>) -> Result<(), Error> {
        let Some(cdn) = &self.cdn else { return Ok(()) };
        let names = root.map(String::as_str).into_iter().chain([TIMESTAMP]);
        let files: Vec<String> = names.map(|name| format!("metadata/{name}")).collect();
        // What follows host and port; the CDN's own paths know neither.
        let path = self.place.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        Ok(cdn.forget(path.split(['?', '#']).next().unwrap_or_default(), &files).await?)
    }
}

/// Tells the CDN, and waits until the change is seen through it.
///
/// The run that published nothing looks for what is there: it completes a run that was stopped.
///
/// # Errors
/// [`Error`]; the change is published all the same.
pub async fn propagate(
    receipt: &PublishReceipt,
    storage: &dyn Storage,
    through: &Through,
    now: Timestamp,
) -> Result<Propagation, Error> {
    let started = Instant::now();
    // One request that a cache holds back must not use up the time; the next look comes soon.
    let timing = Timing { retries: 0, idle: through.limit.min(Timing::default().idle), ..Timing::default() };
    let origin = Network::new(timing).open(&through.place, Utf8Path::new(""))?;
    let roots = Roots::read(storage).await?;
    let (root, file) = (roots.version().get(), format!("{}.{ROOT}.json", roots.version()));
    let first = storage.read(Folder::Metadata, "1.root.json").await?.ok_or(repository::Error::Absent)?;
    let form = |error: tuf::Error| repository::Error::Form { file: "1.root.json".to_owned(), reason: error.to_string() };
    let anchor = TrustAnchor::parse(first).map_err(form)?;
    // Every client has asked for the next root before it was there, so a cache may know that there is none.
    let is_new = receipt.written().contains(&format!("metadata/{file}"));
    let told = is_new || matches!(origin.open(Folder::Metadata, &file, ROOT_BYTES).await, Err(OriginError::NotFound { .. }));
    through.tell(told.then_some(&file)).await?;
    let wanted = [(ROOT, root), ("timestamp", receipt.version())];
    let nowhere = Temporary::new()?;
    let mut seen = "nobody answered".to_owned();
    let (is_there, took) = until(started, through.limit, async |left| {
        let missing = match tokio::time::timeout(left, look(&anchor, &origin, &nowhere.state(), now)).await {
            Ok(Ok(versions)) => missing(&wanted, &versions),
            Ok(Err(error)) => Some(error.to_string()),
            // What was seen before says more.
            Err(_) => Some(seen.clone()),
        };
        let is_there = missing.is_none();
        seen = missing.unwrap_or_default();
        (is_there, is_there)
    })
    .await;
    let (place, version) = (origin.shown(), receipt.version());
    if is_there {
        Ok(Propagation { place, version, took })
    } else {
        Err(Error::Unseen { place, version, limit: through.limit, seen })
    }
}

/// What is there instead of what is wanted.
fn missing(wanted: &[(&str, u64)], versions: &[(String, u64)]) -> Option<String> {
    let version = |role: &str| versions.iter().find(|(name, _)| name == role).map_or(0, |(_, version)| *version);
    let (role, _) = wanted.iter().find(|(role, wanted)| version(role) < *wanted)?;
    Some(format!("{role} version {} is there", version(role)))
}

/// The versions that a client without any memory sees; it walks the root chain and verifies all top-level roles.
async fn look(
    anchor: &TrustAnchor,
    origin: &Arc<dyn Origin>,
    nowhere: &StateFolder,
    now: Timestamp,
) -> Result<Vec<(String, u64)>, tuf::Error> {
    let options = Options { persistence: Persistence::Discard, ..Options::at(now) };
    let client = Client::refresh(anchor, nowhere, Arc::clone(origin), &options).await?;
    Ok(client.summary().roles.into_iter().map(|role| (role.name, role.version)).collect())
}
