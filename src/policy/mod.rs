//! Policy: what a project, and the organisation above it, allow to be installed.
//!
//! Owns: the closed grammar of `[policy]`, and the decisions. Each file is judged by itself and a plugin is allowed only where
//! every file allows it: so that one file can tighten what another says and never loosen it, in whatever order they are read.
//! Never does: I/O, or pass over a key, capability or licence that it does not know.
//! In: TOML text and what signed metadata says of a plugin. Out: [`Decision`]s, each with its rule, file and line.

mod judge;
mod licence;
mod location;
mod pattern;
mod signed;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::SignedDuration;
use serde::Serialize;

use crate::capability::Capability;
use crate::digest::Sha256;
use crate::review::Reviewer;

pub use judge::{Decision, MIN_AGE, Policies, Refused, Subject};
pub use pattern::{Pattern, Selector};
pub use signed::{SignedPolicy, TARGET};
pub use table::Error;

/// Where a rule stands: `ragnos.toml:12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file, as it is shown.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A rule's value, and where it stands. Two are equal where they say the same: an edit above a rule moves it, and changes nothing of it.
#[derive(Debug, Clone, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub place: Place,
}

impl<T: PartialEq> PartialEq for Placed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A value for each pattern; of the patterns that match a plugin the narrowest counts, within one file.
pub type Graded<T> = BTreeMap<Pattern, Placed<T>>;

/// The rules of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// `allow`: when it is there, everything else is refused.
    pub allow: Option<Placed<Vec<Placed<Pattern>>>>,
    /// `deny`: refused, whatever else is said.
    pub deny: Vec<Placed<Selector>>,
    /// `[policy.capabilities]`: the most that a plugin may ask for.
    pub capabilities: Graded<BTreeSet<Capability>>,
    /// `min-threshold`: how many keys of a role must sign, at the least.
    pub min_threshold: Graded<u64>,
    /// `min-age`: how long the repository's log must have known a version.
    pub min_age: Graded<SignedDuration>,
    /// `licences`: SPDX identifiers, one of which a licence expression must come down to.
    pub licences: Option<Placed<BTreeSet<String>>>,
    /// `reviews`: criteria that somebody must have reviewed the plugin's bytes for.
    pub reviews: Graded<BTreeSet<String>>,
    /// `[policy.reviewers]`: when it is there, only what these have signed counts as a review.
    pub reviewers: Option<Vec<Reviewer>>,
    /// `min-reviewers`: how many of them must have signed for each criterion, 1 where nothing is said.
    pub min_reviewers: Graded<u64>,
    /// `provenance`: whether the publisher must have published how the plugin was made.
    pub provenance: Graded<bool>,
    /// `repositories`: the URLs that may be installed from, and what is below them.
    pub repositories: Option<Placed<BTreeSet<String>>>,
    /// `roots`: the ids of the only trust anchors that count.
    pub roots: Option<Placed<BTreeSet<Sha256>>>,
    /// `yanked = "refuse"`: what was withdrawn by its publisher is refused even where it is locked.
    pub refuse_yanked: Option<Place>,
    /// `max-severity`: the gravest vulnerability that an audit tolerates.
    pub max_severity: Option<Placed<Tolerated>>,
}

/// The gravest vulnerability that is tolerated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tolerated {
    /// None at all.
    None,
    /// CVSS below 4.
    Low,
    /// CVSS below 7.
    Medium,
    /// CVSS below 9.
    High,
}

impl fmt::Display for Tolerated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no vulnerability",
            Self::Low => "no vulnerability above low",
            Self::Medium => "no vulnerability above medium",
            Self::High => "no vulnerability above high",
        })
    }
}

impl Policy {
    /// True when it has no rule.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
