//! The lists of the role `security` as verified metadata has them.
//!
//! Owns: that only this role may sign them, and that a list which is there and cannot be read stops everything.
//! Never does: look anything up. In: a target's verified entry. Out: [`Revocations`], [`Exemptions`], [`Policy`].

use crate::cool_down::{EXEMPTIONS, Exemptions};
use crate::policy::{self, Policy, SignedPolicy};
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::revocation::{ROLE, Revocations, TARGET};
use crate::tuf::{self, VerifiedTarget};

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
    /// The policy has a rule that this program cannot read.
    #[error("the policy that the repository signs cannot be used: {0}")]
    #[diagnostic(
        code(RP5316),
        help(
            "nothing comes from a repository whose policy is not known; it may need a newer ragnos-plugin, or ask its operator"
        )
    )]
    Policy(Box<policy::Error>),
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
            Self::Policy(error) => error.facts(),
            Self::Trust(error) => error.facts(),
        }
    }
}

/// The signed `custom` object of a list.
fn custom<'t>(target: &'static str, found: &'t VerifiedTarget) -> Result<&'t str, Error> {
    if found.role() != ROLE {
        return Err(Error::Role { target, seen: Printable(found.role()).to_string() });
    }
    Ok(found.custom())
}

/// The revocations in the signed entry of their target.
///
/// # Errors
/// [`Error::Role`], [`Error::Form`].
pub fn in_target(found: &VerifiedTarget) -> Result<Revocations, Error> {
    Revocations::of_custom(custom(TARGET, found)?).map_err(|error| wrong(TARGET, &error.to_string()))
}

/// The exemptions in the signed entry of their target.
///
/// # Errors
/// [`Error::Role`], [`Error::Form`].
pub fn exemptions_in(found: &VerifiedTarget) -> Result<Exemptions, Error> {
    let read = Exemptions::of_custom(custom(EXEMPTIONS, found)?);
    read.ok_or_else(|| wrong(EXEMPTIONS, "it is not a list of format 1"))
}

/// The policy in the signed entry of its target.
///
/// # Errors
/// [`Error::Role`], [`Error::Form`], [`Error::Policy`].
pub fn policy_in(found: &VerifiedTarget) -> Result<Policy, Error> {
    policy_of(custom(policy::TARGET, found)?)
}

/// The policy in the signed `custom` of its target.
///
/// # Errors
/// [`Error::Form`], [`Error::Policy`].
pub(super) fn policy_of(custom: &str) -> Result<Policy, Error> {
    let read = SignedPolicy::of_custom(custom).ok_or_else(|| wrong(policy::TARGET, "it is not a policy of format 1"))?;
    read.policy().map_err(|error| Error::Policy(Box::new(error)))
}

fn wrong(target: &'static str, reason: &str) -> Error {
    Error::Form { target, reason: Printable(reason).to_string() }
}
