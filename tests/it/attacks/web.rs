//! A scene's repository behind a web server on the loopback interface, straight from memory.
//!
//! Owns: chosen answers instead of files. Never does: faults within an answer.
//! In: a [`Scene`]. Out: the scene's project asks here from now on.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::scene::Scene;
use crate::tuf::repository::Served;

type Statuses = Arc<Mutex<BTreeMap<String, u16>>>;

/// The server; it serves until the test's process ends.
pub(crate) struct Web {
    statuses: Statuses,
}

impl Web {
    /// Serves what the scene's repository serves, and points the project there.
    pub(crate) fn of(scene: &Scene) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        scene.manifest(&url, "\"acme/tool\" = \"^1\"\n\"beta/theme\" = \"^1\"\n");
        let (files, statuses) = (Arc::clone(&scene.repository.origin), Statuses::default());
        let answers = Arc::clone(&statuses);
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let (files, answers) = (Arc::clone(&files), Arc::clone(&answers));
                std::thread::spawn(move || serve(connection.unwrap(), &files, &answers));
            }
        });
        Self { statuses }
    }

    /// From now on `path` is answered with this status and nothing else, or with the file again.
    pub(crate) fn answers(&self, path: &str, status: Option<u16>) {
        let mut statuses = self.statuses.lock().unwrap();
        match status {
            Some(status) => statuses.insert(path.to_owned(), status),
            None => statuses.remove(path),
        };
    }
}

fn serve(mut connection: TcpStream, files: &Served, answers: &Mutex<BTreeMap<String, u16>>) {
    let mut lines = BufReader::new(connection.try_clone().unwrap()).lines();
    while let Some(Ok(first)) = lines.next() {
        while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
        let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
        let status = answers.lock().unwrap().get(path).copied();
        let body = files.at(path).filter(|_| status.is_none());
        let status = status.unwrap_or(if body.is_some() { 200 } else { 404 });
        let body = body.unwrap_or_default();
        // 204 has no body and so no length (RFC 9110, section 8.6).
        let length = if status == 204 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let head = format!("HTTP/1.1 {status} Chosen\r\n{length}\r\n");
        if connection.write_all(head.as_bytes()).and_then(|()| connection.write_all(&body)).is_err() {
            return;
        }
    }
}
