//! Reading `[policy]`, in `ragnos.toml` or in a file of an organisation.
//!
//! Owns: its keys, what their values may be, and the line of each.
//! Never does: judge, or accept what it does not know: a misspelt rule would silently mean nothing.
//! In: TOML text. Out: [`Policy`], or an [`Error`] that points at the place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::ops::Range;
use std::sync::Arc;

use jiff::SignedDuration;
use miette::{NamedSource, SourceSpan};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde_spanned::Spanned;
use toml_edit::{Document, TableLike};

use super::pattern::{Pattern, Selector};
use super::{Graded, Place, Placed, Policy, Tolerated};
use crate::capability::Capability;
use crate::cool_down;
use crate::digest::Sha256;
use crate::limits;
use crate::public_key::PublicKey;
use crate::redact::Printable;
use crate::refusal::{Facts, Refusal};
use crate::review::Reviewer;

/// A policy cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{file} has no valid policy: {reason}")]
#[diagnostic(code(RP2200), help("correct the rule; docs/policy.md lists all of them"))]
pub struct Error {
    /// The file.
    file: String,
    /// What is wrong, printable.
    reason: String,
    /// The text.
    #[source_code]
    source_text: Arc<NamedSource<String>>,
    /// The place.
    #[label("here")]
    place: SourceSpan,
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        Facts { seen: Some(self.reason.clone()), ..Facts::about(&self.file) }
    }
}

/// `ragnos.toml`, as far as this is about policy.
#[derive(Deserialize)]
struct InManifest {
    policy: Option<Table>,
}

/// A file of an organisation: nothing but `[policy]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alone {
    policy: Option<Table>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Table {
    allow: Option<Spanned<Vec<Spanned<Pattern>>>>,
    deny: Vec<Spanned<Selector>>,
    capabilities: BTreeMap<Pattern, Spanned<BTreeSet<Capability>>>,
    min_threshold: Option<OneOrEach<Threshold>>,
    min_age: Option<OneOrEach<Age>>,
    licences: Option<Spanned<BTreeSet<Licence>>>,
    reviews: Option<OneOrEach<BTreeSet<String>>>,
    reviewers: Option<BTreeMap<String, Spanned<PublicKey>>>,
    min_reviewers: Option<OneOrEach<Threshold>>,
    provenance: Option<OneOrEach<Wanted>>,
    repositories: Option<Spanned<BTreeSet<String>>>,
    roots: Option<Spanned<BTreeSet<Sha256>>>,
    yanked: Option<Spanned<Yanked>>,
    max_severity: Option<Spanned<Tolerated>>,
}

/// One value for everything, or one for each pattern.
enum OneOrEach<T> {
    One(T),
    Each(BTreeMap<Pattern, T>),
}

/// By hand, since an untagged enum would not say what is wrong with a value.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrEach<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrEachVisitor(PhantomData))
    }
}

struct OneOrEachVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrEachVisitor<T> {
    type Value = OneOrEach<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or a table with one for each pattern")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OneOrEach::One)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        T::deserialize(text.into_deserializer()).map(OneOrEach::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(list)).map(OneOrEach::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(table)).map(OneOrEach::Each)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wanted {
    Required,
    Optional,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Yanked {
    Keep,
    Refuse,
}

/// A span of time with its unit.
struct Age(SignedDuration);

impl<'de> Deserialize<'de> for Age {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        cool_down::span(&text).map(Self).map_err(de::Error::custom)
    }
}

/// How many keys.
struct Threshold(u64);

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u64::deserialize(deserializer)?;
        if number == 0 { Err(de::Error::custom("a threshold is at least 1")) } else { Ok(Self(number)) }
    }
}

/// An SPDX identifier.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Licence(String);

impl<'de> Deserialize<'de> for Licence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::licence::known(&text).map_err(de::Error::custom)?;
        Ok(Self(text))
    }
}

struct Reader<'a> {
    document: Document<&'a str>,
    file: &'a str,
}

impl Policy {
    /// The `[policy]` of a manifest; empty where it has none.
    ///
    /// # Errors
    /// [`Error`] with the place.
    pub fn of_manifest(text: &str, file: &str) -> Result<Self, Error> {
        let reader = Reader::new(text, file)?;
        let InManifest { policy } = reader.read()?;
        policy.map_or_else(|| Ok(Self::default()), |table| reader.policy(table))
    }

    /// The `[policy]` of an organisation's file, which holds nothing else.
    ///
    /// # Errors
    /// As [`Policy::of_manifest`].
    pub fn of_file(text: &str, file: &str) -> Result<Self, Error> {
        if text.len() as u64 > limits::MANIFEST_BYTES {
            let reason = format!("it has {} bytes, at most {} are read", text.len(), limits::MANIFEST_BYTES);
            return Err(Error::new(text, file, reason, None));
        }
        let reader = Reader::new(text, file)?;
        let Alone { policy } = reader.read()?;
        policy.map_or_else(|| Err(reader.wrong("it has no table [policy]", None)), |table| reader.policy(table))
    }
}

