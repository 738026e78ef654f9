//! What the lock files in a plugin's folder pin: packages of other package managers that are in it or that it was made with.
//!
//! Owns: which files are read (those at the folder's top that package managers write), how a package is named (package URL), and that
//! an entry which no package URL names is kept and told of. Never does: I/O, look for a file elsewhere, choose a version.
//! In: the files' bytes. Out: [`Locked`].

mod cargo;
mod error;
mod npm;
mod requirements;

use std::collections::{BTreeMap, BTreeSet};

use purl::GenericPurlBuilder;
use serde::Serialize;

use crate::ecosystem::Ecosystem;
use crate::limits;
use crate::redact::is_deceptive;

pub use error::Error;

/// The files that are read, where they are at the top of a plugin's folder.
pub const FILES: [&str; 3] = [cargo::FILE, npm::FILE, requirements::FILE];

/// What adds the packages of a file.
type Reader = fn(&str, &mut Locked) -> Result<(), Error>;

/// Packages by reference, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locked {
    pub(super) packages: BTreeMap<String, Package>,
    /// What the plugin itself needs, by reference.
    pub(super) direct: BTreeSet<String>,
}

/// One package that a lock file lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    /// The lock file.
    pub(super) file: &'static str,
    /// The scope of an npm package.
    pub(super) group: Option<String>,
    pub(super) name: String,
    pub(super) version: Option<String>,
    /// Where it names one package of a registry.
    pub(super) purl: Option<String>,
    pub(super) hashes: BTreeSet<(Algorithm, String)>,
    pub(super) scope: Scope,
    /// The range that stands in place of a version.
    pub(super) requirement: Option<String>,
    /// Where it comes from, where that is no registry.
    pub(super) kind: Option<Kind>,
    /// What it needs, by reference.
    pub(super) needs: BTreeSet<String>,
}

/// When a package is needed; of two words the stronger one is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    Required,
    Optional,
    /// For development only.
    Excluded,
}

/// Algorithms of digests in lock files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Algorithm {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    /// By its name in lock files, with the length of a digest in bytes.
    fn named(name: &str) -> Option<(Self, usize)> {
        match name {
            "sha1" => Some((Self::Sha1, 20)),
            "sha256" => Some((Self::Sha256, 32)),
            "sha384" => Some((Self::Sha384, 48)),
            "sha512" => Some((Self::Sha512, 64)),
            _ => None,
        }
    }
}

/// Why an entry names no version of a package of a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It comes from a git repository.
    Git,
    /// It leads to a folder that the lock file does not list.
    Link,
    /// It has no version.
    NoVersion,
    /// It is a file or folder.
    Path,
    /// It comes from a registry other than the ecosystem's own.
    Registry,
    /// It comes from a URL.
    Url,
}

impl Kind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Git => "from git",
            Self::Link => "a link",
            Self::NoVersion => "no version",
            Self::Path => "a path",
            Self::Registry => "from another registry",
            Self::Url => "from a URL",
        }
    }
}

/// An entry of a lock file that advisories cannot be compared with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unmatched {
    /// The lock file.
    pub file: &'static str,
    /// The package.
    pub name: String,
    /// Its version, where the file has one.
    pub version: Option<String>,
    /// Why.
    pub reason: Kind,
}

impl Locked {
    /// Reads lock files: those of `files` that are named in [`FILES`].
    ///
    /// # Errors
    /// [`Error`], with file and line or entry.
    pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Error> {
        let mut locked = Self::default();
        let readers: [(&str, Reader); 3] =
            [(cargo::FILE, cargo::read), (npm::FILE, npm::read), (requirements::FILE, requirements::read)];
        for (file, read) in readers {
            let Some(bytes) = files.get(file) else { continue };
            let text = std::str::from_utf8(bytes).map_err(|error| Error::malformed(file, &error))?;
            // Some editors on Windows begin with a byte order mark.
            read(text.strip_prefix('\u{feff}').unwrap_or(text), &mut locked)?;
        }
        locked.hang_up();
        Ok(locked)
    }

    /// Entries that no advisory can be compared with, sorted.
    pub fn unmatched(&self) -> Vec<Unmatched> {
        let mut unmatched: Vec<Unmatched> = self.packages.values().filter_map(Package::unmatched).collect();
        unmatched.sort();
        unmatched
    }

    /// Adds an entry. What is listed twice is one package: it has what either says.
    fn add(&mut self, reference: String, package: Package) -> Result<(), Error> {
        if let Some(there) = self.packages.get_mut(&reference) {
            there.hashes.extend(package.hashes);
            there.needs.extend(package.needs);
            there.scope = there.scope.min(package.scope);
            return Ok(());
        }
        if self.packages.len() == limits::LOCKED_PACKAGES {
            let most = format!("it lists more than {} packages", limits::LOCKED_PACKAGES);
            return Err(Error::malformed(package.file, &most));
        }
        self.packages.insert(reference, package);
        Ok(())
    }

    /// What nobody needs is needed by the plugin itself: else it would not be listed.
    fn hang_up(&mut self) {
        let needed: BTreeSet<&String> = self.packages.values().flat_map(|package| &package.needs).collect();
        let loose: Vec<String> = self.packages.keys().filter(|reference| !needed.contains(reference)).cloned().collect();
        self.direct.extend(loose);
    }
}

impl Package {
    /// A package of a registry where `version` is one; `reference` and package URL are the same then.
    fn of_registry(
        file: &'static str,
        ecosystem: Ecosystem,
        (group, name): (Option<&str>, &str),
        version: Option<&str>,
    ) -> Result<Self, String> {
        let mut package = Self::other(file, (group, name), version, Kind::NoVersion)?;
        let full = GenericPurlBuilder::new(ecosystem.purl_type().to_owned(), ecosystem.normal_name(name))
            .with_namespace(group.unwrap_or_default())
            .with_version(version.unwrap_or_default())
            .build();
        package.purl = Some(full.map_err(|error| error.to_string())?.to_string());
        package.kind = version.is_none().then_some(Kind::NoVersion);
        Ok(package)
    }

    /// A package that is in no registry.
    fn other(
        file: &'static str,
        (group, name): (Option<&str>, &str),
        version: Option<&str>,
        kind: Kind,
    ) -> Result<Self, String> {
        for text in [Some(name), group, version].into_iter().flatten() {
            if text.is_empty() || text.len() > limits::PATH_BYTES || text.chars().any(is_deceptive) {
                return Err(format!("{text:?} is no name or version of a package"));
            }
        }
        Ok(Self {
            file,
            group: group.map(str::to_owned),
            name: name.to_owned(),
            version: version.map(str::to_owned),
            purl: None,
            hashes: BTreeSet::new(),
            scope: Scope::Required,
            requirement: None,
            kind: Some(kind),
            needs: BTreeSet::new(),
        })
    }

    fn unmatched(&self) -> Option<Unmatched> {
        let name = self.group.as_ref().map_or_else(|| self.name.clone(), |group| format!("{group}/{}", self.name));
        Some(Unmatched { file: self.file, name, version: self.version.clone(), reason: self.kind? })
    }
}

/// A digest in hexadecimal digits, of the length that its algorithm has.
fn hexadecimal(algorithm: &str, text: &str) -> Option<(Algorithm, String)> {
    let (algorithm, length) = Algorithm::named(algorithm)?;
    let bytes = hex::decode(text).ok().filter(|bytes| bytes.len() == length && !text.starts_with("0x"))?;
    Some((algorithm, hex::encode(bytes)))
}

#[cfg(test)]
mod tests;
