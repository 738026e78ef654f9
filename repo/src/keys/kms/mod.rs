//! Keys of AWS KMS: ECDSA on P-256 and RSA with PSS, signing digests that are computed here.
//!
//! Owns: which KMS keys may sign (tough-kms knows RSA only), and that every signature is verified before it is used.
//! Never does: see a private key, ask for more rights than kms:GetPublicKey and kms:Sign, or use a key that an alias was moved to
//! meanwhile. In: a place. Out: [`KmsKey`], which signs for tough.

mod error;
mod place;

use async_trait::async_trait;
use aws_lc_rs::digest;
use aws_lc_rs::rand::SecureRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use aws_sdk_kms::Client;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{KeySpec, KeyUsageType, MessageType, SigningAlgorithmSpec};
use tokio::sync::OnceCell;
use tough::schema::key::Key;
use tough::sign::Sign;

use self::place::Place;
use super::PublicKey;

pub use error::Error;

/// What errors of tough's traits look like.
type Boxed = Box<dyn std::error::Error + Send + Sync>;

/// A key of AWS KMS, with its public half read.
#[derive(Debug, Clone)]
pub struct KmsKey {
    client: Client,
    /// As it was written, for messages.
    shown: String,
    /// The ARN that KMS gave with the public key: an alias may be moved, this may not.
    id: String,
    public: PublicKey,
    algorithm: SigningAlgorithmSpec,
}

impl KmsKey {
    /// Reads the public half of a key; `text` is what follows `aws-kms:`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn open(text: &str) -> Result<Self, Error> {
        let place = Place::parse(text)?;
        let config = place.reach.config().await;
        if config.region().is_none_or(|region| region.as_ref().is_empty()) {
            return Err(Error::NoRegion { key: place.shown });
        }
        Self::read(Client::new(&config), place).await
    }

    async fn read(client: Client, place: Place) -> Result<Self, Error> {
        let Place { shown, key, .. } = place;
        let answer = client.get_public_key().key_id(key.as_str()).send().await;
        let answer = answer.map_err(|error| Error::of(&shown, &error))?;
        let (spec, usage) = (answer.key_spec(), answer.key_usage());
        let wrong = || {
            let word = |value: Option<&str>| value.unwrap_or("?").to_owned();
            let seen = format!("{} {}", word(spec.map(KeySpec::as_str)), word(usage.map(KeyUsageType::as_str)));
            Error::Kind { key: shown.clone(), seen }
        };
        let algorithm = match (spec, usage) {
            (Some(KeySpec::EccNistP256), Some(KeyUsageType::SignVerify)) => SigningAlgorithmSpec::EcdsaSha256,
            (Some(KeySpec::Rsa3072 | KeySpec::Rsa4096), Some(KeyUsageType::SignVerify)) => {
                SigningAlgorithmSpec::RsassaPssSha256
            }
            _ => return Err(wrong()),
        };
        let public = answer.public_key().and_then(|der| PublicKey::from_spki(der.as_ref())).ok_or_else(wrong)?;
        let id = answer.key_id().unwrap_or(&key).to_owned();
        Ok(Self { client, shown, id, public, algorithm })
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs the digest: a message itself may be 4,096 bytes at the most in KMS, and targets are longer.
    async fn sign_digest(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let digest = digest::digest(&digest::SHA256, message);
        let call = self.client.sign().key_id(&self.id).message(Blob::new(digest.as_ref())).message_type(MessageType::Digest);
        let answer = call.signing_algorithm(self.algorithm.clone()).send().await;
        let answer = answer.map_err(|error| Error::of(&self.shown, &error))?;
        let signature = answer.signature().map(|blob| blob.as_ref().to_vec()).unwrap_or_default();
        let verified = match &self.public.key {
            Key::Ecdsa { keyval, .. } => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &keyval.public[..]).verify(message, &signature)
            }
            Key::Rsa { keyval, .. } => {
                UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, &keyval.public[..]).verify(message, &signature)
            }
            _ => Err(aws_lc_rs::error::Unspecified),
        };
        verified.map_err(|_| Error::Signature { key: self.shown.clone() })?;
        Ok(signature)
    }
}

#[async_trait]
impl Sign for KmsKey {
    fn tuf_key(&self) -> Key {
        self.public.key.clone()
    }

    async fn sign(&self, message: &[u8], _: &(dyn SecureRandom + Sync)) -> Result<Vec<u8>, Boxed> {
        Ok(self.sign_digest(message).await?)
    }
}

/// A KMS key as tough's editors take it; the public half is read once.
#[derive(Debug)]
pub struct KmsSource {
    text: String,
    client: Option<Client>,
    key: OnceCell<KmsKey>,
}

impl KmsSource {
    /// The key at a place; `text` is what follows `aws-kms:`.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), client: None, key: OnceCell::new() }
    }

    /// The same, reached with a client that was made elsewhere: region, endpoint and profile of the place are then not looked at.
    pub fn with_client(text: &str, client: Client) -> Self {
        Self { client: Some(client), ..Self::new(text) }
    }

    /// The key.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn key(&self) -> Result<KmsKey, Error> {
        let open = || async {
            match &self.client {
                Some(client) => KmsKey::read(client.clone(), Place::parse(&self.text)?).await,
                None => KmsKey::open(&self.text).await,
            }
        };
        self.key.get_or_try_init(open).await.cloned()
    }
}

/// Why tough cannot put a key into KMS.
#[derive(Debug, thiserror::Error)]
#[error("a key of AWS KMS is made in KMS and cannot be written there")]
struct ReadOnly;

#[async_trait]
impl tough::key_source::KeySource for KmsSource {
    async fn as_sign(&self) -> Result<Box<dyn Sign>, Boxed> {
        Ok(Box::new(self.key().await?))
    }

    async fn write(&self, _: &str, _: &str) -> Result<(), Boxed> {
        Err(ReadOnly.into())
    }
}
