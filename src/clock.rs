//! The clock as a seam: time is read once a run and handed down.
//!
//! Owns: the only place that reads the system time, and spans of time in words.
//! Never does: decide what an expiry means (that is `tuf`).
//! In: nothing. Out: [`jiff::Timestamp`].

use jiff::{SignedDuration, Timestamp};

/// A source of the current time.
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// The current time, UTC.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may read the system time")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that always says the same, for tests and for verification as of a stated time.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A span of time in words, as coarse as a reader needs it.
pub fn in_words(span: SignedDuration) -> String {
    let counted = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match span.as_secs() {
        seconds if seconds >= 2 * 24 * 60 * 60 => counted(seconds / (24 * 60 * 60), "day"),
        seconds if seconds >= 2 * 60 * 60 => counted(seconds / (60 * 60), "hour"),
        seconds if seconds >= 2 * 60 => counted(seconds / 60, "minute"),
        seconds => counted(seconds.max(0), "second"),
    }
}
