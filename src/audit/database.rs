//! The advisories: read from a folder, an archive or a signed target, and filed under the packages that are asked about.
//!
//! Owns: that every record is looked at, that what cannot be read is counted and named, and that only records that matter are kept.
//! Never does: trust, judge. In: a place and the packages that matter. Out: [`Database`].

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::Timestamp;
use serde::Serialize;

use crate::ecosystem::Ecosystem;
use crate::osv::{Advisory, Glance, NotOsv};
use crate::redact::Printable;

/// The packages that matter.
pub(super) type Wanted = HashSet<(Ecosystem, String)>;

/// What a database holds, in figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The folder, file or signed target.
    pub source: String,
    /// The role that signed it, for a target.
    pub role: Option<String>,
    /// Records in it, the withdrawn ones among them.
    pub records: usize,
    /// Records that were withdrawn and do not count.
    pub withdrawn: usize,
    /// When a record in it was last changed.
    pub newest: Option<Timestamp>,
    /// The ecosystems that it has records for, of those that are known.
    pub ecosystems: BTreeSet<String>,
    /// Records that cannot be read, with the first of them.
    #[serde(skip)]
    pub unreadable: Option<(usize, String)>,
}

/// Advisories that matter, and what the databases hold beside.
#[derive(Debug, Default)]
pub struct Database {
    /// The databases, in the order given.
    pub holdings: Vec<Holding>,
    /// The ecosystems that there is any record for.
    pub ecosystems: BTreeSet<Ecosystem>,
    advisories: BTreeMap<(Ecosystem, String), Vec<std::sync::Arc<Advisory>>>,
}

impl Database {
    /// The advisories about a package, sorted by id.
    pub fn about(&self, ecosystem: Ecosystem, name: &str) -> &[std::sync::Arc<Advisory>] {
        self.advisories.get(&(ecosystem, name.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Adds what was read of one database.
    pub fn add(&mut self, source: String, role: Option<String>, mut read: Shelf) {
        read.kept.sort_by(|one, other| one.id.cmp(&other.id));
        self.ecosystems.extend(&read.ecosystems);
        for advisory in read.kept {
            let keys: BTreeSet<_> = advisory.affected.iter().map(|one| (one.ecosystem, one.name.clone())).collect();
            let advisory = std::sync::Arc::new(advisory);
            for key in keys {
                let filed = self.advisories.entry(key).or_default();
                // The same record in two databases is one advisory.
                if !filed.iter().any(|there| there == &advisory) {
                    filed.push(std::sync::Arc::clone(&advisory));
                }
            }
        }
        read.unreadable.sort();
        let first = read.unreadable.first().cloned();
        self.holdings.push(Holding {
            source,
            role,
            records: read.records,
            withdrawn: read.withdrawn,
            newest: read.newest.and_then(|text| text.parse().ok()),
            ecosystems: read.ecosystems.iter().map(ToString::to_string).collect(),
            unreadable: first.map(|first| (read.unreadable.len(), first)),
        });
    }
}

/// What one reader has put aside; readers work at the same time and their shelves are joined.
#[derive(Debug, Default)]
pub struct Shelf {
    records: usize,
    withdrawn: usize,
    newest: Option<String>,
    ecosystems: BTreeSet<Ecosystem>,
    kept: Vec<Advisory>,
    unreadable: Vec<String>,
}

impl Shelf {
    /// How many records were read.
    pub fn records(&self) -> usize {
        self.records
    }

    /// Looks at one record, and keeps it where it matters.
    pub fn put(&mut self, name: &str, json: &[u8], wanted: &Wanted) {
        if let Err(error) = self.try_put(json, wanted) {
            self.refuse(name, &error.to_string());
        }
    }

    /// Notes that a record cannot be read.
    pub fn refuse(&mut self, name: &str, why: &str) {
        self.records += 1;
        self.unreadable.push(format!("{}: {why}", Printable(name)));
    }

    fn try_put(&mut self, json: &[u8], wanted: &Wanted) -> Result<(), NotOsv> {
        let glance = Glance::at(json)?;
        let mut matters = false;
        let mut ecosystems = BTreeSet::new();
        for package in glance.packages() {
            ecosystems.insert(package.0);
            matters |= wanted.contains(&package);
        }
        if matters && !glance.is_withdrawn() {
            self.kept.push(Advisory::read(json)?);
        }
        self.records += 1;
        self.withdrawn += usize::from(glance.is_withdrawn());
        self.ecosystems.extend(ecosystems);
        // As text: RFC 3339 in UTC sorts by time, but for fractions of one second.
        if self.newest.as_deref().is_none_or(|newest| newest < &*glance.modified) {
            self.newest = Some(glance.modified.into_owned());
        }
        Ok(())
    }

    /// Takes over what another reader has put aside.
    pub fn join(&mut self, other: Self) {
        self.records += other.records;
        self.withdrawn += other.withdrawn;
        self.newest = self.newest.take().max(other.newest);
        self.ecosystems.extend(other.ecosystems);
        self.kept.extend(other.kept);
        self.unreadable.extend(other.unreadable);
    }
}
