//! The advisories that the role `security` signs: OSV records in one archive, the newest of each id.
//!
//! Owns: what a record has to have so that audits find what it is about, and that no record is replaced by an older one.
//! Never does: sign, or write a record. In: the published archive and the operator's files. Out: `Advisories`, the new archive.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ragnos_plugin::audit;
use ragnos_plugin::ecosystem::Ecosystem;
use ragnos_plugin::limits;
use ragnos_plugin::osv::{Advisory, Glance, Judgement};
use ragnos_plugin::redact::Printable;
use ragnos_plugin::refusal::{Facts, Refusal};
use ragnos_plugin::{archive, name::PluginName};

/// Why a record is not published.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// No audit could use it.
    #[error("{path} is no advisory that audits can use: {reason}")]
    #[diagnostic(
        code(RP2990),
        help("write it in the OSV format (ossf.github.io/osv-schema); docs/publishing.md shows one about a plugin")
    )]
    Unusable {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A newer one is published.
    #[error("{id} was last changed at {published}; {path} is not newer")]
    #[diagnostic(code(RP2991), help("give the newest record; where this one is to replace it, raise its `modified`"))]
    NotNewer {
        /// The record's id.
        id: String,
        /// The file.
        path: String,
        /// When the published record was changed.
        published: Timestamp,
        /// When the one in the file was.
        seen: Timestamp,
    },
    /// There is nothing to remove.
    #[error("there is no advisory {id}")]
    #[diagnostic(code(RP2992), help("look at `ragnos-repo advise list`"))]
    Unknown {
        /// The id.
        id: String,
    },
    /// Nobody would read them.
    #[error("the advisories would have {length} bytes; at most {limit} are read")]
    #[diagnostic(code(RP2993), help("take out what no plugin of this repository needs, with `ragnos-repo advise remove`"))]
    TooLarge {
        /// The length of the archive, bytes.
        length: u64,
        /// The limit, bytes.
        limit: u64,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Unusable { path, .. } => Facts::about(path),
            Self::NotNewer { id, published, seen, .. } => Facts::about(id).mismatch(&format!("newer than {published}"), seen),
            Self::Unknown { id } => Facts::about(id),
            Self::TooLarge { length, limit } => Facts::default().mismatch(limit, length),
        }
    }
}

/// Records by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Advisories(BTreeMap<String, Record>);

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// When it was last changed.
    pub(crate) modified: Timestamp,
    /// True where those who filed it have withdrawn it.
    pub(crate) withdrawn: bool,
    /// What audits make of it.
    pub(crate) advisory: Advisory,
    json: Vec<u8>,
}

impl Record {
    /// Reads a record.
    fn read(json: &[u8]) -> Result<(String, Self), String> {
        let glance = Glance::at(json).map_err(|error| error.reason)?;
        let advisory = Advisory::read(json).map_err(|error| error.reason)?;
        let modified = &glance.modified;
        let modified = modified.parse().map_err(|_| format!("modified {} is no RFC 3339 time", Printable(modified)))?;
        let id = glance.id.clone().into_owned();
        let fits = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'-' | b'_' | b'.' | b':');
        // It becomes a file's name.
        if id.is_empty() || id.len() > 90 || id.starts_with('.') || !id.bytes().all(fits) {
            return Err(format!("id {} is none", Printable(&id)));
        }
        Ok((id, Self { modified, withdrawn: glance.is_withdrawn(), advisory, json: json.to_vec() }))
    }

    /// The plugins that it is about.
    pub(crate) fn plugins(&self) -> impl Iterator<Item = &str> {
        let ours = self.advisory.affected.iter().filter(|one| one.ecosystem == Ecosystem::Ragnos);
        ours.map(|one| one.name.as_str())
    }

    /// The packages that it is about, each once, as `ecosystem name`.
    pub(crate) fn packages(&self) -> Vec<String> {
        let mut packages: Vec<String> =
            self.advisory.affected.iter().map(|one| format!("{} {}", one.ecosystem, one.name)).collect();
        packages.sort();
        packages.dedup();
        packages
    }

    /// One line for people.
    fn line(&self, id: &str) -> String {
        let withdrawn = if self.withdrawn { ", withdrawn" } else { "" };
        let about = self.packages().join(", ");
        let Self { modified, advisory, .. } = self;
        format!("{id} {modified}{withdrawn}: {} ({})", Printable(&advisory.summary), Printable(&about))
    }

    /// What keeps an audit from judging the versions `of` a plugin with it.
    fn undecided(&self, of: &BTreeMap<PluginName, Vec<String>>) -> Option<String> {
        for one in self.advisory.affected.iter().filter(|one| one.ecosystem == Ecosystem::Ragnos) {
            let versions = one.name.parse::<PluginName>().ok().and_then(|plugin| of.get(&plugin));
            let Some(versions) = versions.filter(|versions| !versions.is_empty()) else {
                return Some(format!("plugin {} is not in this repository", Printable(&one.name)));
            };
            if let Some(version) = versions.iter().find(|version| one.judge(version) == Judgement::Undecided) {
                return Some(format!("it does not say whether {} {version} is affected", one.name));
            }
        }
        None
    }
}

