//! Who may sign a role: keys, key ids and a threshold, and the check of signatures against them.
//!
//! Owns: the only place where a signature becomes trust.
//! Never does: trust a key id (ids are opaque names; a key counts once however many ids it has).
//! In: `keys` and a role entry of a root or a delegation. Out: [`KeyRing`], and the yes or no of [`KeyRing::verify`].

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::PublicEncryptingKey;
use aws_lc_rs::signature::{self, ParsedPublicKey, RSA_PSS_2048_8192_SHA256, VerificationAlgorithm};
use serde::Deserialize as _;
use serde_json::Value;
use tough::schema::key::Key;

use crate::digest::Sha256;

use crate::redact::Printable;
#[cfg(feature = "client")]
use crate::signers::Signers;

use super::document::Document;
use super::error::Error;
use super::summary::KeySummary;

/// A key of a document, or what is known of one that this program cannot use. It is read when it is asked for: of the keys of a
/// registry's role a run needs one or two.
#[derive(Debug)]
pub(super) struct ListedKey {
    entry: Value,
    key: OnceLock<Result<Key, String>>,
}

impl ListedKey {
    /// An entry of a `keys` object. One that cannot be used is kept as such: it only counts when its signature is needed.
    pub(super) fn new(entry: Value) -> Arc<Self> {
        Arc::new(Self { entry, key: OnceLock::new() })
    }

    fn missing() -> Arc<Self> {
        Arc::new(Self { entry: Value::Null, key: OnceLock::from(Err("not among the keys".to_owned())) })
    }

    fn key(&self) -> Result<&Key, &String> {
        let text = |member: &str| Printable(self.entry[member].as_str().unwrap_or_default()).to_string();
        let unread = |_| format!("keytype {}, scheme {}", text("keytype"), text("scheme"));
        self.key.get_or_init(|| Key::deserialize(&self.entry).map_err(unread)).as_ref()
    }

    /// The key, ready to check signatures with, or why it is none that this program trusts.
    fn usable(&self) -> Result<ParsedPublicKey, String> {
        usable(self.key()?).map_err(str::to_owned)
    }
}

/// The keys of one document, by id.
pub(super) type Keys = HashMap<String, Arc<ListedKey>>;

