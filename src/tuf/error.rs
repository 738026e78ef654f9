//! Why metadata was not trusted: one variant for each kind of refusal, with what was expected and what was seen.
//!
//! Owns: the module's error and its codes RP5001 to RP5099, RP5340 and RP7010.
//! Never does: decide; the checks are beside the workflow steps that they belong to.
//! In: the facts of a failed check. Out: [`Error`].

#[cfg(feature = "client")]
use std::sync::Arc;

use miette::Diagnostic;

#[cfg(feature = "client")]
use crate::origin::{Attempt, Blame, NoMirror, OriginError};
use crate::refusal::{Facts, Refusal};

use super::state::StateError;

/// Why metadata was refused. Cheap to clone: a failed delegated role answers every look-up that needs it.
#[derive(Debug, Clone, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not the metadata that they should be: not strict JSON, a member missing, a value out of range.
    #[error("the {role} metadata is malformed: {reason}")]
    #[diagnostic(code(RP5001), help("tell the repository's operator; nothing was changed, `sync` keeps what is installed"))]
    Malformed {
        /// The role.
        role: String,
        /// What is wrong, with the place.
        reason: String,
    },
    /// Fewer good signatures than the threshold (TUF spec 5.3.4, 5.4.2, 5.5.3, 5.6.3).
    #[error("the {role} metadata carries {valid} good signatures, {threshold} are needed{}", unusable_keys(.unusable))]
    #[diagnostic(
        code(RP5002),
        help("do not trust this repository before its operator explains it; `trust show` lists the keys that are trusted")
    )]
    Threshold {
        /// The role.
        role: String,
        /// Good signatures by different keys.
        valid: usize,
        /// The threshold.
        threshold: u64,
        /// Keys of the role that this program cannot use, each with the reason, printable.
        unusable: Vec<String>,
    },
    /// Two signatures claim the same key id.
    #[error("the {role} metadata carries two signatures under the key id {keyid}")]
    #[diagnostic(code(RP5003), help("tell the repository's operator; nothing was changed, `sync` keeps what is installed"))]
    DuplicateSignature {
        /// The role.
        role: String,
        /// The key id, printable.
        keyid: String,
    },
    /// A delegation that nobody may satisfy: threshold 0, a key id listed twice.
    #[error("the keys of {role} are not usable: {reason}")]
    #[diagnostic(code(RP5004), help("tell the repository's operator; `ragnos-repo status` shows the delegation"))]
    BadKeys {
        /// The role whose keys these are.
        role: String,
        /// What is wrong with them.
        reason: String,
    },
    /// The version went backwards (TUF spec 5.3.5, 5.4.3, 5.5.5).
    #[error("{subject} went back from version {trusted} to {seen}")]
    #[diagnostic(
        code(RP5005),
        help("an old copy is being served: try another mirror or wait, and do not remove the trust state to get past this")
    )]
    Rollback {
        /// The role, and where it was listed.
        subject: String,
        /// The version that is trusted already.
        trusted: u64,
        /// The version that was served.
        seen: u64,
    },
    /// The version is not the one that the file name or the parent names (TUF spec 5.3.5, 5.5.4, 5.6.4).
    #[error("the {role} metadata has version {seen}, {expected} was asked for")]
    #[diagnostic(code(RP5006), help("a half-published or mixed repository is being served: try again in a minute"))]
    WrongVersion {
        /// The role.
        role: String,
        /// The version that the parent names.
        expected: u64,
        /// The version inside.
        seen: u64,
    },
    /// The metadata has expired (TUF spec 5.3.10, 5.4.4, 5.5.6, 5.6.5).
    #[error("the {role} metadata expired at {expires} (judged at {judged_at})")]
    #[diagnostic(
        code(RP5007),
        help("check this machine's clock; if it is right, the repository is frozen or not maintained: ask its operator")
    )]
    Expired {
        /// The role.
        role: String,
        /// When it expired.
        expires: String,
        /// The time that the run is judged at.
        judged_at: String,
    },
    /// A digest is not the one that the parent signed (TUF spec 5.5.2, 5.6.2).
    #[error("the {role} metadata has the {algorithm} {seen}, {expected} is signed")]
    #[diagnostic(code(RP5008), help("a half-published or mixed repository is being served: try again in a minute"))]
    WrongHash {
        /// The role.
        role: String,
        /// `sha256` or `sha512`.
        algorithm: &'static str,
        /// The digest that is signed.
        expected: String,
        /// The digest of the bytes.
        seen: String,
    },
    /// The length is not the one that the parent signed, or more than the cap.
    #[error("the {role} metadata has {seen} bytes, {expected} are signed or allowed")]
    #[diagnostic(code(RP5009), help("a broken or hostile mirror is being served: try again, or another mirror"))]
    WrongLength {
        /// The role.
        role: String,
        /// The length that is signed, or the cap.
        expected: u64,
        /// The length seen; for endless data the length at which reading stopped.
        seen: u64,
    },
    /// A role that the trusted snapshot lists is gone from the new one (TUF spec 5.5.5).
    #[error("the new snapshot no longer lists {role}")]
    #[diagnostic(code(RP5010), help("tell the repository's operator: a role may be emptied, never left out"))]
    Disappeared {
        /// The role.
        role: String,
    },
    /// A delegated role that the snapshot does not list.
    #[error("the snapshot does not list the role {role}")]
    #[diagnostic(code(RP5011), help("the role's publisher has not published yet, or the repository is incomplete"))]
    NotInSnapshot {
        /// The role.
        role: String,
    },
    /// More new roots than one refresh walks. What was verified is kept; the next run goes on from there.
    #[error("the repository offers more than {limit} new roots in one refresh")]
    #[diagnostic(code(RP5012), help("run the same command again: it goes on from root {reached}"))]
    EndlessRoots {
        /// The cap.
        limit: u64,
        /// The newest root that was verified.
        reached: u64,
    },
    /// The newest root is older than what the lockfile demands.
    #[error("the newest root served is version {seen}, at least {minimum} is demanded")]
    #[diagnostic(
        code(RP5013),
        help(
            "an old copy is being served: try another mirror; the floor is `root-version` in ragnos.lock, or what this \
              machine has seen (`ragnos-plugin trust show`)"
        )
    )]
    RootBelowMinimum {
        /// The floor.
        minimum: u64,
        /// The newest verified root.
        seen: u64,
    },
    /// Older than what another memory than the trust state's own files says was seen.
    #[error("{subject} has version {seen}, and version {remembered} was seen before")]
    #[diagnostic(
        code(RP5340),
        help(
            "the trust state was restored from an old copy, and an old copy is being served too: try another mirror or wait; \
              `ragnos-plugin trust show` says what was seen, and by whom it is remembered"
        )
    )]
    BelowFloor {
        /// The role, and where it was listed.
        subject: String,
        /// The version that was seen.
        remembered: u64,
        /// The version that is there now.
        seen: u64,
    },
    /// A target without a digest that this program knows.
    #[error("the target {target} of the role {role} has no sha256 or sha512 digest")]
    #[diagnostic(code(RP5014), help("ask the publisher to sign the target with a sha256 digest"))]
    NoKnownHash {
        /// The target.
        target: String,
        /// The role that lists it.
        role: String,
    },
    /// The delegation graph is larger than one look-up visits (TUF spec 5.6.7.1).
    #[error("the look-up of {target} would visit more than {limit} delegated roles")]
    #[diagnostic(code(RP5015), help("tell the repository's operator; `trust show` lists the roles"))]
    TooManyRoles {
        /// The target or prefix.
        target: String,
        /// The cap.
        limit: usize,
    },
    /// No network is allowed and the trust state does not have it.
    #[error("the {role} metadata is not in the trust state and no network is allowed")]
    #[diagnostic(code(RP7010), help("run the same command once without --offline or --frozen"))]
    NotStored {
        /// The role.
        role: String,
    },
    /// The origin did not deliver.
    #[cfg(feature = "client")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Origin(#[from] SharedOriginError),
    /// No mirror has good metadata; the causes say why, mirror by mirror.
    #[cfg(feature = "client")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Mirrors(#[from] NoMirror),
    /// The trust state could not be read or written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    State(#[from] StateError),
}

