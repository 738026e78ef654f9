//! A repository behind a web server.
//!
//! Owns: the request, retries of what may pass, redirects, and what each status and header means.
//! Never does: retry a refusal, follow a redirect to another scheme or into a private network, or decode targets.
//! In: a base URL. Out: an [`Origin`].

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::header::{ACCEPT_ENCODING, AGE, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};
use url::Url;

use super::Error;
use super::address::{is_private, names_private};
use super::body::{self, Gunzip};
use super::network::{Network, Reach, Timing};
use crate::origin::{ByteStream, Folder, Origin, OriginError};
use crate::redact::{self, Printable};

const REDIRECTS: usize = 5;

/// A repository behind a web server.
#[derive(Debug, Clone)]
pub struct HttpOrigin {
    base: Url,
    network: Arc<Network>,
    timing: Timing,
}

impl HttpOrigin {
    /// The repository whose `metadata/` and `targets/` are below `base`.
    ///
    /// # Errors
    /// [`Error::Client`] when TLS cannot be set up.
    pub(super) fn new(mut base: Url, network: Arc<Network>, timing: Timing) -> Result<Self, Error> {
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        network.client(base.scheme() == "https", Reach::Everywhere)?;
        Ok(Self { base, network, timing })
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

    /// The answer that has the file. Tried again where that can help.
    async fn get(&self, folder: Folder, asked: &Asked, limit: u64) -> Result<(Response, Option<Gunzip>), OriginError> {
        let url = self.url(folder, &asked.path);
        let mut attempt = 0;
        loop {
            let judged = match self.follow(url.clone(), folder, asked).await {
                Ok(response) => judge(response, folder, asked, limit),
                Err(failed) => Err(failed),
            };
            attempt += 1;
            match judged {
                Ok(good) => return Ok(good),
                Err(Failed::ForGood(error)) => return Err(error),
                Err(Failed::ForNow(error, _)) if attempt > self.timing.retries => return Err(error),
                Err(Failed::ForNow(error, wish)) => {
                    tracing::debug!(%error, attempt, "trying again");
                    tokio::time::sleep(pause(&self.timing, attempt, wish)).await;
                }
            }
        }
    }

    /// One request with its redirects: at most five, never to another scheme, never from a public host to a private one.
    async fn follow(&self, mut url: Url, folder: Folder, asked: &Asked) -> Result<Response, Failed> {
        let mut reach = Reach::Everywhere;
        for _ in 0..=REDIRECTS {
            let client = self.network.client(self.base.scheme() == "https", reach);
            let client = client.map_err(|error| Failed::ForGood(asked.refused(error.to_string())))?;
            let response = self.send(client, &url, folder, asked).await?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return Ok(response);
            }
            let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let refused = |reason: String| Failed::ForGood(asked.refused(reason));
            let next = target.and_then(|target| url.join(target).ok());
            let next = next.ok_or_else(|| refused("a redirect without a target".to_owned()))?;
            if next.scheme() != self.base.scheme() {
                return Err(refused(format!("a redirect to {}", redact::url(&next))));
            }
            if names_private(&next) && !names_private(&url) {
                return Err(refused(format!("a redirect to the private address {}", redact::url(&next))));
            }
            // A name can lead to a private address, too; where the host itself is private that is as it should be.
            if next.host() != url.host() && !response.remote_addr().is_some_and(|peer| is_private(peer.ip())) {
                reach = Reach::Public;
            }
            url = next;
        }
        Err(Failed::ForGood(asked.refused(format!("more than {REDIRECTS} redirects"))))
    }

    async fn send(&self, client: &Client, url: &Url, folder: Folder, asked: &Asked) -> Result<Response, Failed> {
        // Metadata is text. What is in `targets` is packed already, and its bytes are hashed as they are served.
        let encoding = if folder == Folder::Metadata { "gzip" } else { "identity" };
        let request = client.get(url.clone()).header(ACCEPT_ENCODING, encoding);
        request.send().await.map_err(|error| Failed::ForNow(asked.unreachable(last_cause(&error)), None))
    }
}

impl Origin for HttpOrigin {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, limit: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        Box::pin(async move {
            // A URL takes dots for a way up; a repository's folders have no such names (attack table, row 78).
            if path.split('/').any(|component| matches!(component, "" | "." | "..")) {
                return Err(OriginError::NotFound { place: self.shown(), path: path.to_owned() });
            }
            let asked = Asked { place: self.shown(), path: path.to_owned() };
            let (response, gunzip) = self.get(folder, &asked, limit).await?;
            Ok(body::stream(response, asked, self.timing, gunzip))
        })
    }

    fn shown(&self) -> String {
        redact::url(&self.base)
    }
}

/// What was asked for, and of whom: the subject of every error.
pub(super) struct Asked {
    place: String,
    path: String,
}

