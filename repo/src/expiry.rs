//! Expiry times: when each kind of role stops being valid.
//!
//! Owns: the defaults and the reading of life times with units (`90d`, `36h`).
//! Never does: read the clock. In: a time and life times. Out: [`Expiries`], always in whole seconds.

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// When the roles written by one change expire. The library never derives these, so that fixtures can be far off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expiries {
    /// Root.
    pub root: Timestamp,
    /// Top-level targets.
    pub targets: Timestamp,
    /// Delegated roles: namespaces and `log`.
    pub delegated: Timestamp,
    /// Snapshot.
    pub snapshot: Timestamp,
    /// Timestamp.
    pub timestamp: Timestamp,
}

impl Expiries {
    /// The same expiry for every role, cut to whole seconds.
    pub fn all_at(time: Timestamp) -> Self {
        let time = whole_seconds(time);
        Self { root: time, targets: time, delegated: time, snapshot: time, timestamp: time }
    }
}

/// Cuts a time to whole seconds: clients disagree on how fractions are written (TUF spec 4.2.1 shows none).
pub fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// A life time that cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{seen:?} is not a life time")]
#[diagnostic(code(RP2907), help("write a positive life time with its unit, such as 90d or 36h"))]
pub struct LifetimeError {
    /// The text.
    pub seen: String,
}

impl ragnos_plugin::refusal::Refusal for LifetimeError {}

/// How long a role is valid after it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime(SignedDuration);

impl std::str::FromStr for Lifetime {
    type Err = LifetimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || LifetimeError { seen: text.chars().take(80).collect() };
        let span: Span = text.parse().map_err(|_| refused())?;
        let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| refused())?;
        if duration.as_secs() > 0 { Ok(Self(duration)) } else { Err(refused()) }
    }
}

impl Lifetime {
    /// The life time as a span.
    pub fn span(self) -> SignedDuration {
        self.0
    }

    /// The expiry of a role signed at `now`.
    ///
    /// # Errors
    /// [`LifetimeError`] when it lies beyond the calendar.
    pub fn after(self, now: Timestamp) -> Result<Timestamp, LifetimeError> {
        now.checked_add(self.0).map(whole_seconds).map_err(|_| LifetimeError { seen: self.0.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_time_has_a_unit_and_is_positive() {
        let now: Timestamp = "2026-01-01T00:00:00.5Z".parse().unwrap();
        let day: Lifetime = "1d".parse().unwrap();
        assert_eq!(day.after(now).unwrap().to_string(), "2026-01-02T00:00:00Z");
        for bad in ["", "90", "-1d", "0d", "soon"] {
            assert!(bad.parse::<Lifetime>().is_err(), "{bad}");
        }
    }
}
