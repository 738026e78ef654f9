//! The clock as a seam: time is read once a run and handed down.
//!
//! Owns: the only place that reads the system time.
//! Never does: decide what an expiry means (that is `tuf`).
//! In: nothing. Out: [`jiff::Timestamp`].

use jiff::Timestamp;

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
