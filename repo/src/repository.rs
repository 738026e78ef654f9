//! A published repository, read and verified: what every change starts from.
//!
//! Owns: the check of what is already there, so that nobody's tampering with the folder gets signed.
//! Never does: judge expiry (an operator must be able to renew), or write.
//! In: a storage. Out: [`Repository`]; delegated roles are read when asked for.

use std::num::NonZeroU64;

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};
use serde::de::DeserializeOwned;
use tough::schema::{Delegations, Metafile, Role, Root, Signed, Snapshot, Targets, Timestamp};

use crate::log::NamespaceLog;
use crate::storage::{self, Storage, TIMESTAMP};

/// Why a repository cannot be worked on.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// There is none.
    #[error("there is no repository here: metadata/1.root.json is missing")]
    #[diagnostic(code(RP2908), help("make one with `ragnos-repo init DIR`"))]
    Absent,
    /// A file that the metadata names is missing.
    #[error("{file} is missing")]
    #[diagnostic(code(RP5900), help("restore the file from a backup of DIR; nothing was changed"))]
    Missing {
        /// The file.
        file: String,
    },
    /// A file is not metadata of its kind.
    #[error("{file} cannot be read as metadata: {reason}")]
    #[diagnostic(code(RP5901), help("restore the file from a backup of DIR; nothing was changed"))]
    Form {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Not signed by enough of the right keys.
    #[error("{file} is not signed as its role demands: {reason}")]
    #[diagnostic(
        code(RP5902),
        help("somebody may have changed DIR; compare it with what is served, then restore it from a backup")
    )]
    Signature {
        /// The file.
        file: String,
        /// tough's word.
        reason: String,
    },
    /// Not the bytes that signed metadata names.
    #[error("{file} is not the file that signed metadata names")]
    #[diagnostic(
        code(RP5903),
        help("somebody may have changed DIR; compare it with what is served, then restore it from a backup")
    )]
    Digest {
        /// The file.
        file: String,
        /// The signed digest.
        expected: String,
        /// The digest of the file.
        seen: String,
    },
    /// The version in a file is not the one in its name.
    #[error("{file} says that it is version {seen}")]
    #[diagnostic(code(RP5904), help("restore the file from a backup of DIR; nothing was changed"))]
    Version {
        /// The file.
        file: String,
        /// The version inside.
        seen: u64,
    },
    /// The storage failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Storage(#[from] storage::Error),
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::Absent => Facts::default(),
            Self::Missing { file } | Self::Form { file, .. } | Self::Signature { file, .. } | Self::Version { file, .. } => {
                Facts::about(file)
            }
            Self::Digest { file, expected, seen } => Facts::about(file).mismatch(expected, seen),
            Self::Storage(error) => error.facts(),
        }
    }
}

/// A verified repository.
#[derive(Debug)]
pub struct Repository<'s> {
    storage: &'s dyn Storage,
    pub(crate) root: Root,
    pub(crate) targets: Targets,
    pub(crate) snapshot: Snapshot,
    pub(crate) timestamp: Timestamp,
    /// sha256 of `timestamp.json`: what a commit compares with.
    pub(crate) base: Sha256,
}

impl<'s> Repository<'s> {
    /// Reads and verifies root chain, timestamp, snapshot and top-level targets.
    ///
    /// # Errors
    /// [`Error`], naming the file.
    pub async fn open(storage: &'s dyn Storage) -> Result<Self, Error> {
        let root = newest_root(storage).await?;
        let bytes = read(storage, TIMESTAMP).await?;
        let timestamp: Signed<Timestamp> = parse(TIMESTAMP, &bytes)?;
        root.verify_role(&timestamp).map_err(|error| signature(TIMESTAMP, &error))?;
        let snapshot: Signed<Snapshot> = named(storage, &timestamp.signed.meta, "snapshot").await?;
        root.verify_role(&snapshot).map_err(|error| signature("snapshot.json", &error))?;
        let targets: Signed<Targets> = named(storage, &snapshot.signed.meta, "targets").await?;
        root.verify_role(&targets).map_err(|error| signature("targets.json", &error))?;
        Ok(Self {
            storage,
            root,
            targets: targets.signed,
            snapshot: snapshot.signed,
            timestamp: timestamp.signed,
            base: Sha256::of(&bytes),
        })
    }

