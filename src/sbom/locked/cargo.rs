//! `Cargo.lock`, formats 1 to 4 (doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html).
//!
//! Owns: which entries are crates of crates.io, and which entry a dependency means.
//! Never does: tell crates for development from others: the format does not. In: the text. Out: packages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Algorithm, Error, Kind, Locked, Package, hexadecimal};
use crate::ecosystem::Ecosystem;

pub(super) const FILE: &str = "Cargo.lock";
/// The index of crates.io as git repository and as web server.
const CRATES_IO: [&str; 2] = ["registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/"];

#[derive(Debug, Deserialize)]
struct Lock {
    version: Option<i64>,
    #[serde(default)]
    package: Vec<Entry>,
    /// Format 1: the check sums.
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

/// Reads the file.
pub(super) fn read(text: &str, locked: &mut Locked) -> Result<(), Error> {
    let lock: Lock = toml_edit::de::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
        let place = line.map_or_else(|| FILE.to_owned(), |line| format!("{FILE}, line {line}"));
        Error::malformed(&place, &error.message())
    })?;
    if let Some(version) = lock.version.filter(|version| !(1..=4).contains(version)) {
        return Err(Error::unsupported(
            FILE,
            &format!("its format {version} is not known"),
            "look for a newer ragnos-plugin, or write the file with an older Cargo",
        ));
    }
    let index = Index::of(&lock.package);
    let needs: Vec<BTreeSet<usize>> = lock
        .package
        .iter()
        .map(|entry| entry.dependencies.iter().map(|one| index.find(one).map_err(|why| wrong(entry, &why))).collect())
        .collect::<Result<_, _>>()?;
    // A crate in the folder that no other one needs is what the plugin is built from, not what it needs.
    let needed: BTreeSet<usize> = needs.iter().flatten().copied().collect();
    let is_own = |at: usize| lock.package[at].source.is_none() && !needed.contains(&at);
    let mut references = Vec::with_capacity(lock.package.len());
    for entry in &lock.package {
        references.push(package(entry, &lock.metadata).map_err(|why| wrong(entry, &why))?);
    }
    for (at, (reference, package)) in references.iter().enumerate() {
        let needs = needs[at].iter().map(|at| references[*at].0.clone());
        if is_own(at) {
            locked.direct.extend(needs);
        } else {
            locked.add(reference.clone(), Package { needs: needs.collect(), ..package.clone() })?;
        }
    }
    Ok(())
}

fn wrong(entry: &Entry, why: &str) -> Error {
    Error::malformed(&format!("{FILE}, package {} {}", entry.name, entry.version), &why)
}

fn package(entry: &Entry, metadata: &BTreeMap<String, String>) -> Result<(String, Package), String> {
    let Entry { name, version, source, checksum, .. } = entry;
    let version: semver::Version = version.parse().map_err(|error| format!("{version:?} is no version: {error}"))?;
    let version = version.to_string();
    let kind = match source.as_deref().map(|source| (source, source.split_once('+'))) {
        None | Some((_, Some(("path", _)))) => Some(Kind::Path),
        Some((source, _)) if CRATES_IO.contains(&source) => None,
        Some((_, Some(("git", _)))) => Some(Kind::Git),
        Some((_, Some(("registry" | "sparse", _)))) => Some(Kind::Registry),
        Some((source, _)) => return Err(format!("its source {source:?} is of no known kind")),
    };
    let mut package = match kind {
        None => Package::of_registry(FILE, Ecosystem::CratesIo, (None, name), Some(&version))?,
        Some(kind) => Package::other(FILE, (None, name), Some(&version), kind)?,
    };
    let beside = source.as_ref().and_then(|source| metadata.get(&format!("checksum {name} {version} ({source})")));
    // Format 1 says so of crates from git.
    if let Some(checksum) = checksum.as_ref().or(beside).filter(|checksum| *checksum != "<none>") {
        let digest: (Algorithm, String) = hexadecimal("sha256", checksum)
            .ok_or_else(|| format!("its checksum {checksum:?} is no SHA-256 in hexadecimal digits"))?;
        package.hashes.insert(digest);
    }
    let own = || format!("{FILE}#{name}@{version} {}", source.as_deref().unwrap_or_default());
    Ok((package.purl.clone().unwrap_or_else(|| own().trim_end().to_owned()), package))
}

/// Entries by name.
struct Index<'a>(BTreeMap<&'a str, Vec<(usize, &'a Entry)>>);

impl<'a> Index<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let mut index: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            index.entry(&entry.name).or_default().push((at, entry));
        }
        Self(index)
    }

    /// The entry that `name`, `name version` or `name version (source)` means.
    fn find(&self, dependency: &str) -> Result<usize, String> {
        let mut words = dependency.splitn(3, ' ');
        let (name, version, source) = (words.next().unwrap_or_default(), words.next(), words.next());
        let source = source.map(|source| source.trim_start_matches('(').trim_end_matches(')'));
        let is_meant = |entry: &Entry| {
            let from = entry.source.as_deref().map(|from| from.split('#').next().unwrap_or_default());
            version.is_none_or(|version| version == entry.version)
                && source.is_none_or(|source| source.split('#').next() == from)
        };
        let meant: Vec<usize> =
            self.0.get(name).into_iter().flatten().filter(|(_, entry)| is_meant(entry)).map(|(at, _)| *at).collect();
        match meant[..] {
            [one] => Ok(one),
            [] => Err(format!("it needs {dependency:?}, which is not listed")),
            _ => Err(format!("it needs {dependency:?}, which is listed {} times", meant.len())),
        }
    }
}
