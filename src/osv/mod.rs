//! Advisories in the Open Source Vulnerability format (ossf.github.io/osv-schema, 1.0 to 1.7).
//!
//! Owns: what is read of a record, in two steps: a [`Glance`] that borrows and says which packages a record is about, and the whole
//! [`Advisory`] for the few records that matter to somebody.
//! Never does: I/O, or trust. In: JSON of one record. Out: [`Glance`], [`Advisory`].

mod judge;
mod severity;

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use crate::ecosystem::Ecosystem;

pub use judge::Judgement;
pub use severity::Severity;

/// What is seen of a record at a glance: enough to put it aside.
#[derive(Debug, Deserialize)]
pub struct Glance<'a> {
    /// `id`.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// `modified`, RFC 3339.
    #[serde(borrow)]
    pub modified: Cow<'a, str>,
    withdrawn: Option<IgnoredAny>,
    #[serde(borrow, default, deserialize_with = "or_empty")]
    affected: Vec<GlanceAffected<'a>>,
}

#[derive(Debug, Deserialize)]
struct GlanceAffected<'a> {
    #[serde(borrow)]
    package: Option<OsvPackage<'a>>,
}

#[derive(Debug, Deserialize)]
struct OsvPackage<'a> {
    #[serde(borrow)]
    ecosystem: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

impl OsvPackage<'_> {
    fn read(&self) -> Option<(Ecosystem, Option<&str>, String)> {
        let (ecosystem, release) = Ecosystem::of_osv(&self.ecosystem)?;
        Some((ecosystem, release, ecosystem.normal_name(&self.name)))
    }
}

/// A record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an OSV record: {reason}")]
pub struct NotOsv {
    /// What is wrong with it.
    pub reason: String,
}

impl From<serde_json::Error> for NotOsv {
    fn from(error: serde_json::Error) -> Self {
        Self { reason: crate::redact::Printable(&error.to_string()).to_string() }
    }
}

impl<'a> Glance<'a> {
    /// Looks at a record.
    ///
    /// # Errors
    /// [`NotOsv`].
    pub fn at(json: &'a [u8]) -> Result<Self, NotOsv> {
        Ok(serde_json::from_slice(json)?)
    }

    /// True when the record was withdrawn by those who filed it.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn.is_some()
    }

    /// The packages that it is about, in ecosystems that are known.
    pub fn packages(&self) -> impl Iterator<Item = (Ecosystem, String)> {
        let named = self.affected.iter().filter_map(|affected| affected.package.as_ref()?.read());
        named.map(|(ecosystem, _, name)| (ecosystem, name))
    }
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advisory {
    /// `id`.
    pub id: String,
    /// `aliases`: the same vulnerability elsewhere.
    pub aliases: Vec<String>,
    /// `summary`, else the first line of `details`.
    pub summary: String,
    /// Where to read more: the first reference of type `ADVISORY`, else the first of all.
    pub url: Option<String>,
    /// What it affects.
    pub affected: Vec<Affected>,
}

/// One package that a record is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Its ecosystem.
    pub ecosystem: Ecosystem,
    /// The release of a distribution that this is about.
    pub release: Option<String>,
    /// Its name in its one spelling.
    pub name: String,
    /// How grave it is.
    pub severity: Severity,
    /// Score and vector behind the severity, where there is one.
    pub rating: Option<Rating>,
    /// For records that inform of something else than a vulnerability, such as `unmaintained`.
    pub informational: Option<String>,
    versions: Vec<String>,
    ranges: Vec<Range>,
}

/// A CVSS vector with its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The score, with one digit after the point.
    pub score: String,
    /// The vector.
    pub vector: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Range {
    #[serde(rename = "type")]
    kind: RangeKind,
    #[serde(default, deserialize_with = "or_empty")]
    events: Vec<Event>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum RangeKind {
    #[serde(rename = "SEMVER")]
    Semver,
    #[serde(rename = "ECOSYSTEM")]
    Ecosystem,
    /// Commits, whose order only a clone of the repository knows; and kinds that are newer than this program.
    #[serde(rename = "GIT", other)]
    Unordered,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Introduced(String),
    Fixed(String),
    LastAffected(String),
    Limit(String),
}

#[derive(Debug, Deserialize)]
struct Record<'a> {
    id: String,
    #[serde(default, deserialize_with = "or_empty")]
    aliases: Vec<String>,
    summary: Option<String>,
    details: Option<String>,
    #[serde(default, deserialize_with = "or_empty")]
    severity: Vec<severity::Entry>,
    #[serde(default, deserialize_with = "or_empty")]
    references: Vec<Reference>,
    #[serde(borrow, default, deserialize_with = "or_empty")]
    affected: Vec<RecordAffected<'a>>,
    database_specific: Option<Specific>,
}

#[derive(Debug, Deserialize)]
struct Reference {
    #[serde(rename = "type", default)]
    kind: String,
    url: String,
}

#[derive(Debug, Deserialize)]
struct RecordAffected<'a> {
    #[serde(borrow)]
    package: Option<OsvPackage<'a>>,
    #[serde(default, deserialize_with = "or_empty")]
    severity: Vec<severity::Entry>,
    #[serde(default, deserialize_with = "or_empty")]
    ranges: Vec<Range>,
    #[serde(default, deserialize_with = "or_empty")]
    versions: Vec<String>,
    database_specific: Option<Specific>,
    ecosystem_specific: Option<Specific>,
}

/// What databases say beside the schema, as far as it is read.
#[derive(Debug, Default, Deserialize)]
struct Specific {
    /// `RustSec`'s word for records that are no vulnerabilities.
    #[serde(default)]
    informational: serde_json::Value,
    /// GitHub's word for the severity.
    #[serde(default)]
    severity: serde_json::Value,
}

/// Lists may be null.
fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl Advisory {
    /// Reads a record.
    ///
    /// # Errors
    /// [`NotOsv`].
    pub fn read(json: &[u8]) -> Result<Self, NotOsv> {
        let record: Record<'_> = serde_json::from_slice(json)?;
        let first_line = || record.details.as_deref().and_then(|details| details.lines().next()).unwrap_or_default().to_owned();
        let url = record.references.iter().find(|one| one.kind == "ADVISORY").or_else(|| record.references.first());
        Ok(Self {
            summary: record.summary.clone().filter(|summary| !summary.is_empty()).unwrap_or_else(first_line),
            url: url.map(|one| one.url.clone()),
            affected: record.affected.iter().filter_map(|affected| affected.read(&record)).collect(),
            id: record.id,
            aliases: record.aliases,
        })
    }
}

impl RecordAffected<'_> {
    fn read(&self, record: &Record<'_>) -> Option<Affected> {
        let (ecosystem, release, name) = self.package.as_ref()?.read()?;
        let specific = [&self.database_specific, &self.ecosystem_specific, &record.database_specific];
        let specific = || specific.into_iter().flatten();
        let informational = specific().find_map(|one| one.informational.as_str()).map(str::to_owned);
        let entries = if self.severity.is_empty() { &record.severity } else { &self.severity };
        let (severity, rating) = severity::of(entries, specific().find_map(|one| one.severity.as_str()));
        Some(Affected {
            ecosystem,
            release: release.map(str::to_owned),
            name,
            severity: if informational.is_some() { Severity::Info } else { severity },
            rating,
            informational,
            versions: self.versions.clone(),
            ranges: self.ranges.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
