//! A repository behind a web server.
//!
//! Owns: one pooled client a process, time limits, retries of what may pass, redirects, and what counts as "not there".
//! Never does: retry a refusal, follow a redirect to another scheme, or decode targets.
//! In: a base URL. Out: an [`Origin`].

use std::sync::OnceLock;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt as _};
use reqwest::header::{CONTENT_ENCODING, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use tokio::time::Instant;
use url::Url;

use super::Error;
use crate::origin::{ByteStream, Folder, Origin, OriginError};
use crate::redact;

const CONNECT: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(30);
/// The whole of the headers must have come by then: one byte a second would never count as idle.
const HEADERS: Duration = Duration::from_mins(1);
/// A body that is slower than this, measured once [`IDLE`] has passed, is given up (attack table, row 83).
const LEAST_BYTES_A_SECOND: u64 = 1 << 10;
const REDIRECTS: usize = 5;
const RETRIES: u32 = 3;
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// A repository behind a web server.
#[derive(Debug, Clone)]
pub struct HttpOrigin {
    base: Url,
    client: Client,
}

impl HttpOrigin {
    /// The repository whose `metadata/` and `targets/` are below `base`.
    ///
    /// # Errors
    /// [`Error::Client`] when TLS cannot be set up.
    pub fn new(mut base: Url) -> Result<Self, Error> {
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let client = client(base.scheme() == "https")?;
        Ok(Self { base, client })
    }

    fn url(&self, folder: Folder, path: &str) -> Url {
        let folder = match folder {
            Folder::Metadata => "metadata",
            Folder::Targets => "targets",
        };
        let mut url = self.base.clone();
        url.set_path(&format!("{}{folder}/{path}", self.base.path()));
        url
    }

    async fn get(&self, url: &Url, path: &str, limit: u64) -> Result<Response, OriginError> {
        let mut attempt = 0;
        loop {
            let failed = match self.follow(url.clone(), path).await {
                Ok(response) => match judge(response, path, &self.shown(), limit) {
                    Ok(response) => return Ok(response),
                    Err(failed) => failed,
                },
                Err(failed) => failed,
            };
            attempt += 1;
            match failed {
                Failed::ForGood(error) => return Err(error),
                Failed::ForNow(error, _) if attempt > RETRIES => return Err(error),
                Failed::ForNow(error, asked) => {
                    tracing::debug!(%error, attempt, "trying again");
                    tokio::time::sleep(wait(attempt, asked)).await;
                }
            }
        }
    }

    /// One request with its redirects: at most five, never to another scheme.
    async fn follow(&self, mut url: Url, path: &str) -> Result<Response, Failed> {
        for _ in 0..=REDIRECTS {
            let answer = tokio::time::timeout(HEADERS, self.client.get(url.clone()).send()).await;
            let Ok(answer) = answer else {
                let reason = format!("no complete answer within {} seconds", HEADERS.as_secs());
                return Err(Failed::ForNow(
                    OriginError::Unreachable { place: self.shown(), path: path.to_owned(), reason },
                    None,
                ));
            };
            let response = answer.map_err(|error| Failed::ForNow(self.unreachable(path, &error), None))?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return Ok(response);
            }
            let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let target = target.and_then(|target| url.join(target).ok());
            let next = target.ok_or_else(|| self.refused(path, "a redirect without a target".to_owned()))?;
            if next.scheme() != self.base.scheme() {
                return Err(self.refused(path, format!("a redirect to {}", redact::url(&next))));
            }
            url = next;
        }
        Err(self.refused(path, format!("more than {REDIRECTS} redirects")))
    }

    fn refused(&self, path: &str, reason: String) -> Failed {
        Failed::ForGood(OriginError::Refused { place: self.shown(), path: path.to_owned(), reason })
    }

    fn unreachable(&self, path: &str, error: &reqwest::Error) -> OriginError {
        unreachable(&self.shown(), path, error)
    }
}

impl Origin for HttpOrigin {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, limit: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        Box::pin(async move {
            // A URL takes dots for a way up; a repository's folders have no such names (attack table, row 78).
            if path.split('/').any(|component| matches!(component, "" | "." | "..")) {
                return Err(OriginError::NotFound { place: self.shown(), path: path.to_owned() });
            }
            let response = self.get(&self.url(folder, path), path, limit).await?;
            Ok(body(response, self.shown(), path.to_owned()))
        })
    }

    fn shown(&self) -> String {
        redact::url(&self.base)
    }
}

/// The body as it comes. hyper reports a body that is shorter than its framing says as an error; it never just ends.
fn body(response: Response, place: String, path: String) -> ByteStream {
    let speed = Speed::default();
    stream::unfold(Some((response, speed, place, path)), |state| async move {
        let (mut response, mut speed, place, path) = state?;
        let asked = Instant::now();
        let answer = response.chunk().await;
        speed.waited += asked.elapsed();
        match answer {
            Ok(Some(chunk)) => {
                speed.bytes += chunk.len() as u64;
                if speed.is_too_slow() {
                    let reason = format!("slower than {LEAST_BYTES_A_SECOND} bytes a second");
                    return Some((Err(OriginError::Unreachable { place, path, reason }), None));
                }
                Some((Ok(chunk), Some((response, speed, place, path))))
            }
            Ok(None) => None,
            Err(error) => Some((Err(unreachable(&place, &path, &error)), None)),
        }
    })
    .boxed()
}

