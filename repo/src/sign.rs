//! Signing: every changed role, from the delegated ones up to the timestamp.
//!
//! Owns: which keys may sign which role, and the threshold. What comes out was verified with tough's own check.
//! Never does: write. In: a [`StagedRepository`] and a [`Keyring`]. Out: [`SignedRepository`].

use std::collections::BTreeSet;

use aws_lc_rs::rand::SystemRandom;
use ragnos_plugin::digest::Sha256;
use ragnos_plugin::origin::Folder;
use ragnos_plugin::refusal::{Facts, Refusal};
use tough::schema::{Role, RoleType, Signature, Signed};

use crate::keys::{KeyId, Keyring};
use crate::metadata::{encode, metafile};
use crate::stage::StagedRepository;

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

/// One file to write.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) folder: Folder,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A change with all its signatures, as files in the order in which they are written.
#[derive(Debug)]
pub struct SignedRepository {
    pub(crate) base: Option<Sha256>,
    pub(crate) files: Vec<File>,
    /// `timestamp.json`; `None` when nothing changes.
    pub(crate) timestamp: Option<Vec<u8>>,
    pub(crate) version: u64,
}

/// Signs everything that changes, in this order: namespaces and log, targets, snapshot, root, timestamp.
///
/// # Errors
/// [`Error`].
pub async fn sign(staged: StagedRepository, keys: &Keyring) -> Result<SignedRepository, Error> {
    let version = staged.timestamp.version.get();
    if staged.is_empty() {
        return Ok(SignedRepository { base: staged.base, files: Vec::new(), timestamp: None, version });
    }
    let mut session = Session { keys, used: BTreeSet::new(), roles: Vec::new() };
    let StagedRepository { base, root, new_root, targets, new_targets, roles, mut snapshot, mut timestamp, objects, .. } =
        staged;
    let mut files: Vec<File> = objects.into_iter().map(|(name, bytes)| File { folder: Folder::Targets, name, bytes }).collect();
    let mut keep = |name: String, bytes: Vec<u8>| files.push(File { folder: Folder::Metadata, name, bytes });
    let failed = |role: &str, error: &tough::schema::Error| Error::Failed { role: role.to_owned(), reason: error.to_string() };
    let delegations = targets.delegations.clone().unwrap_or_default();
    for (name, role) in roles {
        let entry = delegations.roles.iter().find(|entry| entry.name == name);
        let (ids, threshold) = entry.map_or((&[][..], 1), |entry| (&entry.keyids[..], entry.threshold.get()));
        let signed = session.sign(&name, role, ids, threshold).await?;
        delegations.verify_role(&signed, &name).map_err(|error| failed(&name, &error))?;
        let bytes = encode(&signed);
        snapshot.meta.insert(format!("{name}.json"), metafile(&bytes, signed.signed.version));
        keep(format!("{}.{name}.json", signed.signed.version), bytes);
    }
    if new_targets {
        let signed = session.top(&root, targets).await?;
        let bytes = encode(&signed);
        snapshot.meta.insert("targets.json".to_owned(), metafile(&bytes, signed.signed.version));
        keep(signed.signed.filename(true), bytes);
    }
    let signed = session.top(&root, snapshot).await?;
    let bytes = encode(&signed);
    timestamp.meta.insert("snapshot.json".to_owned(), metafile(&bytes, signed.signed.version));
    keep(signed.signed.filename(true), bytes);
    if new_root {
        let signed = session.top(&root, root.clone()).await?;
        keep(signed.signed.filename(true), encode(&signed));
    }
    let timestamp = session.top(&root, timestamp).await?;
    session.refuse_strangers()?;
    Ok(SignedRepository { base, files, timestamp: Some(encode(&timestamp)), version })
}

/// One signing session: remembers which keys were of use.
struct Session<'k> {
    keys: &'k Keyring,
    used: BTreeSet<KeyId>,
    roles: Vec<String>,
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

    async fn sign<T: Role>(&mut self, name: &str, role: T, ids: &[KeyId], threshold: u64) -> Result<Signed<T>, Error> {
        let failed = |reason: String| Error::Failed { role: name.to_owned(), reason };
        self.roles.push(name.to_owned());
        let message = role.canonical_form().map_err(|error| failed(error.to_string()))?;
        let mut signatures = Vec::new();
        let random = SystemRandom::new();
        // The ring is sorted by key id: the same keys give the same order.
        for (id, signer) in self.keys.iter().filter(|(id, _)| ids.contains(id)) {
            let sig = signer.sign(&message, &random).await.map_err(|error| of_signer(name, &*error))?;
            signatures.push(Signature { keyid: id.clone(), sig: sig.into() });
            self.used.insert(id.clone());
        }
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
fn of_signer(role: &str, error: &(dyn std::error::Error + Send + Sync + 'static)) -> Error {
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
