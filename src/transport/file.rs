//! A repository in a folder: `metadata/` and `targets/` below it.
//!
//! Owns: the mapping of repository paths to files beneath the folder, and nothing above it.
//! Never does: follow a path out of the folder (cap-std holds it there, symbolic links included).
//! In: a folder. Out: an [`Origin`].

use std::io::Read as _;

use bytes::Bytes;
use camino::{Utf8Path, Utf8PathBuf};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File};
use futures_util::future::{BoxFuture, ready};
use futures_util::stream::{self, StreamExt as _};
use percent_encoding::percent_decode_str;

use crate::origin::{ByteStream, Folder, Origin, OriginError};

const CHUNK: usize = 256 << 10;

/// A repository in a folder.
#[derive(Debug, Clone)]
pub struct FolderOrigin {
    folder: Utf8PathBuf,
}

impl FolderOrigin {
    /// The repository whose `metadata` and `targets` are in `folder`.
    pub fn new(folder: impl AsRef<Utf8Path>) -> Self {
        Self { folder: folder.as_ref().to_owned() }
    }

    /// The path below the folder of the file that is asked for by `path`; `None` for a path that names no file of a repository,
    /// such as one with an escaped slash or a dot component.
    pub fn file_name(folder: Folder, path: &str) -> Option<Utf8PathBuf> {
        let mut name = Utf8PathBuf::from(below(folder));
        for component in path.split('/') {
            let plain = percent_decode_str(component).decode_utf8().ok()?;
            if plain.is_empty() || plain == "." || plain == ".." || plain.contains(['/', '\\', '\0']) {
                return None;
            }
            name.push(&*plain);
        }
        Some(name)
    }

    fn file(&self, folder: Folder, path: &str) -> std::io::Result<File> {
        let name = Self::file_name(folder, path).ok_or(std::io::ErrorKind::NotFound)?;
        // Held there, and not in the folder above: what leads from one of the two into the other is no file of a repository.
        let beneath = name.strip_prefix(below(folder)).map_err(std::io::Error::other)?;
        Dir::open_ambient_dir(self.folder.join(below(folder)), ambient_authority())?.open(beneath)
    }
}

fn below(folder: Folder) -> &'static str {
    match folder {
        Folder::Metadata => "metadata",
        Folder::Targets => "targets",
    }
}

impl Origin for FolderOrigin {
    fn open<'a>(&'a self, folder: Folder, path: &'a str, limit: u64) -> BoxFuture<'a, Result<ByteStream, OriginError>> {
        let opened = self.file(folder, path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => OriginError::NotFound { place: self.shown(), path: path.to_owned() },
            _ => OriginError::Unreadable { place: self.shown(), path: path.to_owned(), source },
        });
        let (place, path) = (self.shown(), path.to_owned());
        Box::pin(ready(opened.map(|file| chunks(file, limit, place, path))))
    }

    fn shown(&self) -> String {
        self.folder.to_string()
    }
}

/// The file in chunks; one byte more than `limit` at the most, so that the caller notices a file that is too long.
fn chunks(file: File, limit: u64, place: String, path: String) -> ByteStream {
    let source = file.into_std().take(limit.saturating_add(1));
    stream::unfold(Some((source, place, path)), |state| async move {
        let (mut source, place, path) = state?;
        let mut buffer = vec![0; CHUNK.min(usize::try_from(source.limit()).unwrap_or(CHUNK)).max(1)];
        match source.read(&mut buffer) {
            Ok(0) => None,
            Ok(length) => {
                buffer.truncate(length);
                Some((Ok(Bytes::from(buffer)), Some((source, place, path))))
            }
            Err(error) => Some((Err(OriginError::Unreadable { place, path, source: error }), None)),
        }
    })
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::TryStreamExt as _;

    async fn read(origin: &FolderOrigin, path: &str, limit: u64) -> Result<Vec<u8>, OriginError> {
        let stream = origin.open(Folder::Targets, path, limit).await?;
        stream
            .try_fold(Vec::new(), |mut all, chunk| async move {
                all.extend_from_slice(&chunk);
                Ok(all)
            })
            .await
    }

    #[tokio::test]
    async fn only_files_beneath_the_folder_are_served() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        fs_err::create_dir_all(root.join("repo/targets/a")).unwrap();
        fs_err::write(root.join("repo/targets/a/x y"), "inside").unwrap();
        fs_err::write(root.join("secret"), "outside").unwrap();
        std::os::unix::fs::symlink(root.join("secret"), root.join("repo/targets/link")).unwrap();
        let origin = FolderOrigin::new(root.join("repo"));
        assert_eq!(read(&origin, "a/x%20y", 100).await.unwrap(), b"inside");
        assert_eq!(read(&origin, "a/x%20y", 3).await.unwrap().len(), 4, "one byte past the limit, to be noticed");
        for outside in ["../../secret", "..%2F..%2Fsecret", "a/../../../secret", "none", ""] {
            assert!(matches!(read(&origin, outside, 100).await, Err(OriginError::NotFound { .. })), "{outside}");
        }
        assert!(read(&origin, "link", 100).await.is_err());
    }
}
