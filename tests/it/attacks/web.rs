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

impl Scene {
    /// Writes a `ragnos.toml` with these places of the repository, the first one as its `url`.
    pub(crate) fn places(&self, urls: &[&str]) {
        self.manifest(urls[0], PLUGINS);
        let text = self.user.read("project/ragnos.toml");
        let text = text.replace("\n\n[plugins]", &format!("\nmirrors = {:?}\n\n[plugins]", &urls[1..]));
        self.user.write("project/ragnos.toml", &text);
    }
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
