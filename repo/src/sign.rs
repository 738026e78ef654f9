//! Signing: every changed role, from the delegated ones up to the timestamp.
//!
//! Owns: which keys may sign which role, and the threshold. What comes out was verified with tough's own check.
//! Never does: write. In: a [`StagedRepository`] and a [`Keyring`]. Out: [`SignedRepository`].

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::rand::SystemRandom;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};
use tough::schema::{Role, RoleType, Root, Signature, Targets};

use crate::keys::{KeyId, Keyring};
use crate::metadata::{Unsigned, metafile};
use crate::ring::Ring;
use crate::stage::StagedRepository;
use crate::storage::File;

/// Why a change cannot be signed. Nothing was changed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum Error {
    /// A key that no changed role lists.
    #[error("key {key} may not sign any of the roles that change: {roles}")]
    #[diagnostic(code(RP4900), help("look at the files given to --key and the other --...-key flags"))]
    NotAuthorised {
        /// The key id.
        key: String,
        /// The roles.
        roles: String,
    },
    /// Too few keys.
    #[error("role {role} needs {threshold} signatures and {have} of its keys are here")]
    #[diagnostic(code(RP4901), help("give more private keys of the role with --key, or the flag that belongs to it"))]
    BelowThreshold {
        /// The role.
        role: String,
        /// How many are needed.
        threshold: u64,
        /// How many are here.
        have: usize,
    },
    /// A key of AWS KMS did not sign.
    #[cfg(feature = "aws")]
    #[error(transparent)]
    #[diagnostic(transparent)]
    Kms(#[from] crate::keys::kms::Error),
    /// A key did not sign, or signed wrongly.
    #[error("role {role} could not be signed: {reason}")]
    #[diagnostic(
        code(RP5905),
        help("look at the key given with --key; make a new one with `ragnos-repo key generate` if it is damaged")
    )]
    Failed {
        /// The role.
        role: String,
        /// What the key or the check said.
        reason: String,
    },
}

impl Refusal for Error {
    fn facts(&self) -> Facts {
        match self {
            Self::NotAuthorised { key, .. } => Facts::about(key),
            Self::BelowThreshold { role, threshold, have } => Facts::about(role).mismatch(threshold, have),
            #[cfg(feature = "aws")]
            Self::Kms(error) => error.facts(),
            Self::Failed { role, .. } => Facts::about(role),
        }
    }
}

/// A change with all its signatures, as files in the order in which they are written.
#[derive(Debug)]
pub struct SignedRepository {
    pub(crate) base: Option<Sha256>,
    pub(crate) files: Vec<File>,
    /// `timestamp.json`; `None` when nothing changes.
    pub(crate) timestamp: Option<Vec<u8>>,
    pub(crate) version: u64,
    /// The delegated roles among the files.
    pub(crate) changed: Vec<String>,
}

/// Signs everything that changes, in this order: namespaces and log, targets, snapshot, root, timestamp.
///
/// # Errors
/// [`Error`], also for a key that may sign none of what changes: it was given by mistake.
pub async fn sign(staged: StagedRepository, keys: &Keyring) -> Result<SignedRepository, Error> {
    signed(staged, keys, true).await
}

/// As [`sign`], with those of the keys that may sign what changes: the ring is for several changes.
///
/// # Errors
/// [`Error`].
pub(crate) async fn sign_with_some(staged: StagedRepository, keys: &Keyring) -> Result<SignedRepository, Error> {
    signed(staged, keys, false).await
}

async fn signed(staged: StagedRepository, keys: &Keyring, all: bool) -> Result<SignedRepository, Error> {
    let version = staged.timestamp.version.get();
    if staged.is_empty() {
        // The next version, which is not needed, follows the one that is there.
        let version = version - 1;
        return Ok(SignedRepository { base: staged.base, files: Vec::new(), timestamp: None, version, changed: Vec::new() });
    }
    let mut session = Session { keys, used: BTreeSet::new(), roles: Vec::new(), before: &staged.signatures };
    let mut files = Vec::new();
    let mut keep = |name: String, bytes: Vec<u8>| files.push(File { folder: Folder::Metadata, name, bytes });
    let mut snapshot = staged.snapshot.clone();
    for (name, role) in &staged.roles {
        let bytes = session.delegated(&staged, name, role).await?;
        snapshot.meta.insert(format!("{name}.json"), metafile(&bytes, role.version));
        keep(format!("{}.{name}.json", role.version), bytes);
    }
    if staged.new_targets {
        let bytes = session.top(&staged.root, &staged.targets).await?;
        snapshot.meta.insert("targets.json".to_owned(), metafile(&bytes, staged.targets.version));
        keep(staged.targets.filename(true), bytes);
    }
    let bytes = session.top(&staged.root, &snapshot).await?;
    let mut timestamp = staged.timestamp.clone();
    timestamp.meta.insert("snapshot.json".to_owned(), metafile(&bytes, snapshot.version));
    keep(snapshot.filename(true), bytes);
    if staged.new_root {
        let bytes = session.root(staged.old_root.as_ref(), &staged.root).await?;
        keep(staged.root.filename(true), bytes);
    }
    let timestamp = session.top(&staged.root, &timestamp).await?;
    if staged.is_new() && !staged.new_root {
        // An `init` that was stopped had them sign.
        session.used.extend(staged.root.roles.get(&RoleType::Root).into_iter().flat_map(|role| role.keyids.iter().cloned()));
    }
    if all {
        session.refuse_strangers()?;
    }
    let objects = staged.objects.into_iter().map(|(name, bytes)| File { folder: Folder::Targets, name, bytes });
    let files = objects.chain(files).collect();
    let changed = staged.roles.into_keys().collect();
    Ok(SignedRepository { base: staged.base, files, timestamp: Some(timestamp), version, changed })
}

