//! Generations: what was installed, when, and from which lockfile.
//!
//! Owns: the record beside a generation's folder, and the reading of the switch.
//! Never does: vouch for anything. A record is a note; the lockfile and the tree digests decide what is loaded.
//! In: `.ragnos/`. Out: [`Generation`].

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use camino::Utf8Path;
use jiff::Timestamp;
use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use super::error::{At, Error};
use super::file;
use super::layout::Layout;
use crate::digest::Sha256;
use crate::name::PluginName;
use crate::platform::Platform;

/// Largest record that is read: 10,000 plugins at well under 400 bytes each.
const RECORD_BYTES: u64 = 4 << 20;
/// The format that this program writes, and the only one that it reads.
const FORMAT: u32 = 1;

/// One generation as its record has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    format: u32,
    /// Its number; they only grow.
    pub number: u64,
    /// The generation that was current before it.
    pub parent: Option<u64>,
    /// sha256 of the lockfile that it was made from.
    pub lockfile: Sha256,
    /// When it was made.
    pub created: Timestamp,
    /// The platform whose archives were chosen.
    pub platform: Platform,
    /// What it holds.
    pub plugins: BTreeMap<PluginName, InstalledPlugin>,
    /// What the manifest asked for when it was made.
    #[serde(default)]
    pub requirements: BTreeMap<PluginName, VersionReq>,
}

/// One installed plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledPlugin {
    /// Its version.
    pub version: Version,
    /// Its tree in the store.
    pub tree: Sha256,
}

impl Generation {
    #[cfg(any(feature = "client", test))]
    pub(super) fn new(
        number: u64,
        parent: Option<u64>,
        lockfile: Sha256,
        created: Timestamp,
        platform: Platform,
        plugins: BTreeMap<PluginName, InstalledPlugin>,
    ) -> Self {
        Self { format: FORMAT, number, parent, lockfile, created, platform, plugins, requirements: BTreeMap::new() }
    }

    /// The same, made for these requirements of the manifest.
    #[cfg(feature = "client")]
    pub(super) fn asked_for(self, requirements: BTreeMap<PluginName, VersionReq>) -> Self {
        Self { requirements, ..self }
    }
}

#[cfg(test)]
impl Generation {
    pub(crate) fn sample(number: u64, plugins: BTreeMap<PluginName, InstalledPlugin>, created: Timestamp) -> Self {
        Self::new(number, None, Sha256::of(b""), created, Platform::ANY, plugins)
    }
}

/// The generation that the switch points to; `None` when nothing was ever installed.
///
/// # Errors
/// [`Error::NotTheSwitch`], [`Error::Record`], [`Error::Read`].
pub fn current(layout: &Layout) -> Result<Option<Generation>, Error> {
    current_number(layout)?.map(|number| read(layout, number)).transpose()
}

/// The number of the generation that the switch points to.
///
/// # Errors
/// [`Error::NotTheSwitch`] when something else is in its place, [`Error::Read`].
pub fn current_number(layout: &Layout) -> Result<Option<u64>, Error> {
    let path = layout.plugins();
    let wrong = |seen: String| Error::NotTheSwitch { path: path.clone(), seen };
    let target = match fs_err::read_link(&path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => return Err(wrong("a file or a folder".to_owned())),
        Err(error) => return Err(error).reading(&path),
    };
    let number = target.to_str().and_then(|text| text.strip_prefix("generations/")).and_then(number_of);
    number.map(Some).ok_or_else(|| wrong(format!("a link to {}", crate::redact::Printable(&target.to_string_lossy()))))
}

/// The record of one generation.
///
/// # Errors
/// [`Error::NoGeneration`], [`Error::Record`], [`Error::Read`].
pub fn read(layout: &Layout, number: u64) -> Result<Generation, Error> {
    let path = layout.generation_record(number);
    let bytes = file::read(&path, RECORD_BYTES)?.ok_or(Error::NoGeneration { number })?;
    let wrong = |reason: String| Error::Record { path: path.clone(), reason };
    let record: Generation = serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
    if record.format != FORMAT || record.number != number {
        return Err(wrong(format!("it has format {} and number {}", record.format, record.number)));
    }
    Ok(record)
}

