//! Targets metadata, top-level or delegated: what a role lists, and whom it trusts with parts of its names (TUF spec 4.5).
//!
//! Owns: the view of a targets role and of its delegations.
//! Never does: fetch a delegated role, or decide which of two roles is authoritative (that is `delegation`).
//! In: a document. Out: [`Targets`].

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::digest::Sha256;
use crate::limits;
use crate::redact::Printable;
use crate::tuf::digests::Digests;
use crate::tuf::document::Document;
use crate::tuf::error::Error;
use crate::tuf::keyring::{KeyRing, Keys, ListedKey};
use crate::tuf::outline::Member;
use crate::tuf::state::role_file;
use crate::tuf::strict::{self, Object};
use crate::tuf::target::VerifiedTarget;

use super::pattern::Pattern;
use super::root::signers;
use super::{Hashes, Header};

/// A targets role, parsed.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Targets {
    pub(in crate::tuf) header: Header,
    pub(in crate::tuf) delegations: Vec<Arc<Delegation>>,
    /// Where the list of targets is in the document.
    listed: usize,
    pub(in crate::tuf) document: Document,
}

/// One entry of `delegations.roles`.
#[derive(Debug, Clone)]
pub(in crate::tuf) struct Delegation {
    pub(in crate::tuf) name: String,
    pub(in crate::tuf) terminating: bool,
    /// The keys, or why they cannot be used: that takes only this role down.
    pub(in crate::tuf) ring: Result<KeyRing, Error>,
    scope: Scope,
}

#[derive(Debug, Clone)]
enum Scope {
    Paths(Vec<Pattern>),
    HashPrefixes(Vec<String>),
}

/// An entry of `targets` as it is written.
#[derive(Deserialize)]
struct Entry<'a> {
    length: u64,
    #[serde(borrow, default)]
    hashes: Option<Object<Hashes<'a>>>,
    #[serde(borrow, default)]
    custom: Option<&'a RawValue>,
}

/// The member that lists targets.
const LISTED: &str = "targets";
/// The member that delegates.
const DELEGATIONS: &str = "delegations";

/// Names that no delegated role may have: the snapshot lists them as top-level roles (attack table, row 67).
const TOP_LEVEL: [&str; 4] = ["root", "timestamp", "snapshot", "targets"];

impl Targets {
    /// Reads targets metadata of `role`.
    pub(in crate::tuf) fn read(role: &str, document: Document) -> Result<Self, Error> {
        let header = Header::read(role, "targets", &document)?;
        let malformed = |reason: &str| Error::Malformed { role: header.role.clone(), reason: reason.to_owned() };
        let listed = document.index(LISTED).filter(|_| document.members(LISTED).is_some());
        let listed = listed.ok_or_else(|| malformed("`targets` is not an object"))?;
        let delegations = match document.index(DELEGATIONS) {
            Some(index) if document.text_of(index) != "null" => delegations(&document).map_err(|reason| malformed(&reason))?,
            _ => Vec::new(),
        };
        Ok(Self { header, delegations, listed, document })
    }

    /// The number of targets that it lists itself.
    pub(in crate::tuf) fn len(&self) -> usize {
        self.listed().len()
    }

    /// Where the names that start with `prefix` are in the list, which is sorted.
    pub(in crate::tuf) fn positions(&self, prefix: &str) -> Range<usize> {
        let listed = self.listed();
        let first = listed.partition_point(|entry| self.document.name(entry) < prefix);
        let count = listed[first..].iter().take_while(|entry| self.document.name(entry).starts_with(prefix)).count();
        first..first + count
    }

    /// The names that it lists and that start with `prefix`.
    pub(in crate::tuf) fn names(&self, prefix: &str) -> impl Iterator<Item = &str> {
        self.listed()[self.positions(prefix)].iter().map(|entry| self.document.name(entry))
    }

    /// Where `name` is in the list.
    pub(in crate::tuf) fn position(&self, name: &str) -> Option<usize> {
        self.document.position(self.listed(), name)
    }

    /// The name at a position.
    pub(in crate::tuf) fn name_at(&self, position: usize) -> &str {
        self.listed().get(position).map_or("", |entry| self.document.name(entry))
    }

    /// The entry at a position as JSON text.
    pub(in crate::tuf) fn text_at(&self, position: usize) -> &str {
        self.listed().get(position).map_or("null", |entry| self.document.text(entry))
    }

    fn listed(&self) -> &[Member] {
        self.document.members_at(self.listed)
    }

    /// The entry at a position.
    pub(in crate::tuf) fn target_at(&self, role: &str, position: usize) -> Result<VerifiedTarget, Error> {
        let member = self.listed().get(position);
        let (name, entry) = member.map_or(("", "null"), |entry| (self.document.name(entry), self.document.text(entry)));
        let shown = || (Printable(name).to_string(), self.header.role.clone());
        let malformed = |reason: &str| Error::Malformed {
            role: self.header.role.clone(),
            reason: format!("the target {}: {}", Printable(name), Printable(reason)),
        };
        let Object(Entry { length, hashes, custom }) =
            serde_json::from_str(entry).map_err(|error: serde_json::Error| malformed(&error.to_string()))?;
        let digests =
            hashes.map(|hashes| hashes.0.read()).transpose().map_err(|reason| malformed(&reason))?.unwrap_or_default();
        if digests == Digests::default() {
            let (target, role) = shown();
            return Err(Error::NoKnownHash { target, role });
        }
        let custom = custom.map_or("null", RawValue::get).to_owned();
        Ok(VerifiedTarget { name: name.to_owned(), length, digests, custom, role: role.to_owned() })
    }
}

