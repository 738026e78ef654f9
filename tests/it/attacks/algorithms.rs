//! Kinds of keys and forms of signatures: what this client trusts, and that everything else fails with its reason.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RSA_PSS_SHA384,
};
use serde_json::json;

use super::keys::NEW_KEYS;
use super::scene::Scene;
use super::signer::{Signer, envelope, signed_by};
use crate::tuf::repository::{canonical, raise};

/// Row 23: RSA under 2048 bits, P-384, schemes of other kinds of keys: refused, and the message says which key and why.
/// Signed well by each of them; the kinds that are trusted are accepted in the same way.
#[test]
fn keys_and_schemes_that_are_not_trusted() {
    let mut scene = Scene::synced();
    let scheme = |name: &'static str| move |it: &mut serde_json::Value| it["scheme"] = json!(name);
    let keytype = |name: &'static str| move |it: &mut serde_json::Value| it["keytype"] = json!(name);
    let pss = "rsassa-pss-sha256";
    let bad = [
        (Signer::p384("p384", "ecdsa-sha2-nistp384"), "keytype ecdsa, scheme ecdsa-sha2-nistp384"),
        (Signer::p384("p384", "ecdsa-sha2-nistp256"), "its public part does not fit its kind"),
        (Signer::rsa("rsa", "rsassa-pkcs1v15-sha256", &RSA_PKCS1_SHA256), "scheme rsassa-pkcs1v15-sha256"),
        (Signer::rsa("rsa", "rsassa-pss-sha384", &RSA_PSS_SHA384), "scheme rsassa-pss-sha384"),
        (Signer::p256("p256").listed_as("p256", scheme("ed25519")), "keytype ecdsa, scheme ed25519"),
        (Signer::p256("p256").listed_as("p256", keytype("ed25519")), "keytype ed25519, scheme ecdsa-sha2-nistp256"),
        (Signer::ed25519("ed", 80).listed_as("ed", scheme(pss)), "keytype ed25519, scheme rsassa-pss-sha256"),
        (
            Signer::ed25519("ed", 80).listed_as("ed", |it| {
                keytype("ecdsa")(it);
                scheme("ecdsa-sha2-nistp256")(it);
            }),
            "its public part does not fit its kind",
        ),
    ];
    for (signer, reason) in bad {
        scene.repository.trust("timestamp", &[&signer], 1);
        raise(&mut scene.repository.timestamp);
        scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&signer]));
        let said = scene.fails(&["sync"], 5, "RP5002").stderr;
        assert!(said.contains("keys that cannot be used") && said.contains(reason), "{reason}: {said}");
    }
    // PKCS #1 v1.5 under the name of PSS is only a bad signature.
    let confused = Signer::rsa("rsa", pss, &RSA_PKCS1_SHA256);
    scene.repository.trust("timestamp", &[&confused], 1);
    scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&confused]));
    assert!(!scene.refused(&["sync"], 5, "RP5002", &["accepted-under", "root.json"]).stderr.contains("cannot be used"));
    for signer in [Signer::p256("p256"), Signer::rsa("rsa", pss, &RSA_PSS_SHA256), Signer::ed25519("ed", 80)] {
        scene.repository.trust("timestamp", &[&signer], 1);
        scene.repository.origin.put("timestamp.json", signed_by(&scene.repository.timestamp, &[&signer]));
        scene.run(&["sync", "--json"]).expect(0);
    }
}

/// Row 23: a signature by RSA of 1024 bits, made (and found good) with OpenSSL over a timestamp of its own.
#[test]
fn rsa_of_1024_bits() {
    let mut scene = Scene::synced();
    let weak = json!({"keytype": "rsa", "scheme": "rsassa-pss-sha256", "keyval": {"public": WEAK_KEY}});
    let timestamp = json!({"_type": "timestamp", "spec_version": "1.0.31", "version": 7,
        "expires": "9999-12-31T23:59:59Z", "meta": {"snapshot.json": {"version": 1}}});
    let signer = Signer::ed25519("weak", 1).listed_as("weak", |it| *it = weak);
    scene.repository.trust("timestamp", &[&signer], 1);
    let made = hex::decode(WEAK_SIGNATURE).unwrap();
    scene.repository.origin.put("timestamp.json", envelope(&timestamp, &[("weak", &made)]));
    let said = scene.refused(&["sync"], 5, "RP5002", &NEW_KEYS).stderr;
    assert!(said.contains("weak (RSA of less than 2048 bits)"), "{said}");
    // What was signed: these bytes, by a key of this size.
    let public = serde_json::from_value::<tough::schema::decoded::Decoded<tough::schema::decoded::RsaPem>>(json!(WEAK_KEY));
    let public = public.unwrap();
    let bits = aws_lc_rs::signature::RsaParameters::public_modulus_len(&public).unwrap();
    assert_eq!((bits, canonical(&timestamp).len()), (1024, 129));
}

