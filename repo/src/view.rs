//! A storage as a client sees it, with files laid over that are not written yet.
//!
//! Owns: that origin. Never does: write, or judge; whoever asks verifies.
//! In: a [`Storage`] and new metadata files. Out: an [`Origin`].

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt as _};
use percent_encoding::percent_decode_str;
use ragnos_plugin::origin::{ByteStream, Folder, Origin, OriginError};

use crate::storage::{self, Storage};

/// The name under which a storage has what is asked for by `path`; `None` for a name that no published file has. Published names are
/// flat, so that no name leads out of its folder: names of roles and targets are other people's.
pub(crate) fn stored_name(path: &str) -> Option<String> {
    let name = percent_decode_str(path).decode_utf8().ok()?;
    let is_plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']);
    is_plain.then(|| name.into_owned())
}

/// A storage, or what it will be.
#[derive(Debug)]
pub(crate) struct View {
    storage: Arc<dyn Storage>,
    /// New metadata files by name.
    new: BTreeMap<String, Vec<u8>>,
    shown: String,
}

impl View {
    /// The storage as it is, known to people as `shown`.
    pub(crate) fn of(storage: Arc<dyn Storage>, shown: String) -> Self {
        Self { storage, new: BTreeMap::new(), shown }
    }

    /// The storage as it will be when the metadata files `new` are written.
    pub(crate) fn staged(storage: Arc<dyn Storage>, new: BTreeMap<String, Vec<u8>>) -> Self {
        Self { storage, new, shown: "the staged change".to_owned() }
    }

    /// The bytes of a file.
    pub(crate) async fn read(&self, folder: Folder, name: &str) -> Result<Option<Vec<u8>>, storage::Error> {
        match self.new.get(name).filter(|_| folder == Folder::Metadata) {
            Some(bytes) => Ok(Some(bytes.clone())),
            None => self.storage.read(folder, name).await,
        }
    }
}

impl Origin for View {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, _: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        let (place, path) = (self.shown(), path.to_owned());
        Box::pin(async move {
            let Some(name) = stored_name(&path) else { return Err(OriginError::NotFound { place, path }) };
            match self.read(folder, &name).await {
                Ok(Some(bytes)) => Ok(stream::iter([Ok(bytes.into())]).boxed()),
                Ok(None) => Err(OriginError::NotFound { place, path }),
                Err(error) => Err(OriginError::Unreachable { place, path, reason: error.to_string() }),
            }
        })
    }

    fn shown(&self) -> String {
        self.shown.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        assert_eq!(stored_name("3.acme.text.json").as_deref(), Some("3.acme.text.json"));
        assert_eq!(stored_name("ab.a%2Btar.gz").as_deref(), Some("ab.a+tar.gz"));
        for path in
            ["", ".new", "..", "../a", "%2e%2e%2fa", "1.%2E%2E%2Fa.json", "a/b", "/etc/passwd", "a%5cb", "a%00", "%ff", "c:a"]
        {
            assert_eq!(stored_name(path), None, "{path}");
        }
    }
}
