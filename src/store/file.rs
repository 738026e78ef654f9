//! Project text files: read with a limit, replaced whole.
//!
//! Owns: the replacement of one file by temp + fsync + rename.
//! Never does: parsing, or following a link on the way out (a rename replaces the link itself).
//! In: bytes. Out: the file, old or new, never half.

use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;

use camino::Utf8Path;

use super::Durability;
use super::error::{At, Error};

/// What temporary files beside project files start with; those of a killed command are swept under the lock.
pub(super) const TEMPORARY: &str = ".ragnos-tmp-";

/// Reads a text file of at most `limit` bytes; `None` when there is none.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::NotText`], [`Error::Read`].
pub fn read_text(path: &Utf8Path, limit: u64) -> Result<Option<String>, Error> {
    let Some(bytes) = read(path, limit)? else { return Ok(None) };
    String::from_utf8(bytes).map(Some).map_err(|_| Error::NotText { path: path.to_owned() })
}

/// Reads a file of at most `limit` bytes; `None` when there is none.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Read`].
pub fn read(path: &Utf8Path, limit: u64) -> Result<Option<Vec<u8>>, Error> {
    let file = match fs_err::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).reading(path),
    };
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).reading(path)?;
    if bytes.len() as u64 > limit { Err(Error::TooLarge { path: path.to_owned(), limit }) } else { Ok(Some(bytes)) }
}

/// Replaces `path` by `contents`: readers see the old bytes or the new ones. Keeps the permissions of an existing file.
///
/// # Errors
/// [`Error::Write`]; the old file is then still there.
pub fn replace(path: &Utf8Path, contents: &[u8], durability: Durability) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(parent) if parent != "" => parent,
        _ => Utf8Path::new("."),
    };
    let mode = match fs_err::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata.permissions().mode() & 0o777,
        _ => 0o644,
    };
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).writing(path)?;
    temporary.write_all(contents).writing(path)?;
    temporary.as_file().set_permissions(PermissionsExt::from_mode(mode)).writing(path)?;
    if durability == Durability::Full {
        temporary.as_file().sync_all().writing(path)?;
    }
    temporary.persist(path).map_err(|error| error.error).writing(path)?;
    sync_folder(folder, durability)
}

/// Writes a file that is not there yet, and the folders that lead to it.
///
/// # Errors
/// [`Error::Write`]; a file that is there stays as it is.
pub fn create(path: &Utf8Path, contents: &[u8], durability: Durability) -> Result<(), Error> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder).writing(folder)?;
    }
    if fs_err::symlink_metadata(path).is_ok() {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists)).writing(path);
    }
    replace(path, contents, durability)
}

/// Flushes the entries of a folder.
pub(super) fn sync_folder(folder: &Utf8Path, durability: Durability) -> Result<(), Error> {
    match durability {
        Durability::Full => fs_err::File::open(folder).and_then(|folder| folder.sync_all()).writing(folder),
        Durability::Fast => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_with_its_permissions_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("ragnos.toml");
        replace(&path, b"one", Durability::Full).unwrap();
        fs_err::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        replace(&path, b"two", Durability::Fast).unwrap();
        assert_eq!(read_text(&path, 3).unwrap().as_deref(), Some("two"));
        assert_eq!(fs_err::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
        assert!(matches!(read(&path, 2), Err(Error::TooLarge { .. })));
        assert!(read(&path.with_file_name("absent"), 2).unwrap().is_none());
    }

    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        fs_err::write(root.join("victim"), b"mine").unwrap();
        fs_err::os::unix::fs::symlink("victim", root.join("ragnos.lock")).unwrap();
        replace(&root.join("ragnos.lock"), b"new", Durability::Fast).unwrap();
        assert_eq!(fs_err::read(root.join("victim")).unwrap(), b"mine");
    }
}
