//! What there is to assess: the components of all SBOMs, each package once, with the places where it was found.
//!
//! Owns: what of an SBOM names a package that advisories can be about, and why the rest cannot be assessed.
//! Never does: I/O, trust, or leave a component out without a word. In: [`Bom`]s. Out: [`Inventory`].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::error::Error;
use crate::archive::gzip;
use crate::cyclonedx::{self, Bom, Component};
use crate::digest::Sha256;
use crate::ecosystem::{Ecosystem, Package, PackageError};
use crate::limits;
use crate::name::{PluginName, TargetName};
use crate::platform::Platform;

/// Where an SBOM comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The plugin with its version, or the file's path: what reports call it.
    pub name: String,
    /// The plugin, for a signed SBOM.
    pub plugin: Option<PluginName>,
    /// The plugin's version.
    pub version: Option<String>,
    /// The platforms whose archives have this SBOM.
    pub platforms: Vec<Platform>,
    /// The SBOM's target name.
    pub target: Option<TargetName>,
    /// The digest of its bytes, as they were served or read.
    pub sha256: Sha256,
}

impl Origin {
    /// The plugin as a package.
    pub fn package(&self) -> Option<Package> {
        let name = self.plugin.as_ref()?.to_string();
        Some(Package { ecosystem: Ecosystem::Ragnos, name, version: self.version.clone(), release: None })
    }
}

/// One SBOM that was read.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Where it comes from.
    pub origin: Origin,
    /// Its CycloneDX version.
    pub spec_version: String,
    /// Its serial number.
    pub serial: Option<String>,
    /// How many components it lists, the subject among them.
    pub components: usize,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    identity: Result<Package, (String, Option<String>, Reason)>,
    purl: Option<String>,
    reference: Option<String>,
}

/// Why a component could not be assessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "reason", content = "detail", rename_all = "kebab-case")]
pub enum Reason {
    /// It is a file without a package URL: part of what lists it, and of no ecosystem.
    File,
    /// It is of a kind that is no package (data, a device) and has no package URL.
    NotAPackage,
    /// It is what the SBOM is about, and has no package URL.
    Subject,
    /// It has no package URL.
    NoPackageUrl,
    /// Its package URL cannot be read.
    BadPackageUrl(String),
    /// Its package URL is of a type that is not matched.
    UnknownEcosystem(String),
    /// It has no version.
    NoVersion,
    /// Its version cannot be read by the rules of its ecosystem.
    UnreadableVersion,
    /// The advisories have none for its ecosystem.
    NoAdvisories(String),
    /// This advisory is about it, and whether it affects this version cannot be told.
    Undecided(String),
}

impl Reason {
    /// Its word, as the JSON report and `--allow-unassessed` have it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::File => "file",
            Self::NotAPackage => "not-a-package",
            Self::Subject => "subject",
            Self::NoPackageUrl => "no-package-url",
            Self::BadPackageUrl(_) => "bad-package-url",
            Self::UnknownEcosystem(_) => "unknown-ecosystem",
            Self::NoVersion => "no-version",
            Self::UnreadableVersion => "unreadable-version",
            Self::NoAdvisories(_) => "no-advisories",
            Self::Undecided(_) => "undecided",
        }
    }

    /// True where a package was left out that advisories can be about. No database has files, data, or what an SBOM is about;
    /// advisories about plugins come from their repository alone, whose revocations hold without them.
    pub fn is_gap(&self) -> bool {
        match self {
            Self::File | Self::NotAPackage | Self::Subject => false,
            Self::NoAdvisories(ecosystem) => *ecosystem != Ecosystem::Ragnos.to_string(),
            _ => true,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::File => "files of the plugin, which no advisory names".to_owned(),
            Self::NotAPackage => "data and devices, which no advisory names".to_owned(),
            Self::Subject => "what the SBOM is about, without a package URL".to_owned(),
            Self::NoPackageUrl => "no package URL".to_owned(),
            Self::BadPackageUrl(why) => format!("package URL that cannot be read ({why})"),
            Self::UnknownEcosystem(kind) => format!("unknown ecosystem {kind}"),
            Self::NoVersion => "no version".to_owned(),
            Self::UnreadableVersion => "version that cannot be read".to_owned(),
            Self::NoAdvisories(ecosystem) => format!("no advisories for {ecosystem} in the database"),
            Self::Undecided(id) => format!("{id} is about it and does not say whether of this version"),
        }
    }
}

/// The kinds of components (CycloneDX, `component.type`) that are never a package.
const NO_PACKAGES: [&str; 4] = ["data", "machine-learning-model", "cryptographic-asset", "device"];

/// Where a component was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Position in [`Inventory::boms`].
    pub bom: usize,
    /// Its `bom-ref`.
    pub reference: Option<String>,
}

/// A package with the places where it was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Its package URL, as the first SBOM by name writes it.
    pub purl: Option<String>,
    /// Where.
    pub places: Vec<Place>,
}

/// A component that could not be assessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unassessed {
    /// Why.
    pub reason: Reason,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: Option<String>,
    /// Its package URL.
    pub purl: Option<String>,
}

