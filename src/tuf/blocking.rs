//! Work that blocks, on a thread of its own beside the runtime's.
//!
//! Owns: how such work ends: with its value, or with its own panic.
//! Never does: decide what is worth a thread. In: a task. Out: what it made.

use tokio::task::JoinHandle;

/// What the task made, when it has ended.
///
/// # Panics
/// The task did; it goes on here.
pub(crate) async fn joined<T>(task: JoinHandle<T>) -> T {
    task.await.unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))
}
