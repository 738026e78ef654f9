//! One key in several spellings (attack table row 15): the library that checks signatures reads a point compressed or not, a key
//! bare or wrapped, and two spellings of one key must not make two signers of it.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{self, EcdsaKeyPair, KeyPair as _, RsaKeyPair};
use serde_json::{Value, json};

use super::refused;
use super::repository::{Key, Machine, Repository, canonical};

/// A repository whose targets role lists each of `keys` under an id of its own and asks for two of them, signed under every id with
/// the same signature.
fn signed_once(keys: &[Value], signature: impl Fn(&[u8]) -> Vec<u8>) -> Repository {
    let mut repository = Repository::new();
    let ids: Vec<String> = (0..keys.len()).map(|index| format!("key-{index}")).collect();
    for (id, key) in ids.iter().zip(keys) {
        repository.root["keys"][id] = key.clone();
    }
    repository.root["roles"]["targets"] = json!({"keyids": ids, "threshold": 2});
    repository.next_root(&[1, 2]);
    let signed = repository.top().clone();
    let sig = hex::encode(signature(&canonical(&signed)));
    let signatures: Vec<Value> = ids.iter().map(|id| json!({"keyid": id, "sig": sig})).collect();
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1});
    repository.publish_snapshot();
    repository.origin.put("1.targets.json", serde_json::to_vec(&json!({"signatures": signatures, "signed": signed})).unwrap());
    repository
}

async fn counts_once(keys: &[Value], signature: impl Fn(&[u8]) -> Vec<u8>) {
    // Each spelling is good on its own, or the test would show nothing.
    for key in keys {
        let mut alone = signed_once(std::slice::from_ref(key), &signature);
        alone.root["roles"]["targets"]["threshold"] = json!(1);
        alone.next_root(&[1, 2]);
        Machine::new().refresh(&alone).await.unwrap();
    }
    refused!(Machine::new().refresh(&signed_once(keys, signature)).await, Threshold);
}

fn pem(der: &[u8]) -> String {
    let body = base64(der);
    format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().enumerate().fold(0_u32, |word, (at, byte)| word | u32::from(*byte) << (16 - 8 * at));
        for digit in 0..4 {
            let kept = digit <= chunk.len();
            text.push(if kept { char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]) } else { '=' });
        }
    }
    text
}

#[tokio::test]
async fn a_p256_key_in_two_spellings_is_one_signer() {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&signature::ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(&signature::ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref()).unwrap();
    let point = pair.public_key().as_ref();
    let (half, odd) = (&point[1..33], point[64] & 1);
    let compressed = [&[2 + odd], half].concat();
    let hybrid = [&[6 + odd], &point[1..]].concat();
    let wrapped = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).unwrap();
    let lead = &wrapped.as_ref()[2..wrapped.as_ref().len() - point.len() - 3];
    let short = [&[0x30, 57][..], lead, &[3, 34, 0], &compressed].concat();
    let key = |keytype: &str, public: &str| json!({"keytype": keytype, "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": public}});
    let spelled = [
        key("ecdsa", &pem(wrapped.as_ref())),
        key("ecdsa", &hex::encode(point)),
        key("ecdsa-sha2-nistp256", &hex::encode(point)),
        key("ecdsa", &hex::encode(compressed)),
        key("ecdsa", &pem(&short)),
        key("ecdsa", &hex::encode(wrapped.as_ref())),
    ];
    counts_once(&spelled, |message| pair.sign(&random, message).unwrap().as_ref().to_vec()).await;
    // The hybrid form is nobody's.
    let odd =
        signed_once(&[key("ecdsa", &hex::encode(hybrid))], |message| pair.sign(&random, message).unwrap().as_ref().to_vec());
    refused!(Machine::new().refresh(&odd).await, Threshold);
}

#[tokio::test]
async fn an_ed25519_key_in_two_spellings_is_one_signer() {
    let key = Key::seeded(5);
    let bare = key.json()["keyval"]["public"].as_str().unwrap().to_owned();
    let wrapped = format!("302a300506032b6570032100{bare}");
    let spelled = [bare.clone(), bare.to_uppercase(), wrapped]
        .map(|public| json!({"keytype": "ed25519", "scheme": "ed25519", "keyval": {"public": public}}));
    counts_once(&spelled, |message| key.sign(message)).await;
}

#[tokio::test]
async fn an_rsa_key_in_two_spellings_is_one_signer() {
    let pair = RsaKeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
    let wrapped = AsDer::<PublicKeyX509Der<'_>>::as_der(pair.public_key()).unwrap();
    let wrapped = wrapped.as_ref();
    // The wrapped key wrapped again: what is inside of the first is a key to the library once more.
    let algorithm = &wrapped[4..19];
    let long = |tag: u8, body: &[u8]| {
        let length = u16::try_from(body.len()).unwrap().to_be_bytes();
        [&[tag, 0x82, length[0], length[1]], body].concat()
    };
    let twice = long(0x30, &[algorithm, &long(3, &[&[0], wrapped].concat())].concat());
    let spelled =
        [wrapped, &twice].map(|der| json!({"keytype": "rsa", "scheme": "rsassa-pss-sha256", "keyval": {"public": pem(der)}}));
    let random = SystemRandom::new();
    counts_once(&spelled, |message| {
        let mut sig = vec![0; pair.public_modulus_len()];
        pair.sign(&signature::RSA_PSS_SHA256, &random, message, &mut sig).unwrap();
        sig
    })
    .await;
}