impl Error {
    fn new(text: &str, file: &str, reason: impl Display, span: Option<Range<usize>>) -> Self {
        Self {
            file: file.to_owned(),
            reason: Printable(reason.to_string().trim_end()).to_string(),
            source_text: Arc::new(NamedSource::new(file, text.to_owned()).with_language("TOML")),
            place: span.map_or_else(|| SourceSpan::from(0..0), SourceSpan::from),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, file: &'a str) -> Result<Self, Error> {
        let document = Document::parse(text).map_err(|error| Error::new(text, file, error.message(), error.span()))?;
        Ok(Self { document, file })
    }

    fn wrong(&self, reason: impl Display, span: Option<Range<usize>>) -> Error {
        Error::new(self.document.raw(), self.file, reason, span)
    }

    fn read<T: for<'de> Deserialize<'de>>(&self) -> Result<T, Error> {
        T::deserialize(toml_edit::de::Deserializer::from(self.document.clone()))
            .map_err(|error| self.wrong(error.message(), error.span()))
    }

    fn place(&self, span: &Range<usize>) -> Place {
        let text = self.document.raw();
        let before = text.get(..span.start).unwrap_or(text);
        Place { file: self.file.to_owned(), line: before.matches('\n').count() + 1 }
    }

    fn placed<T, U>(&self, spanned: Spanned<T>, of: impl FnOnce(T) -> U) -> Placed<U> {
        let place = self.place(&spanned.span());
        Placed { value: of(spanned.into_inner()), place }
    }

    /// Where a key of `[policy]` stands, or a pattern below it: the value of [`OneOrEach`] carries no place of its own.
    fn key(&self, key: &str, pattern: Option<&Pattern>) -> Range<usize> {
        let pattern = pattern.map(ToString::to_string);
        let (mut table, mut span): (Option<&dyn TableLike>, _) = (Some(self.document.as_table()), 0..0);
        for part in ["policy", key].into_iter().chain(pattern.as_deref()) {
            let Some((found, item)) = table.and_then(|table| table.get_key_value(part)) else { break };
            span = found.span().unwrap_or(span);
            table = item.as_table_like();
        }
        span
    }

    fn graded<T, U>(&self, key: &str, value: Option<OneOrEach<T>>, of: impl Fn(T) -> U) -> Graded<U> {
        let place = |pattern: Option<&Pattern>| self.place(&self.key(key, pattern));
        match value {
            None => Graded::new(),
            Some(OneOrEach::One(one)) => Graded::from([(Pattern::All, Placed { value: of(one), place: place(None) })]),
            Some(OneOrEach::Each(each)) => {
                let placed = |(pattern, one)| {
                    let place = place(Some(&pattern));
                    (pattern, Placed { value: of(one), place })
                };
                each.into_iter().map(placed).collect()
            }
        }
    }

    /// The keys whose signatures count. What would mean nothing, or could never be met, is an error.
    fn reviewers(&self, keys: BTreeMap<String, Spanned<PublicKey>>) -> Result<Vec<Reviewer>, Error> {
        let mut found: Vec<Reviewer> = Vec::new();
        for (name, key) in keys {
            let span = key.span();
            let (name, key) = (Printable(&name).to_string(), key.into_inner());
            if let Some(same) = found.iter().find(|one| one.key.material() == key.material()) {
                return Err(self.wrong(format!("{} and {name} are one key, and nobody counts twice", same.name), Some(span)));
            }
            found.push(Reviewer { name, key });
        }
        Ok(found)
    }

    fn check_reviewers(&self, policy: &Policy) -> Result<(), Error> {
        let wrong = |key: &str, reason: &str| Err(self.wrong(reason, Some(self.key(key, None))));
        if policy.reviewers.is_some() && policy.reviews.is_empty() {
            return wrong(
                "reviewers",
                "[policy.reviewers] means nothing without reviews, which says what they have to sign for",
            );
        }
        let (most, wanted) =
            (policy.reviewers.as_ref().map(Vec::len), policy.min_reviewers.values().map(|one| one.value).max());
        match (most, wanted) {
            (None, Some(_)) => {
                wrong("min-reviewers", "min-reviewers means nothing without [policy.reviewers], whose word counts")
            }
            (Some(most), Some(wanted)) if u64::try_from(most).is_ok_and(|most| most < wanted) => {
                wrong("min-reviewers", &format!("{wanted} reviewers are wanted and {most} are named"))
            }
            _ => Ok(()),
        }
    }

    fn policy(&self, table: Table) -> Result<Policy, Error> {
        let patterns =
            |list: Vec<Spanned<Pattern>>| list.into_iter().map(|one| self.placed(one, |one| one)).collect::<Vec<_>>();
        let repositories = table.repositories.map(|urls| self.placed(urls, |urls| urls));
        let refuse_yanked = table.yanked.map(|yanked| self.placed(yanked, |word| word));
        let policy = Policy {
            allow: table.allow.map(|list| self.placed(list, patterns)),
            deny: table.deny.into_iter().map(|one| self.placed(one, |one| one)).collect(),
            capabilities: table.capabilities.into_iter().map(|(to, one)| (to, self.placed(one, |one| one))).collect(),
            min_threshold: self.graded("min-threshold", table.min_threshold, |Threshold(number)| number),
            min_age: self.graded("min-age", table.min_age, |Age(span)| span),
            licences: table.licences.map(|list| self.placed(list, |list| list.into_iter().map(|Licence(id)| id).collect())),
            reviews: self.graded("reviews", table.reviews, |criteria| criteria),
            reviewers: table.reviewers.map(|keys| self.reviewers(keys)).transpose()?,
            min_reviewers: self.graded("min-reviewers", table.min_reviewers, |Threshold(number)| number),
            provenance: self.graded("provenance", table.provenance, |word| matches!(word, Wanted::Required)),
            repositories,
            roots: table.roots.map(|ids| self.placed(ids, |ids| ids)),
            refuse_yanked: refuse_yanked.filter(|word| matches!(word.value, Yanked::Refuse)).map(|word| word.place),
            max_severity: table.max_severity.map(|one| self.placed(one, |one| one)),
        };
        self.check_reviewers(&policy)?;
        Ok(policy)
    }
}
