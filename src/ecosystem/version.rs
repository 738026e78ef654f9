//! The order of versions.
//!
//! Owns: which rules an ecosystem has. The rules themselves are crates: semver, `pep440_rs`, `deb-version`.
//! Never does: compare versions of two ecosystems. In: an ecosystem and text. Out: [`Version`].

use std::cmp::Ordering;
use std::str::FromStr as _;

use super::Ecosystem;

/// A version that can be ordered among those of the same ecosystem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(Order);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Order {
    Semver(semver::Version),
    Pep440(Box<pep440_rs::Version>),
    Debian(String),
}

/// Longest version that is read, bytes; Debian has the longest, below 100.
const LONGEST: usize = 256;

impl Version {
    /// Reads `text` by the rules of `ecosystem`; `None` where that has no rules here, or cannot be read by them.
    pub fn parse(ecosystem: Ecosystem, text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        match ecosystem {
            Ecosystem::CratesIo
            | Ecosystem::Npm
            | Ecosystem::Go
            | Ecosystem::Hex
            | Ecosystem::Pub
            | Ecosystem::SwiftUrl
            | Ecosystem::Ragnos => Self::semver(text),
            Ecosystem::PyPi => pep440_rs::Version::from_str(text).ok().map(|one| Self(Order::Pep440(Box::new(one)))),
            Ecosystem::Debian => is_debian(text).then(|| Self(Order::Debian(text.to_owned()))),
            Ecosystem::Maven | Ecosystem::NuGet | Ecosystem::Packagist | Ecosystem::RubyGems | Ecosystem::Hackage => None,
        }
    }

    /// Reads `text` as semver 2.0.0, whatever the ecosystem: what OSV calls a `SEMVER` range. A `v` or `go` before it, and missing
    /// numbers after it, are how people write such versions.
    pub fn semver(text: &str) -> Option<Self> {
        let text = text.strip_prefix("go").or_else(|| text.strip_prefix('v')).unwrap_or(text);
        let parsed = semver::Version::parse(text).or_else(|error| {
            let short = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let zeros = match text.split('.').count() {
                1 => ".0.0",
                2 => ".0",
                _ => return Err(error),
            };
            if short { semver::Version::parse(&format!("{text}{zeros}")) } else { Err(error) }
        });
        Some(Self(Order::Semver(parsed.ok()?)))
    }
}

/// deb-version(7): what may be in a version. It begins with a digit, but for an epoch's own rules.
fn is_debian(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".+-~:".contains(&byte);
    let upstream = text.split_once(':').map_or(Some(text), |(epoch, upstream)| {
        let number = !epoch.is_empty() && epoch.len() <= 9 && epoch.bytes().all(|byte| byte.is_ascii_digit());
        number.then_some(upstream)
    });
    let begins = upstream.is_some_and(|upstream| upstream.starts_with(|first: char| first.is_ascii_digit()));
    begins && text.bytes().all(allowed)
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (&self.0, &other.0) {
            // Build metadata has no part in precedence (semver 2.0.0, item 10).
            (Order::Semver(one), Order::Semver(other)) => Some(one.cmp_precedence(other)),
            (Order::Pep440(one), Order::Pep440(other)) => Some(one.cmp(other)),
            (Order::Debian(one), Order::Debian(other)) => Some(deb_version::compare_versions(one, other)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ascending(ecosystem: Ecosystem, versions: &[&str]) {
        let parsed: Vec<Version> =
            versions.iter().map(|text| Version::parse(ecosystem, text).unwrap_or_else(|| panic!("{text}"))).collect();
        for (first, one) in parsed.iter().enumerate() {
            for (second, other) in parsed.iter().enumerate() {
                assert_eq!(one.partial_cmp(other), Some(first.cmp(&second)), "{} {}", versions[first], versions[second]);
            }
        }
    }

    #[test]
    fn each_ecosystem_has_its_order() {
        for semver in [Ecosystem::CratesIo, Ecosystem::Npm, Ecosystem::Go, Ecosystem::Ragnos] {
            ascending(
                semver,
                &["0.0.0-0", "0.9.10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc.2", "1.0.0-rc.11", "1.0.0", "1.0.1"],
            );
        }
        ascending(Ecosystem::Go, &["v0.0.0-20200101000000-abcdef123456", "v1.2", "v1.2.1+incompatible", "go1.21.0"]);
        let python = ["1.0.dev1", "1.0a1", "1.0b2", "1.0rc1", "1.0", "1.0.post1", "1.1", "1!0.1"];
        ascending(Ecosystem::PyPi, &python);
        let debian = [
            "1.0~beta1~svn1245",
            "1.0~beta1",
            "1.0",
            "1.0-1",
            "1.0-1+deb12u1",
            "1.0-1.1",
            "1.0-10",
            "1.0a",
            "1.0+b",
            "1.2.3",
            "1:0.1",
        ];
        ascending(Ecosystem::Debian, &debian);
    }

    #[test]
    fn equal_versions_may_be_written_differently() {
        let same = |ecosystem, one, other| {
            assert_eq!(
                Version::parse(ecosystem, one).unwrap().partial_cmp(&Version::parse(ecosystem, other).unwrap()),
                Some(Ordering::Equal)
            );
        };
        same(Ecosystem::CratesIo, "1.0.0+a", "1.0.0+b");
        same(Ecosystem::PyPi, "1.0", "1.0.0");
        same(Ecosystem::PyPi, "1.0-alpha.1", "1.0a1");
        same(Ecosystem::Debian, "1.0-0", "1.0");
        same(Ecosystem::Debian, "0:1.0", "1.0");
    }

    #[test]
    fn what_has_no_order_is_not_given_one() {
        for (ecosystem, bad) in [
            (Ecosystem::CratesIo, "1.0.0.0"),
            (Ecosystem::Npm, "latest"),
            (Ecosystem::Npm, ""),
            (Ecosystem::Go, "1.02.0"),
            (Ecosystem::PyPi, "1.0-final-really"),
            (Ecosystem::Debian, "\u{e9}1.0"),
            (Ecosystem::Debian, "x1.0"),
            (Ecosystem::Debian, ":1.0"),
            (Ecosystem::Debian, "1 0"),
            (Ecosystem::Maven, "1.0"),
        ] {
            assert_eq!(Version::parse(ecosystem, bad), None, "{ecosystem} {bad}");
        }
        assert_eq!(Version::semver(&"1".repeat(300)), None);
    }
}