fn unusable_keys(keys: &[String]) -> String {
    if keys.is_empty() { String::new() } else { format!("; keys that cannot be used: {}", keys.join(", ")) }
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Malformed { role, .. }
            | Self::DuplicateSignature { role, .. }
            | Self::BadKeys { role, .. }
            | Self::Disappeared { role }
            | Self::NotInSnapshot { role }
            | Self::NotStored { role } => Facts::about(role),
            Self::Threshold { role, valid, threshold, .. } => Facts::about(role).mismatch(threshold, valid),
            Self::Rollback { subject, trusted, seen } => Facts::about(subject).mismatch(trusted, seen),
            Self::BelowFloor { subject, remembered, seen } => Facts::about(subject).mismatch(remembered, seen),
            Self::WrongVersion { role, expected, seen } | Self::WrongLength { role, expected, seen } => {
                Facts::about(role).mismatch(expected, seen)
            }
            Self::Expired { role, expires, judged_at } => Facts::about(role).mismatch(judged_at, expires),
            Self::WrongHash { role, expected, seen, .. } => Facts::about(role).mismatch(expected, seen),
            Self::EndlessRoots { limit, reached } => Facts::about(&"root").mismatch(limit, reached),
            Self::RootBelowMinimum { minimum, seen } => Facts::about(&"root").mismatch(minimum, seen),
            Self::NoKnownHash { target, .. } => Facts::about(target),
            Self::TooManyRoles { target, limit } => Facts::about(target).mismatch(limit, &"more"),
            #[cfg(feature = "client")]
            Self::Origin(error) => error.0.facts(),
            #[cfg(feature = "client")]
            Self::Mirrors(error) => error.facts(),
            Self::State(error) => error.facts(),
        }
    }
}

#[cfg(feature = "client")]
impl Attempt for Error {
    fn blame(&self) -> Blame {
        match self {
            Self::Origin(error) => error.0.blame(),
            // The rest are checks of what the place served.
            Self::State(_) | Self::Mirrors(_) | Self::NotStored { .. } => Blame::Nothing,
            _ => Blame::BadBytes,
        }
    }
}

#[cfg(feature = "client")]
/// An [`OriginError`] that can be cloned, because several look-ups may need the same failed role.
#[derive(Debug, Clone)]
pub struct SharedOriginError(pub Arc<OriginError>);

#[cfg(feature = "client")]
impl std::fmt::Display for SharedOriginError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(feature = "client")]
impl std::error::Error for SharedOriginError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

#[cfg(feature = "client")]
impl Diagnostic for SharedOriginError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.0.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.0.help()
    }
}

#[cfg(feature = "client")]
impl From<OriginError> for Error {
    fn from(error: OriginError) -> Self {
        Self::Origin(SharedOriginError(Arc::new(error)))
    }
}