/// The lockfile that a generation was made from, which a commit keeps beside it.
///
/// # Errors
/// [`Error::KeptLock`] when it is not there or is not the one that the record names, [`Error::Read`].
#[cfg(feature = "client")]
pub fn kept_lock(layout: &Layout, record: &Generation) -> Result<String, Error> {
    let path = layout.generation_lock(record.number);
    let wrong = |seen: String| Error::KeptLock { path: path.clone(), expected: record.lockfile.to_string(), seen };
    let Some(bytes) = file::read(&path, crate::limits::LOCKFILE_BYTES)? else { return Err(wrong("no file".to_owned())) };
    let seen = Sha256::of(&bytes);
    if seen != record.lockfile {
        return Err(wrong(seen.to_string()));
    }
    String::from_utf8(bytes).map_err(|_| Error::NotText { path })
}

/// The numbers of all generations of which anything is there, ascending.
///
/// # Errors
/// [`Error::Read`].
pub fn numbers(layout: &Layout) -> Result<BTreeSet<u64>, Error> {
    let names = names_in(&layout.generations())?;
    let stem = |name: &String| number_of(name.strip_suffix(".json").or_else(|| name.strip_suffix(".lock")).unwrap_or(name));
    Ok(names.iter().filter_map(stem).collect())
}

/// What the links of a generation point to, by `namespace/name`: the tree, or `None` where it is not a link that this program
/// makes. The links are what a host follows, whatever the record says.
///
/// # Errors
/// [`Error::Read`].
pub fn links(layout: &Layout, number: u64) -> Result<BTreeMap<String, Option<Sha256>>, Error> {
    let folder = layout.generation(number);
    let mut found = BTreeMap::new();
    for namespace in names_in(&folder)? {
        let inner = folder.join(&namespace);
        if !fs_err::symlink_metadata(&inner).reading(&inner)?.is_dir() {
            found.insert(namespace, None);
            continue;
        }
        for name in names_in(&inner)? {
            let tree = fs_err::read_link(inner.join(&name)).ok().and_then(|target| tree_of(target.to_str()?));
            found.insert(format!("{namespace}/{name}"), tree);
        }
    }
    Ok(found)
}

/// The text of the link to `tree`, from `.ragnos/generations/<n>/<namespace>/`.
#[cfg(any(feature = "client", test))]
pub(super) fn link_to(tree: &Sha256) -> String {
    format!("../../../store/{tree}")
}

fn tree_of(target: &str) -> Option<Sha256> {
    target.strip_prefix("../../../store/")?.parse().ok()
}

/// A number in its one spelling: no sign, no leading zero.
fn number_of(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// The names in a folder, none when it is not there. A name that is not UTF-8 is shown with replacement characters.
pub(super) fn names_in(folder: &Utf8Path) -> Result<BTreeSet<String>, Error> {
    let entries = match fs_err::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error).reading(folder),
    };
    let name = |entry: io::Result<fs_err::DirEntry>| Ok(entry.reading(folder)?.file_name().to_string_lossy().into_owned());
    entries.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_is_read_and_anything_else_in_its_place_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(Utf8Path::from_path(folder.path()).unwrap());
        assert_eq!(current(&layout).unwrap(), None);
        fs_err::create_dir_all(layout.generations()).unwrap();
        fs_err::os::unix::fs::symlink("generations/07", layout.plugins()).unwrap();
        assert!(matches!(current_number(&layout), Err(Error::NotTheSwitch { .. })));
        fs_err::remove_file(layout.plugins()).unwrap();
        fs_err::os::unix::fs::symlink("generations/7", layout.plugins()).unwrap();
        assert_eq!(current_number(&layout).unwrap(), Some(7));
        assert!(matches!(current(&layout), Err(Error::NoGeneration { number: 7 })));
        fs_err::write(layout.generation_record(7), "{}").unwrap();
        assert!(matches!(current(&layout), Err(Error::Record { .. })));
        fs_err::remove_file(layout.plugins()).unwrap();
        fs_err::create_dir(layout.plugins()).unwrap();
        assert!(matches!(current_number(&layout), Err(Error::NotTheSwitch { .. })));
    }
}