impl Advisories {
    /// Reads an archive that was published.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn read(archive: &[u8]) -> Result<Self, String> {
        let mut records = BTreeMap::new();
        for (name, json) in audit::records_of(archive).map_err(|error| error.to_string())? {
            let (id, record) = Record::read(&json).map_err(|reason| format!("{}: {reason}", Printable(&name)))?;
            if records.insert(id.clone(), record).is_some() {
                return Err(format!("it has {id} twice"));
            }
        }
        Ok(Self(records))
    }

    /// A record in the file `path`, to be added at the time `now`; what plugins it is about has to be looked up for [`Self::add`].
    ///
    /// # Errors
    /// [`Error::Unusable`].
    pub(crate) fn proposed(path: &str, json: &[u8], now: Timestamp) -> Result<(String, Record), Error> {
        let unusable = |reason: String| Error::Unusable { path: path.to_owned(), reason };
        if json.len() as u64 > limits::ADVISORY_BYTES {
            return Err(unusable(format!("it is larger than {} bytes", limits::ADVISORY_BYTES)));
        }
        let (id, record) = Record::read(json).map_err(unusable)?;
        // Audits judge the age of a database by its newest record.
        if record.modified > now {
            return Err(unusable(format!("modified {} is in the future", record.modified)));
        }
        if record.advisory.affected.is_empty() {
            return Err(unusable(
                "it names no package of an ecosystem that is matched; of plugins that is \"ragnos\"".to_owned(),
            ));
        }
        Ok((id, record))
    }

    /// Adds a record; false where it is there already. `versions` are those that are published, of every plugin that it is about.
    ///
    /// # Errors
    /// [`Error::Unusable`], [`Error::NotNewer`].
    pub(crate) fn add(
        &mut self,
        path: &str,
        (id, record): (String, Record),
        versions: &BTreeMap<PluginName, Vec<String>>,
    ) -> Result<bool, Error> {
        if let Some(reason) = record.undecided(versions) {
            return Err(Error::Unusable { path: path.to_owned(), reason });
        }
        match self.0.get(&id) {
            Some(there) if *there == record => return Ok(false),
            Some(there) if record.modified <= there.modified => {
                let (published, seen) = (there.modified, record.modified);
                return Err(Error::NotNewer { id, path: path.to_owned(), published, seen });
            }
            _ => self.0.insert(id, record),
        };
        Ok(true)
    }

    /// Takes a record out.
    ///
    /// # Errors
    /// [`Error::Unknown`].
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), Error> {
        self.0.remove(id).map(drop).ok_or_else(|| Error::Unknown { id: id.to_owned() })
    }

    /// The archive; `None` without any record: no audit takes an empty one for advisories.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub(crate) fn archive(&self) -> Result<Option<Vec<u8>>, Error> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let files = self.0.iter().map(|(id, record)| (format!("{id}.json"), record.json.as_slice()));
        // Memory does not refuse, and every name is short.
        let archive = archive::of_files(files).expect("records are archived");
        let (length, limit) = (archive.len() as u64, limits::ADVISORIES_TARGET_BYTES);
        if length > limit { Err(Error::TooLarge { length, limit }) } else { Ok(Some(archive)) }
    }

    /// The records by id.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (&String, &Record)> {
        self.0.iter()
    }

    /// A line for each record.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(id, record)| record.line(id))
    }
}

/// What `after` has that differs from `before`, a line for each record; everything, where it is not known what was before.
pub(crate) fn difference(before: Option<&[u8]>, after: &[u8]) -> Vec<String> {
    let read = |archive: &[u8]| Advisories::read(archive).unwrap_or_default();
    let (old, new) = (before.map(read), read(after));
    let Some(old) = old else { return new.lines().map(|line| format!("= {line}")).collect() };
    let mut lines = Vec::new();
    for (id, record) in &new.0 {
        match old.0.get(id) {
            Some(there) if there == record => {}
            Some(_) => lines.push(format!("~ {}", record.line(id))),
            None => lines.push(format!("+ {}", record.line(id))),
        }
    }
    lines.extend(old.0.iter().filter(|(id, _)| !new.0.contains_key(*id)).map(|(id, record)| format!("- {}", record.line(id))));
    lines
}