/// The keys that may sign a role and how many of them must.
#[derive(Debug, Clone)]
pub(super) struct KeyRing {
    /// The role whose signatures these keys make.
    pub(super) role: String,
    /// In the order listed.
    pub(super) keys: Vec<(String, Arc<ListedKey>)>,
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
        let listed = |id| keys.get(id).cloned().unwrap_or_else(ListedKey::missing);
        let keys = keyids.iter().map(|id| (id.clone(), listed(id))).collect();
        Ok(Self { role: role.to_owned(), keys, threshold })
    }

    /// Checks that at least the threshold of different keys signed `document` (TUF spec 4.2.1 "threshold", 5.3.4).
    pub(super) fn verify(&self, document: &Document) -> Result<(), Error> {
        // By key material in its one X.509 form: a key under two ids, or spelt in two ways, is one signer
        // (attack table, row 15).
        let signers: BTreeSet<Vec<u8>> = self.good(document).map(|(_, material)| material).collect();
        if u64::try_from(signers.len()).is_ok_and(|valid| valid >= self.threshold) {
            return Ok(());
        }
        let role = Printable(&self.role).to_string();
        Err(Error::Threshold { role, valid: signers.len(), threshold: self.threshold, unusable: self.unusable() })
    }

    /// The keys whose signatures can never count, each with the reason.
    fn unusable(&self) -> Vec<String> {
        let shown = |(id, key): &(String, Arc<ListedKey>)| Some(format!("{} ({})", Printable(id), key.usable().err()?));
        self.keys.iter().filter_map(shown).collect()
    }

    /// A digest of threshold, ids and key material: another one means that the keys were rotated (TUF spec 5.3.11).
    /// Ids alone would not do, since they are only names.
    pub(super) fn fingerprint(&self) -> Sha256 {
        let line = |(id, key): &(String, Arc<ListedKey>)| match key.key() {
            Ok(key) => format!("{id} {}\n", hex::encode(algorithm(key).1)),
            Err(reason) => format!("{id} {reason}\n"),
        };
        let mut lines: Vec<String> = self.keys.iter().map(line).collect();
        lines.sort_unstable();
        Sha256::of(format!("{}\n{}", self.threshold, lines.concat()).as_bytes())
    }

    /// The ids of the keys whose signatures of `document` are good, in the order of the signatures.
    pub(super) fn signers<'d>(&'d self, document: &'d Document) -> Vec<&'d str> {
        self.good(document).map(|(id, _)| id).collect()
    }

    /// Who may sign: keys that cannot be used never count, and one key under two ids is one.
    #[cfg(feature = "client")]
    pub(super) fn admitted(&self) -> Signers {
        let material =
            |(_, key): &(String, Arc<ListedKey>)| Some(Sha256::of(key.usable().ok()?.as_der().ok()?.as_ref()));
        Signers { threshold: self.threshold, keys: self.keys.iter().filter_map(material).collect() }
    }

    /// The good signatures of `document`: key id and key material.
    fn good<'d>(&'d self, document: &'d Document) -> impl Iterator<Item = (&'d str, Vec<u8>)> {
        document.signatures.iter().filter_map(|signature| {
            let (_, key) = self.keys.iter().find(|(id, _)| *id == signature.keyid)?;
            let public = key.usable().ok()?;
            public.verify_sig(document.message(), &signature.bytes).ok()?;
            Some((signature.keyid.as_str(), public.as_der().ok()?.as_ref().to_vec()))
        })
    }

    /// The keys for people.
    pub(super) fn summary(&self) -> Vec<KeySummary> {
        let scheme = |key: &ListedKey| match key.key() {
            Ok(Key::Ed25519 { .. }) => "ed25519",
            Ok(Key::Ecdsa { .. } | Key::EcdsaOld { .. }) => "ecdsa-sha2-nistp256",
            Ok(Key::Rsa { .. }) => "rsassa-pss-sha256",
            Err(_) => "unknown",
        };
        self.keys.iter().map(|(id, key)| KeySummary { id: id.clone(), scheme: scheme(key).to_owned() }).collect()
    }
}

/// The key, ready to check signatures with, or why it is none that this program trusts.
fn usable(key: &Key) -> Result<ParsedPublicKey, &'static str> {
    let (algorithm, public) = algorithm(key);
    let parsed = ParsedPublicKey::new(algorithm, public).map_err(|_| "its public part does not fit its kind")?;
    if matches!(key, Key::Rsa { .. })
        && modulus_bits(&parsed).is_none_or(|bits| bits < RSA_PSS_2048_8192_SHA256.min_modulus_len())
    {
        return Err("RSA of less than 2048 bits");
    }
    Ok(parsed)
}

/// The size of an RSA key, from the one form that the library writes: it reads more spellings than it measures.
fn modulus_bits(key: &ParsedPublicKey) -> Option<u32> {
    let size = PublicEncryptingKey::from_der(key.as_der().ok()?.as_ref()).ok()?.key_size_bits();
    u32::try_from(size).ok()
}

/// How signatures of `key` are checked, and its public part: the same three schemes as tough's, over our own message.
fn algorithm(key: &Key) -> (&'static dyn VerificationAlgorithm, &[u8]) {
    match key {
        Key::Ed25519 { keyval, .. } => (&signature::ED25519, &keyval.public),
        Key::Ecdsa { keyval, .. } | Key::EcdsaOld { keyval, .. } => (&signature::ECDSA_P256_SHA256_ASN1, &keyval.public),
        Key::Rsa { keyval, .. } => (&signature::RSA_PSS_2048_8192_SHA256, &keyval.public),
    }
}
