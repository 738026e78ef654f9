//! The keys that may sign a role, and the check of one signature.
//!
//! Owns: that each signature is looked at by itself, so that a bad one is named. Never does: sign.
//! In: keys, a role, signatures. Out: yes or no; the client's own check of one signature decides.

use std::collections::BTreeSet;
use std::num::NonZeroU64;

use ragnos_plugin::public_key::has_signed;
use tough::schema::key::Key;
use tough::schema::{Delegations, Role, Root, Signature};

use crate::keys::{KeyId, PublicKey};
use crate::metadata::Unsigned;
use crate::repository::entry;

/// Keys of which a threshold must sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// The keys by id, sorted.
    pub(crate) keys: Vec<(KeyId, Key)>,
    /// How many must sign.
    pub(crate) threshold: u64,
}

impl Ring {
    fn new(ids: &[KeyId], threshold: NonZeroU64, find: impl Fn(&KeyId) -> Option<Key>) -> Self {
        let mut keys: Vec<_> = ids.iter().filter_map(|id| Some((id.clone(), find(id)?))).collect();
        keys.sort_by(|one, other| one.0.cmp(&other.0));
        Self { keys, threshold: threshold.get() }
    }

    /// The ring of a top-level role.
    pub(crate) fn top<T: Role>(root: &Root) -> Option<Self> {
        let role = root.roles.get(&T::TYPE)?;
        Some(Self::new(&role.keyids, role.threshold, |id| root.keys.get(id).cloned()))
    }

    /// The ring of a delegated role.
    pub(crate) fn delegated(delegations: &Delegations, name: &str) -> Option<Self> {
        let role = entry(delegations, name)?;
        Some(Self::new(&role.keyids, role.threshold, |id| delegations.keys.get(id).cloned()))
    }

    pub(crate) fn key(&self, id: &KeyId) -> Option<&Key> {
        self.keys.iter().find(|(one, _)| one == id).map(|(_, key)| key)
    }

    /// Checks that a threshold of the keys has signed `message`; each key counts once.
    ///
    /// # Errors
    /// How many are good, in words.
    pub(crate) fn verify(&self, message: &[u8], signatures: &[Signature]) -> Result<(), String> {
        let is_good = |one: &&Signature| self.key(&one.keyid).is_some_and(|key| has_signed(key, message, &one.sig));
        let good: BTreeSet<&KeyId> = signatures.iter().filter(is_good).map(|one| &one.keyid).collect();
        if good.len() as u64 >= self.threshold {
            return Ok(());
        }
        Err(format!("{} signatures of its keys are good, and it needs {}", good.len(), self.threshold))
    }

    /// How many of `signers` are in the ring.
    pub(crate) fn count(&self, signers: &[KeyId]) -> usize {
        signers.iter().filter(|id| self.key(id).is_some()).count()
    }

    /// The keys for people: id and kind.
    pub(crate) fn shown(&self) -> Vec<(String, String)> {
        self.keys.iter().map(|(id, key)| (hex::encode(&**id), PublicKey::new(key.clone()).algorithm().to_string())).collect()
    }
}

/// True when `signature` is one by `key` over `role`.
pub(crate) fn fits<T: Role>(role: &T, key: &Key, signature: &Signature) -> bool {
    Unsigned::of("role", role).is_ok_and(|role| has_signed(key, role.message(), &signature.sig))
}
