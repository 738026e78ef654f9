//! What a path answers, step by step.
//!
//! Owns: the vocabulary of faults. Never does: I/O. In: words. Out: [`Answer`].

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// One step of an answer.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// The file of that path, or 404.
    File,
    /// These bytes.
    Send(Vec<u8>),
    /// These bytes one by one, with a pause before each.
    Trickle(Vec<u8>, Duration),
    /// These bytes again and again until the client goes.
    Endless(Vec<u8>),
    /// Nothing until the client goes.
    Silence,
    /// The connection is reset.
    Reset,
    /// The connection is closed.
    Close,
}

/// The steps of one answer. The connection stays open after the last one, unless a step closes it.
#[derive(Debug, Clone)]
pub(crate) struct Answer(pub(crate) Vec<Step>);

impl Answer {
    /// The file of that path.
    pub(crate) fn file() -> Self {
        Self(vec![Step::File])
    }

    /// A whole answer with a right `Content-Length`; `headers` are lines without their end.
    pub(crate) fn of(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Self {
        let length = format!("Content-Length: {}", body.as_ref().len());
        // 204 has no body and so no length (RFC 9110, section 8.6).
        let length = Some(&*length).filter(|_| !status.starts_with("204"));
        let headers: Vec<&str> = headers.iter().copied().chain(length).collect();
        Self::head(status, &headers).send(body)
    }

    /// An answer without a body.
    pub(crate) fn status(status: &str) -> Self {
        Self::of(status, &[], "")
    }

    /// A redirect.
    pub(crate) fn redirect(to: &str) -> Self {
        Self::of("302 Found", &[&format!("Location: {to}")], "")
    }

    /// A packed answer with `Content-Encoding: gzip`.
    pub(crate) fn gzip(body: &[u8]) -> Self {
        Self::of("200 OK", &["Content-Encoding: gzip"], gzipped(body))
    }

    /// Only the head of an answer; the body is up to further steps.
    pub(crate) fn head(status: &str, headers: &[&str]) -> Self {
        let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        Self(Vec::new()).send(format!("HTTP/1.1 {status}\r\n{lines}\r\n"))
    }

    /// No answer at all, to begin with.
    pub(crate) fn nothing() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn send(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Step::Send(bytes.as_ref().to_vec()))
    }

    pub(crate) fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    pub(crate) fn close(self) -> Self {
        self.then(Step::Close)
    }
}

pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