/// Row 24: ECDSA signatures that are not strict DER are refused; the second valid form of a signature, with n - s for s, is
/// accepted, in every case and never as a second signature.
#[test]
fn forms_of_ecdsa_signatures() {
    let mut scene = Scene::synced();
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let public =
        json!({"keytype": "ecdsa", "scheme": "ecdsa-sha2-nistp256", "keyval": {"public": hex::encode(pair.public_key())}});
    let signer = Signer::ed25519("key", 1).listed_as("key", |it| *it = public.clone());
    let twin = Signer::ed25519("twin", 1).listed_as("twin", |it| *it = public);
    let content = scene.repository.timestamp.clone();
    let fixed = pair.sign(&SystemRandom::new(), &canonical(&content)).unwrap();
    let (r, s) = fixed.as_ref().split_at(32);
    let other = minus(&ORDER, s);
    let integer = |value: &[u8]| {
        let value = &value[value.iter().take_while(|byte| **byte == 0).count()..];
        let pad = usize::from(value[0] >= 0x80);
        [&[2, u8::try_from(value.len() + pad).unwrap()], &[0][..pad], value].concat()
    };
    let sequence = |body: &[u8]| [&[0x30, u8::try_from(body.len()).unwrap()], body].concat();
    let der = |r: &[u8], s: &[u8]| sequence(&[integer(r), integer(s)].concat());
    let good = der(r, s);
    let padded = sequence(&[vec![2, 34, 0, 0], r.to_vec(), integer(s)].concat());
    let negative = |value: &[u8]| [&[2, 32], value].concat();
    let unsigned = sequence(&[negative(if r[0] >= 0x80 { r } else { &ORDER }), negative(&ORDER)].concat());
    let malformed: [(&str, Vec<u8>); 12] = [
        ("raw r and s", fixed.as_ref().to_vec()),
        ("nothing", Vec::new()),
        ("cut short", good[..good.len() - 1].to_vec()),
        ("a byte after the end", [&good[..], &[0]].concat()),
        ("a byte inside after s", sequence(&[&good[2..], &[0]].concat())),
        ("the length in two bytes", [&[0x30, 0x81, good[1]], &good[2..]].concat()),
        ("an indefinite length", [&[0x30, 0x80], &good[2..], &[0, 0]].concat()),
        ("a padded integer", padded),
        ("negative integers", unsigned),
        ("r and s of zero", vec![0x30, 6, 2, 1, 0, 2, 1, 0]),
        ("s of n", der(r, &ORDER)),
        ("r and s swapped", der(s, r)),
    ];
    scene.repository.trust("timestamp", &[&signer], 1);
    for (what, bytes) in malformed {
        scene.repository.origin.put("timestamp.json", envelope(&content, &[("key", &bytes)]));
        let said = scene.fails(&["sync"], 5, "RP5002").stderr;
        assert!(said.contains("0 good signatures, 1 are needed"), "{what}: {said}");
    }
    for bytes in [der(r, s), der(r, &other), der(r, s)] {
        scene.repository.origin.put("timestamp.json", envelope(&content, &[("key", &bytes)]));
        scene.run(&["sync", "--json"]).expect(0);
    }
    scene.repository.trust("timestamp", &[&signer, &twin], 2);
    scene.repository.origin.put("timestamp.json", envelope(&content, &[("key", &der(r, s)), ("twin", &der(r, &other))]));
    let said = scene.fails(&["sync"], 5, "RP5002").stderr;
    assert!(said.contains("1 good signatures, 2 are needed"), "{said}");
}

/// The order of the group of P-256 (SEC 2, section 2.4.2).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
    0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// `one` - `other`, both big-endian, `one` the larger.
fn minus(one: &[u8; 32], other: &[u8]) -> [u8; 32] {
    let (mut out, mut borrow) = ([0; 32], 0);
    for index in (0..32).rev() {
        let difference = i16::from(one[index]) - i16::from(other[index]) - borrow;
        borrow = i16::from(difference < 0);
        out[index] = u8::try_from(difference.rem_euclid(256)).unwrap();
    }
    out
}

const WEAK_KEY: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDxoDUXlbsI/HgxMZSE2VIaA2ED\n\
428yhhj5My+3tKnIlox/WfDA8JpwMsR7ztIOAIZdp6nCNW92Cqd9Zt+V8U3EP2xO\n\
9ANM8RiVYQPFbcRkvu2ItkNuQsYnn5VMBYOxmR+NMepc4W6LvBFRmWYr+s5rmY61\n\
pf4tciFMYn35YiJ+wQIDAQAB\n\
-----END PUBLIC KEY-----";
const WEAK_SIGNATURE: &str = "\
56b3251671075725172481c230a43385a41d32ed251b99be0f640e222a3078b9a8ab810e01215539b13385a584c70373d243dbff08bdfd05aa4bad6a\
67a239065721e290dbb3fab2289147dc859638cde770cfce183706b73ef7d938f845ddff6a9224ccb8eb10838a3d844b25fb3028c8d7d6f636b66624\
23bb88af4affa6bc";
