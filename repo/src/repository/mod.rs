//! A published repository, read and verified: what every change starts from.
//!
//! Owns: the check of what is already there, so that nobody's tampering with the folder gets signed.
//! Never does: judge expiry (an operator must be able to renew), or write.
//! In: a storage. Out: [`Repository`]; delegated roles are read when asked for.

mod error;
mod roots;

use std::collections::{BTreeSet, HashMap};

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::name::PluginName;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::tuf::signed_message;
use serde::de::DeserializeOwned;
use tough::schema::key::Key;
use tough::schema::{Delegations, Metafile, Role, Root, Signature, Signed, Snapshot, Targets, Timestamp};

use crate::keys::{KeyId, PublicKey};
use crate::log::NamespaceLog;
use crate::ring::Ring;
use crate::roles::{self, ClaimsDepth};
use crate::storage::{Storage, TIMESTAMP};

pub use error::Error;
pub use roots::{Roots, id_of};

/// A verified repository.
#[derive(Debug)]
pub struct Repository<'s> {
    storage: &'s dyn Storage,
    pub(crate) roots: Roots,
    pub(crate) targets: Signed<Targets>,
    pub(crate) snapshot: Snapshot,
    pub(crate) timestamp: Timestamp,
    /// sha256 of `timestamp.json`: what a commit compares with.
    pub(crate) base: Sha256,
}

impl<'s> Repository<'s> {
    /// Reads and verifies root chain, timestamp, snapshot and top-level targets.
    ///
    /// # Errors
    /// [`Error`], naming the file; [`Error::RootAhead`] when the last root was published and nothing after it.
    pub async fn open(storage: &'s dyn Storage) -> Result<Self, Error> {
        let roots = Roots::read(storage).await?;
        let newest = roots.newest().signed.clone();
        match Self::under(storage, roots, &newest).await {
            Err(error @ Error::Signature { .. }) => {
                let roots = Roots::read(storage).await?;
                let Some(before) = roots.before().map(|root| root.signed.clone()) else { return Err(error) };
                match Self::under(storage, roots, &before).await {
                    Ok(_) => Err(Error::RootAhead { version: newest.version.get() }),
                    Err(_) => Err(error),
                }
            }
            result => result,
        }
    }

    /// As [`Repository::open`], where the newest root was published and the change that it belongs to was not completed: the other
    /// roles are still those of the root before it.
    ///
    /// # Errors
    /// [`Error`], naming the file.
    pub async fn open_behind_root(storage: &'s dyn Storage) -> Result<Self, Error> {
        match Self::open(storage).await {
            Err(Error::RootAhead { .. }) => {
                let roots = Roots::read(storage).await?;
                let before = roots.before().map(|root| root.signed.clone()).ok_or(Error::Absent)?;
                Self::under(storage, roots, &before).await
            }
            result => result,
        }
    }

    async fn under(storage: &'s dyn Storage, roots: Roots, root: &Root) -> Result<Self, Error> {
        let bytes = read(storage, TIMESTAMP).await?;
        let base = Sha256::of(&bytes);
        let timestamp: Signed<Timestamp> = parse(TIMESTAMP, &bytes)?;
        verify(TIMESTAMP, bytes, &timestamp.signatures, Ring::top::<Timestamp>(root))?;
        let snapshot: Signed<Snapshot> =
            named(storage, &timestamp.signed.meta, "snapshot", Ring::top::<Snapshot>(root)).await?;
        let targets: Signed<Targets> =
            named(storage, &snapshot.signed.meta, roles::TARGETS, Ring::top::<Targets>(root)).await?;
        let (snapshot, timestamp) = (snapshot.signed, timestamp.signed);
        Ok(Self { storage, roots, targets, snapshot, timestamp, base })
    }

    /// The newest root.
    pub(crate) fn root(&self) -> &Root {
        &self.roots.newest().signed
    }

    /// How the namespaces are spread over claims bins.
    pub fn claims_depth(&self) -> ClaimsDepth {
        crate::metadata::claims_depth(&self.targets.signed)
    }

    /// The version that the snapshot lists for a role; also for one whose delegation has ended.
    pub(crate) fn listed_version(&self, name: &str) -> Option<std::num::NonZeroU64> {
        self.snapshot.meta.get(&format!("{name}.json")).map(|meta| meta.version)
    }

