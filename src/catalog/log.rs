//! First-seen times, signed by the repository's `log` role: a publisher's key cannot back-date a version (DESIGN section 4).
//!
//! Owns: the form of `_log.<namespace>.json` and the rule that a time counts only for the archive with that digest.
//! Never does: judge an age. In: the log target of a namespace. Out: [`FirstSeen`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::digest::Sha256;
use crate::limits;
use crate::name::TargetName;
use crate::origin::{Attempt, Blame, Folder, NoMirror, Origin, OriginError};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::repositories::Repository;
use crate::store::{self, Cache};
use crate::tuf::blocking::joined;
use crate::tuf::{self, OtherTarget, TargetCheck, VerifiedTarget};

/// The role that may sign log targets.
const ROLE: &str = "log";

/// Why the log of a namespace cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum LogError {
    /// The file is not what the `log` role signed.
    #[error("{target} is not the file that the log role signed")]
    #[diagnostic(code(RP5311), help("the mirror may be in the middle of an update; try again, then ask its operator"))]
    Content {
        /// The log target.
        target: String,
        /// The signed digest and length.
        expected: String,
        /// What came.
        seen: String,
    },
    /// The signed file has another form than this program reads.
    #[error("{target} cannot be read: {reason}")]
    #[diagnostic(code(RP5312), help("this repository may need a newer ragnos-plugin"))]
    Form {
        /// The log target.
        target: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another role than `log` claims the log's name.
    #[error("{target} is signed by role {role}, not by {ROLE}")]
    #[diagnostic(code(RP5313), help("the repository's delegations are wrong; ask its operator"))]
    Role {
        /// The log target.
        target: String,
        /// The role that signed it.
        role: String,
    },
    /// The metadata client refused.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
    /// The file did not come.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Origin(#[from] OriginError),
    /// No mirror has the file; the causes say why, mirror by mirror.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mirrors(#[from] NoMirror),
    /// The cache could not be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Store(#[from] store::Error),
}

impl Refusal for LogError {
    fn facts(&self) -> Facts {
        match self {
            Self::Content { target, expected, seen } => Facts::about(target).mismatch(expected, seen),
            Self::Form { target, .. } => Facts::about(target),
            Self::Role { target, role } => Facts::about(target).mismatch(&ROLE, role),
            Self::Trust(error) => error.facts(),
            Self::Origin(error) => error.facts(),
            Self::Mirrors(error) => error.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

impl Attempt for LogError {
    fn blame(&self) -> Blame {
        match self {
            Self::Origin(error) => error.blame(),
            Self::Content { .. } => Blame::BadBytes,
            _ => Blame::Nothing,
        }
    }
}

/// The log of one namespace: when each archive was first seen. An entry is read when somebody asks for it.
#[derive(Debug)]
pub struct FirstSeen {
    text: String,
    /// Where each target's name and entry stand in the text, sorted by name.
    entries: Vec<(Range<usize>, Range<usize>)>,
}

#[derive(Deserialize)]
struct Written<'a> {
    format: u32,
    namespace: Cow<'a, str>,
    #[serde(borrow)]
    targets: BTreeMap<&'a str, &'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Seen {
    first_seen: Timestamp,
    sha256: Sha256,
}

impl FirstSeen {
    fn read(bytes: Vec<u8>, namespace: &str) -> Result<Self, String> {
        let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        let log: Written<'_> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if log.format != 1 || log.namespace != namespace {
            return Err(format!("format {} for namespace {:?}", log.format, log.namespace));
        }
        let place = |part: &str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            start..start + part.len()
        };
        let entries = log.targets.iter().map(|(name, entry)| (place(name), place(entry.get()))).collect();
        Ok(Self { text, entries })
    }

    /// The time for `target`; `None` where the log does not know this very archive (unknown age is too young), or in a form that
    /// cannot be read.
    pub fn time_of(&self, target: &TargetName, sha256: &Sha256) -> Option<Timestamp> {
        let name = |(name, _): &(Range<usize>, Range<usize>)| &self.text[name.clone()];
        let position = self.entries.binary_search_by(|entry| name(entry).cmp(target.as_str())).ok()?;
        let seen: Seen = serde_json::from_str(&self.text[self.entries[position].1.clone()]).ok()?;
        (seen.sha256 == *sha256).then_some(seen.first_seen)
    }
}

/// The log of `namespace`; `None` when the repository keeps no log for it.
pub(super) async fn of_namespace(
    repository: &Repository,
    namespace: &str,
    cache: &Cache,
) -> Result<Option<Arc<FirstSeen>>, LogError> {
    let name = format!("_log.{namespace}.json");
    let Some(target) = repository.client.find(&name).await? else { return Ok(None) };
    if target.role() != ROLE {
        return Err(LogError::Role { target: name, role: Printable(target.role()).to_string() });
    }
    let kept = match target.sha256() {
        Some(sha256) => cache.get(&sha256, target.length())?,
        None => None,
    };
    let is_kept = kept.is_some();
    let bytes = match kept {
        Some(bytes) => {
            checked(&target, &bytes)?;
            bytes
        }
        None => download(repository, &target).await?,
    };
    let (cache, namespace) = (cache.clone(), namespace.to_owned());
    // A large log is as much work as a role.
    let read = tokio::task::spawn_blocking(move || {
        if let Some(sha256) = target.sha256().filter(|_| !is_kept) {
            cache.put(&sha256, &bytes)?;
        }
        let wrong = |reason: String| LogError::Form { target: name, reason: Printable(&reason).to_string() };
        Ok(Some(Arc::new(FirstSeen::read(bytes, &namespace).map_err(wrong)?)))
    });
    joined(read).await
}

async fn download(repository: &Repository, target: &VerifiedTarget) -> Result<Vec<u8>, LogError> {
    let path = &repository.client.target_file(target);
    let from = |place: Arc<dyn Origin>| async move { read(&*place, path, target).await };
    repository.mirrors.first_good(path, from).await
}

/// The file from one place, checked against all that is signed of it.
async fn read(place: &dyn Origin, path: &str, target: &VerifiedTarget) -> Result<Vec<u8>, LogError> {
    let limit = target.length().min(limits::TARGETS_BYTES);
    let mut stream = place.open(Folder::Targets, path, limit).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.try_next().await? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > limit {
            break;
        }
    }
    checked(target, &bytes)?;
    Ok(bytes)
}

fn checked(target: &VerifiedTarget, bytes: &[u8]) -> Result<(), LogError> {
    let mut check = TargetCheck::new(target);
    check.take(bytes);
    let other = |OtherTarget { expected, seen }| LogError::Content { target: target.name().to_owned(), expected, seen };
    check.finish().map(drop).map_err(other)
}
