//! The clients of a drill: the one that users have, with a memory and without.
//!
//! Owns: the memory, so that a copy which goes back is seen to be refused. Never does: write down what was signed in a drill: what a
//! disk has is the repository as it was before. In: an anchor, an origin, a time. Out: [`Sight`].

use std::sync::Arc;

use camino::Utf8Path;
use jiff::Timestamp;
use ragnos_plugin::origin::Origin;
use ragnos_plugin::tuf::{self, Client, Floor, Options, Persistence, RoleFailure, RoleSummary, StateFolder, TrustAnchor};

/// A client.
#[derive(Clone)]
pub(super) struct Onlooker {
    anchor: TrustAnchor,
    state: StateFolder,
    /// What it has seen in this drill; `None` for one that remembers nothing.
    memory: Option<Vec<Floor>>,
}

/// What a client accepts.
pub(super) struct Sight {
    /// The version of `timestamp.json`.
    pub(super) timestamp: u64,
    /// Every role.
    pub(super) roles: Vec<RoleSummary>,
    /// The delegated roles that it refuses.
    pub(super) failures: Vec<RoleFailure>,
    pub(super) client: Client,
}

impl Onlooker {
    /// One that remembers. The first repository that it sees is in its trust state; whatever comes then is in its memory.
    pub(super) fn regular(anchor: TrustAnchor, folder: &Utf8Path) -> Self {
        Self { anchor, state: StateFolder::at(folder.to_owned()), memory: Some(Vec::new()) }
    }

    /// One that has seen nothing, whenever it looks.
    pub(super) fn newcomer(anchor: TrustAnchor, folder: &Utf8Path) -> Self {
        Self { anchor, state: StateFolder::at(folder.to_owned()), memory: None }
    }

    /// The newest version of `timestamp.json` that it has seen.
    pub(super) fn newest(&self) -> u64 {
        self.memory.iter().flatten().map(|floor| floor.timestamp).max().unwrap_or(0)
    }

    /// The pinned root.
    pub(super) fn anchor(&self) -> &TrustAnchor {
        &self.anchor
    }

    /// Reads everything that is served, at the time `at`.
    pub(super) async fn look(&mut self, origin: Arc<dyn Origin>, at: Timestamp) -> Result<Sight, tuf::Error> {
        let is_first = self.memory.as_ref().is_some_and(Vec::is_empty);
        let persistence = if is_first { Persistence::Write } else { Persistence::Discard };
        let floors = self.memory.clone().unwrap_or_default();
        let options = Options { persistence, floors, ..Options::at(at) };
        let client = Client::refresh(&self.anchor, &self.state, origin, &options).await?;
        let failures = client.load_roles().await?;
        let (mut seen, roles) = (client.floor(), client.summary().roles);
        let targets = roles.iter().filter(|role| role.delegated_by != "root" || role.name == "targets");
        seen.roles = targets.map(|role| (role.name.clone(), role.version)).collect();
        let timestamp = seen.timestamp;
        if let Some(memory) = &mut self.memory {
            memory.push(seen);
        }
        Ok(Sight { timestamp, roles, failures, client })
    }
}
