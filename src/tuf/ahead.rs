//! The stored snapshot, verified while the repository is asked for a newer root and the timestamp: in a registry that is most of
//! what an unchanged repository costs.
//!
//! Owns: when that is worth a thread, and that the answer counts under the root that it was found with, and no other.
//! Never does: decide what counts (that is `memory`): whoever takes the answer would have come to the same one later.
//! In: the newest stored root. Out: [`Ahead`].

use tokio::task::JoinHandle;

use crate::limits;
use crate::transcript::Transcript;

use super::error::Error;
use super::roles::{Root, Snapshot};
use super::run::{Refresh, TRUST_STATE};

/// A smaller snapshot is verified sooner than a thread is at work.
const WORTH: usize = 64 << 10;

/// A verification that is under way.
pub(super) struct Ahead {
    /// The version of the root whose keys it is made with.
    root: u64,
    snapshot: JoinHandle<Result<Snapshot, Error>>,
}

impl Refresh<'_> {
    /// Begins to verify the stored snapshot under `root`; nothing where that has to wait for its turn. What cannot be read is
    /// told in its turn, too, and a transcript tells of the checks in their order.
    pub(super) fn snapshot_ahead(&self, root: &Root) -> Option<Ahead> {
        if self.mirrors.is_none() || self.repairs() || self.options.transcript.is_on() {
            return None;
        }
        let bytes = self.state.read("snapshot.json", limits::SNAPSHOT_BYTES).ok()??;
        if bytes.len() < WORTH {
            return None;
        }
        let (version, root) = (root.header.version, root.clone());
        let verify = move || {
            let exam = Transcript::default().exam("snapshot", || TRUST_STATE.to_owned(), None);
            let snapshot = Self::stored_snapshot(&exam, &root, bytes)?;
            // Whoever compares it with what the timestamp lists finds it done.
            let _ = snapshot.document.sha256();
            Ok(snapshot)
        };
        Some(Ahead { root: version, snapshot: tokio::task::spawn_blocking(verify) })
    }
}

impl Ahead {
    /// True where `newest` is the root that it was begun with: another version is another root, with other keys perhaps.
    pub(super) fn is_under(&self, newest: &Root) -> bool {
        newest.header.version == self.root
    }

    /// The answer.
    pub(super) async fn verified(self) -> Result<Snapshot, Error> {
        super::blocking::joined(self.snapshot).await
    }
}
