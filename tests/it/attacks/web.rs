//! A scene's repository behind a web server on the loopback interface, straight from memory.
//!
//! Owns: pointing the scene's project there. Never does: serve (that is [`Server`], which has every fault there is).
//! In: a [`Scene`]. Out: the scene's project asks here from now on.

use std::sync::Arc;

use super::scene::Scene;
use crate::server::{Answer, Server};
use crate::tuf::repository::Served;

/// What a scene's project asks for.
pub(crate) const PLUGINS: &str = "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n";

/// A server of what `served` has at the time.
pub(crate) fn server_of(served: &Arc<Served>) -> Server {
    let files = Arc::clone(served);
    Server::from(move |path| files.at(path))
}

/// The server of a scene.
pub(crate) struct Web {
    pub(crate) server: Server,
}

impl Web {
    /// Serves what the scene's repository serves, and points the project there.
    pub(crate) fn of(scene: &Scene) -> Self {
        let server = server_of(&scene.repository.origin);
        scene.manifest(&server.url, PLUGINS);
        Self { server }
    }

    /// From now on `path` is answered with this status and nothing else, or with the file again.
    pub(crate) fn answers(&self, path: &str, status: Option<u16>) {
        self.server.on(path, [status.map_or_else(Answer::file, |status| Answer::status(&format!("{status} Chosen")))]);
    }
}
