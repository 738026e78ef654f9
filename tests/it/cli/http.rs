//! The program against a web server on the loopback interface: who is asked for what, over how many connections.

use std::collections::BTreeMap;

use super::User;
use crate::server::{Answer, Server, nobody};

/// The requests since the last call, with how often each was made.
pub(crate) fn counted(server: &Server) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for path in server.paths() {
        *counted.entry(path).or_default() += 1;
    }
    counted
}

fn user_and_server(plugins: &str) -> (User, Server) {
    let user = User::with(plugins);
    let server = Server::of(user.path("demo"));
    let manifest = user.read("project/ragnos.toml").replace("../demo", &server.url);
    user.write("project/ragnos.toml", &manifest);
    (user, server)
}

const REPORT: &str = "\"acme/report\" = \"^1\"\n";

#[test]
fn freshness_is_always_asked_for_and_frozen_asks_nobody() {
    let (user, server) = user_and_server(REPORT);
    user.run(&["sync"]).expect(0);
    let first = counted(&server);
    assert!(first.values().all(|times| *times == 1), "asked twice: {first:?}");
    assert!(
        !first.keys().any(|path| path.contains("lumen") || path.contains("orbit")),
        "asked for what nobody needs: {first:?}"
    );
    user.run(&["sync"]).expect(0);
    assert_eq!(server.paths(), ["metadata/2.root.json", "metadata/timestamp.json"]);
    user.run(&["sync", "--frozen"]).expect(0);
    user.run(&["sync", "--offline"]).expect(0);
    assert!(server.paths().is_empty());
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let (user, server) = user_and_server(REPORT);
    server.on("acme.csv-1.1.0.tar.gz", [Answer::status("503 Service Unavailable"), Answer::file()]);
    user.run(&["sync"]).expect(0);
    let asked = counted(&server);
    let twice: Vec<_> = asked.iter().filter(|(_, times)| **times > 1).collect();
    assert!(matches!(&twice[..], [(path, 2)] if path.ends_with("acme.csv-1.1.0.tar.gz")), "{asked:?}");
}

#[test]
fn a_server_that_is_gone_is_a_network_error_and_changes_nothing() {
    let (user, server) = user_and_server(REPORT);
    let manifest = user.read("project/ragnos.toml").replace(&server.url, &nobody());
    user.write("project/ragnos.toml", &manifest);
    let before = user.contents("project");
    let ended = user.run(&["sync", "--json"]).expect(7);
    assert_eq!(ended.error(), "RP7002", "{}", ended.stderr);
    assert_eq!(user.contents("project"), before);
}

#[test]
fn connections_are_reused() {
    // As many as jobs are enough; now and then one comes back to the pool a moment after the next request looked there.
    let everyone = "\"acme/report\" = \"^1\"\n\"orbit/feed\" = \"^1\"\n\"lumen/palette\" = \"*\"\n";
    for (plugins, jobs, most) in [(REPORT, "1", 2), (everyone, "4", 8)] {
        let (user, server) = user_and_server(plugins);
        user.run(&["lock"]).expect(0);
        // A cold machine: neither trust state nor cache.
        fs_err::remove_dir_all(user.path("home")).unwrap();
        let (_, _) = (server.taken(), server.connections());
        user.run(&["sync", "--jobs", jobs]).expect(0);
        let (requests, connections) = (server.taken().len(), server.connections());
        assert!(requests > most + 5, "{requests} requests");
        assert!(connections <= most, "{connections} connections for {requests} requests with {jobs} jobs");
    }
}
