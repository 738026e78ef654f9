//! The three files of a release in a folder: written by authors, read back by publishers.
//!
//! Owns: their names, and that what is read back is what [`super::pack()`] would say of the same archive.
//! Never does: take a fact from the descriptor's file. It is there for people and for review; the facts come from the archive.
//! In: a [`PackedRelease`] or a path. Out: [`PackedFiles`] or a [`PackedRelease`].

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

use super::{Error, PackedRelease, describe};
use crate::archive::{self, gzip};
use crate::descriptor::Descriptor;
use crate::limits;
use crate::sbom;

const ARCHIVE: &str = ".tar.gz";
const SBOM: &str = ".cdx.json.gz";
const DESCRIPTOR: &str = ".descriptor.json";

/// Where the three files of a release are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFiles {
    /// The archive.
    pub archive: Utf8PathBuf,
    /// The SBOM, gzip.
    pub sbom: Utf8PathBuf,
    /// The descriptor, JSON.
    pub descriptor: Utf8PathBuf,
}

impl PackedFiles {
    /// The files with the common start `stem` in `folder`.
    fn named(folder: &Utf8Path, stem: &str) -> Self {
        let file = |ending: &str| folder.join(format!("{stem}{ending}"));
        Self { archive: file(ARCHIVE), sbom: file(SBOM), descriptor: file(DESCRIPTOR) }
    }

    /// The three files by the path of one of them.
    fn of(path: &Utf8Path) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default();
        let stem = [ARCHIVE, SBOM, DESCRIPTOR].iter().find_map(|ending| name.strip_suffix(ending));
        let stem = stem.ok_or_else(|| Error::Ending { path: path.to_owned() })?;
        Ok(Self::named(path.parent().unwrap_or(Utf8Path::new("")), stem))
    }
}

/// True when `path` is named like the descriptor of a packed release.
pub fn is_descriptor_file(path: &Utf8Path) -> bool {
    path.file_name().is_some_and(|name| name.ends_with(DESCRIPTOR))
}

impl PackedRelease {
    /// Writes archive, SBOM and descriptor into the folder `out`, which is made where it is missing.
    ///
    /// # Errors
    /// [`Error::Io`]. The descriptor is written last: where it is, the other two are whole.
    pub fn write(&self, out: &Utf8Path) -> Result<PackedFiles, Error> {
        let stem = self.target.as_str();
        let files = PackedFiles::named(out, stem.strip_suffix(ARCHIVE).unwrap_or(stem));
        fs_err::create_dir_all(out).map_err(|source| Error::Io { path: out.to_owned(), source })?;
        let mut json = value_of(&self.descriptor);
        json.sort_all_objects();
        let json = format!("{json:#}\n");
        for (path, bytes) in
            [(&files.archive, &*self.archive), (&files.sbom, &*self.sbom), (&files.descriptor, json.as_bytes())]
        {
            fs_err::write(path, bytes).map_err(|source| Error::Io { path: path.clone(), source })?;
        }
        Ok(files)
    }

    /// Reads a release back, by the path of any of its three files.
    ///
    /// # Errors
    /// [`Error`] where one is missing or damaged, or the three do not agree.
    pub fn read(path: &Utf8Path) -> Result<Self, Error> {
        let files = PackedFiles::of(path)?;
        let said = read(&files.descriptor, limits::MANIFEST_BYTES)?;
        let wrong = |reason: String| Error::Descriptor { path: files.descriptor.clone(), reason };
        let said: Descriptor = serde_json::from_slice(&said).map_err(|error| wrong(error.to_string()))?;
        let archive = read(&files.archive, limits::ARCHIVE_BYTES)?;
        let sbom = read(&files.sbom, limits::SBOM_BYTES)?;
        let (target, descriptor) = describe(&archive::inspect(&archive)?, &said.platform, &sbom)?;
        same(&files.descriptor, &value_of(&descriptor), &value_of(&said))?;
        if files.archive.file_name() != Some(target.as_str()) {
            return Err(Error::Ending { path: files.archive });
        }
        if !gzip::decompress(&sbom, limits::SBOM_BYTES).is_ok_and(|json| sbom::is_cyclonedx(&json)) {
            return Err(Error::Sbom { path: files.sbom });
        }
        Ok(Self { descriptor, target, archive, sbom, provenance: None, left_out: Vec::new(), unmatched: Vec::new() })
    }
}

fn value_of(descriptor: &Descriptor) -> Value {
    // Strings, numbers and maps with string keys.
    serde_json::to_value(descriptor).expect("a descriptor serialises")
}

fn read(path: &Utf8Path, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Io { path: path.to_owned(), source },
    };
    let length = fs_err::metadata(path).map_err(failed)?.len();
    if length > limit {
        let source = std::io::Error::new(std::io::ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes"));
        return Err(Error::Io { path: path.to_owned(), source });
    }
    fs_err::read(path).map_err(failed)
}

/// Names the first key on which the file and the facts disagree.
fn same(path: &Utf8Path, facts: &Value, said: &Value) -> Result<(), Error> {
    let keys = [facts, said].into_iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys);
    let mut keys: Vec<&String> = keys.filter(|key| facts.get(key) != said.get(key)).collect();
    keys.sort();
    let Some(field) = keys.first() else { return Ok(()) };
    let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let (expected, seen) = (shown(facts.get(field)), shown(said.get(field)));
    Err(Error::Differs { path: path.to_owned(), field: (*field).clone(), expected, seen })
}
