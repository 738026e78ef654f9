//! How much of a role's validity is left, and when that is little.
//!
//! Owns: the rule. Metadata says when it expires and not when it was made; what a machine knows is when it first accepted that
//! version. A role expires soon when less than a fifth is left of the time from then to its expiry. So a warning never comes
//! too early; a machine that meets a role late in its life warns later than the role's own age would ask for.
//! Never does: refuse anything (that is the expiry check).
//! In: an expiry, the time of the first acceptance, and now. Out: yes or no.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// The validity of one role's present version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// When it expires, UTC.
    pub expires: DateTime,
    /// When this machine first accepted it; `None` where that is not known.
    pub accepted: Option<Timestamp>,
}

/// How much of a role's validity is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remaining {
    /// Enough.
    Enough,
    /// Less than a fifth.
    ExpiresSoon,
    /// None.
    Expired,
}

/// One part in this many.
const SHARE: i64 = 5;

impl Validity {
    /// The seconds that are left; negative when it has expired.
    pub fn seconds_left(self, now: Timestamp) -> i64 {
        self.left(now).as_secs()
    }

    /// True when less than a fifth is left, or nothing.
    pub fn is_short(self, now: Timestamp) -> bool {
        let left = self.left(now);
        let whole = self.left(self.accepted.unwrap_or(now));
        left <= SignedDuration::ZERO || left.as_secs().saturating_mul(SHARE) < whole.as_secs()
    }

    /// How much is left, in a word.
    pub fn remaining(self, now: Timestamp) -> Remaining {
        match () {
            () if self.seconds_left(now) <= 0 => Remaining::Expired,
            () if self.is_short(now) => Remaining::ExpiresSoon,
            () => Remaining::Enough,
        }
    }

    fn left(self, now: Timestamp) -> SignedDuration {
        self.expires.duration_since(now.to_zoned(TimeZone::UTC).datetime())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_fifth_of_what_was_left_at_first_is_short() {
        let validity = |accepted: Option<&str>| Validity {
            expires: "2026-06-11T00:00:00".parse().unwrap(),
            accepted: accepted.map(|time| time.parse().unwrap()),
        };
        let at = |time: &str| -> Timestamp { time.parse().unwrap() };
        let known = validity(Some("2026-06-01T00:00:00Z"));
        assert!(!known.is_short(at("2026-06-09T00:00:00Z")), "a fifth is left, not less");
        assert!(known.is_short(at("2026-06-09T00:00:01Z")));
        assert!(known.is_short(at("2026-06-12T00:00:00Z")));
        assert_eq!(known.seconds_left(at("2026-06-10T23:59:50Z")), 10);
        let unknown = validity(None);
        assert!(!unknown.is_short(at("2026-06-10T23:59:59Z")));
        assert!(unknown.is_short(at("2026-06-11T00:00:00Z")));
        // A clock that was ahead when the role was first accepted, and the ends of the calendar.
        assert!(!validity(Some("2026-06-20T00:00:00Z")).is_short(at("2026-06-01T00:00:00Z")));
        let never = Validity { expires: "9999-12-31T23:59:59".parse().unwrap(), accepted: Some(Timestamp::MIN) };
        assert!(!never.is_short(at("2038-01-19T03:14:08Z")));
    }
}
