//! No network: every question is answered with "not here". One small type makes `--offline` absolute.
//!
//! Owns: that answer. Never does: I/O. In: a path. Out: [`OriginError::Offline`].

use futures_util::future::{BoxFuture, ready};

use crate::origin::{ByteStream, Folder, Origin, OriginError};
use crate::redact::{self, Printable};

/// The origin of a run that may ask nobody.
#[derive(Debug, Clone)]
pub struct OfflineOrigin {
    shown: String,
}

impl OfflineOrigin {
    /// Stands in for the repository at `location`; no client is made for it, which would cost time.
    pub fn instead_of(location: &str) -> Self {
        Self { shown: url::Url::parse(location).map_or_else(|_| Printable(location).to_string(), |url| redact::url(&url)) }
    }
}

impl Origin for OfflineOrigin {
    fn open<'a>(&'a self, _: Folder, path: &'a str, _: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        Box::pin(ready(Err(OriginError::Offline { place: self.shown.clone(), path: path.to_owned() })))
    }

    fn shown(&self) -> String {
        self.shown.clone()
    }
}
