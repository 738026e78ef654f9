//! Signing: every changed role, from the delegated ones up to the timestamp.
//!
//! Owns: which keys may sign which role, and the threshold. What comes out was verified with tough's own check.
//! Never does: write. In: a [`StagedRepository`] and a [`Keyring`]. Out: [`SignedRepository`].

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::rand::SystemRandom;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};
use tough::schema::{Role, RoleKeys, RoleType, Root, Signature, Signed, Targets};

use crate::keys::{KeyId, Keyring};
use crate::metadata::{encode, metafile};
use crate::repository::entry;
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
        let signed = session.delegated(&staged, name, role.clone()).await?;
        let bytes = encode(&signed);
        snapshot.meta.insert(format!("{name}.json"), metafile(&bytes, signed.signed.version));
        keep(format!("{}.{name}.json", signed.signed.version), bytes);
    }
    if staged.new_targets {
        let signed = session.top(&staged.root, staged.targets.clone()).await?;
        let bytes = encode(&signed);
        snapshot.meta.insert("targets.json".to_owned(), metafile(&bytes, signed.signed.version));
        keep(signed.signed.filename(true), bytes);
    }
    let snapshot = session.top(&staged.root, snapshot).await?;
    let bytes = encode(&snapshot);
    let mut timestamp = staged.timestamp.clone();
    timestamp.meta.insert("snapshot.json".to_owned(), metafile(&bytes, snapshot.signed.version));
    keep(snapshot.signed.filename(true), bytes);
    if staged.new_root {
        let signed = session.root(staged.old_root.as_ref(), staged.root.clone()).await?;
        keep(signed.signed.filename(true), encode(&signed));
    }
    let timestamp = session.top(&staged.root, timestamp).await?;
    if all {
        session.refuse_strangers()?;
    }
    let objects = staged.objects.into_iter().map(|(name, bytes)| File { folder: Folder::Targets, name, bytes });
    let files = objects.chain(files).collect();
    let changed = staged.roles.into_keys().collect();
    Ok(SignedRepository { base: staged.base, files, timestamp: Some(encode(&timestamp)), version, changed })
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
    async fn top<T: Role>(&mut self, root: &tough::schema::Root, role: T) -> Result<Signed<T>, Error> {
        let name = type_name::<T>();
        let keys = root.roles.get(&T::TYPE);
        let (ids, threshold) = keys.map_or((&[][..], 1), |keys| (&keys.keyids[..], keys.threshold.get()));
        let signed = self.sign(&name, role, ids, threshold).await?;
        root.verify_role(&signed).map_err(|error| Error::Failed { role: name, reason: error.to_string() })?;
        Ok(signed)
    }

    /// A new root: the threshold of its own keys, and that of the root before (TUF spec 5.3.4).
    async fn root(&mut self, old: Option<&Root>, new: Root) -> Result<Signed<Root>, Error> {
        let name = type_name::<Root>();
        let rings: Vec<RoleKeys> =
            old.into_iter().chain([&new]).filter_map(|root| root.roles.get(&RoleType::Root)).cloned().collect();
        let ids: Vec<KeyId> = rings.iter().flat_map(|ring| ring.keyids.clone()).collect();
        let signed = self.sign(&name, new, &ids, 0).await?;
        for ring in rings {
            let have = signed.signatures.iter().filter(|signature| ring.keyids.contains(&signature.keyid)).count();
            if (have as u64) < ring.threshold.get() {
                return Err(Error::BelowThreshold { role: name, threshold: ring.threshold.get(), have });
            }
        }
        for root in old.into_iter().chain([&signed.signed]) {
            root.verify_role(&signed).map_err(|error| Error::Failed { role: name.clone(), reason: error.to_string() })?;
        }
        Ok(signed)
    }

    async fn delegated(&mut self, staged: &StagedRepository, name: &str, role: Targets) -> Result<Signed<Targets>, Error> {
        let failed = |reason: String| Error::Failed { role: name.to_owned(), reason };
        let delegations = staged.delegations_to(name).ok_or_else(|| failed("nobody delegates to it".to_owned()))?;
        let entry = entry(delegations, name).ok_or_else(|| failed("nobody delegates to it".to_owned()))?;
        let signed = self.sign(name, role, &entry.keyids, entry.threshold.get()).await?;
        delegations.verify_role(&signed, name).map_err(|error| failed(error.to_string()))?;
        Ok(signed)
    }

    async fn sign<T: Role>(&mut self, name: &str, role: T, ids: &[KeyId], threshold: u64) -> Result<Signed<T>, Error> {
        let failed = |reason: String| Error::Failed { role: name.to_owned(), reason };
        self.roles.push(name.to_owned());
        let message = role.canonical_form().map_err(|error| failed(error.to_string()))?;
        let before = self.before.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut signatures: Vec<Signature> = before.iter().filter(|one| ids.contains(&one.keyid)).cloned().collect();
        let random = SystemRandom::new();
        for (id, signer) in self.keys.iter().filter(|(id, _)| ids.contains(id)) {
            if before.iter().any(|one| one.keyid == *id) {
                self.used.insert(id.clone());
                continue;
            }
            let sig = signer.sign(&message, &random).await.map_err(|error| of_signer(name, &*error))?;
            signatures.push(Signature { keyid: id.clone(), sig: sig.into() });
            self.used.insert(id.clone());
        }
        // The same keys give the same order.
        signatures.sort_by(|one, other| one.keyid.cmp(&other.keyid));
        if (signatures.len() as u64) < threshold {
            return Err(Error::BelowThreshold { role: name.to_owned(), threshold, have: signatures.len() });
        }
        Ok(Signed { signed: role, signatures })
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