impl Asked {
    fn not_found(&self) -> OriginError {
        OriginError::NotFound { place: self.place.clone(), path: self.path.clone() }
    }

    pub(super) fn refused(&self, reason: String) -> OriginError {
        OriginError::Refused { place: self.place.clone(), path: self.path.clone(), reason }
    }

    fn unreachable(&self, reason: String) -> OriginError {
        OriginError::Unreachable { place: self.place.clone(), path: self.path.clone(), reason }
    }

    pub(super) fn interrupted(&self, reason: String) -> OriginError {
        OriginError::Interrupted { place: self.place.clone(), path: self.path.clone(), reason }
    }
}

enum Failed {
    ForGood(OriginError),
    /// May pass; with the time that the server asked to wait.
    ForNow(OriginError, Option<Duration>),
}

/// What an answer means: 200 is the file; 404 and 410 are "not there"; 408, 429 and 5xx may pass; all else will not get better.
fn judge(response: Response, folder: Folder, asked: &Asked, limit: u64) -> Result<(Response, Option<Gunzip>), Failed> {
    let refused = |reason: String| Err(Failed::ForGood(asked.refused(reason)));
    let status = response.status();
    match status {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Failed::ForGood(asked.not_found())),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => return Err(for_now(&response, asked)),
        other if other.is_server_error() => return Err(for_now(&response, asked)),
        other => return refused(format!("status {other}")),
    }
    let encodings: Vec<_> = response.headers().get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes).collect();
    let gunzip = match encodings[..] {
        [] => None,
        [one] if one.eq_ignore_ascii_case(b"identity") => None,
        [one] if one.eq_ignore_ascii_case(b"gzip") && folder == Folder::Metadata => Some(Gunzip::new(limit)),
        _ => return refused("a content encoding that was not asked for".to_owned()),
    };
    if header(&response, &CONTENT_TYPE).is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html")) {
        return refused("a web page, as a captive portal, a proxy or an error page does".to_owned());
    }
    let most = if gunzip.is_some() { Gunzip::most(limit) } else { limit };
    if let Some(length) = response.content_length().filter(|length| *length > most) {
        return refused(format!("{length} bytes where at most {most} can be right"));
    }
    tell_age(&response, folder, asked);
    Ok((response, gunzip))
}

/// Files with a version in their name do not change; of the others a cache may hold an old one, within its time to live.
fn tell_age(response: &Response, folder: Folder, asked: &Asked) {
    let versioned = folder == Folder::Targets || asked.path.starts_with(|first: char| first.is_ascii_digit());
    let age = header(response, &AGE).and_then(|age| age.trim().parse::<u64>().ok());
    if let Some(age) = age.filter(|age| *age > 0 && !versioned) {
        tracing::info!("{} from {} comes from a cache that has held it for {age} seconds", asked.path, asked.place);
    }
}

fn header<'r>(response: &'r Response, name: &HeaderName) -> Option<&'r str> {
    response.headers().get(name)?.to_str().ok()
}

fn for_now(response: &Response, asked: &Asked) -> Failed {
    let wish = header(response, &RETRY_AFTER).and_then(|value| value.parse().ok());
    Failed::ForNow(asked.unreachable(format!("status {}", response.status())), wish.map(Duration::from_secs))
}

/// reqwest's own text has the URL, which may carry credentials; the innermost cause says what happened.
pub(super) fn last_cause(error: &reqwest::Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let fallback = if error.is_timeout() { "it took too long" } else { "the connection failed" };
    causes.last().map_or_else(|| fallback.to_owned(), |cause| Printable(&cause.to_string()).to_string())
}

/// Full jitter: a random part of 0.2 s, 0.4 s, 0.8 s; at least what the server asked for, within reason.
fn pause(timing: &Timing, attempt: u32, wish: Option<Duration>) -> Duration {
    let most = u64::try_from(timing.pause.as_millis()).unwrap_or(u64::MAX).saturating_mul(1 << (attempt - 1).min(6)).max(1);
    let mut random = [0; 8];
    // Without randomness the longest wait is as good.
    let share = if aws_lc_rs::rand::fill(&mut random).is_ok() { u64::from_le_bytes(random) % most } else { most };
    Duration::from_millis(share).max(wish.unwrap_or_default()).min(timing.longest_pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_short_and_a_server_cannot_make_them_long() {
        let timing = Timing::default();
        for attempt in 1..=timing.retries {
            assert!(pause(&timing, attempt, None) < Duration::from_millis(100 << attempt));
        }
        assert_eq!(pause(&timing, 1, Some(Duration::from_secs(5))), Duration::from_secs(5));
        assert_eq!(pause(&timing, 1, Some(Duration::from_secs(u64::MAX))), timing.longest_pause);
        assert_eq!(pause(&timing.beside_others(), 1, Some(Duration::from_secs(u64::MAX))), timing.pause);
    }
}
