//! A development server: a repository on the loopback device, with the headers that a CDN should send, and faults on request.
//!
//! Owns: which file a path means, conditional and partial answers. Never does: listen where others can reach it, serve a file outside
//! of the repository, or compress (lengths are signed). In: a storage. Out: HTTP.

mod fault;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::BoxBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, RANGE,
};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use tokio::net::TcpListener;

use crate::headers::{cache_control, content_type};
use crate::storage::Storage;
use crate::view::stored_name;

pub use fault::{Fault, Kind, ParseFaultError};

type Body = BoxBody<Bytes, std::io::Error>;

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    storage: Arc<dyn Storage>,
    faults: Vec<Fault>,
}

impl Server {
    /// Listens.
    ///
    /// # Errors
    /// The address is not to be had; or it is none of the loopback device.
    pub async fn listen(address: SocketAddr, storage: Arc<dyn Storage>, faults: Vec<Fault>) -> std::io::Result<Self> {
        if !address.ip().is_loopback() {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, "it is not an address of the loopback device"));
        }
        Ok(Self { listener: TcpListener::bind(address).await?, storage, faults })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// The operating system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// No connection can be accepted any more.
    pub async fn run(self) -> std::io::Result<Infallible> {
        let (storage, faults) = (self.storage, Arc::new(self.faults));
        loop {
            let (connection, _) = self.listener.accept().await?;
            let (storage, faults) = (Arc::clone(&storage), Arc::clone(&faults));
            tokio::spawn(async move {
                let service = hyper::service::service_fn(|request: Request<Incoming>| {
                    let (storage, faults) = (Arc::clone(&storage), Arc::clone(&faults));
                    async move { Ok::<_, Infallible>(answer(&*storage, &faults, &request).await) }
                });
                // A client that goes away, or a connection that a fault cuts, is nothing to tell of.
                let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(connection), service).await;
            });
        }
    }
}

async fn answer(storage: &dyn Storage, faults: &[Fault], request: &Request<Incoming>) -> Response<Body> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut refused = status(StatusCode::METHOD_NOT_ALLOWED);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let Some((folder, name)) = file(request.uri().path()) else { return status(StatusCode::NOT_FOUND) };
    let path = format!("{}/{name}", crate::storage::folder_name(folder));
    let mut cut = None;
    for fault in faults.iter().filter(|fault| fault.is_for(&path)) {
        match &fault.kind {
            Kind::Slow(span) => tokio::time::sleep(*span).await,
            Kind::Truncate(length) => cut = Some(*length),
            Kind::Status(code) => return status(*code),
        }
    }
    match storage.read(folder, &name).await {
        Ok(Some(bytes)) => found(&name, bytes.into(), request.headers(), request.method() == Method::HEAD, cut),
        Ok(None) => status(StatusCode::NOT_FOUND),
        Err(_) => status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// The file that a path means; `None` for everything that is none of a repository's.
fn file(path: &str) -> Option<(Folder, String)> {
    let (folder, name) = path.strip_prefix('/')?.split_once('/')?;
    let folder = [Folder::Metadata, Folder::Targets].into_iter().find(|one| crate::storage::folder_name(*one) == folder)?;
    Some((folder, stored_name(name)?))
}

/// An answer without a body, which nobody keeps: a file that is not there now may be there in a second.
fn status(code: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Full::new(Bytes::new()).map_err(|never| match never {}).boxed());
    *answer.status_mut() = code;
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn found(name: &str, bytes: Bytes, asked: &HeaderMap, head: bool, cut: Option<usize>) -> Response<Body> {
    let tag = format!("\"{}\"", Sha256::of(&bytes));
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control(name)));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // Hexadecimal digits between quotes.
    headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    let (code, part) =
        if text(IF_NONE_MATCH).is_some_and(|tags| tags.split(',').any(|one| [tag.as_str(), "*"].contains(&one.trim()))) {
            (StatusCode::NOT_MODIFIED, Bytes::new())
        } else {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
            let whole = bytes.len();
            match text(RANGE).map(|range| part_of(range, whole)) {
                None | Some(Part::Whole) => (StatusCode::OK, bytes),
                Some(Part::Bytes(from, to)) => {
                    let range = HeaderValue::from_str(&format!("bytes {from}-{}/{whole}", to - 1)).ok();
                    headers.extend(range.map(|range| (CONTENT_RANGE, range)));
                    (StatusCode::PARTIAL_CONTENT, bytes.slice(from..to))
                }
                Some(Part::Outside) => {
                    let range = HeaderValue::from_str(&format!("bytes */{whole}")).ok();
                    headers.extend(range.map(|range| (CONTENT_RANGE, range)));
                    (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new())
                }
            }
        };
    if code != StatusCode::NOT_MODIFIED {
        headers.insert(CONTENT_LENGTH, part.len().into());
    }
    let body = match cut.filter(|cut| *cut < part.len()) {
        _ if head => Full::new(Bytes::new()).map_err(|never| match never {}).boxed(),
        None => Full::new(part).map_err(|never| match never {}).boxed(),
        Some(cut) => {
            let begin = stream::iter([Ok(Frame::data(part.slice(..cut)))]);
            // What was sent before leaves while the body waits; an error at once would take it back.
            let end = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::new(std::io::ErrorKind::ConnectionAborted, "cut on request"))
            });
            BoxBody::new(StreamBody::new(begin.chain(end)))
        }
    };
    let mut answer = Response::new(body);
    *answer.status_mut() = code;
    *answer.headers_mut() = headers;
    answer
}

