//! Row 91: where a server sends the client instead of answering. (https to http is in `tls`.)

use super::network::run_behind;
use super::scene::Scene;
use super::web::{PLUGINS, Web};
use crate::server::{Answer, Server, nobody};

/// Row 91: a loop, a chain that is too long, a redirect to nowhere.
#[test]
fn redirects_without_end() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    web.server.on("", [Answer::redirect("/again")]);
    web.server.taken();
    let said = scene.refused(&["sync"], 7, "RP7003", &[]).stderr;
    assert!(said.contains("more than 5 redirects"), "{said}");
    assert_eq!(web.server.paths().len(), 6, "the request and five redirects");
    for odd in
        [Answer::of("302 Found", &[], ""), Answer::redirect("http://"), Answer::redirect("http://[::1"), Answer::redirect("")]
    {
        web.server.on("", [odd]);
        scene.refused(&["sync"], 7, "RP7003", &[]);
    }
    // As many as are followed, each of another kind, relative and absolute.
    web.server.mend();
    let to = |status: &str, path: &str| Answer::of(status, &[&format!("Location: {path}")], "");
    web.server.on("metadata/timestamp.json", [to("301 Moved Permanently", "/one")]);
    web.server.on("one", [to("302 Found", "two")]);
    web.server.on("two", [to("303 See Other", "./three?query=1")]);
    web.server.on("three?query=1", [to("307 Temporary Redirect", &format!("{}/four", web.server.url))]);
    web.server.on("four", [to("308 Permanent Redirect", "/five")]);
    web.server.on("five", [Answer::of("200 OK", &[], scene.repository.origin.get("timestamp.json").unwrap())]);
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 91: another scheme: a file of this machine, another protocol.
#[test]
fn redirects_to_another_scheme() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let file = format!("file://{}", scene.user.path("repo/metadata/timestamp.json").display());
    for to in [&file, "file:///etc/passwd", "ftp://127.0.0.1/x", "https://127.0.0.1:1/x", "data:,x", "javascript:x"] {
        web.server.on("timestamp.json", [Answer::redirect(to)]);
        let said = scene.refused(&["sync"], 7, "RP7003", &[]).stderr;
        assert!(said.contains("a redirect to "), "{said}");
    }
    web.server.mend();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 91: another host. It may serve, and what it serves is verified like everything else; nothing of a URL's secrets is told.
#[test]
fn redirects_to_another_host() {
    let mut scene = Scene::synced();
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let timestamp = scene.repository.origin.get("timestamp.json").unwrap();
    let other = Server::scripted([Answer::of("200 OK", &[], "{}"), Answer::of("200 OK", &[], timestamp)]);
    let to = other.url.replace("127.0.0.1", "localhost");
    web.server.on("timestamp.json", [Answer::redirect(&format!("{to}/x?token=secret"))]);
    scene.refused(&["sync"], 5, "RP5001", &[]);
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    assert_eq!(other.paths(), ["x?token=secret", "x?token=secret"]);
    web.server.on("timestamp.json", [Answer::redirect("ftp://user:secret@host/x?token=secret")]);
    let said = scene.refused(&["sync"], 7, "RP7003", &[]).stderr;
    assert!(!said.contains("secret"), "{said}");
}

/// Row 91: a public host sends the client into the network that the client is in. It does not go there, not even to look.
#[test]
fn redirects_into_a_private_network() {
    let mut scene = Scene::synced();
    // Behind this proxy any name is a public host.
    let web = Web::of(&scene);
    scene.repository.publish_next();
    let inside = Server::scripted([Answer::of("200 OK", &[], scene.repository.origin.get("timestamp.json").unwrap())]);
    let port = inside.url.rsplit_once(':').unwrap().1;
    scene.manifest("http://plugins.example.org", PLUGINS);
    let (project, trust) = (scene.user.contents("project"), scene.trust());
    for host in [
        "127.0.0.1",
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "2130706433",
        "169.254.169.254",
        "10.0.0.1",
        "0",
    ] {
        web.server.on("timestamp.json", [Answer::redirect(&format!("http://{host}:{port}/x"))]);
        web.server.taken();
        let ended = run_behind(&scene, &web.server, &["sync"]);
        assert_eq!((ended.code, &*ended.error()), (7, "RP7003"), "{host}: {}", ended.stderr);
        assert!(ended.stderr.contains("a redirect to the private address"), "{host}: {}", ended.stderr);
        assert_eq!(web.server.paths(), ["metadata/2.root.json", "metadata/timestamp.json"], "{host}");
    }
    assert!(inside.taken().is_empty());
    assert_eq!((scene.user.contents("project"), scene.trust()), (project, trust));
    // To another public host it goes.
    web.server.mend();
    web.server.on("metadata/timestamp.json", [Answer::redirect("http://cdn.example.net/metadata/now.json")]);
    web.server.on("now.json", [Answer::of("200 OK", &[], scene.repository.origin.get("timestamp.json").unwrap())]);
    run_behind(&scene, &web.server, &["sync"]).expect(0);
    // And a private host, which whoever wrote ragnos.toml named, may send it to another one.
    scene.manifest(&web.server.url, PLUGINS);
    web.server.on("metadata/timestamp.json", [Answer::redirect(&inside.url)]);
    scene.accepted(&["sync"], &[]);
    // Nobody there is nobody there.
    web.server.on("metadata/timestamp.json", [Answer::redirect(&nobody())]);
    scene.refused(&["sync"], 7, "RP7002", &[]);
}