/// The delegations of a role, one tree at a time: a registry's role has thousands.
fn delegations(document: &Document) -> Result<Vec<Arc<Delegation>>, String> {
    let part = |name: &str| document.member(DELEGATIONS, name);
    if part("succinct_roles").is_some() {
        return Err("succinct roles (TAP 15) are not supported".to_owned());
    }
    let heavy = |error: serde_json::Error| format!("`delegations`: {error}");
    let left = Cell::new(limits::JSON_WEIGHT);
    let listed = part("keys").filter(|text| text.starts_with('{')).ok_or("`delegations.keys` is not an object")?;
    let mut keys = Keys::new();
    strict::members(listed, &left, |id, value| drop(keys.insert(id, ListedKey::new(value)))).map_err(heavy)?;
    let listed = part("roles").filter(|text| text.starts_with('[')).ok_or("`delegations.roles` is not a list")?;
    let (mut seen, mut delegations) = (HashSet::new(), Vec::new());
    let add = |role: Value| {
        let delegation = delegation(&role, &keys)?;
        if !seen.insert(delegation.name.clone()) {
            return Err(format!("the role {} is delegated to twice", Printable(&delegation.name)));
        }
        delegations.push(Arc::new(delegation));
        Ok(())
    };
    strict::items(listed, &left, add).map_err(heavy)?;
    Ok(delegations)
}

/// One entry of `delegations.roles`; `keys` are those of the same document.
fn delegation(role: &Value, keys: &Keys) -> Result<Delegation, String> {
    let name = role["name"].as_str().filter(|name| !name.is_empty()).ok_or("a delegated role has no name")?;
    let texts = |key: &str| -> Option<Vec<String>> {
        role[key].as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
    };
    let patterns = |texts: Vec<String>| Scope::Paths(texts.iter().map(|text| Pattern::new(text)).collect());
    let scope = match (role.get("paths"), role.get("path_hash_prefixes")) {
        (Some(_), None) => texts("paths").map(patterns),
        (None, Some(_)) => texts("path_hash_prefixes").map(Scope::HashPrefixes),
        _ => None,
    };
    let scope = scope.ok_or_else(|| format!("{} has neither `paths` nor `path_hash_prefixes` alone", Printable(name)))?;
    let terminating = match role.get("terminating") {
        None => false,
        Some(Value::Bool(value)) => *value,
        Some(_) => return Err(format!("`terminating` of {} is not true or false", Printable(name))),
    };
    // What is wrong with the keys or the name of one role is that role's trouble alone.
    let bad = |reason: &str| {
        let shown: String = name.chars().take(160).collect();
        Error::BadKeys { role: Printable(&shown).to_string(), reason: reason.to_owned() }
    };
    let ring = match signers(role) {
        _ if TOP_LEVEL.contains(&name) => Err(bad("its name is that of a top-level role")),
        _ if role_file(name).len() > limits::ROLE_FILE_BYTES => Err(bad("its name is too long for a file")),
        None => Err(bad("`keyids` is not a list of texts or `threshold` is not a number of at least 1")),
        Some((ids, threshold)) => KeyRing::new(name, &ids, threshold, keys),
    };
    Ok(Delegation { name: name.to_owned(), terminating, ring, scope })
}

impl Delegation {
    /// True when the delegation covers the target `name`.
    pub(in crate::tuf) fn covers(&self, name: &str) -> bool {
        match &self.scope {
            Scope::Paths(patterns) => patterns.iter().any(|pattern| pattern.matches(name)),
            Scope::HashPrefixes(prefixes) => {
                let digest = Sha256::of(name.as_bytes()).to_string();
                // An empty prefix would match everything; the specification's prefixes are hexadecimal digits.
                prefixes.iter().any(|prefix| !prefix.is_empty() && digest.starts_with(prefix.as_str()))
            }
        }
    }

    /// True when it covers some name that starts with `prefix`.
    pub(in crate::tuf) fn may_cover(&self, prefix: &str) -> bool {
        match &self.scope {
            Scope::Paths(patterns) => patterns.iter().any(|pattern| pattern.may_match(prefix)),
            Scope::HashPrefixes(prefixes) => prefixes.iter().any(|one| !one.is_empty()),
        }
    }

    /// True when it covers every flat name that starts with `prefix`.
    pub(in crate::tuf) fn covers_all(&self, prefix: &str) -> bool {
        matches!(&self.scope, Scope::Paths(patterns) if patterns.iter().any(|pattern| pattern.matches_all(prefix)))
    }
}
