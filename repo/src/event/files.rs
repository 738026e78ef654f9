//! A signing event on disk: a folder that travels through git, a bucket or a USB stick.
//!
//! Owns: its layout. Every signature is a file of its own, so that copies from several machines are put together by copying.
//! Never does: judge what it reads. In: a folder. Out: its parts.
//!
//! ```text
//! event.json                   the form of the event; written last
//! changes.txt                  what changes, for people; `sign` works it out again by itself
//! base/metadata/               the published metadata that the change starts from
//! new/ROLE.json                the new signed parts, not signed yet
//! targets/SHA256.NAME          new files
//! signatures/ROLE/KEYID.json   signatures
//! ```

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tough::schema::Signature;

use super::Error;

/// The form that this program writes and reads.
const FORMAT: u64 = 1;

/// The file that makes a folder an event.
const HEAD: &str = "event.json";

/// The folder of an event.
#[derive(Debug, Clone)]
pub(super) struct Files(Utf8PathBuf);

impl Files {
    /// A folder that is there; it must be an event of a form that is known.
    pub(super) fn open(folder: &Utf8Path) -> Result<Self, Error> {
        let files = Self(folder.to_owned());
        let head: serde_json::Value = files.json(HEAD)?;
        if head["format"] != FORMAT {
            let reason = format!("its form is {}, and this program knows {FORMAT}", head["format"]);
            return Err(Error::Form { file: HEAD.to_owned(), reason });
        }
        Ok(files)
    }

    /// True when a folder has the form of an event, or of a part of one.
    pub(super) fn is_in(folder: &Utf8Path) -> bool {
        [HEAD, "signatures", "new"].iter().any(|part| folder.join(part).exists())
    }

    /// A new folder.
    pub(super) fn create(folder: &Utf8Path) -> Result<Self, Error> {
        match fs_err::create_dir(folder) {
            Ok(()) => Ok(Self(folder.to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(Error::Exists { folder: folder.to_string() })
            }
            Err(source) => Err(Error::Io { path: folder.to_string(), source }),
        }
    }

    /// Writes what makes the folder an event.
    pub(super) fn seal(&self) -> Result<(), Error> {
        self.write(HEAD, format!("{}\n", serde_json::json!({ "format": FORMAT })).as_bytes())
    }

    pub(super) fn base(&self) -> Utf8PathBuf {
        self.0.join("base")
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.0.join(name);
        let failed = |source| Error::Io { path: path.to_string(), source };
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder).map_err(failed)?;
        }
        fs_err::write(&path, bytes).map_err(failed)
    }

    pub(super) fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), Error> {
        let form = |error: serde_json::Error| Error::Form { file: name.to_owned(), reason: error.to_string() };
        let mut value = serde_json::to_value(value).map_err(form)?;
        value.sort_all_objects();
        self.write(name, format!("{value:#}\n").as_bytes())
    }

    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        let path = self.0.join(name);
        match fs_err::read(&path) {
            Ok(bytes) => Ok(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(Error::Form { file: name.to_owned(), reason: "it is missing".to_owned() })
            }
            Err(source) => Err(Error::Io { path: path.to_string(), source }),
        }
    }

    pub(super) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let bytes = self.read(name)?;
        serde_json::from_slice(&bytes).map_err(|error| Error::Form { file: name.to_owned(), reason: error.to_string() })
    }

    /// The names in a folder of the event, sorted; none where it is missing.
    pub(super) fn names(&self, folder: &str) -> Result<Vec<String>, Error> {
        let path = self.0.join(folder);
        let failed = |source| Error::Io { path: path.to_string(), source };
        let mut names = Vec::new();
        if path.exists() {
            for entry in fs_err::read_dir(&path).map_err(failed)? {
                names.extend(entry.map_err(failed)?.file_name().into_string());
            }
        }
        names.sort();
        Ok(names)
    }

    /// The signatures by role; a file's name is its key's id.
    pub(super) fn signatures(&self) -> Result<BTreeMap<String, Vec<Signature>>, Error> {
        let mut found = BTreeMap::new();
        for role in self.names("signatures")? {
            let mut signatures = Vec::new();
            for name in self.names(&format!("signatures/{role}"))? {
                let Some(id) = name.strip_suffix(".json") else { continue };
                let file = format!("signatures/{role}/{name}");
                let signature: Signature = self.json(&file)?;
                let seen = hex::encode(&*signature.keyid);
                if seen != id {
                    return Err(Error::Content { file, expected: format!("a signature of key {id}"), seen });
                }
                signatures.push(signature);
            }
            found.insert(role, signatures);
        }
        Ok(found)
    }

    pub(super) fn keep_signature(&self, role: &str, signature: &Signature) -> Result<String, Error> {
        let name = format!("signatures/{role}/{}.json", hex::encode(&*signature.keyid));
        self.write_json(&name, signature)?;
        Ok(name)
    }
}
