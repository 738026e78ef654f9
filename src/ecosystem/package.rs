//! One version of one package, as package URLs name it.
//!
//! Owns: what of a package URL says which package it is, and how distributions name it (source packages, releases).
//! Never does: read more of a URL than that. In: a package URL. Out: [`Package`].

use std::str::FromStr as _;

use purl::GenericPurl;

use super::Ecosystem;
use crate::redact::Printable;

/// One package, and where it is known one version of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package {
    /// Its ecosystem.
    pub ecosystem: Ecosystem,
    /// Its name in its one spelling, with its group or scope.
    pub name: String,
    /// Its version, as written.
    pub version: Option<String>,
    /// The release of a distribution, where the URL says one: `12` for Debian bookworm.
    pub release: Option<String>,
}

/// Why a package URL names no package that can be matched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// It is no package URL.
    #[error("not a package URL: {reason}")]
    Invalid {
        /// What is wrong.
        reason: String,
    },
    /// Its type is none that advisories are matched in.
    #[error("packages of type {kind} are not matched")]
    Type {
        /// The type, printable.
        kind: String,
    },
}

/// Debian's releases by code name.
const DEBIAN: [(&str, &str); 8] = [
    ("wheezy", "7"),
    ("jessie", "8"),
    ("stretch", "9"),
    ("buster", "10"),
    ("bullseye", "11"),
    ("bookworm", "12"),
    ("trixie", "13"),
    ("forky", "14"),
];

impl Package {
    /// The package of a package URL (github.com/package-url/purl-spec).
    ///
    /// # Errors
    /// [`PackageError`].
    pub fn of_purl(text: &str) -> Result<Self, PackageError> {
        let invalid =
            |reason: &dyn std::fmt::Display| PackageError::Invalid { reason: Printable(&reason.to_string()).to_string() };
        let purl = GenericPurl::<String>::from_str(text).map_err(|error| invalid(&error))?;
        let kind = purl.package_type();
        let unknown = || PackageError::Type { kind: Printable(kind).to_string() };
        let ecosystem = Ecosystem::of_purl_type(kind).ok_or_else(unknown)?;
        let mut version = purl.version().filter(|version| !version.is_empty()).map(str::to_owned);
        let (mut name, mut release) = (purl.name().to_owned(), None);
        match (ecosystem, purl.namespace()) {
            (Ecosystem::Debian, Some(distribution)) if distribution.eq_ignore_ascii_case("debian") => {
                release = purl.qualifiers().get("distro").and_then(debian_release);
                // Debian's advisories are about source packages.
                if let Some(source) = purl.qualifiers().get("upstream").filter(|source| !source.is_empty()) {
                    let (source, built_from) =
                        source.split_once('@').map_or((source, None), |(name, version)| (name, Some(version)));
                    source.clone_into(&mut name);
                    version = built_from.map(str::to_owned).or(version);
                }
            }
            // Other distributions have packages of the same names and other versions.
            (Ecosystem::Debian, other) => {
                let kind = format!("deb/{}", Printable(other.unwrap_or_default()));
                return Err(PackageError::Type { kind });
            }
            (Ecosystem::Maven, Some(group)) => name = format!("{}:{name}", group.replace('/', ".")),
            (_, Some(namespace)) => name = format!("{namespace}/{name}"),
            (_, None) => {}
        }
        Ok(Self { ecosystem, name: ecosystem.normal_name(&name), version, release })
    }

    /// The package without its version and release: what advisories are filed under.
    pub fn key(&self) -> (Ecosystem, &str) {
        (self.ecosystem, &self.name)
    }
}

/// `debian-12`, `debian-12.5`, `12`, `bookworm`; `None` for anything else, `sid` among it.
fn debian_release(distro: &str) -> Option<String> {
    let text = distro.strip_prefix("debian-").unwrap_or(distro);
    if let Some((_, number)) = DEBIAN.iter().find(|(name, _)| *name == text) {
        return Some((*number).to_owned());
    }
    let major = text.split('.').next().unwrap_or_default();
    (!major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit())).then(|| major.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(purl: &str) -> String {
        match Package::of_purl(purl) {
            Ok(Package { ecosystem, name, version, release }) => {
                let [version, release] = [version, release].map(Option::unwrap_or_default);
                format!("{ecosystem} {name} {version} {release}").trim_end().to_owned()
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn package_urls_name_packages_as_their_ecosystem_does() {
        for (purl, name) in [
            ("pkg:cargo/openssl@0.9.1", "crates.io openssl 0.9.1"),
            ("pkg:npm/%40Scope/Name@1.0.0", "npm @scope/name 1.0.0"),
            ("pkg:pypi/Django_x@1.11.1", "PyPI django-x 1.11.1"),
            ("pkg:golang/google.golang.org/genproto@v1.2.3#googleapis/api", "Go google.golang.org/genproto v1.2.3"),
            ("pkg:golang/stdlib@1.21.0", "Go stdlib 1.21.0"),
            ("pkg:maven/org.apache.commons/io@1.3", "Maven org.apache.commons:io 1.3"),
            ("pkg:ragnos/acme/report@1.2.0?platform=linux-x86_64", "ragnos acme/report 1.2.0"),
            ("pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12.5&upstream=openssl", "Debian openssl 3.0.11-1 12"),
            ("pkg:deb/debian/libx@2?distro=bookworm&upstream=x%401.5", "Debian x 1.5 12"),
            ("pkg:deb/debian/curl@7.50.3-1?distro=sid", "Debian curl 7.50.3-1"),
            ("pkg:npm/a", "npm a"),
            ("pkg:npm/a@", "npm a"),
        ] {
            assert_eq!(named(purl), name, "{purl}");
        }
    }

    #[test]
    fn what_cannot_be_matched_says_why() {
        for (purl, why) in [
            ("pkg:deb/ubuntu/curl@1", "packages of type deb/ubuntu are not matched"),
            ("pkg:deb/curl@1", "packages of type deb/ are not matched"),
            ("pkg:github/a/b@1", "packages of type github are not matched"),
            ("npm/a@1", "not a package URL"),
            ("pkg:npm", "not a package URL"),
            ("", "not a package URL"),
            ("pkg:npm/%80", "not a package URL"),
        ] {
            assert!(named(purl).starts_with(why), "{purl}: {}", named(purl));
        }
    }
}
