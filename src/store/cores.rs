//! Work on many things at once: on as many threads as there are cores, each taking the next one.
//!
//! Owns: the threads, and that results come in the order of the things. Never does: go on handing out work after an error.
//! In: things and what is done with one. Out: one result each, or the last error.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Works on every one of `items`, on at most `worth` threads and one a core. `work` is handed a buffer that a thread keeps.
pub(super) fn each<I: Sync, T: Send, E: Send>(
    items: &[I],
    worth: usize,
    work: impl Fn(&I, &mut Vec<u8>) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let failed = Mutex::new(None);
    let take = || {
        let (mut buffer, mut own) = (Vec::new(), Vec::new());
        loop {
            let position = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(position) else { break };
            match work(item, &mut buffer) {
                Ok(result) => own.push((position, result)),
                Err(error) => {
                    next.store(items.len(), Ordering::Relaxed);
                    *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                }
            }
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).extend(own);
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(worth.max(1)).min(items.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(take);
        }
        take();
    });
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(position, _)| *position);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}