    /// Reads and verifies a delegated role with all roles from the top to it; `None` when nobody delegates to it.
    ///
    /// The last one is the role itself, the one before it is its delegator; top-level targets are not among them.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub(crate) async fn path(&self, role: &str) -> Result<Option<Vec<(String, Signed<Targets>)>>, Error> {
        let steps = roles::delegators(role, self.claims_depth());
        let mut path: Vec<(String, Signed<Targets>)> = Vec::new();
        for name in steps.iter().skip(1).map(String::as_str).chain([role]) {
            let from = path.last().map_or(&self.targets, |(_, signed)| signed);
            let Some(delegations) = from.signed.delegations.as_ref().filter(|from| entry(from, name).is_some()) else {
                return Ok(None);
            };
            let ring = Ring::delegated(delegations, name);
            let signed: Signed<Targets> = named(self.storage, &self.snapshot.meta, name, ring).await?;
            path.push((name.to_owned(), signed));
        }
        Ok(Some(path))
    }

    /// Reads and verifies the roles that may sign a plugin, those that there are: its namespace's and its own.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub(crate) async fn roles_of(&self, plugin: &PluginName) -> Result<Vec<(String, Signed<Targets>)>, Error> {
        let mut found = Vec::new();
        for name in [plugin.namespace().to_owned(), roles::plugin_role(plugin)] {
            if let Some(signed) = self.role(&name).await? {
                found.push((name, signed));
            }
        }
        Ok(found)
    }

    /// Reads and verifies a role, top-level targets or delegated; `None` when nobody delegates to it.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub(crate) async fn role(&self, name: &str) -> Result<Option<Signed<Targets>>, Error> {
        if name == roles::TARGETS {
            return Ok(Some(self.targets.clone()));
        }
        Ok(self.path(name).await?.and_then(|mut path| path.pop()).map(|(_, signed)| signed))
    }

    /// The namespaces.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub(crate) async fn namespaces(&self) -> Result<BTreeSet<String>, Error> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![roles::TARGETS.to_owned()];
        while let Some(role) = waiting.pop() {
            let below = self.role(&role).await?.and_then(|signed| signed.signed.delegations);
            for name in below.into_iter().flat_map(|delegations| delegations.roles).map(|role| role.name) {
                if roles::is_bin(&name) {
                    waiting.push(name);
                } else if !roles::is_reserved(&name) {
                    found.insert(name);
                }
            }
        }
        Ok(found)
    }

    /// The keys that may sign a role, top-level or delegated; none where nobody delegates to it.
    ///
    /// # Errors
    /// [`Error`] naming the file.
    pub(crate) async fn keys_of(&self, name: &str) -> Result<Vec<PublicKey>, Error> {
        if let Some(role) = self.root().roles.iter().find_map(|(kind, role)| (kind.to_string() == name).then_some(role)) {
            return Ok(known(&role.keyids, &self.root().keys));
        }
        let delegator = roles::delegators(name, self.claims_depth()).pop().unwrap_or_default();
        let Some(above) = self.role(&delegator).await? else { return Ok(Vec::new()) };
        let delegations = above.signed.delegations.unwrap_or_else(Delegations::new);
        Ok(entry(&delegations, name).map_or_else(Vec::new, |role| known(&role.keyids, &delegations.keys)))
    }

    /// Reads the log of a namespace, as the log role `log` names it; empty where it has none.
    pub(crate) async fn log(&self, log: &Targets, namespace: &str) -> Result<NamespaceLog, Error> {
        let found = self.target(log, &NamespaceLog::target_name(namespace)).await?;
        let Some((file, bytes)) = found else { return Ok(NamespaceLog::new(namespace)) };
        parse(&file, &bytes)
    }

    /// Reads the target `name` as `role` names it, with the name of its file; `None` where it has none.
    pub(crate) async fn target(&self, role: &Targets, name: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
        let found = role.targets.iter().find(|(target, _)| target.raw() == name);
        let Some((_, target)) = found else { return Ok(None) };
        let expected = hex::encode(&*target.hashes.sha256);
        let file = format!("{expected}.{name}");
        let bytes = self.storage.read(Folder::Targets, &file).await?;
        let bytes = bytes.ok_or_else(|| Error::Missing { file: file.clone() })?;
        same_bytes(&file, &expected, &bytes)?;
        Ok(Some((file, bytes)))
    }
}

/// The keys with these ids.
fn known(ids: &[KeyId], keys: &HashMap<KeyId, Key>) -> Vec<PublicKey> {
    ids.iter().filter_map(|id| keys.get(id)).cloned().map(PublicKey::new).collect()
}

/// The delegation to `role`.
pub(crate) fn entry<'d>(delegations: &'d Delegations, role: &str) -> Option<&'d tough::schema::DelegatedRole> {
    delegations.roles.iter().find(|entry| entry.name == role)
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

fn same_version(file: &str, expected: u64, seen: std::num::NonZeroU64) -> Result<(), Error> {
    if seen.get() == expected { Ok(()) } else { Err(Error::Version { file: file.to_owned(), seen: seen.get() }) }
}

type Meta = HashMap<String, Metafile>;

/// Reads the role file that `meta` names, with its length, hash and version, and checks that the keys of `ring` signed it.
async fn named<T: Role + DeserializeOwned>(
    storage: &dyn Storage,
    meta: &Meta,
    role: &str,
    ring: Option<Ring>,
) -> Result<Signed<T>, Error> {
    let entry =
        meta.get(&format!("{role}.json")).ok_or_else(|| Error::Missing { file: format!("the entry of {role}.json") })?;
    let file = format!("{}.{role}.json", entry.version);
    let bytes = read(storage, &file).await?;
    if let Some(hashes) = &entry.hashes {
        same_bytes(&file, &hex::encode(&*hashes.sha256), &bytes)?;
    }
    let signed: Signed<T> = parse(&file, &bytes)?;
    same_version(&file, entry.version.get(), signed.signed.version())?;
    verify(&format!("{role}.json"), bytes, &signed.signatures, ring)?;
    Ok(signed)
}

/// Signatures are checked over the bytes that are there, as the client does it.
fn verify(file: &str, bytes: Vec<u8>, signatures: &[Signature], ring: Option<Ring>) -> Result<(), Error> {
    let refused = |reason: String| Error::Signature { file: file.to_owned(), reason };
    let message =
        signed_message(file, bytes).map_err(|error| Error::Form { file: file.to_owned(), reason: error.to_string() })?;
    let ring = ring.ok_or_else(|| refused("nobody may sign it".to_owned()))?;
    ring.verify(&message, signatures).map_err(refused)
}