    pub(crate) fn delegations(&self) -> Option<&Delegations> {
        self.targets.delegations.as_ref()
    }

    /// True when the role is delegated.
    pub fn delegates(&self, role: &str) -> bool {
        self.delegations().is_some_and(|delegations| delegations.roles.iter().any(|entry| entry.name == role))
    }

    /// Reads and verifies a delegated role.
    pub(crate) async fn role(&self, name: &str) -> Result<Targets, Error> {
        let role: Signed<Targets> = named(self.storage, &self.snapshot.meta, name).await?;
        let delegations = self.delegations().ok_or_else(|| Error::Missing { file: format!("the delegation of {name}") })?;
        delegations.verify_role(&role, name).map_err(|error| signature(&format!("{name}.json"), &error))?;
        Ok(role.signed)
    }

    /// Reads the log of a namespace, as the log role `log` names it; empty where it has none.
    pub(crate) async fn log(&self, log: &Targets, namespace: &str) -> Result<NamespaceLog, Error> {
        let name = NamespaceLog::target_name(namespace);
        let found = log.targets.iter().find(|(target, _)| target.raw() == name);
        let Some((_, target)) = found else { return Ok(NamespaceLog::new(namespace)) };
        let expected = hex::encode(&*target.hashes.sha256);
        let file = format!("{expected}.{name}");
        let bytes = self.storage.read(Folder::Targets, &file).await?;
        let bytes = bytes.ok_or_else(|| Error::Missing { file: file.clone() })?;
        same_bytes(&file, &expected, &bytes)?;
        parse(&file, &bytes)
    }
}

fn signature(file: &str, error: &tough::schema::Error) -> Error {
    Error::Signature { file: file.to_owned(), reason: error.to_string() }
}

async fn read(storage: &dyn Storage, name: &str) -> Result<Vec<u8>, Error> {
    let bytes = storage.read(Folder::Metadata, name).await?;
    bytes.ok_or_else(|| Error::Missing { file: format!("metadata/{name}") })
}

fn parse<T: DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| Error::Form { file: file.to_owned(), reason: error.to_string() })
}

fn same_bytes(file: &str, expected: &str, bytes: &[u8]) -> Result<(), Error> {
    let seen = Sha256::of(bytes).to_string();
    if seen == expected { Ok(()) } else { Err(Error::Digest { file: file.to_owned(), expected: expected.to_owned(), seen }) }
}

/// Walks the root chain (TUF spec 5.3): each root is signed by the one before and by itself.
async fn newest_root(storage: &dyn Storage) -> Result<Root, Error> {
    let mut newest: Option<Root> = None;
    for version in 1..=ragnos_plugin::limits::ROOT_STEPS {
        let file = format!("{version}.root.json");
        let Some(bytes) = storage.read(Folder::Metadata, &file).await? else { break };
        let root: Signed<Root> = parse(&file, &bytes)?;
        if let Some(before) = &newest {
            before.verify_role(&root).map_err(|error| signature(&file, &error))?;
        }
        root.signed.verify_role(&root).map_err(|error| signature(&file, &error))?;
        same_version(&file, version, root.signed.version)?;
        newest = Some(root.signed);
    }
    newest.ok_or(Error::Absent)
}

fn same_version(file: &str, expected: u64, seen: NonZeroU64) -> Result<(), Error> {
    if seen.get() == expected { Ok(()) } else { Err(Error::Version { file: file.to_owned(), seen: seen.get() }) }
}

type Meta = std::collections::HashMap<String, Metafile>;

/// Reads the role file that `meta` names, with its length, hash and version.
async fn named<T: Role + DeserializeOwned>(storage: &dyn Storage, meta: &Meta, role: &str) -> Result<Signed<T>, Error> {
    let entry =
        meta.get(&format!("{role}.json")).ok_or_else(|| Error::Missing { file: format!("the entry of {role}.json") })?;
    let file = format!("{}.{role}.json", entry.version);
    let bytes = read(storage, &file).await?;
    if let Some(hashes) = &entry.hashes {
        same_bytes(&file, &hex::encode(&*hashes.sha256), &bytes)?;
    }
    let signed: Signed<T> = parse(&file, &bytes)?;
    same_version(&file, entry.version.get(), signed.signed.version())?;
    Ok(signed)
}
