//! Row 94: TLS that does not prove who answers, or proves it for somebody else; and what TUF does where TLS does nothing.
//!
//! `SSL_CERT_FILE` names the authorities that the program trusts, so the machine's own never matter here.

use std::sync::Arc;

use super::scene::{Scene, in_hours};
use super::web::{PLUGINS, server_of};
use crate::cli::Ended;
use crate::server::tls::Authority;
use crate::server::{Answer, Server};
use crate::tuf::repository::Repository;

/// A scene whose repository went on, and what the program trusts.
struct Secure {
    scene: Scene,
    authority: Authority,
}

impl Secure {
    fn new() -> Self {
        let mut scene = Scene::synced();
        scene.repository.publish_next();
        let authority = Authority::named("known");
        scene.user.write("ca.pem", &authority.pem());
        Self { scene, authority }
    }

    /// The scene's repository behind a certificate for `name` that ends so many days from now.
    fn server(&self, by: &Authority, name: &str, days: i64) -> Server {
        let files = Arc::clone(&self.scene.repository.origin);
        Server::with_tls(move |path| files.at(path), by.server(name, days))
    }

    fn sync(&self, server: &Server) -> Ended {
        self.scene.manifest(&server.url, PLUGINS);
        let (state, authorities) = (self.scene.user.path("state"), self.scene.user.path("ca.pem"));
        let variables = [("XDG_STATE_HOME", state.to_str().unwrap()), ("SSL_CERT_FILE", authorities.to_str().unwrap())];
        self.scene.user.run_with("project", &["sync", "--json"], &variables)
    }

    /// Refused, and nothing has changed; no request was made that the server could have answered.
    #[track_caller]
    fn refused(&self, server: &Server, exit: i32, code: &str, why: &str) {
        self.scene.manifest(&server.url, PLUGINS);
        let (project, trust) = (self.scene.user.contents("project"), self.scene.trust());
        let ended = self.sync(server);
        assert_eq!((ended.code, &*ended.error()), (exit, code), "{}", ended.stderr);
        assert!(ended.stderr.contains(why), "{}", ended.stderr);
        assert_eq!((self.scene.user.contents("project"), self.scene.trust()), (project, trust));
    }

    /// The good control: a good certificate by a known authority.
    #[track_caller]
    fn accepted(&self) {
        self.sync(&self.server(&self.authority, "127.0.0.1", 1)).expect(0);
        assert_eq!(self.scene.version("timestamp"), Some(2));
    }
}

/// Row 94: a certificate that has expired, is for another host, or is by an authority that nobody here knows.
#[test]
fn certificates_that_prove_nothing() {
    let secure = Secure::new();
    for (server, why) in [
        (secure.server(&secure.authority, "127.0.0.1", -2), "expired"),
        (secure.server(&secure.authority, "plugins.example.org", 1), "not valid for name"),
        (secure.server(&Authority::named("unknown"), "127.0.0.1", 1), "UnknownIssuer"),
    ] {
        secure.refused(&server, 7, "RP7002", why);
        assert!(server.taken().is_empty(), "{why}: nothing was asked of a server that proved nothing");
    }
    // A server that speaks no TLS at all where TLS is asked for.
    let mut plain = server_of(&secure.scene.repository.origin);
    plain.url = plain.url.replace("http:", "https:");
    secure.refused(&plain, 7, "RP7002", "");
    secure.accepted();
}

/// Row 94: a proxy that intercepts with an authority that this machine trusts, and no TLS at all: the metadata still cannot
/// be forged.
#[test]
fn whoever_breaks_tls_cannot_forge() {
    let secure = Secure::new();
    let mut forger = Repository::expiring(&in_hours(1), &in_hours(1));
    forger.set_keys("timestamp", &[21], 1);
    forger.publish_next();
    let theirs = Arc::clone(&forger.origin);
    let intercepting = Server::with_tls(move |path| theirs.at(path), secure.authority.server("127.0.0.1", 1));
    secure.refused(&intercepting, 5, "RP5002", "timestamp");
    secure.refused(&server_of(&forger.origin), 5, "RP5002", "timestamp");
    secure.accepted();
}

/// Rows 91, 94: a redirect from https to http is not followed, not even to a server that would serve the right bytes.
#[test]
fn a_redirect_out_of_tls() {
    let secure = Secure::new();
    let plain = server_of(&secure.scene.repository.origin);
    let server = secure.server(&secure.authority, "127.0.0.1", 1);
    server.on("timestamp.json", [Answer::redirect(&format!("{}/metadata/timestamp.json", plain.url))]);
    secure.refused(&server, 7, "RP7003", "a redirect to http://");
    assert!(plain.taken().is_empty());
    // To another place under TLS it is.
    let other = secure.server(&secure.authority, "localhost", 1);
    let to = format!("{}/metadata/timestamp.json", other.url.replace("127.0.0.1", "localhost"));
    server.on("timestamp.json", [Answer::redirect(&to)]);
    secure.sync(&server).expect(0);
    assert_eq!(secure.scene.version("timestamp"), Some(2));
}