/// One signing session: remembers which keys were of use.
struct Session<'k> {
    keys: &'k Keyring,
    used: BTreeSet<KeyId>,
    roles: Vec<String>,
    /// Signatures that were made before, by role.
    before: &'k BTreeMap<String, Vec<Signature>>,
}

impl Session<'_> {
    async fn top<T: Role>(&mut self, root: &Root, role: &T) -> Result<Vec<u8>, Error> {
        let rings: Vec<Ring> = Ring::top::<T>(root).into_iter().collect();
        self.sign(&type_name::<T>(), role, &rings).await
    }

    /// A new root: the threshold of its own keys, and that of the root before (TUF spec 5.3.4).
    async fn root(&mut self, old: Option<&Root>, new: &Root) -> Result<Vec<u8>, Error> {
        let rings: Vec<Ring> = old.into_iter().chain([new]).filter_map(Ring::top::<Root>).collect();
        self.sign(&type_name::<Root>(), new, &rings).await
    }

    async fn delegated(&mut self, staged: &StagedRepository, name: &str, role: &Targets) -> Result<Vec<u8>, Error> {
        let ring = staged.delegations_to(name).and_then(|delegations| Ring::delegated(delegations, name));
        self.sign(name, role, &ring.into_iter().collect::<Vec<_>>()).await
    }

    /// The file of a role with the signatures of all keys that may sign it; each of `rings` has to be satisfied.
    async fn sign<T: Role>(&mut self, name: &str, role: &T, rings: &[Ring]) -> Result<Vec<u8>, Error> {
        let failed = |reason: String| Error::Failed { role: name.to_owned(), reason };
        if rings.is_empty() {
            return Err(failed("nobody may sign it".to_owned()));
        }
        self.roles.push(name.to_owned());
        let role = Unsigned::of(name, role).map_err(|error| failed(error.to_string()))?;
        let is_listed = |id: &KeyId| rings.iter().any(|ring| ring.key(id).is_some());
        let before = self.before.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut signatures: Vec<Signature> = before.iter().filter(|one| is_listed(&one.keyid)).cloned().collect();
        let random = SystemRandom::new();
        for (id, signer) in self.keys.iter().filter(|(id, _)| is_listed(id)) {
            if before.iter().any(|one| one.keyid == *id) {
                self.used.insert(id.clone());
                continue;
            }
            let sig = signer.sign(role.message(), &random).await.map_err(|error| of_signer(name, &*error))?;
            signatures.push(Signature { keyid: id.clone(), sig: sig.into() });
            self.used.insert(id.clone());
        }
        // The same keys give the same order.
        signatures.sort_by(|one, other| one.keyid.cmp(&other.keyid));
        let signers: Vec<KeyId> = signatures.iter().map(|one| one.keyid.clone()).collect();
        for ring in rings {
            let (threshold, have) = (ring.threshold, ring.count(&signers));
            if (have as u64) < threshold {
                return Err(Error::BelowThreshold { role: name.to_owned(), threshold, have });
            }
            // A key that signs wrongly is found here, before anything is written.
            ring.verify(role.message(), &signatures).map_err(failed)?;
        }
        Ok(role.file(&signatures))
    }

    /// A key that signed nothing was given by mistake: say so before anything is written.
    fn refuse_strangers(&self) -> Result<(), Error> {
        match self.keys.iter().find(|(id, _)| !self.used.contains(id)) {
            None => Ok(()),
            Some((id, _)) => Err(Error::NotAuthorised { key: hex::encode(&**id), roles: self.roles.join(", ") }),
        }
    }
}

/// What a signer said, with its own code where it has one.
pub(crate) fn of_signer(role: &str, error: &(dyn std::error::Error + Send + Sync + 'static)) -> Error {
    #[cfg(feature = "aws")]
    if let Some(known) = error.downcast_ref::<crate::keys::kms::Error>() {
        return known.clone().into();
    }
    Error::Failed { role: role.to_owned(), reason: error.to_string() }
}

fn type_name<T: Role>() -> String {
    let kind: RoleType = T::TYPE;
    kind.to_string()
}
