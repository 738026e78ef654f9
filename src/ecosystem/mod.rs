//! Package ecosystems: what a package is called, and which of two versions is the older one, by each ecosystem's own rules.
//!
//! Owns: the names of ecosystems in package URLs and in OSV records, their rules for names, and the order of versions.
//! Never does: I/O, or guess: a version that cannot be read has no order, and whoever asks is told.
//! In: package URLs, OSV names, versions as text. Out: [`Package`], [`Version`].

mod package;
mod version;

use std::fmt;

pub use package::{Package, PackageError};
pub use version::Version;

/// An ecosystem that packages are matched in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecosystem {
    /// crates.io.
    CratesIo,
    /// Debian; its releases have advisories of their own.
    Debian,
    /// Go modules.
    Go,
    /// Hex.
    Hex,
    /// Hackage.
    Hackage,
    /// Maven.
    Maven,
    /// npm.
    Npm,
    /// `NuGet`.
    NuGet,
    /// Packagist (Composer).
    Packagist,
    /// Pub.
    Pub,
    /// The Python Package Index.
    PyPi,
    /// Plugins of this tool's repositories.
    Ragnos,
    /// `RubyGems`.
    RubyGems,
    /// Swift packages, named by URL.
    SwiftUrl,
}

/// Ecosystem, its OSV name (ossf.github.io/osv-schema, "Defined Ecosystems"), its package URL type.
const NAMES: [(Ecosystem, &str, &str); 14] = [
    (Ecosystem::CratesIo, "crates.io", "cargo"),
    (Ecosystem::Debian, "Debian", "deb"),
    (Ecosystem::Go, "Go", "golang"),
    (Ecosystem::Hex, "Hex", "hex"),
    (Ecosystem::Hackage, "Hackage", "hackage"),
    (Ecosystem::Maven, "Maven", "maven"),
    (Ecosystem::Npm, "npm", "npm"),
    (Ecosystem::NuGet, "NuGet", "nuget"),
    (Ecosystem::Packagist, "Packagist", "composer"),
    (Ecosystem::Pub, "Pub", "pub"),
    (Ecosystem::PyPi, "PyPI", "pypi"),
    (Ecosystem::Ragnos, "ragnos", "ragnos"),
    (Ecosystem::RubyGems, "RubyGems", "gem"),
    (Ecosystem::SwiftUrl, "SwiftURL", "swift"),
];

impl Ecosystem {
    /// The ecosystem of an OSV record's `ecosystem`, and the release behind a colon (`Debian:12`).
    pub fn of_osv(name: &str) -> Option<(Self, Option<&str>)> {
        let (name, release) = name.split_once(':').map_or((name, None), |(name, release)| (name, Some(release)));
        let (ecosystem, ..) = NAMES.iter().find(|(_, osv, _)| *osv == name)?;
        Some((*ecosystem, release))
    }

    /// The ecosystem of a package URL's type.
    pub fn of_purl_type(kind: &str) -> Option<Self> {
        NAMES.iter().find(|(_, _, purl)| purl.eq_ignore_ascii_case(kind)).map(|(ecosystem, ..)| *ecosystem)
    }

    /// Its name in OSV records.
    pub fn osv_name(self) -> &'static str {
        NAMES.iter().find(|(one, ..)| *one == self).map_or("", |(_, osv, _)| osv)
    }

    /// Its type in package URLs.
    pub fn purl_type(self) -> &'static str {
        NAMES.iter().find(|(one, ..)| *one == self).map_or("", |(_, _, purl)| purl)
    }

    /// The one spelling of a package's name.
    pub fn normal_name(self, name: &str) -> String {
        match self {
            Self::PyPi => pep503(name),
            // Hosts and module paths are compared without case; package URLs are lower case by their own rules.
            Self::Npm | Self::Go | Self::NuGet | Self::Packagist | Self::Hex | Self::Pub | Self::Debian => name.to_lowercase(),
            _ => name.to_owned(),
        }
    }
}

impl fmt::Display for Ecosystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.osv_name())
    }
}

/// PEP 503: lower case, and runs of `-`, `_` and `.` are one `-`.
fn pep503(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for character in name.chars() {
        if !matches!(character, '-' | '_' | '.') {
            normal.extend(character.to_lowercase());
        } else if !normal.ends_with('-') {
            normal.push('-');
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_spelling() {
        assert_eq!(Ecosystem::PyPi.normal_name("Zope.Interface__x"), "zope-interface-x");
        assert_eq!(Ecosystem::Go.normal_name("github.com/Azure/SDK"), "github.com/azure/sdk");
        assert_eq!(Ecosystem::CratesIo.normal_name("Inflector"), "Inflector");
    }

    #[test]
    fn ecosystems_are_known_by_both_names() {
        assert_eq!(Ecosystem::of_osv("Debian:12"), Some((Ecosystem::Debian, Some("12"))));
        assert_eq!(Ecosystem::of_osv("crates.io"), Some((Ecosystem::CratesIo, None)));
        assert_eq!(Ecosystem::of_osv("Bitnami"), None);
        for (ecosystem, osv, purl) in NAMES {
            assert_eq!(Ecosystem::of_osv(osv), Some((ecosystem, None)));
            assert_eq!(Ecosystem::of_purl_type(purl), Some(ecosystem));
        }
    }
}
