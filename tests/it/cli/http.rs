//! The program against a web server on the loopback interface: who is asked for what, and what is tried again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::User;

/// Serves a folder; the first request for each path that ends with `flaky` is answered with 503.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn of(folder: PathBuf, flaky: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let (folder, seen) = (folder.clone(), Arc::clone(&seen));
                std::thread::spawn(move || serve(connection.unwrap(), &folder, flaky, &seen));
            }
        });
        Self { url, requests }
    }

    /// The requests since the last call, with how often each was made.
    pub(crate) fn taken(&self) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for path in self.requests.lock().unwrap().drain(..) {
            *counted.entry(path).or_default() += 1;
        }
        counted
    }
}

fn serve(mut connection: TcpStream, folder: &Path, flaky: &str, seen: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
    while let Some(Ok(first)) = lines.next() {
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
        let is_first = {
            let mut seen = seen.lock().unwrap();
            seen.push(path.clone());
            seen.iter().filter(|other| **other == path).count() == 1
        };
        let (status, body) = match fs_err::read(folder.join(&path)) {
            _ if !flaky.is_empty() && path.ends_with(flaky) && is_first => ("503 Service Unavailable", Vec::new()),
            Ok(body) => ("200 OK", body),
            Err(_) => ("404 Not Found", Vec::new()),
        };
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
        if connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&body)).is_err() {
            return;
        }
    }
}

fn user_of(flaky: &'static str) -> (User, Server) {
    let user = User::with("\"acme/report\" = \"^1\"\n");
    let server = Server::of(user.path("demo"), flaky);
    let manifest = user.read("project/ragnos.toml").replace("../demo", &server.url);
    user.write("project/ragnos.toml", &manifest);
    (user, server)
}

#[test]
fn freshness_is_always_asked_for_and_frozen_asks_nobody() {
    let (user, server) = user_of("");
    user.run(&["sync"]).expect(0);
    let first = server.taken();
    assert!(first.values().all(|times| *times == 1), "asked twice: {first:?}");
    assert!(
        !first.keys().any(|path| path.contains("lumen") || path.contains("orbit")),
        "asked for what nobody needs: {first:?}"
    );
    user.run(&["sync"]).expect(0);
    assert_eq!(server.taken().into_keys().collect::<Vec<_>>(), ["metadata/2.root.json", "metadata/timestamp.json"]);
    user.run(&["sync", "--frozen"]).expect(0);
    user.run(&["sync", "--offline"]).expect(0);
    assert!(server.taken().is_empty());
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let (user, server) = user_of("acme.csv-1.1.0.tar.gz");
    user.run(&["sync"]).expect(0);
    let asked = server.taken();
    let csv: Vec<_> = asked.iter().filter(|(path, _)| path.ends_with("acme.csv-1.1.0.tar.gz")).collect();
    assert_eq!(csv.len(), 1);
    assert_eq!(*csv[0].1, 2);
    assert!(asked.values().filter(|times| **times > 1).count() == 1, "{asked:?}");
}

#[test]
fn a_server_that_is_gone_is_a_network_error_and_changes_nothing() {
    let (user, server) = user_of("");
    let manifest = user.read("project/ragnos.toml").replace(&server.url, "http://127.0.0.1:9");
    user.write("project/ragnos.toml", &manifest);
    let before = user.contents("project");
    let ended = user.run(&["sync", "--json"]).expect(7);
    assert!(ended.error().starts_with("RP7"), "{}", ended.stderr);
    assert_eq!(user.contents("project"), before);
}
