//! Private keys in memory: made, read from DER, written as DER, and lent to tough as signers.
//!
//! Owns: which kinds of private key there are. Never does: touch a file; the key library wipes its memory.
//! In: a kind, a seed, or DER. Out: [`FileKey`].

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair};
use pkcs8::PrivateKeyInfoRef;
use pkcs8::SecretDocument;
use pkcs8::der::Decode as _;
use tough::sign::Sign;
use zeroize::Zeroizing;

use super::public::{EC, ED25519, RSA};
use super::{Error, PublicKey};

/// The kinds of key that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyKind {
    /// ECDSA on P-256 with SHA-256.
    P256,
    /// RSA of 3072 bits, with PSS and SHA-256: long signatures, for where P-256 is not allowed.
    Rsa3072,
    /// Ed25519: deterministic signatures; no AWS KMS key of this kind can be used.
    Ed25519,
}

/// A private key in memory.
#[derive(Debug)]
pub enum FileKey {
    /// Ed25519.
    Ed25519(Ed25519KeyPair),
    /// ECDSA on P-256.
    P256(EcdsaKeyPair),
    /// RSA.
    Rsa(RsaKeyPair),
}

impl FileKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`Error::Generate`].
    pub fn generate(kind: KeyKind) -> Result<Self, Error> {
        match kind {
            KeyKind::Ed25519 => Ed25519KeyPair::generate().map(Self::Ed25519),
            KeyKind::P256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(Self::P256),
            KeyKind::Rsa3072 => RsaKeyPair::generate(KeySize::Rsa3072).map(Self::Rsa),
        }
        .map_err(|_| Error::Generate)
    }

    /// The ed25519 key of a seed. For fixtures only: whoever knows the seed can sign.
    #[expect(clippy::missing_panics_doc, reason = "any 32 bytes are a seed")]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        // RFC 8032 makes a key of any 32 bytes.
        Self::Ed25519(Ed25519KeyPair::from_seed_unchecked(seed).expect("any 32 bytes are an ed25519 seed"))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::new(match self {
            Self::Ed25519(pair) => pair.tuf_key(),
            Self::P256(pair) => pair.tuf_key(),
            Self::Rsa(pair) => pair.tuf_key(),
        })
    }

    /// Reads PKCS#8 (RFC 5958); `None` when it is another kind of key, or damaged.
    pub(super) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        match PrivateKeyInfoRef::from_der(der).ok()?.algorithm.oid {
            ED25519 => Ed25519KeyPair::from_pkcs8(der).ok().map(Self::Ed25519),
            EC => EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, der).ok().map(Self::P256),
            RSA => RsaKeyPair::from_pkcs8(der).ok().map(Self::Rsa),
            _ => None,
        }
    }

    /// Reads the older forms of `openssl ecparam` (SEC 1) and `openssl genrsa` (PKCS#1).
    pub(super) fn from_traditional(label: &str, der: &[u8]) -> Option<Self> {
        match label {
            "EC PRIVATE KEY" => EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_ASN1_SIGNING, der).ok().map(Self::P256),
            "RSA PRIVATE KEY" => RsaKeyPair::from_der(der).ok().map(Self::Rsa),
            _ => None,
        }
    }

    /// Writes PKCS#8.
    pub(super) fn to_pkcs8(&self) -> Result<SecretDocument, Error> {
        let failed = |_| Error::Generate;
        let der = match self {
            Self::Ed25519(pair) => Zeroizing::new(pair.to_pkcs8v1().map_err(failed)?.as_ref().to_vec()),
            Self::P256(pair) => Zeroizing::new(pair.to_pkcs8v1().map_err(failed)?.as_ref().to_vec()),
            Self::Rsa(pair) => {
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(failed)?;
                Zeroizing::new(der.as_ref().to_vec())
            }
        };
        SecretDocument::try_from(&der[..]).map_err(|_| Error::Generate)
    }

    /// Lends it to whatever signs.
    pub fn into_signer(self) -> Box<dyn Sign> {
        match self {
            Self::Ed25519(pair) => Box::new(pair),
            Self::P256(pair) => Box::new(pair),
            Self::Rsa(pair) => Box::new(pair),
        }
    }
}
