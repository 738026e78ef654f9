//! The last look before anything is visible: the client that users have reads the signed change as if it were published.
//!
//! Owns: that look, and which expired roles a change may leave. Never does: write, or judge by anything but the client.
//! In: a [`SignedRepository`]. Out: a [`VerifiedRepository`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use ragnos_plugin::origin::{Folder, Origin};
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::tuf::{self, Client, Options, Persistence, TrustAnchor};

use crate::roles::probe;
use crate::sign::SignedRepository;
use crate::storage::{self, Storage, TIMESTAMP, Temporary};
use crate::view::View;

/// Why a signed change is not published.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The client refuses it.
    #[error("clients would refuse this change: {cause}")]
    #[diagnostic(
        code(RP5907),
        help(
            "look at --...-lifetime and the clock first; if both are right, report this: ragnos-repo should not sign such a change"
        )
    )]
    Refused {
        /// What the client said.
        #[source]
        cause: Box<tuf::Error>,
    },
    /// The client does not see what the change is about.
    #[error("clients would not see {what}")]
    #[diagnostic(
        code(RP5909),
        help("another role answers for this name first; look at the roles with `ragnos-repo delegate show`")
    )]
    Unseen {
        /// A role or a target.
        what: String,
    },
    /// The storage failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Storage(#[from] storage::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Refused { cause } => cause.facts(),
            Self::Unseen { what } => Facts::about(what),
            Self::Storage(error) => error.facts(),
        }
    }
}

impl From<tuf::Error> for Error {
    fn from(cause: tuf::Error) -> Self {
        Self::Refused { cause: Box::new(cause) }
    }
}

/// A signed change that clients will take.
#[derive(Debug)]
pub struct VerifiedRepository {
    pub(crate) signed: SignedRepository,
    /// Roles that this change leaves expired: clients go on refusing what depends on them.
    still_expired: Vec<String>,
}

impl VerifiedRepository {
    /// The files of the change with their lengths, in the order in which they are written.
    pub fn files(&self) -> impl Iterator<Item = (String, usize)> {
        let files = self.signed.files.iter().map(|file| (file.path(), file.bytes.len()));
        files.chain(self.signed.timestamp.iter().map(|bytes| (format!("metadata/{TIMESTAMP}"), bytes.len())))
    }

    /// Roles that this change leaves expired: clients go on refusing what depends on them.
    pub fn still_expired(&self) -> &[String] {
        &self.still_expired
    }
}

/// Reads the change as a client that has only the first root: every changed role, and every new target.
///
/// A repository in which several roles have expired is renewed one change after the other, each with other people's keys. So a
/// role that the change does not touch may be expired; it is told.
///
/// # Errors
/// [`Error`]; nothing was written.
pub async fn verify(signed: SignedRepository, storage: &Arc<dyn Storage>, now: Timestamp) -> Result<VerifiedRepository, Error> {
    let mut still_expired = Vec::new();
    let Some(timestamp) = &signed.timestamp else { return Ok(VerifiedRepository { signed, still_expired }) };
    let metadata = signed.files.iter().filter(|file| file.folder == Folder::Metadata);
    let mut files: BTreeMap<String, Vec<u8>> = metadata.map(|file| (file.name.clone(), file.bytes.clone())).collect();
    files.insert(TIMESTAMP.to_owned(), timestamp.clone());
    let preview = Arc::new(View::staged(Arc::clone(storage), files));
    let mut at = now;
    loop {
        match read(&signed, Arc::clone(&preview), at).await {
            Ok(()) => return Ok(VerifiedRepository { signed, still_expired }),
            Err(Error::Refused { cause }) => {
                let Some((role, moment)) = untouched(&cause, &signed) else { return Err(Error::Refused { cause }) };
                // Each round goes back in time, past one role's expiry.
                if moment >= at {
                    return Err(Error::Refused { cause });
                }
                still_expired.push(role);
                at = moment;
            }
            Err(error) => return Err(error),
        }
    }
}

/// The role that has expired, and its last moment, where the change does not touch it.
fn untouched(cause: &tuf::Error, signed: &SignedRepository) -> Option<(String, Timestamp)> {
    let tuf::Error::Expired { role, expires, .. } = cause else { return None };
    let file = format!(".{role}.json");
    let touched = role == "timestamp" || signed.files.iter().any(|one| one.name.ends_with(&file));
    let moment = expires.parse::<Timestamp>().ok()?.checked_sub(jiff::SignedDuration::from_secs(1)).ok()?;
    (!touched).then(|| (role.clone(), moment))
}

async fn read(signed: &SignedRepository, preview: Arc<View>, now: Timestamp) -> Result<(), Error> {
    let first = preview.read(Folder::Metadata, "1.root.json").await?.unwrap_or_default();
    let anchor = TrustAnchor::parse(first)?;
    // Nothing is kept: this client has never seen the repository.
    let nowhere = Temporary::new()?;
    let options = Options { persistence: Persistence::Discard, ..Options::at(now) };
    let origin: Arc<dyn Origin> = preview;
    let client = Client::refresh(&anchor, &nowhere.state(), origin, &options).await?;
    for role in &signed.changed {
        client.find(&probe(role)).await?;
    }
    let seen = client.summary().roles;
    for role in &signed.changed {
        if !seen.iter().any(|one| one.name == *role) {
            return Err(Error::Unseen { what: format!("the role {role}") });
        }
    }
    for file in signed.files.iter().filter(|file| file.folder == Folder::Targets) {
        let (digest, name) = file.name.split_once('.').unwrap_or_default();
        let found = client.find(name).await?.and_then(|target| target.sha256());
        if found.is_none_or(|found| found.to_string() != digest) {
            return Err(Error::Unseen { what: name.to_owned() });
        }
    }
    Ok(())
}