/// How fast a body has come so far. Only the time spent waiting for the server counts, not what the caller does in between.
#[derive(Default)]
struct Speed {
    waited: Duration,
    bytes: u64,
}

impl Speed {
    fn is_too_slow(&self) -> bool {
        self.waited > IDLE && self.bytes < self.waited.as_secs() * LEAST_BYTES_A_SECOND
    }
}

enum Failed {
    ForGood(OriginError),
    /// May pass; with the time that the server asked to wait.
    ForNow(OriginError, Option<Duration>),
}

/// What a status means: 200 is the file; 404 and 410 are "not there"; 408, 429 and 5xx may pass; all else will not get better.
fn judge(response: Response, path: &str, place: &str, limit: u64) -> Result<Response, Failed> {
    let status = response.status();
    let (place, path) = (place.to_owned(), path.to_owned());
    let refused = |place, path, reason| Failed::ForGood(OriginError::Refused { place, path, reason });
    match status {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Failed::ForGood(OriginError::NotFound { place, path })),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => return Err(for_now(&response, place, path)),
        other if other.is_server_error() => return Err(for_now(&response, place, path)),
        other => return Err(refused(place, path, format!("status {other}"))),
    }
    if response.headers().contains_key(CONTENT_ENCODING) {
        return Err(refused(place, path, "a content encoding that was not asked for".to_owned()));
    }
    if let Some(length) = response.content_length().filter(|length| *length > limit) {
        return Err(refused(place, path, format!("{length} bytes where at most {limit} can be right")));
    }
    Ok(response)
}

fn for_now(response: &Response, place: String, path: String) -> Failed {
    let asked = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    let reason = format!("status {}", response.status());
    Failed::ForNow(OriginError::Unreachable { place, path, reason }, asked.map(Duration::from_secs))
}

fn unreachable(place: &str, path: &str, error: &reqwest::Error) -> OriginError {
    // reqwest's own text has the URL, which may carry credentials; the causes do not.
    let mut reason = String::new();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        reason = one.to_string();
        cause = one.source();
    }
    if reason.is_empty() {
        let kind = if error.is_timeout() { "it took too long" } else { "the connection failed" };
        kind.clone_into(&mut reason);
    }
    let reason = crate::redact::Printable(&reason).to_string();
    OriginError::Unreachable { place: place.to_owned(), path: path.to_owned(), reason }
}

/// Full jitter: a random part of 0.2 s, 0.4 s, 0.8 s; at least what the server asked for, within reason.
fn wait(attempt: u32, asked: Option<Duration>) -> Duration {
    let most = 100_u64 << attempt.min(6);
    let mut random = [0; 8];
    // Without randomness the longest wait is as good.
    let share = if aws_lc_rs::rand::fill(&mut random).is_ok() { u64::from_le_bytes(random) % most } else { most };
    Duration::from_millis(share).max(asked.unwrap_or_default()).min(LONGEST_WAIT)
}

/// One client a process and kind. The one for plain HTTP loads no certificates, which is most of a client's start.
fn client(tls: bool) -> Result<Client, Error> {
    static PLAIN: OnceLock<Client> = OnceLock::new();
    static TLS: OnceLock<Client> = OnceLock::new();
    let cell = if tls { &TLS } else { &PLAIN };
    if let Some(client) = cell.get() {
        return Ok(client.clone());
    }
    let builder = Client::builder()
        .connect_timeout(CONNECT)
        .read_timeout(IDLE)
        .redirect(redirect::Policy::none())
        .user_agent(concat!("ragnos-plugin/", env!("CARGO_PKG_VERSION")));
    let builder = if tls { builder.https_only(true) } else { builder.tls_certs_only([]) };
    let built = builder.build().map_err(|error| Error::Client { reason: error.to_string() })?;
    Ok(cell.get_or_init(|| built).clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_short_and_a_server_cannot_make_them_long() {
        for attempt in 1..=RETRIES {
            assert!(wait(attempt, None) < Duration::from_millis(100 << attempt));
        }
        assert_eq!(wait(1, Some(Duration::from_secs(5))), Duration::from_secs(5));
        assert_eq!(wait(1, Some(Duration::from_secs(u64::MAX))), LONGEST_WAIT);
    }

    #[test]
    fn a_trickle_is_given_up_and_a_slow_start_is_not() {
        let speed = |bytes, waited| Speed { waited: Duration::from_secs(waited), bytes };
        assert!(!speed(0, IDLE.as_secs()).is_too_slow());
        assert!(speed(40, 40).is_too_slow());
        assert!(!speed(40 << 10, 40).is_too_slow());
    }
}
