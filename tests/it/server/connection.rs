//! One connection: requests in, answers out, until one of the two sides has had enough.
//!
//! Owns: reading requests and carrying out steps. Never does: choose an answer beyond script and folder.
//! In: a connection. Out: bytes on it.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Result, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Answer, Request, Shared, Step};

trait Stream: Read + Write {}

impl<T: Read + Write> Stream for T {}

/// Serves one connection to its end.
pub(super) fn serve(socket: TcpStream, shared: &Shared) {
    let _ = socket.set_nodelay(true);
    let Ok(plain) = socket.try_clone() else { return };
    let stream: Box<dyn Stream> = match &shared.tls {
        None => Box::new(plain),
        Some(tls) => {
            let Ok(session) = rustls::ServerConnection::new(Arc::clone(tls)) else { return };
            Box::new(rustls::StreamOwned::new(session, plain))
        }
    };
    let mut connection = Connection { stream: BufReader::new(stream), socket, shared };
    // A client that goes away ends its connection, and that is all.
    while let Ok(true) = connection.exchange() {}
}

struct Connection<'a> {
    stream: BufReader<Box<dyn Stream>>,
    socket: TcpStream,
    shared: &'a Shared,
}

impl Connection<'_> {
    /// One request and its answer; false when the connection is over.
    fn exchange(&mut self) -> Result<bool> {
        let Some(request) = self.request()? else { return Ok(false) };
        self.shared.requests.lock().unwrap().push(request.clone());
        for step in self.answer(&request).0 {
            match step {
                Step::File => self.file(&request)?,
                Step::Send(bytes) => self.send(&bytes)?,
                Step::Trickle(bytes, pause) => {
                    for byte in bytes {
                        std::thread::sleep(pause);
                        self.send(&[byte])?;
                    }
                }
                Step::Endless(bytes) => loop {
                    self.send(&bytes)?;
                },
                Step::Silence => {
                    while self.stream.read(&mut [0; 64])? > 0 {}
                    return Ok(false);
                }
                Step::Reset => {
                    // Nothing lingers: what was not read yet is thrown away and the client is told so.
                    rustix::net::sockopt::set_socket_linger(&self.socket, Some(std::time::Duration::ZERO))?;
                    return Ok(false);
                }
                Step::Close => return Ok(false),
            }
        }
        Ok(true)
    }

    fn request(&mut self) -> Result<Option<Request>> {
        let mut line = || -> Result<String> {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            Ok(line.trim_end().to_owned())
        };
        let first = line()?;
        let Some(target) = first.split(' ').nth(1).map(str::to_owned) else { return Ok(None) };
        let mut headers = BTreeMap::new();
        while let Some((name, value)) = line()?.split_once(": ") {
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let path = target.split_once("://").map_or(&*target, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
        Ok(Some(Request { path: path.trim_start_matches('/').to_owned(), target, headers }))
    }

    fn answer(&self, request: &Request) -> Answer {
        let mut scripts = self.shared.scripts.lock().unwrap();
        let script = scripts.iter_mut().find(|(ending, _)| request.path.ends_with(ending.as_str()));
        match script {
            Some((_, answers)) if answers.len() > 1 => answers.pop_front().unwrap(),
            Some((_, answers)) => answers[0].clone(),
            None => Answer::file(),
        }
    }

    fn file(&mut self, request: &Request) -> Result<()> {
        let found = self.shared.files.as_ref().and_then(|files| files(&request.path));
        let accepts = request.headers.get("accept-encoding").is_some_and(|list| list.contains("gzip"));
        let packed = self.shared.gzips.load(Ordering::SeqCst) && accepts && request.path.starts_with("metadata/");
        let answer = match found {
            Some(body) if packed => Answer::gzip(&body),
            Some(body) => Answer::of("200 OK", &[], body),
            None => Answer::status("404 Not Found"),
        };
        for step in answer.0 {
            if let Step::Send(bytes) = step {
                self.send(&bytes)?;
            }
        }
        Ok(())
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.get_mut().write_all(bytes)?;
        self.stream.get_mut().flush()?;
        self.shared.sent.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Ok(())
    }
}
