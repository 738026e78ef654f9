//! The transports against a scripted server on the loopback interface (attack table rows 83 to 104).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot set the scene has failed")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use camino::Utf8Path;
use futures_util::TryStreamExt as _;
use ragnos_plugin::origin::{Folder, Origin, OriginError};
use ragnos_plugin::transport;

/// Answers one request after the other with the scripted answers, each on a connection of its own; the last one stays.
struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/base", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).to_owned()).collect();
        std::thread::spawn(move || {
            let mut answers = answers.into_iter().peekable();
            let mut current = String::new();
            for connection in listener.incoming() {
                let Ok(mut connection) = connection else { return };
                let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
                let Some(Ok(first)) = lines.next() else { continue };
                while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
                seen.lock().unwrap().push(first.split(' ').nth(1).unwrap_or_default().to_owned());
                current = answers.next().unwrap_or(current);
                let _ = connection.write_all(current.as_bytes());
            }
        });
        Self { url, requests }
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    async fn get(&self, path: &str, limit: u64) -> Result<Vec<u8>, OriginError> {
        let origin = transport::open(&self.url, Utf8Path::new("/")).unwrap();
        read(origin.as_ref(), path, limit).await
    }
}

async fn read(origin: &dyn Origin, path: &str, limit: u64) -> Result<Vec<u8>, OriginError> {
    let stream = origin.open(Folder::Targets, path, limit).await?;
    let chunks: Vec<_> = stream.try_collect().await?;
    Ok(chunks.concat())
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}

#[tokio::test]
async fn a_file_is_asked_for_below_the_base_and_read_whole() {
    let server = Server::new(&[&answer("200 OK", "", "hello")]);
    assert_eq!(server.get("dir/a%20b", 5).await.unwrap(), b"hello");
    assert_eq!(server.requests(), ["/base/targets/dir/a%20b"]);
    // Without a length the end of the connection is the end of the body.
    let server = Server::new(&["HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello"]);
    assert_eq!(server.get("x", 5).await.unwrap(), b"hello");
}

#[tokio::test]
async fn only_404_and_410_are_not_found() {
    for (status, not_found) in [
        ("404 Not Found", true),
        ("410 Gone", true),
        ("403 Forbidden", false),
        ("401 Unauthorized", false),
        ("451 No", false),
        ("204 No Content", false),
        ("206 Partial Content", false),
        ("304 Not Modified", false),
        ("203 Transformed", false),
    ] {
        let server = Server::new(&[&answer(status, "", "")]);
        match server.get("x", 10).await {
            Err(OriginError::NotFound { .. }) => assert!(not_found, "{status}"),
            Err(OriginError::Refused { .. }) => assert!(!not_found, "{status}"),
            other => panic!("{status}: {other:?}"),
        }
        assert_eq!(server.requests().len(), 1, "{status} is not retried");
    }
}

#[tokio::test]
async fn what_may_pass_is_retried_and_then_given_up() {
    let good = answer("200 OK", "", "hello");
    for status in ["500 Broken", "503 Busy", "429 Slow down", "408 Too late"] {
        let server = Server::new(&[&answer(status, "Retry-After: 0\r\n", ""), &good]);
        assert_eq!(server.get("x", 10).await.unwrap(), b"hello", "{status}");
        assert_eq!(server.requests().len(), 2);
    }
    let server = Server::new(&[&answer("500 Broken", "", "")]);
    assert!(matches!(server.get("x", 10).await, Err(OriginError::Unreachable { .. })));
    assert_eq!(server.requests().len(), 4);
    // A connection that is closed without an answer may pass, too.
    let server = Server::new(&["", &good]);
    assert_eq!(server.get("x", 10).await.unwrap(), b"hello");
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_an_error() {
    for cut in [
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    ] {
        let server = Server::new(&[cut]);
        assert!(matches!(server.get("x", 20).await, Err(OriginError::Unreachable { .. })), "{cut:?}");
    }
}

#[tokio::test]
async fn a_length_above_the_limit_and_an_unasked_encoding_are_refused_at_once() {
    let server = Server::new(&["HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"]);
    assert!(matches!(server.get("x", 10).await, Err(OriginError::Refused { .. })));
    let server = Server::new(&[&answer("200 OK", "Content-Encoding: gzip\r\n", "hello")]);
    assert!(matches!(server.get("x", 10).await, Err(OriginError::Refused { .. })));
}

#[tokio::test]
async fn redirects_are_few_and_stay_with_the_scheme() {
    let good = answer("200 OK", "", "hello");
    let moved = |to: &str| answer("302 Found", &format!("Location: {to}\r\n"), "");
    let server = Server::new(&[&moved("/elsewhere/x?y=1"), &good]);
    assert_eq!(server.get("x", 10).await.unwrap(), b"hello");
    assert_eq!(server.requests(), ["/base/targets/x", "/elsewhere/x?y=1"]);
    for to in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x"] {
        let server = Server::new(&[&moved(to), &good]);
        assert!(matches!(server.get("x", 10).await, Err(OriginError::Refused { .. })), "{to}");
        assert_eq!(server.requests().len(), 1);
    }
    let server = Server::new(&[&moved("/again")]);
    assert!(matches!(server.get("x", 10).await, Err(OriginError::Refused { .. })));
    assert_eq!(server.requests().len(), 6);
    let server = Server::new(&[&answer("302 Found", "", "")]);
    assert!(matches!(server.get("x", 10).await, Err(OriginError::Refused { .. })));
}

#[tokio::test]
async fn nobody_listening_is_unreachable_and_no_secret_is_shown() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let origin = transport::open(&format!("http://user:secret@{free}/?token=secret"), Utf8Path::new("/")).unwrap();
    let error = read(origin.as_ref(), "x", 10).await.unwrap_err();
    assert!(matches!(error, OriginError::Unreachable { .. }));
    assert!(!error.to_string().contains("secret") && !origin.shown().contains("secret"), "{error}");
}

#[test]
fn only_four_kinds_of_place_are_repositories() {
    for good in ["https://example.org/r", "http://127.0.0.1:1/", "file:///srv/r", "some/folder", "/srv/r"] {
        assert!(transport::open(good, Utf8Path::new("/project")).is_ok(), "{good}");
    }
    for bad in ["ftp://example.org", "s3://bucket/x", "http://", "file://host/share"] {
        assert!(transport::open(bad, Utf8Path::new("/project")).is_err(), "{bad}");
    }
}
