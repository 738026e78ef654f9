//! The keys that may sign a role, and the check of one signature.
//!
//! Owns: that each signature is looked at by itself, so that a bad one is named. Never does: sign.
//! In: keys, a role, a signature. Out: yes or no; tough's own verification decides.

use std::collections::HashMap;
use std::num::NonZeroU64;

use tough::schema::key::Key;
use tough::schema::{Delegations, Role, RoleKeys, Root, Signature, Signed};

use crate::keys::{KeyId, PublicKey};
use crate::metadata::SPEC_VERSION;
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
pub(crate) fn fits<T: Role + Clone>(role: &T, key: &Key, signature: &Signature) -> bool {
    let keys = RoleKeys { keyids: vec![signature.keyid.clone()], threshold: NonZeroU64::MIN, _extra: HashMap::new() };
    let alone = Root {
        spec_version: SPEC_VERSION.to_owned(),
        consistent_snapshot: true,
        version: NonZeroU64::MIN,
        expires: role.expires(),
        keys: HashMap::from([(signature.keyid.clone(), key.clone())]),
        roles: HashMap::from([(T::TYPE, keys)]),
        _extra: HashMap::new(),
    };
    alone.verify_role(&Signed { signed: role.clone(), signatures: vec![signature.clone()] }).is_ok()
}