/// Everything that there is to assess.
#[derive(Debug, Default)]
pub struct Inventory {
    /// The SBOMs, in a fixed order.
    pub boms: Vec<Listed>,
    /// The packages.
    pub packages: BTreeMap<Package, Found>,
    /// What names no package, with the places.
    pub unassessed: BTreeMap<Unassessed, Vec<Place>>,
    /// All components in all places.
    pub components: usize,
}

/// Unpacks and reads one SBOM: JSON, or gzip of it. Its bytes have been checked against the signed digest, where there is one.
///
/// # Errors
/// [`Error::Unpacked`], [`Error::Sbom`].
pub(super) fn read(origin: Origin, bytes: &[u8]) -> Result<Listed, Error> {
    let bom = parse(&origin, &unpacked(&origin, bytes)?)?;
    Ok(list(origin, bom))
}

/// The JSON of an SBOM.
pub(super) fn unpacked<'b>(origin: &Origin, bytes: &'b [u8]) -> Result<Cow<'b, [u8]>, Error> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let failed = |error: std::io::Error| Error::Unpacked { subject: origin.name.clone(), reason: error.to_string() };
    gzip::decompress(bytes, limits::SBOM_BYTES).map(Cow::Owned).map_err(failed)
}

/// What the JSON says.
pub(super) fn parse(origin: &Origin, json: &[u8]) -> Result<Bom, Error> {
    cyclonedx::read(json).map_err(|source| Error::Sbom { subject: origin.name.clone(), source: Box::new(source) })
}

fn list(origin: Origin, bom: Bom) -> Listed {
    let Bom { spec_version, serial, subject, components, .. } = bom;
    let mut entries = Vec::with_capacity(components.len() + 1);
    // Signed metadata says which plugin this is, whatever the SBOM says.
    if let Some(plugin) = origin.package() {
        let reference = subject.as_ref().and_then(|subject| subject.bom_ref.clone());
        let own = subject.as_ref().and_then(|subject| Package::of_purl(subject.purl.as_deref()?).ok());
        let purl = format!("pkg:ragnos/{}@{}", plugin.name, plugin.version.as_deref().unwrap_or_default());
        let is_same = own.as_ref() == Some(&plugin);
        entries.push(Entry { identity: Ok(plugin), purl: Some(purl), reference });
        if !is_same {
            entries.extend(subject.filter(|subject| subject.purl.is_some()).map(entry));
        }
    } else if let Some(subject) = subject {
        entries.push(match entry(subject) {
            Entry { identity: Err((name, version, Reason::NoPackageUrl)), purl, reference } => {
                Entry { identity: Err((name, version, Reason::Subject)), purl, reference }
            }
            with_package => with_package,
        });
    }
    entries.extend(components.into_iter().map(entry));
    Listed { origin, spec_version, serial, components: entries.len(), entries }
}

fn entry(component: Component) -> Entry {
    let Component { kind, name, version, purl, bom_ref } = component;
    let identity = match purl.as_deref().map(Package::of_purl) {
        Some(Ok(package)) => {
            // Some makers write the version beside the package URL only.
            let version = package.version.clone().or(version);
            Ok(Package { version, ..package })
        }
        Some(Err(PackageError::Invalid { reason })) => Err((name, version, Reason::BadPackageUrl(reason))),
        Some(Err(PackageError::Type { kind })) => Err((name, version, Reason::UnknownEcosystem(kind))),
        None if kind == "file" => Err((name, version, Reason::File)),
        None if NO_PACKAGES.contains(&kind.as_str()) => Err((name, version, Reason::NotAPackage)),
        None => Err((name, version, Reason::NoPackageUrl)),
    };
    Entry { identity, purl, reference: bom_ref }
}

impl Inventory {
    /// Gathers SBOMs, in their order. `locked` are plugins that have SBOMs of their own here: where another one needs them without
    /// a version, the lockfile has chosen it.
    pub fn of(boms: Vec<Listed>, locked: &BTreeSet<&str>) -> Self {
        let mut inventory = Self::default();
        for (bom, mut listed) in boms.into_iter().enumerate() {
            for Entry { identity, purl, reference } in std::mem::take(&mut listed.entries) {
                let place = Place { bom, reference };
                match identity {
                    Ok(Package { ecosystem: Ecosystem::Ragnos, name, version: None, .. }) if locked.contains(name.as_str()) => {
                        listed.components -= 1;
                    }
                    Ok(package) => {
                        let found = inventory.packages.entry(package).or_default();
                        found.purl = found.purl.take().or(purl);
                        found.places.push(place);
                    }
                    Err((name, version, reason)) => {
                        let unassessed = Unassessed { reason, name, version, purl };
                        inventory.unassessed.entry(unassessed).or_default().push(place);
                    }
                }
            }
            inventory.components += listed.components;
            inventory.boms.push(listed);
        }
        inventory
    }

    /// What advisories have to be about to matter here.
    pub fn wanted(&self) -> std::collections::HashSet<(Ecosystem, String)> {
        self.packages.keys().map(|package| (package.ecosystem, package.name.clone())).collect()
    }
}
