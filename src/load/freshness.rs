//! Freshness: for how long the metadata behind a plugin is good, and the grace after that.
//!
//! Owns: the load policy of DESIGN section 6. An install needs metadata that is valid now; a load of what is installed, pinned
//! and not revoked goes on for a bounded time after metadata has expired, and says so.
//! Never does: read the clock, or let the grace be longer than [`Grace::MOST`].
//! In: the stored roles that a plugin rests on, the time. Out: [`Freshness`].

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::redact::Printable;
use crate::tuf::StoredRole;

/// For how long after its expiry metadata still vouches for what is installed. Two weeks unless a host says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grace(SignedDuration);

impl Grace {
    /// Expired is expired.
    pub const NONE: Self = Self(SignedDuration::ZERO);
    /// The longest that there is: 90 days. Whoever can hold back a revocation can do so for this long.
    pub const MOST: Self = Self::days_unchecked(90);

    const fn days_unchecked(days: u16) -> Self {
        Self(SignedDuration::from_secs(days as i64 * 24 * 60 * 60))
    }

    /// So many days; `None` for more than [`Grace::MOST`].
    pub fn days(days: u16) -> Option<Self> {
        Some(Self::days_unchecked(days)).filter(|grace| *grace <= Self::MOST)
    }
}

impl Default for Grace {
    fn default() -> Self {
        Self::days_unchecked(14)
    }
}

impl fmt::Display for Grace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0.as_hours() / 24;
        write!(f, "{days} day{}", if days == 1 { "" } else { "s" })
    }
}

/// One reason why metadata is not as fresh as an install would ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale {
    /// The role has expired.
    Expired {
        /// The role, printable.
        role: String,
        /// When it expired, UTC.
        at: DateTime,
    },
    /// The repository has a newer version of the role, which no command of this user has fetched yet.
    Superseded {
        /// The role, printable.
        role: String,
        /// The version that is stored.
        stored: u64,
        /// The version that the snapshot lists.
        listed: u64,
    },
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expired { role, at } => write!(f, "the {role} metadata expired at {at}Z"),
            Self::Superseded { role, stored, listed } => {
                write!(f, "the {role} metadata has version {stored}, version {listed} is published")
            }
        }
    }
}

/// How fresh the metadata is that vouches for a plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Freshness {
    /// Why it is not fresh; empty where an install would accept it, too.
    pub stale: Vec<Stale>,
    /// When the first role that it rests on expires or expired, UTC.
    pub expires: DateTime,
    /// When loads end, UTC: the expiry and the grace.
    pub ends: DateTime,
    /// The time that all this was judged at: now, but not before what this machine has seen.
    pub judged_at: Timestamp,
    /// The role that expires first, printable.
    pub first: String,
}

impl Freshness {
    pub(super) fn of(rests_on: &[StoredRole], judged_at: Timestamp, grace: Grace) -> Self {
        let now = civil(judged_at);
        let mut stale = Vec::new();
        for StoredRole { role, newer } in rests_on {
            let name = || Printable(&role.name).to_string();
            if role.expires_at <= now {
                stale.push(Stale::Expired { role: name(), at: role.expires_at });
            }
            stale.extend(newer.map(|listed| Stale::Superseded { role: name(), stored: role.version, listed }));
        }
        let first = rests_on.iter().map(|one| &one.role).min_by_key(|role| role.expires_at);
        let expires = first.map_or(DateTime::MIN, |role| role.expires_at);
        let ends = expires.checked_add(grace.0).unwrap_or(DateTime::MAX);
        let first = first.map_or_else(String::new, |role| Printable(&role.name).to_string());
        Self { stale, expires, ends, judged_at, first }
    }

    /// True when an install would accept the metadata, too.
    pub fn is_fresh(&self) -> bool {
        self.stale.is_empty()
    }

    /// What a host should tell whoever runs it; `None` when all is fresh.
    pub fn warning(&self) -> Option<String> {
        let reasons: Vec<String> = self.stale.iter().map(ToString::to_string).collect();
        let advice = "run `ragnos-plugin sync`";
        (!reasons.is_empty()).then(|| format!("{}; loads end at {}Z: {advice}", reasons.join("; "), self.ends))
    }

    /// The role whose grace is over and when it expired.
    pub(super) fn is_over(&self) -> Option<(String, DateTime)> {
        let now = civil(self.judged_at);
        (self.expires <= now && self.ends <= now).then(|| (self.first.clone(), self.expires))
    }
}

fn civil(time: Timestamp) -> DateTime {
    time.to_zoned(TimeZone::UTC).datetime()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tuf::RoleSummary;

    fn role(name: &str, expires: &str, newer: Option<u64>) -> StoredRole {
        let expires_at: DateTime = expires.parse().unwrap();
        let role = RoleSummary {
            name: name.to_owned(),
            delegated_by: "root".to_owned(),
            version: 3,
            expires: format!("{expires}Z"),
            expires_at,
            threshold: 1,
            keys: Vec::new(),
            targets: 0,
        };
        StoredRole { role, newer }
    }

    #[test]
    fn the_grace_begins_with_the_first_expiry_and_ends_on_the_second() {
        let roles = [role("root", "2030-01-01T00:00:00", None), role("timestamp", "2026-06-01T00:00:00", None)];
        let at = |time: &str, grace| Freshness::of(&roles, time.parse().unwrap(), grace);
        let week = Grace::days(7).unwrap();
        let fresh = at("2026-05-31T23:59:59Z", week);
        assert!(fresh.is_fresh() && fresh.is_over().is_none() && fresh.warning().is_none());
        let late = at("2026-06-07T23:59:59Z", week);
        assert!(!late.is_fresh() && late.is_over().is_none());
        let warning = late.warning().unwrap();
        assert!(warning.contains("timestamp") && warning.contains("2026-06-08T00:00:00Z"), "{warning}");
        assert_eq!(at("2026-06-08T00:00:00Z", week).is_over().unwrap().0, "timestamp");
        assert!(at("2026-06-01T00:00:00Z", Grace::NONE).is_over().is_some());
        assert!(at("2026-05-31T23:59:59Z", Grace::NONE).is_over().is_none());
        assert_eq!((Grace::days(90), Grace::days(91)), (Some(Grace::MOST), None));
    }

    #[test]
    fn a_newer_version_is_told_and_nothing_ends_for_it() {
        let roles = [role("acme", "2030-01-01T00:00:00", Some(4))];
        let freshness = Freshness::of(&roles, "2026-06-01T00:00:00Z".parse().unwrap(), Grace::NONE);
        assert!(!freshness.is_fresh() && freshness.is_over().is_none());
        assert!(freshness.warning().unwrap().contains("version 3, version 4 is published"));
    }
}
