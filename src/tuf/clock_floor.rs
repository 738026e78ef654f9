//! The time that expiry is judged at: the time of the run, but not before what this machine has already seen.
//!
//! Owns: the last-seen time and the rule for clocks that step back (attack table, rows 109 to 111).
//! Never does: read the clock, or lock anybody out for good: a floor far ahead of now is a clock that was once wrong.
//! In: the time of the run and the stored time. Out: the time to judge at.

use jiff::{SignedDuration, Timestamp};

use crate::limits;

use super::error::Error;
use super::state::StateFolder;
#[cfg(feature = "client")]
use super::state::WriteQueue;

/// The file. Not `.json`: everything in the folder that ends so is TUF metadata.
pub(super) const FILE: &str = "last-seen";
/// Steps back of this size are corrections of an honest clock.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
/// A floor further ahead than this is taken for a mistake and given up.
const REACH: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The stored time is moved on in steps of this size, so that a run that changes nothing writes nothing.
const STEP: SignedDuration = SignedDuration::from_hours(1);

/// The stored last-seen time.
pub(super) fn read(state: &StateFolder) -> Result<Option<Timestamp>, Error> {
    let Some(bytes) = state.read(FILE, limits::STATE_NOTE_BYTES)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let time = text.trim_end().parse().map_err(|_| state.damaged(FILE, "it is not a time"))?;
    Ok(Some(time))
}

/// How far the clock has stepped back behind what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClockStep {
    /// Not, or as little as an honest clock is corrected.
    None,
    /// So far that expiry is judged at the time that was seen.
    Judged(SignedDuration),
    /// So far that the time that was seen is taken for the mistake.
    Ignored(SignedDuration),
}

/// The step from what was seen to `now`.
pub(super) fn step(now: Timestamp, last_seen: Option<Timestamp>) -> ClockStep {
    match last_seen.map(|floor| now.duration_until(floor)) {
        Some(by) if by > REACH => ClockStep::Ignored(by),
        Some(by) if by > TOLERANCE => ClockStep::Judged(by),
        _ => ClockStep::None,
    }
}

/// The time to judge at.
pub(super) fn judged_at(now: Timestamp, last_seen: Option<Timestamp>) -> Timestamp {
    match (step(now, last_seen), last_seen) {
        (ClockStep::Judged(_), Some(floor)) => floor,
        _ => now,
    }
}

/// Records that everything was valid at `now`.
#[cfg(feature = "client")]
pub(super) fn record(queue: &WriteQueue, now: Timestamp, last_seen: Option<Timestamp>) {
    let moved = last_seen.is_none_or(|seen| {
        let ahead = now.duration_until(seen);
        ahead <= -STEP || ahead > REACH
    });
    if moved {
        // Flushed: an empty file in its place after a loss of power would stop every command until it is repaired.
        queue.add(FILE, format!("{now}\n").into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_steps_back_are_followed_large_ones_are_not_and_absurd_ones_are_forgotten() {
        let now: Timestamp = "2026-01-31T00:00:00Z".parse().unwrap();
        let ahead = |hours: i64| now + SignedDuration::from_hours(hours);
        assert_eq!(judged_at(now, None), now);
        assert_eq!(judged_at(now, Some(ahead(-5))), now);
        assert_eq!(judged_at(now, Some(now + SignedDuration::from_mins(4))), now);
        assert_eq!(judged_at(now, Some(ahead(48))), ahead(48));
        assert_eq!(judged_at(now, Some(ahead(24 * 365))), now);
    }
}
