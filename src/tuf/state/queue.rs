//! Files of the rollback memory that are flushed to the disk while the repository is asked for the next one.
//!
//! Owns: that they take their names in the order in which they were handed over, all of them before a run goes on to what it
//! was asked to do, and that the folder is flushed once.
//! Never does: hold a write back because a later step failed: what was verified is remembered (TUF spec 5.3.8, 5.4.5, 5.5.7).
//! In: names and bytes. Out: the files.

use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;
use tokio::task::JoinHandle;

use super::{StateError, StateFolder};
use crate::tuf::blocking::joined;

/// The writes of one run that are under way.
#[derive(Debug)]
pub(in crate::tuf) struct WriteQueue {
    state: StateFolder,
    writes: Mutex<Vec<Write>>,
}

#[derive(Debug)]
struct Write {
    name: String,
    /// The flushed file under a temporary name.
    flushed: JoinHandle<std::io::Result<NamedTempFile>>,
}

impl WriteQueue {
    pub(in crate::tuf) fn new(state: StateFolder) -> Self {
        Self { state, writes: Mutex::default() }
    }

    /// Begins to write a file, which has its old content until [`WriteQueue::settle`].
    pub(in crate::tuf) fn add(&self, name: &str, bytes: Vec<u8>) {
        let state = self.state.clone();
        let flushed = tokio::task::spawn_blocking(move || state.temporary(&bytes, true));
        self.writes.lock().unwrap_or_else(PoisonError::into_inner).push(Write { name: name.to_owned(), flushed });
    }

    /// Ends all writes.
    pub(in crate::tuf) async fn settle(self) -> Result<(), StateError> {
        let Self { state, writes } = self;
        let writes = writes.into_inner().unwrap_or_else(PoisonError::into_inner);
        if writes.is_empty() {
            return Ok(());
        }
        for Write { name, flushed } in writes {
            let written = joined(flushed).await;
            let placed = written.and_then(|file| state.place(file, &name));
            placed.map_err(|error| state.failed(&name, "written", error))?;
        }
        state.sync().map_err(|error| state.failed("", "written", error))
    }
}
