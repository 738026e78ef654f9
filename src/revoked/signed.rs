//! The revocations and exemptions that a repository signs now, and the project's memory of them.
//!
//! Owns: that only the role `security` may sign them, and that a list which is there and cannot be read stops everything.
//! What is signed now takes the place of what the project had seen of that repository.
//! Never does: ask where the repository has no such role; download: the list stands in the role's own signed metadata.
//! In: a verified client. Out: [`Security`].

use super::{VERSION, Written, remembered};
use crate::cool_down::{EXEMPTIONS, Exemptions};
use crate::digest::Sha256;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::{ROLE, Revocations, TARGET};
use crate::store::{Durability, ProjectLock, file};
use crate::tuf::{self, Client};

/// Why the signed revocations cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Another role claims the list.
    #[error("{target} is signed by role {seen}, not by {ROLE}")]
    #[diagnostic(code(RP5314), help("the repository's delegations are wrong; ask its operator"))]
    Role {
        /// The target.
        target: &'static str,
        /// The role that signed it, printable.
        seen: String,
    },
    /// The list has a form that this program cannot read.
    #[error("{target} cannot be read: {reason}")]
    #[diagnostic(code(RP5315), help("this repository may need a newer ragnos-plugin"))]
    Form {
        /// The target.
        target: &'static str,
        /// What is wrong, printable.
        reason: String,
    },
    /// The role could not be verified.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Trust(#[from] tuf::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Role { target, seen } => Facts::about(target).mismatch(&ROLE, seen),
            Self::Form { target, .. } => Facts::about(target),
            Self::Trust(error) => error.facts(),
        }
    }
}

/// What the role `security` says of versions.
#[derive(Debug, Clone, Default)]
pub struct Security {
    /// Those that must not be used.
    pub revocations: Revocations,
    /// Those that are spared a cool-down.
    pub exemptions: Exemptions,
}

/// The lists as they are signed now; empty where the repository has no role `security`, or that role no list.
///
/// # Errors
/// [`Error`].
pub async fn signed(client: &Client) -> Result<Security, Error> {
    if !client.delegates(ROLE) {
        return Ok(Security::default());
    }
    let wrong = |target, reason: &str| Error::Form { target, reason: Printable(reason).to_string() };
    let revocations = match custom(client, TARGET).await? {
        Some(custom) => Revocations::of_custom(&custom).map_err(|error| wrong(TARGET, &error.to_string()))?,
        None => Revocations::default(),
    };
    let exemptions = match custom(client, EXEMPTIONS).await? {
        Some(custom) => Exemptions::of_custom(&custom).ok_or_else(|| wrong(EXEMPTIONS, "it is not a list of format 1"))?,
        None => Exemptions::default(),
    };
    Ok(Security { revocations, exemptions })
}

async fn custom(client: &Client, target: &'static str) -> Result<Option<String>, Error> {
    let Some(found) = client.find(target).await? else { return Ok(None) };
    if found.role() != ROLE {
        return Err(Error::Role { target, seen: Printable(found.role()).to_string() });
    }
    Ok(Some(found.custom().to_owned()))
}

/// Lets the project remember what was signed in this run.
///
/// # Errors
/// [`super::Error`].
pub fn remember(lock: &ProjectLock, signed: impl Iterator<Item = (Sha256, Revocations)>) -> Result<(), super::Error> {
    let layout = lock.layout();
    let before = remembered(layout).unwrap_or_default();
    let mut seen = before.clone();
    seen.by_id.extend(signed);
    seen.by_id.retain(|_, revocations| !revocations.is_empty());
    if seen == before {
        return Ok(());
    }
    // A map with string keys cannot fail to be written.
    let text = serde_json::to_string_pretty(&Written { version: VERSION, repositories: seen.by_id }).unwrap_or_default() + "\n";
    Ok(file::replace(&layout.revoked(), text.as_bytes(), Durability::Full)?)
}
