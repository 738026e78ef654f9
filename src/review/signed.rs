//! Signed reviews: who of the reviewers that a policy names has signed what was said of an archive.
//!
//! Owns: the bytes that a reviewer signs (everything that a record says, in canonical JSON), and that nobody counts twice.
//! Never does: sign, or say whose word counts (that is `policy`). In: [`Review`]s, [`Reviewer`]s. Out: names.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Criterion, Review, Reviews};
use crate::digest::Sha256;
use crate::public_key::PublicKey;

/// What tells a signed review from other documents that the same key may have signed.
const KIND: &str = "ragnos-review";
const FORMAT: u32 = 1;

/// A signature of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The id of the key, as TUF metadata has it: 64 hexadecimal digits.
    pub keyid: Sha256,
    /// The signature, hexadecimal.
    pub sig: Hex,
}

/// Bytes as hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hex(pub Vec<u8>);

impl TryFrom<String> for Hex {
    type Error = hex::FromHexError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        hex::decode(text).map(Self)
    }
}

impl From<Hex> for String {
    fn from(bytes: Hex) -> Self {
        hex::encode(bytes.0)
    }
}

/// Somebody whose signed word counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// The name that a policy gives to the key.
    pub name: String,
    /// The key.
    pub key: PublicKey,
}

impl Review {
    /// What a reviewer signs: canonical JSON of everything that the record says. No text in it has control characters, so that the
    /// usual compact form with sorted members is the canonical one.
    pub fn message(&self) -> Vec<u8> {
        let Self { plugin, version, criteria, by, date, notes, sha256, signatures: _ } = self;
        let mut said = json!({
            "_type": KIND, "format": FORMAT, "plugin": plugin, "version": version, "criteria": criteria, "by": by, "date": date,
            "sha256": sha256,
        });
        if let Some(notes) = notes {
            said["notes"] = json!(notes);
        }
        said.sort_all_objects();
        said.to_string().into_bytes()
    }

    /// What a signature is worth to those who know `reviewer`: `None` where it is of another key.
    fn judge(&self, signature: &Signature, reviewer: &Reviewer) -> Option<bool> {
        let is_it = signature.keyid.to_string() == reviewer.key.id();
        is_it.then(|| reviewer.key.has_signed(&self.message(), &signature.sig.0))
    }

    /// Those of `reviewers` who have signed this record.
    pub fn signed_by<'r>(&self, reviewers: &'r [Reviewer]) -> impl Iterator<Item = &'r Reviewer> {
        let has = |reviewer: &Reviewer| self.signatures.iter().any(|one| self.judge(one, reviewer) == Some(true));
        reviewers.iter().filter(move |reviewer| has(reviewer))
    }

    /// The first of `reviewers` in whose name the record has a signature that is not theirs.
    pub fn forged<'r>(&self, reviewers: &'r [Reviewer]) -> Option<&'r Reviewer> {
        let is_forged = |reviewer: &&Reviewer| self.signatures.iter().any(|one| self.judge(one, reviewer) == Some(false));
        reviewers.iter().find(is_forged)
    }
}

/// What was said of the archives of one version.
#[derive(Debug, Clone)]
pub struct About<'r> {
    reviews: &'r Reviews,
    archives: Vec<&'r Sha256>,
}

impl Reviews {
    /// What is said of all of these archives.
    pub fn about<'r>(&'r self, archives: impl Iterator<Item = &'r Sha256>) -> About<'r> {
        About { reviews: self, archives: archives.collect() }
    }
}

impl About<'_> {
    /// The records about one archive.
    fn records(&self, archive: &Sha256) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(move |one| one.sha256.contains(archive))
    }

    /// The criteria for which every archive was reviewed, by whomever.
    pub fn criteria(&self) -> BTreeSet<Criterion> {
        let of = |archive: &&Sha256| -> BTreeSet<Criterion> {
            self.records(archive).flat_map(|one| one.criteria.iter().cloned()).collect()
        };
        self.archives.iter().map(of).reduce(|all, one| all.intersection(&one).cloned().collect()).unwrap_or_default()
    }

    /// The names of the reviewers who have signed for every archive that it meets the criterion, each once.
    pub fn vouching<'p>(&self, criterion: &str, reviewers: &'p [Reviewer]) -> BTreeSet<&'p str> {
        let of = |archive: &&Sha256| -> BTreeSet<&'p str> {
            let about = self.records(archive).filter(|one| one.criteria.iter().any(|one| one.0 == criterion));
            about.flat_map(|one| one.signed_by(reviewers)).map(|one| one.name.as_str()).collect()
        };
        self.archives.iter().map(of).reduce(|all, one| &all & &one).unwrap_or_default()
    }
}
