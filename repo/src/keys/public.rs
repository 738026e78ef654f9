//! Public keys: the three kinds that every TUF client reads, their PEM form and their key id.
//!
//! Owns: computed key ids (TUF spec 4.2), and which public keys are taken at all. Never does: verify, or touch a file.
//! In: PEM or DER of a `SubjectPublicKeyInfo` (RFC 5280). Out: [`PublicKey`].

use std::fmt;

use aws_lc_rs::rsa;
use pkcs8::der::asn1::BitStringRef;
use pkcs8::der::{Decode as _, Encode as _};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{Document, LineEnding, ObjectIdentifier, SubjectPublicKeyInfoRef};
use tough::schema::decoded::{Decoded, Hex};
use tough::schema::key::Key;

/// A key id: sha256 of the canonical form of the public key.
pub type KeyId = Decoded<Hex>;

/// Ed25519 (RFC 8410).
pub(super) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
/// Elliptic curve keys (RFC 5480).
pub(super) const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// The curve P-256 (RFC 5480).
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
/// RSA keys (RFC 8017).
pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// The shortest RSA key that may sign, bits: what NIST SP 800-57 asks of signatures that live beyond 2030.
pub const RSA_BITS: usize = 3072;

/// The PEM label of a public key.
pub(super) const LABEL: &str = "PUBLIC KEY";

/// The kind of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519.
    Ed25519,
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// RSA with PSS and SHA-256; the length in bits.
    Rsa(usize),
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ed25519 => f.write_str("ed25519"),
            Self::P256 => f.write_str("p256"),
            Self::Rsa(bits) => write!(f, "rsa{bits}"),
        }
    }
}

/// A public key with its computed id.
#[derive(Debug, Clone)]
pub struct PublicKey {
    pub(crate) id: KeyId,
    pub(crate) key: Key,
}

impl PublicKey {
    pub(crate) fn new(key: Key) -> Self {
        // Only memory could fail here: a key is strings, and strings have a canonical form.
        let id = key.key_id().expect("a parsed public key serialises");
        Self { id, key }
    }

    /// Reads a PEM text; `None` when it is not one of the kinds above.
    pub(super) fn from_pem(text: &str) -> Option<Self> {
        let (label, document) = Document::from_pem(text.trim_end()).ok()?;
        if label == LABEL { Self::from_spki(document.as_bytes()) } else { None }
    }

    /// Reads a DER `SubjectPublicKeyInfo`; `None` when it is not one of the kinds above.
    pub(super) fn from_spki(der: &[u8]) -> Option<Self> {
        let info = SubjectPublicKeyInfoRef::from_der(der).ok()?;
        let key: Key = match info.algorithm.oid {
            ED25519 => hex::encode(info.subject_public_key.as_bytes()?).parse().ok()?,
            // tough knows both, and takes them as PEM.
            EC | RSA => pem(der)?.trim_end().parse().ok()?,
            _ => return None,
        };
        match &key {
            Key::Ed25519 { .. } | Key::Ecdsa { .. } | Key::Rsa { .. } => Some(Self::new(key)),
            Key::EcdsaOld { .. } => None,
        }
    }

    /// The key id, hexadecimal.
    pub fn id(&self) -> String {
        hex::encode(&*self.id)
    }

    /// The kind of key.
    pub fn algorithm(&self) -> Algorithm {
        match &self.key {
            Key::Ed25519 { .. } => Algorithm::Ed25519,
            Key::Ecdsa { .. } | Key::EcdsaOld { .. } => Algorithm::P256,
            Key::Rsa { keyval, .. } => {
                Algorithm::Rsa(rsa::PublicKey::from_der(&keyval.public).map_or(0, |key| key.modulus_len() * 8))
            }
        }
    }

    /// The PEM form, with a line feed at the end.
    #[expect(clippy::missing_panics_doc, reason = "a parsed public key has a PEM form")]
    pub fn pem(&self) -> String {
        let (oid, parameters, bytes) = match &self.key {
            Key::Ed25519 { keyval, .. } => (ED25519, None, &keyval.public[..]),
            Key::Ecdsa { keyval, .. } | Key::EcdsaOld { keyval, .. } => (EC, Some((&P256).into()), &keyval.public[..]),
            Key::Rsa { keyval, .. } => (RSA, Some(pkcs8::der::asn1::AnyRef::NULL), &keyval.public[..]),
        };
        let written = BitStringRef::from_bytes(bytes).ok().and_then(|subject_public_key| {
            let algorithm = AlgorithmIdentifierRef { oid, parameters };
            pem(&SubjectPublicKeyInfoRef { algorithm, subject_public_key }.to_der().ok()?)
        });
        // A key is some hundred bytes: DER has no objection to these.
        written.expect("a parsed public key has a PEM form")
    }
}

fn pem(der: &[u8]) -> Option<String> {
    Document::try_from(der).ok()?.to_pem(LABEL, LineEnding::LF).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{FileKey, KeyKind};

    #[test]
    fn every_kind_comes_back_from_its_pem_form() {
        for (kind, name) in [(KeyKind::Ed25519, "ed25519"), (KeyKind::P256, "p256"), (KeyKind::Rsa3072, "rsa3072")] {
            let key = FileKey::generate(kind).unwrap().public();
            let read = PublicKey::from_pem(&key.pem()).unwrap();
            assert_eq!((read.id(), read.algorithm().to_string()), (key.id(), name.to_owned()));
        }
    }

    #[test]
    fn other_curves_and_other_labels_are_no_keys() {
        // P-384, made with openssl.
        let p384 = "-----BEGIN PUBLIC KEY-----\nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE\n-----END PUBLIC KEY-----\n";
        assert!(PublicKey::from_pem(p384).is_none());
        let good = FileKey::from_seed(&[1; 32]).public().pem();
        assert!(PublicKey::from_pem(&good.replace("PUBLIC", "PRIVATE")).is_none());
        assert!(PublicKey::from_pem("").is_none());
    }
}
