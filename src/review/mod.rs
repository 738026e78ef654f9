//! Reviews: who has looked at which bytes, for what. `ragnos-reviews.toml`, committed beside `ragnos.toml`.
//!
//! Owns: its form, and the rule that a review counts for the archives whose sha256 it lists and for nothing else: a version that is
//! published again, or moved, was never reviewed.
//! Never does: I/O, or say that somebody is who a record says: a plain record is as good as the review of the change that wrote it,
//! and whose signature counts is a policy's to say.
//! In: TOML text. Out: [`Reviews`].

mod signed;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::digest::Sha256;
use crate::limits;
use crate::name::PluginName;
use crate::redact::{Printable, is_deceptive};
use crate::refusal::{Facts, Refusal};

pub use signed::{About, Hex, Reviewer, Signature};

/// The file's name.
pub const FILE: &str = "ragnos-reviews.toml";
const FORMAT: u32 = 1;

/// All reviews of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviews {
    version: u32,
    #[serde(default, rename = "review", skip_serializing_if = "Vec::is_empty")]
    reviews: Vec<Review>,
}

/// One review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The plugin.
    pub plugin: PluginName,
    /// The version.
    pub version: Version,
    /// What it was reviewed for.
    pub criteria: BTreeSet<Criterion>,
    /// Who has reviewed it.
    pub by: Words,
    /// When.
    pub date: IsoDate,
    /// What there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Words>,
    /// sha256 of each archive that was reviewed.
    pub sha256: BTreeSet<Sha256>,
    /// Who has signed all this.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub signatures: BTreeSet<Signature>,
}

/// The name of a criterion: `[a-z0-9-]`, 1 to 64 characters, such as `safe-to-run`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Criterion(String);

/// One line of text for people, at most 500 bytes, without control or deceptive characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words(String);

/// A day, `2026-06-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IsoDate(pub Date);

/// A text that is not what it should be.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{seen:?} is not {wanted}")]
pub struct NotA {
    seen: String,
    wanted: &'static str,
}

fn not_a(seen: &str, wanted: &'static str) -> NotA {
    NotA { seen: Printable(seen).to_string(), wanted }
}

impl FromStr for Criterion {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let good = (1..=64).contains(&text.len()) && text.bytes().all(plain);
        if good { Ok(Self(text.to_owned())) } else { Err(not_a(text, "a criterion such as safe-to-run")) }
    }
}

impl FromStr for Words {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        let good = (1..=500).contains(&text.len()) && !text.chars().any(|one| one.is_control() || is_deceptive(one));
        if good { Ok(Self(text.to_owned())) } else { Err(not_a(text, "one line of at most 500 bytes")) }
    }
}

impl FromStr for IsoDate {
    type Err = NotA;

    fn from_str(text: &str) -> Result<Self, NotA> {
        text.parse().map(Self).map_err(|_| not_a(text, "a day such as 2026-06-01"))
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for IsoDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// As text in the file, and back.
macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = NotA;

            fn try_from(text: String) -> Result<Self, NotA> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(one: $name) -> Self {
                one.to_string()
            }
        }
    )+};
}
as_text!(Criterion, Words, IsoDate);

/// A file of reviews that cannot be read.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{file} is no file of reviews: {reason}")]
#[diagnostic(code(RP2201), help("correct it, or restore it from version control; docs/policy.md has its form"))]
pub struct Error {
    file: String,
    reason: String,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        Facts { seen: Some(self.reason.clone()), ..Facts::about(&self.file) }
    }
}

impl Default for Reviews {
    fn default() -> Self {
        Self { version: FORMAT, reviews: Vec::new() }
    }
}

impl Reviews {
    /// Reads a file; `file` is its name for messages.
    ///
    /// # Errors
    /// [`Error`].
    pub fn parse(text: &str, file: &str) -> Result<Self, Error> {
        let wrong = |reason: &str| Error { file: file.to_owned(), reason: Printable(reason.trim_end()).to_string() };
        if text.len() as u64 > limits::REVIEWS_BYTES {
            return Err(wrong(&format!("it has {} bytes, at most {} are read", text.len(), limits::REVIEWS_BYTES)));
        }
        let read: Self = toml_edit::de::from_str(text).map_err(|error| wrong(&error.to_string()))?;
        if read.version == FORMAT { Ok(read) } else { Err(wrong(&format!("it has version {}", read.version))) }
    }

    /// The file: sorted, one key a line.
    ///
    /// # Errors
    /// Never in practice: strings and numbers only.
    pub fn to_text(&self) -> Result<String, toml_edit::ser::Error> {
        toml_edit::ser::to_string_pretty(self)
    }

    /// Adds a review; where the same is there, the signatures of both are kept.
    pub fn add(&mut self, mut new: Review) {
        for one in &mut self.reviews {
            let signatures = std::mem::take(&mut new.signatures);
            let known = std::mem::take(&mut one.signatures);
            let is_same = *one == new;
            one.signatures = known;
            if is_same {
                one.signatures.extend(signatures);
                return;
            }
            new.signatures = signatures;
        }
        self.reviews.push(new);
        let key = |one: &Review| (one.plugin.clone(), one.version.clone(), one.date.0, one.by.0.clone());
        self.reviews.sort_by_key(key);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter()
    }

    /// All of them, to be signed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Review> {
        self.reviews.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(criteria: &[&str], archives: &[&[u8]]) -> Review {
        Review {
            plugin: "acme/tool".parse().unwrap(),
            version: "1.0.0".parse().unwrap(),
            criteria: criteria.iter().map(|one| one.parse().unwrap()).collect(),
            by: "Ada <ada@example.com>".parse().unwrap(),
            date: "2026-06-01".parse().unwrap(),
            notes: None,
            sha256: archives.iter().map(|bytes| Sha256::of(bytes)).collect(),
            signatures: BTreeSet::new(),
        }
    }

    #[test]
    fn a_review_counts_for_the_bytes_that_it_lists_and_every_archive_needs_one() {
        let mut reviews = Reviews::default();
        reviews.add(review(&["safe-to-run"], &[b"linux", b"mac"]));
        reviews.add(review(&["fast"], &[b"linux"]));
        reviews.add(review(&["fast"], &[b"linux"]));
        assert_eq!(reviews.iter().count(), 2);
        let of = |archives: &[&[u8]]| {
            let digests: Vec<Sha256> = archives.iter().map(|bytes| Sha256::of(bytes)).collect();
            reviews.about(digests.iter()).criteria().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((of(&[b"linux"]), of(&[b"linux", b"mac"])), ("fast safe-to-run".to_owned(), "safe-to-run".to_owned()));
        assert_eq!((of(&[b"linux", b"other"]), of(&[])), (String::new(), String::new()));
        let text = reviews.to_text().unwrap();
        assert_eq!(Reviews::parse(&text, FILE).unwrap(), reviews, "{text}");
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let mut reviews = Reviews::default();
        reviews.add(review(&["safe-to-run"], &[b"linux"]));
        let good = reviews.to_text().unwrap();
        for (from, to) in [
            ("version = 1\n", "version = 2\n"),
            ("safe-to-run", "Safe to run"),
            ("2026-06-01", "yesterday"),
            ("Ada", "Ada\\u202e"),
            ("by =", "from ="),
        ] {
            assert!(good.contains(from), "{good}");
            assert!(Reviews::parse(&good.replacen(from, to, 1), FILE).is_err(), "{to}");
        }
    }
}
