//! What all requests of a process share: the pooled HTTP clients and how long anything may take.
//!
//! Owns: time limits and pace, the user agent, TLS, proxies, and the two reaches: everywhere, and public addresses only.
//! Never does: send a request.
//! In: a [`Timing`]. Out: clients; [`Network::open`] makes an [`Origin`] of a URL or path.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use reqwest::{Client, redirect};
use url::Url;

use super::address::PublicOnly;
use super::{Error, FolderOrigin, HttpOrigin};
use crate::origin::Origin;
use crate::redact;

/// How long anything may take. The default is the one for users; tests have a short one.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// Until a connection stands, TLS included.
    pub connect: Duration,
    /// From the request to the end of the headers, however they trickle; then the longest silence within a body.
    pub idle: Duration,
    /// A body that is slower, judged once [`Timing::idle`] has passed, is given up: with the length that is allowed this
    /// bounds the whole time (attack table, row 83). Bytes a second.
    pub slowest: u64,
    /// More tries of what may pass: no connection, 408, 429, 5xx.
    pub retries: u32,
    /// Most time before the second try; doubled for each further one, and a random part of it is taken.
    pub pause: Duration,
    /// Most time before another try, whatever `Retry-After` says.
    pub longest_pause: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            slowest: 1 << 10,
            retries: 3,
            pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(20),
        }
    }
}

impl Timing {
    /// For a place that is not the only one: asking another one comes before patience.
    #[must_use]
    pub fn beside_others(self) -> Self {
        Self { retries: self.retries.min(1), longest_pause: self.longest_pause.min(self.pause), ..self }
    }
}

/// Which addresses a client connects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Wherever the URL says.
    Everywhere,
    /// Public addresses only: where a redirect from a public host leads.
    Public,
}

/// Clients that are made when they are first needed. The one for plain HTTP loads no certificates, which is most of a
/// client's start.
#[derive(Debug, Default)]
pub struct Network {
    timing: Timing,
    clients: [OnceLock<Client>; 4],
}

impl Network {
    /// A network with its own time limits and connections.
    pub fn new(timing: Timing) -> Arc<Self> {
        Arc::new(Self { timing, clients: Default::default() })
    }

    /// The one that a program uses: its connections are reused whoever asks.
    pub fn shared() -> Arc<Self> {
        static SHARED: OnceLock<Arc<Network>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Self::new(Timing::default())))
    }

    /// How long anything may take.
    pub fn timing(&self) -> Timing {
        self.timing
    }

    pub(super) fn client(&self, tls: bool, reach: Reach) -> Result<&Client, Error> {
        let cell = &self.clients[usize::from(tls) * 2 + usize::from(reach == Reach::Public)];
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let builder = Client::builder()
            .connect_timeout(self.timing.connect)
            .read_timeout(self.timing.idle)
            .redirect(redirect::Policy::none())
            .user_agent(concat!("ragnos-plugin/", env!("CARGO_PKG_VERSION")));
        let builder = if tls { builder.https_only(true) } else { builder.tls_certs_only([]) };
        let builder = if reach == Reach::Public { builder.dns_resolver(Arc::new(PublicOnly)) } else { builder };
        let built = builder.build().map_err(|error| Error::Client { reason: error.to_string() })?;
        Ok(cell.get_or_init(|| built))
    }

    /// Opens the repository at `location`: `https://`, `http://`, `file://`, or the path of a folder, relative to `base`.
    ///
    /// # Errors
    /// The URL has another scheme, or none of its parts can be understood.
    pub fn open(self: &Arc<Self>, location: &str, base: &Utf8Path) -> Result<Arc<dyn Origin>, Error> {
        self.open_with(location, base, self.timing)
    }

    pub(super) fn open_with(
        self: &Arc<Self>,
        location: &str,
        base: &Utf8Path,
        timing: Timing,
    ) -> Result<Arc<dyn Origin>, Error> {
        if !location.contains("://") {
            return Ok(Arc::new(FolderOrigin::new(base.join(location))));
        }
        let unsupported = |shown: String, reason: &str| Error::Unsupported { shown, reason: reason.to_owned() };
        let url = Url::parse(location).map_err(|error| unsupported("the URL".to_owned(), &error.to_string()))?;
        match url.scheme() {
            "http" | "https" => Ok(Arc::new(HttpOrigin::new(url, Arc::clone(self), timing)?)),
            "file" => {
                let path = url.to_file_path().ok().and_then(|path| Utf8PathBuf::from_path_buf(path).ok());
                let path = path.ok_or_else(|| unsupported(redact::url(&url), "it has no local path"))?;
                Ok(Arc::new(FolderOrigin::new(path)))
            }
            _ => Err(unsupported(redact::url(&url), "the scheme is not https, http or file")),
        }
    }
}
