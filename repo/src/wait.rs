//! The wait until a change is seen where users are: look, pause, look again, until it is there or time is up.
//!
//! Owns: the pauses, and that there is always one look. Never does: look, or decide what is enough; that is whoever waits.
//! In: a beginning, a limit and a look. Out: the last look, and how long it took.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// The first pause: what takes a blink is seen as such. Each one is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// The longest pause: a cache that stays behind is not flooded.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Looks until a look is `true`, or until `limit` has passed since `started`; each look is told what is left of that.
pub(crate) async fn until<T>(
    started: Instant,
    limit: Duration,
    mut look: impl AsyncFnMut(Duration) -> (bool, T),
) -> (T, Duration) {
    let mut pause = FIRST_PAUSE;
    loop {
        let (is_there, seen) = look(limit.saturating_sub(started.elapsed())).await;
        let took = started.elapsed();
        if is_there || took >= limit {
            return (seen, took);
        }
        sleep(pause.min(limit.saturating_sub(took))).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_ends_with_what_is_there_or_with_the_time() {
        let mut looks = 0;
        let third = async |_| {
            looks += 1;
            (looks == 3, looks)
        };
        assert_eq!(until(Instant::now(), Duration::from_secs(30), third).await, (3, Duration::from_millis(300)));
        assert_eq!(
            until(Instant::now(), Duration::ZERO, async |left| (false, left)).await,
            (Duration::ZERO, Duration::ZERO),
            "one look"
        );
        let mut lefts = Vec::new();
        let (last, took) = until(Instant::now(), Duration::from_secs(2), async |left: Duration| {
            lefts.push(left.as_millis());
            (false, lefts.len())
        })
        .await;
        assert_eq!((last, took), (6, Duration::from_secs(2)));
        assert_eq!(lefts, [2000, 1900, 1700, 1300, 500, 0]);
    }
}
