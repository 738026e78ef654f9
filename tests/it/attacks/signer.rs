//! Keys of every kind that TUF repositories use, and of kinds that they should not, as metadata lists them.
//!
//! Owns: real key pairs with real signatures: what is refused is refused for its kind, not for being noise.
//! Never does: hide an id; a key's id is what the test calls it.
//! In: a kind. Out: [`Signer`], envelopes.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{self, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _, RsaKeyPair};
use serde_json::{Value, json};
use tough::schema::decoded::{Decoded, EcdsaFlex, RsaPem};

use crate::tuf::repository::{Key, canonical};

type Sign = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// A key pair.
pub(crate) struct Signer {
    /// The id under which metadata lists it.
    pub(crate) id: String,
    /// The key as metadata lists it.
    pub(crate) json: Value,
    sign: Sign,
}

fn key(keytype: &str, scheme: &str, public: &str) -> Value {
    json!({"keytype": keytype, "scheme": scheme, "keyval": {"public": public}})
}

impl Signer {
    fn new(id: &str, json: Value, sign: impl Fn(&[u8]) -> Vec<u8> + 'static) -> Self {
        Self { id: id.to_owned(), json, sign: Box::new(sign) }
    }

    /// ed25519, under an id of the test's choice.
    pub(crate) fn ed25519(id: &str, seed: u8) -> Self {
        let json = Key::seeded(seed).json();
        Self::new(id, json, move |message| hex::decode(Key::seeded(seed).signature(message)["sig"].as_str().unwrap()).unwrap())
    }

    /// ECDSA over P-256.
    pub(crate) fn p256(id: &str) -> Self {
        let pair = ecdsa(&signature::ECDSA_P256_SHA256_ASN1_SIGNING);
        let public = Decoded::<EcdsaFlex>::from(pair.public_key().as_ref().to_vec());
        let json = key("ecdsa", "ecdsa-sha2-nistp256", serde_json::to_value(public).unwrap().as_str().unwrap());
        Self::new(id, json, move |message| pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec())
    }

    /// ECDSA over P-384, listed honestly or as if it were P-256.
    pub(crate) fn p384(id: &str, scheme: &str) -> Self {
        let pair = ecdsa(&signature::ECDSA_P384_SHA384_ASN1_SIGNING);
        let json = key("ecdsa", scheme, &hex::encode(pair.public_key()));
        Self::new(id, json, move |message| pair.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec())
    }

    /// RSA of 2048 bits; `padding` makes the signatures that `scheme` names.
    pub(crate) fn rsa(id: &str, scheme: &str, padding: &'static dyn signature::RsaEncoding) -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
        let public = Decoded::<RsaPem>::from(pair.public_key().as_ref().to_vec());
        let json = key("rsa", scheme, serde_json::to_value(public).unwrap().as_str().unwrap());
        Self::new(id, json, move |message| {
            let mut made = vec![0; pair.public_modulus_len()];
            pair.sign(padding, &SystemRandom::new(), message, &mut made).unwrap();
            made
        })
    }

    /// The same pair listed under another id, as something else.
    pub(crate) fn listed_as(self, id: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut json = self.json;
        change(&mut json);
        Self { id: id.to_owned(), json, sign: self.sign }
    }

    /// The bytes of a signature over the canonical form of `signed`.
    pub(crate) fn sign(&self, signed: &Value) -> Vec<u8> {
        (self.sign)(&canonical(signed))
    }
}

fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm) -> EcdsaKeyPair {
    EcdsaKeyPair::generate(algorithm).unwrap()
}

/// The bytes of a metadata file with these signatures, each a key id and the signature's own bytes.
pub(crate) fn envelope(signed: &Value, signatures: &[(&str, &[u8])]) -> Vec<u8> {
    let listed = signatures.iter().map(|(id, bytes)| json!({"keyid": id, "sig": hex::encode(bytes)}));
    serde_json::to_vec(&json!({"signatures": listed.collect::<Vec<_>>(), "signed": signed})).unwrap()
}

/// The file of `signed` with a signature of each.
pub(crate) fn signed_by(signed: &Value, signers: &[&Signer]) -> Vec<u8> {
    let made: Vec<(&str, Vec<u8>)> = signers.iter().map(|one| (one.id.as_str(), one.sign(signed))).collect();
    envelope(signed, &made.iter().map(|(id, bytes)| (*id, bytes.as_slice())).collect::<Vec<_>>())
}
