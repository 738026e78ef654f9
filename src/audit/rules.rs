//! How an audit judges: what fails it, how old advisories may be, and what is put off or accepted.
//!
//! Owns: those choices. Never does: judge. In: what the user and policies ask for. Out: [`Rules`].

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::inventory::Reason;
use super::report::FailOn;
use super::silence::Ignore;

/// The word for every reason.
const ANY: &str = "any";

/// How an audit judges.
#[derive(Debug, Clone)]
pub struct Rules {
    /// From which severity on a finding fails.
    pub fail_on: FailOn,
    /// The oldest database that counts.
    pub max_db_age: Option<SignedDuration>,
    /// Findings that are put off.
    pub ignores: Vec<Ignore>,
    /// Reasons for not assessing a package ([`Reason::word`]) that do not fail the audit, or `any`.
    pub accepted: BTreeSet<String>,
    /// The time of this run.
    pub now: Timestamp,
}

impl Rules {
    /// Whether a package may be left out for this reason.
    pub fn accepts(&self, reason: &Reason) -> bool {
        self.accepted.contains(ANY) || self.accepted.contains(reason.word())
    }
}
