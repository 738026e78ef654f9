//! The revocations that a repository signs now, and the project's memory of them.
//!
//! Owns: that only the role `security` may sign them, and that a list which is there and cannot be read stops everything.
//! What is signed now takes the place of what the project had seen of that repository.
//! Never does: ask where the repository has no such role; download: the list stands in the role's own signed metadata.
//! In: a verified client. Out: [`Revocations`].

#[cfg(feature = "client")]
use super::{VERSION, Written, remembered};
#[cfg(feature = "client")]
use crate::digest::Sha256;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::{ROLE, Revocations, TARGET};
#[cfg(feature = "client")]
use crate::store::{Durability, ProjectLock, file};
#[cfg(feature = "client")]
use crate::tuf::Client;
use crate::tuf::{self, VerifiedTarget};

/// Why the signed revocations cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// Another role claims the list.
    #[error("{TARGET} is signed by role {seen}, not by {ROLE}")]
    #[diagnostic(code(RP5314), help("the repository's delegations are wrong; ask its operator"))]
    Role {
        /// The role that signed it, printable.
        seen: String,
    },
    /// The list has a form that this program cannot read.
    #[error("{TARGET} cannot be read: {reason}")]
    #[diagnostic(code(RP5315), help("this repository may need a newer ragnos-plugin"))]
    Form {
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
            Self::Role { seen } => Facts::about(&TARGET).mismatch(&ROLE, seen),
            Self::Form { .. } => Facts::about(&TARGET),
            Self::Trust(error) => error.facts(),
        }
    }
}

/// The list as it is signed now; empty where the repository has no role `security`, or that role no list.
///
/// # Errors
/// [`Error`].
#[cfg(feature = "client")]
pub async fn signed(client: &Client) -> Result<Revocations, Error> {
    if !client.delegates(ROLE) {
        return Ok(Revocations::default());
    }
    let Some(target) = client.find(TARGET).await? else { return Ok(Revocations::default()) };
    in_target(&target)
}

/// The list in a signed entry of its target.
///
/// # Errors
/// [`Error::Role`], [`Error::Form`].
pub fn in_target(target: &VerifiedTarget) -> Result<Revocations, Error> {
    if target.role() != ROLE {
        return Err(Error::Role { seen: Printable(target.role()).to_string() });
    }
    let wrong = |error: crate::revocation::Unreadable| Error::Form { reason: Printable(&error.to_string()).to_string() };
    Revocations::of_custom(target.custom()).map_err(wrong)
}

/// Lets the project remember what was signed in this run.
///
/// # Errors
/// [`super::Error`].
#[cfg(feature = "client")]
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
