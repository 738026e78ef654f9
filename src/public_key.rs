//! Public keys of the three kinds that TUF metadata has, ready to check signatures with.
//!
//! Owns: which keys are trusted at all, and what makes two spellings the same key.
//! Never does: say who may sign what. In: a TUF key, or a PEM text. Out: [`ParsedPublicKey`], [`PublicKey`].

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::PublicEncryptingKey;
use aws_lc_rs::signature::{self, ParsedPublicKey, RSA_PSS_2048_8192_SHA256, VerificationAlgorithm};
use serde::Deserialize;
use tough::schema::key::Key;

use crate::digest::Sha256;

/// The label of a public key in PEM form (RFC 7468 section 13).
const LABEL: &str = "PUBLIC KEY";
/// How the DER form of every Ed25519 key begins (RFC 8410 section 4); its 32 bytes follow.
const ED25519: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

/// A key that signs something else than metadata, with the id that metadata would give it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicKey {
    key: Key,
    id: String,
    material: Sha256,
}

impl TryFrom<String> for PublicKey {
    type Error = NotAKey;

    fn try_from(pem: String) -> Result<Self, NotAKey> {
        Self::from_pem(&pem).ok_or(NotAKey)
    }
}

/// A text that is no public key.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("it is no public key in PEM form of Ed25519, P-256 or RSA with at least 2048 bits")]
pub struct NotAKey;

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` in PEM form; `None` where it is no key that this program trusts.
    fn from_pem(text: &str) -> Option<Self> {
        let read = pem::parse(text).ok().filter(|read| read.tag() == LABEL)?;
        let key: Key = match read.contents().strip_prefix(ED25519) {
            Some(public) => hex::encode(public).parse().ok()?,
            // tough knows both other kinds, and takes them as PEM.
            None => pem::encode_config(&read, pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF))
                .trim_end()
                .parse()
                .ok()?,
        };
        let material = Sha256::of(usable(&key).ok()?.as_der().ok()?.as_ref());
        Some(Self { id: hex::encode(&*key.key_id().ok()?), key, material })
    }

    /// The key id that TUF metadata gives it (TUF spec 4.2), hexadecimal.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A digest of the key in its one X.509 form: the same however it is spelt.
    pub fn material(&self) -> Sha256 {
        self.material
    }

    /// Whether `signature` is one of this key over `message`.
    pub fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        has_signed(&self.key, message, signature)
    }
}

/// Whether `signature` is one of `key` over `message`; never for a key that this program does not trust.
pub fn has_signed(key: &Key, message: &[u8], signature: &[u8]) -> bool {
    usable(key).is_ok_and(|key| key.verify_sig(message, signature).is_ok())
}

/// The key, ready to check signatures with, or why it is none that this program trusts.
pub(crate) fn usable(key: &Key) -> Result<ParsedPublicKey, &'static str> {
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
pub(crate) fn algorithm(key: &Key) -> (&'static dyn VerificationAlgorithm, &[u8]) {
    match key {
        Key::Ed25519 { keyval, .. } => (&signature::ED25519, &keyval.public),
        Key::Ecdsa { keyval, .. } | Key::EcdsaOld { keyval, .. } => (&signature::ECDSA_P256_SHA256_ASN1, &keyval.public),
        Key::Rsa { keyval, .. } => (&signature::RSA_PSS_2048_8192_SHA256, &keyval.public),
    }
}