/// What of a file is wanted.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Bytes(usize, usize),
    Outside,
}

/// Reads a range of RFC 9110; several at once, and what cannot be read, are answered with the whole.
fn part_of(range: &str, length: usize) -> Part {
    let Some((from, to)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else { return Part::Whole };
    match (from.parse::<usize>(), to.parse::<usize>()) {
        (Err(_), Ok(last)) if from.is_empty() && last > 0 && length > 0 => Part::Bytes(length.saturating_sub(last), length),
        (Err(_), Ok(_)) if from.is_empty() => Part::Outside,
        (Ok(from), _) if from >= length && (to.is_empty() || to.parse::<usize>().is_ok()) => Part::Outside,
        (Ok(from), Err(_)) if to.is_empty() => Part::Bytes(from, length),
        (Ok(from), Ok(to)) if from <= to => Part::Bytes(from, to.saturating_add(1).min(length)),
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_nowhere_else() {
        assert_eq!(file("/metadata/timestamp.json"), Some((Folder::Metadata, "timestamp.json".to_owned())));
        assert_eq!(file("/targets/ab.a%2Btar.gz"), Some((Folder::Targets, "ab.a+tar.gz".to_owned())));
        for path in [
            "/",
            "",
            "/metadata",
            "/metadata/",
            "/keys/root",
            "/metadata/../keys",
            "/metadata/%2e%2e%2fkeys",
            "/metadata/a/b",
            "/metadata//etc/passwd",
            "/metadata/.new",
            "/metadata/..",
            "/targets/a%5cb",
            "/targets/%00",
            "/targets/%ff",
            "metadata/a",
        ] {
            assert_eq!(file(path), None, "{path}");
        }
    }

    #[test]
    fn ranges_are_those_of_the_standard() {
        for (range, part) in [
            ("bytes=0-0", Part::Bytes(0, 1)),
            ("bytes=2-", Part::Bytes(2, 10)),
            ("bytes=2-99", Part::Bytes(2, 10)),
            ("bytes=-3", Part::Bytes(7, 10)),
            ("bytes=-99", Part::Bytes(0, 10)),
            ("bytes=10-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=3-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=x", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=18446744073709551615-18446744073709551615", Part::Outside),
        ] {
            assert_eq!(part_of(range, 10), part, "{range}");
        }
        assert_eq!(part_of("bytes=-1", 0), Part::Outside);
    }
}
