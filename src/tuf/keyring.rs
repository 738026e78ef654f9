//! Who may sign a role: keys, key ids and a threshold, and the check of signatures against them.
//!
//! Owns: the only place where a signature becomes trust.
//! Never does: trust a key id (ids are opaque names; a key counts once however many ids it has).
//! In: `keys` and a role entry of a root or a delegation. Out: [`KeyRing`], and the yes or no of [`KeyRing::verify`].

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use serde_json::{Map, Value};
use tough::schema::key::Key;

use crate::redact::Printable;

use super::document::{Document, Signature};
use super::error::Error;
use super::summary::KeySummary;

/// The keys of one document, by id; a key of a kind that this program does not know is there as `None`.
pub(super) type Keys = HashMap<String, Option<Arc<Key>>>;

/// Reads a `keys` object. A key that cannot be used is kept as such: it only counts when its signature is needed.
pub(super) fn keys(listed: &Map<String, Value>) -> Keys {
    let key = |value: &Value| serde_json::from_value::<Key>(value.clone()).ok().map(Arc::new);
    listed.iter().map(|(id, value)| (id.clone(), key(value))).collect()
}

/// The keys that may sign a role and how many of them must.
#[derive(Debug, Clone)]
pub(super) struct KeyRing {
    /// The role whose signatures these keys make.
    pub(super) role: String,
    /// In the order listed.
    pub(super) keys: Vec<(String, Option<Arc<Key>>)>,
    /// At least 1.
    pub(super) threshold: u64,
}

impl KeyRing {
    /// The key ring of `role` from its key ids and threshold; `keys` are those of the same document.
    pub(super) fn new(role: &str, keyids: &[String], threshold: u64, keys: &Keys) -> Result<Self, Error> {
        let bad = |reason: String| Error::BadKeys { role: Printable(role).to_string(), reason };
        if threshold == 0 {
            return Err(bad("the threshold is 0".to_owned()));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = keyids.iter().find(|id| !seen.insert(id.as_str())) {
            return Err(bad(format!("the key id {} is listed twice", Printable(twice))));
        }
        let keys = keyids.iter().map(|id| (id.clone(), keys.get(id).cloned().flatten())).collect();
        Ok(Self { role: role.to_owned(), keys, threshold })
    }

    /// Checks that at least the threshold of different keys signed `document` (TUF spec 4.2.1 "threshold", 5.3.4).
    pub(super) fn verify(&self, document: &Document) -> Result<(), Error> {
        let mut signers: BTreeSet<&[u8]> = BTreeSet::new();
        for signature in &document.signatures {
            let Some((_, Some(key))) = self.keys.iter().find(|(id, _)| *id == signature.keyid) else { continue };
            let (algorithm, public) = algorithm(key);
            // By key material: one key under two ids is one signer (attack table, row 15).
            if !signers.contains(public)
                && UnparsedPublicKey::new(algorithm, public).verify(document.message(), &signature.bytes).is_ok()
            {
                signers.insert(public);
            }
        }
        if u64::try_from(signers.len()).is_ok_and(|valid| valid >= self.threshold) {
            return Ok(());
        }
        let role = Printable(&self.role).to_string();
        Err(Error::Threshold { role, valid: signers.len(), threshold: self.threshold })
    }

    /// The ids of the keys whose signatures of `document` are good, in the order of the signatures.
    pub(super) fn signers<'d>(&self, document: &'d Document) -> Vec<&'d str> {
        let is_good = |signature: &&Signature| {
            let Some((_, Some(key))) = self.keys.iter().find(|(id, _)| *id == signature.keyid) else { return false };
            let (algorithm, public) = algorithm(key);
            UnparsedPublicKey::new(algorithm, public).verify(document.message(), &signature.bytes).is_ok()
        };
        document.signatures.iter().filter(is_good).map(|signature| signature.keyid.as_str()).collect()
    }

    /// The keys for people.
    pub(super) fn summary(&self) -> Vec<KeySummary> {
        let scheme = |key: &Option<Arc<Key>>| match key.as_deref() {
            Some(Key::Ed25519 { .. }) => "ed25519",
            Some(Key::Ecdsa { .. } | Key::EcdsaOld { .. }) => "ecdsa-sha2-nistp256",
            Some(Key::Rsa { .. }) => "rsassa-pss-sha256",
            None => "unknown",
        };
        self.keys.iter().map(|(id, key)| KeySummary { id: id.clone(), scheme: scheme(key).to_owned() }).collect()
    }
}

/// How signatures of `key` are checked, and its public part: the same three schemes as tough's, over our own message.
fn algorithm(key: &Key) -> (&'static dyn VerificationAlgorithm, &[u8]) {
    match key {
        Key::Ed25519 { keyval, .. } => (&signature::ED25519, &keyval.public),
        Key::Ecdsa { keyval, .. } | Key::EcdsaOld { keyval, .. } => (&signature::ECDSA_P256_SHA256_ASN1, &keyval.public),
        Key::Rsa { keyval, .. } => (&signature::RSA_PSS_2048_8192_SHA256, &keyval.public),
    }
}
