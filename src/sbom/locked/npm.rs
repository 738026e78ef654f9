//! `package-lock.json`, lockfileVersion 2 and 3 (docs.npmjs.com, "package-lock.json").
//!
//! Owns: which entry a dependency means (Node's look-up of modules), and what of an entry comes from a registry.
//! Never does: read the older tree beside it (`dependencies` at the top). In: the text. Out: packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Algorithm, Error, Kind, Locked, Package, Scope};
use crate::ecosystem::Ecosystem;
use crate::limits;

pub(super) const FILE: &str = "package-lock.json";
const NEXT: &str = "write the file with npm 7 or newer: `npm install --package-lock-only`";
const MODULES: &str = "node_modules/";

#[derive(Debug, Deserialize)]
struct Lock {
    #[serde(rename = "lockfileVersion")]
    format: Option<u64>,
    packages: Option<Entries>,
}

/// Entries by place; a place that comes twice is refused.
#[derive(Debug)]
struct Entries(BTreeMap<String, Entry>);

/// Ranges of versions by name.
type Ranges = BTreeMap<String, String>;

#[expect(clippy::struct_excessive_bools, reason = "the format's own words")]
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Entry {
    name: Option<String>,
    version: Option<String>,
    resolved: Option<String>,
    integrity: Option<String>,
    link: bool,
    dev: bool,
    optional: bool,
    dev_optional: bool,
    dependencies: Ranges,
    dev_dependencies: Ranges,
    optional_dependencies: Ranges,
    peer_dependencies: Ranges,
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("packages by place")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some((place, entry)) = map.next_entry::<String, Entry>()? {
                    if entries.insert(place.clone(), entry).is_some() {
                        return Err(A::Error::custom(format!("{place:?} is listed twice")));
                    }
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

/// Reads the file.
pub(super) fn read(text: &str, locked: &mut Locked) -> Result<(), Error> {
    let lock: Lock = serde_json::from_str(text).map_err(|error| Error::malformed(FILE, &error))?;
    let entries = match (lock.format, lock.packages) {
        (Some(2 | 3), Some(Entries(entries))) => entries,
        (Some(2 | 3), None) => return Err(Error::malformed(FILE, &"it has no \"packages\"")),
        (Some(format), _) => return Err(Error::unsupported(FILE, &format!("lockfileVersion {format} is not read"), NEXT)),
        (None, _) => return Err(Error::malformed(FILE, &"it has no \"lockfileVersion\"")),
    };
    let mut named: BTreeMap<&str, (String, Package)> = BTreeMap::new();
    for (place, entry) in entries.iter().filter(|(place, _)| !place.is_empty()) {
        if place.len() > limits::PATH_BYTES {
            return Err(wrong(place, "its place is too long"));
        }
        // A link leads to an entry of its own, which says what it is.
        if target(&entries, place) == place {
            named.insert(place, package(place, entry).map_err(|why| wrong(place, &why))?);
        }
    }
    let mut packages = Vec::with_capacity(named.len());
    for (place, entry) in &entries {
        if target(&entries, place) != place {
            continue;
        }
        let needs = needs(&entries, place, entry).map_err(|why| wrong(place, &why))?;
        // What leads back to the plugin's own folder names nobody else.
        let needs = needs.into_iter().filter_map(|place| named.get(place)).map(|(reference, _)| reference.clone());
        match named.get(place.as_str()) {
            Some((reference, package)) => {
                packages.push((reference.clone(), Package { needs: needs.collect(), ..package.clone() }));
            }
            None => locked.direct.extend(needs),
        }
    }
    packages.into_iter().try_for_each(|(reference, package)| locked.add(reference, package))
}

fn wrong(place: &str, why: &str) -> Error {
    Error::malformed(&format!("{FILE}, packages[{place:?}]"), &why)
}

/// Where a link leads, if the file lists that; else the place itself.
fn target<'a>(entries: &'a BTreeMap<String, Entry>, place: &'a str) -> &'a str {
    let entry = entries.get(place).filter(|entry| entry.link);
    let there = entry.and_then(|entry| entries.get_key_value(entry.resolved.as_deref()?));
    // A link to a link is none that npm writes.
    there.filter(|(_, entry)| !entry.link).map_or(place, |(place, _)| place)
}

fn package(place: &str, entry: &Entry) -> Result<(String, Package), String> {
    let own = || place.rsplit_once(MODULES).map_or_else(|| place.rsplit('/').next(), |(_, name)| Some(name)).unwrap_or(place);
    let full = entry.name.as_deref().unwrap_or_else(own);
    let name = match full.split_once('/') {
        Some((scope, name)) if scope.starts_with('@') && !name.contains('/') => (Some(scope), name),
        None => (None, full),
        Some(_) => return Err(format!("{full:?} is no name of a package")),
    };
    let version = entry.version.as_deref();
    let mut package = match kind(place, entry) {
        None => Package::of_registry(FILE, Ecosystem::Npm, name, version)?,
        Some(kind) => Package::other(FILE, name, version, kind)?,
    };
    for word in entry.integrity.as_deref().unwrap_or_default().split_ascii_whitespace() {
        package.hashes.insert(integrity(word).ok_or_else(|| format!("its integrity {word:?} is no digest that is known"))?);
    }
    package.scope = match (entry.dev, entry.optional || entry.dev_optional) {
        (_, true) => Scope::Optional,
        (true, false) => Scope::Excluded,
        (false, false) => Scope::Required,
    };
    Ok((package.purl.clone().unwrap_or_else(|| format!("{FILE}#{place}")), package))
}

/// Where an entry comes from, if that is no registry. Registries serve tarballs from URLs of every form.
fn kind(place: &str, entry: &Entry) -> Option<Kind> {
    if entry.link {
        return Some(Kind::Link);
    }
    // A workspace, or a folder beside.
    if !place.starts_with(MODULES) && !place.contains("/node_modules/") {
        return Some(Kind::Path);
    }
    let resolved = entry.resolved.as_deref()?;
    let scheme = resolved.split_once(':').map_or("", |(scheme, _)| scheme);
    match scheme {
        "https" | "http" => None,
        "git" | "github" | "gitlab" | "bitbucket" => Some(Kind::Git),
        scheme if scheme.starts_with("git+") => Some(Kind::Git),
        _ => Some(Kind::Path),
    }
}

/// One digest of Subresource Integrity (w3.org/TR/SRI).
fn integrity(word: &str) -> Option<(Algorithm, String)> {
    let (algorithm, digest) = word.split_once('-')?;
    let (algorithm, length) = Algorithm::named(algorithm)?;
    let digest = digest.split('?').next().unwrap_or_default();
    let bytes = STANDARD.decode(digest).ok().filter(|bytes| bytes.len() == length)?;
    Some((algorithm, hex::encode(bytes)))
}

/// The places of what an entry needs.
fn needs<'a>(entries: &'a BTreeMap<String, Entry>, place: &str, entry: &Entry) -> Result<BTreeSet<&'a str>, String> {
    let mut found = BTreeSet::new();
    let kinds = [
        (&entry.dependencies, true),
        (&entry.dev_dependencies, true),
        // These need not be there.
        (&entry.optional_dependencies, false),
        (&entry.peer_dependencies, false),
    ];
    for (names, must) in kinds {
        for name in names.keys() {
            let there = look_up(entries, place, name);
            if there.is_none() && must && !entry.optional_dependencies.contains_key(name) {
                return Err(format!("it needs {name:?}, which is not listed"));
            }
            found.extend(there.filter(|there| *there != place));
        }
    }
    Ok(found)
}

/// The module `name` as Node finds it from `place`: in its own `node_modules`, else in those of the folders above.
fn look_up<'a>(entries: &'a BTreeMap<String, Entry>, place: &str, name: &str) -> Option<&'a str> {
    let mut folder = Some(place);
    while let Some(from) = folder {
        let above = from.strip_suffix('/').unwrap_or(from);
        if !above.ends_with("node_modules") {
            let wanted = if above.is_empty() { format!("{MODULES}{name}") } else { format!("{above}/{MODULES}{name}") };
            if let Some((there, _)) = entries.get_key_value(&wanted) {
                return Some(target(entries, there));
            }
        }
        folder = (!above.is_empty()).then(|| above.rsplit_once('/').map_or("", |(above, _)| above));
    }
    None
}
