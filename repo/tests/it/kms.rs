//! Keys of AWS KMS: what they sign is read by every client, and a key that cannot sign says why.
//!
//! The emulator signs with pyca/cryptography; the readers verify with aws-lc (ours, tough) and pyca/cryptography (python-tuf).

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;

use aws_sdk_kms::types::KeySpec;
use ragnos_repo::keys::{FileKey, Passphrases};
use serde_json::{Value, json};
use tough::key_source::KeySource as _;

use super::emulator::{Emulator, python};
use super::program::{Ended, Operator};
use super::witness::both_agree;

/// A key file of each role that is not in KMS.
const OFFLINE: &str = "--root-key keys/root-1 --root-threshold 1 --targets-key keys/targets";

impl Operator {
    fn with(&self, emulator: &Emulator, line: &str) -> Ended {
        let environment = emulator.environment();
        let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.run_in(line, &environment)
    }

    #[track_caller]
    fn done_with(&self, emulator: &Emulator, line: &str) -> String {
        let ended = self.with(emulator, line);
        assert_eq!(ended.code, 0, "{line}: {}{}", ended.stdout, ended.stderr);
        ended.stdout
    }

    /// The code of the error that a command ends with, once it is clear that its exit code fits.
    #[track_caller]
    fn refused_with(&self, emulator: &Emulator, line: &str) -> String {
        code_of(&self.with(emulator, &format!("{line} --json")))
    }
}

#[track_caller]
fn code_of(ended: &Ended) -> String {
    let error: Value = serde_json::from_str(&ended.stderr).unwrap_or_else(|_| panic!("{}{}", ended.stdout, ended.stderr));
    let code = error["code"].as_str().unwrap().to_owned();
    assert_eq!(code[2..code.len() - 3], ended.code.to_string(), "{}", ended.stderr);
    code
}

#[expect(clippy::disallowed_methods, reason = "another client has to read what is written")]
fn python_tuf_reads(operator: &Operator) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/witness/python_tuf.py");
    let (repository, root) = (operator.path("repo"), operator.path("repo/metadata/1.root.json"));
    let output = Command::new(python()).args([script, "--read", repository.as_str(), root.as_str()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A repository whose online roles and whose namespace sign with KMS keys of one kind, read by three clients.
async fn every_client_reads_what_a_key_signs(spec: KeySpec) {
    let emulator = Emulator::start(false);
    let operator = Operator::new();
    let (online, acme) = (emulator.key(spec.clone()).await, emulator.key(spec).await);
    emulator.client().create_alias().alias_name("alias/acme").target_key_id(&acme).send().await.unwrap();
    let online = format!("aws-kms:{online}");
    operator.done_with(
        &emulator,
        &format!("init repo {OFFLINE} --snapshot-key {online} --timestamp-key {online} --log-key {online}"),
    );
    // The public half goes to a machine that has no access to KMS.
    operator.done_with(&emulator, "key import aws-kms:alias/acme --out keys/acme.pub");
    operator.done_with(
        &emulator,
        &format!("delegate add repo acme --role-key keys/acme.pub --key keys/targets --key {online} --key aws-kms:alias/acme"),
    );
    operator.pack("acme/text", "1.2.0");
    operator.done_with(&emulator, &format!("publish repo dist --key aws-kms:alias/acme --key {online}"));
    let root = fs_err::read(operator.path("repo/metadata/1.root.json")).unwrap();
    both_agree(&operator.path("repo"), &root).await;
    python_tuf_reads(&operator);
}

#[tokio::test]
async fn every_client_reads_what_a_p256_key_signs() {
    every_client_reads_what_a_key_signs(KeySpec::EccNistP256).await;
}

#[tokio::test]
async fn every_client_reads_what_an_rsa_key_signs() {
    every_client_reads_what_a_key_signs(KeySpec::Rsa3072).await;
}

#[tokio::test]
async fn a_key_that_cannot_sign_says_why() {
    let emulator = Emulator::start(false);
    let operator = Operator::new();
    let key = emulator.key(KeySpec::EccNistP256).await;
    let place = format!("aws-kms:{key}");
    operator.done_with(
        &emulator,
        &format!("init repo {OFFLINE} --snapshot-key {place} --timestamp-key {place} --log-key keys/log"),
    );
    let refresh = format!("refresh repo --key {place}");
    for spec in [KeySpec::SymmetricDefault, KeySpec::EccNistP384, KeySpec::Rsa2048] {
        let other = emulator.key(spec.clone()).await;
        assert_eq!(operator.refused_with(&emulator, &format!("key show aws-kms:{other}")), "RP4906", "{spec:?}");
    }
    for absent in ["alias/nothing", "12345678-1234-1234-1234-123456789012"] {
        assert_eq!(operator.refused_with(&emulator, &format!("key show aws-kms:{absent}")), "RP2926");
    }
    assert_eq!(operator.refused_with(&emulator, "key show aws-kms:"), "RP2925");
    // A key that the role does not list.
    let stranger = emulator.key(KeySpec::EccNistP256).await;
    assert_eq!(operator.refused_with(&emulator, &format!("{refresh} --key aws-kms:{stranger}")), "RP4900");
    emulator.client().disable_key().key_id(&key).send().await.unwrap();
    assert_eq!(operator.refused_with(&emulator, &refresh), "RP4908");
    emulator.client().enable_key().key_id(&key).send().await.unwrap();
    operator.done_with(&emulator, &refresh);
    emulator.client().schedule_key_deletion().key_id(&key).pending_window_in_days(7).send().await.unwrap();
    assert_eq!(operator.refused_with(&emulator, &refresh), "RP4909");
    // Nobody there, nobody to ask as, no place to ask at.
    let endpoint = emulator.endpoint();
    drop(emulator);
    let line = format!("key show {place} --json");
    let known = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_MAX_ATTEMPTS", "1")];
    let with = |more: &[(&'static str, &str)]| code_of(&operator.run_in(&line, &[&known[..], more].concat()));
    assert_eq!(with(&[("AWS_ENDPOINT_URL", &endpoint)]), "RP7900");
    let nobody = [("HOME", "/nonexistent"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_ENDPOINT_URL", endpoint.as_str())];
    assert_eq!(code_of(&operator.run_in(&line, &nobody)), "RP2927");
    let somewhere = format!("key show aws-kms:{} --json", key.rsplit('/').next().unwrap());
    let homeless = [&known[..], &[("HOME", "/nonexistent"), ("AWS_EC2_METADATA_DISABLED", "true")]].concat();
    assert_eq!(code_of(&operator.run_in(&somewhere, &homeless)), "RP2928");
}

#[tokio::test]
async fn who_may_not_use_a_key_is_told_so() {
    let emulator = Emulator::start(true);
    let operator = Operator::new();
    let place = format!("aws-kms:{}", emulator.key(KeySpec::EccNistP256).await);
    operator.done_with(&emulator, &format!("key show {place}"));
    // A user without any right, and one whom nobody knows.
    let (id, secret) = emulator.nobody();
    let (id, secret) = (id.as_str(), secret.as_str());
    for (id, secret) in [(id, secret), (id, "wrong"), ("AKIAIOSFODNN7EXAMPLE", "unknown")] {
        let mut environment = emulator.environment();
        environment.extend([("AWS_ACCESS_KEY_ID", id.to_owned()), ("AWS_SECRET_ACCESS_KEY", secret.to_owned())]);
        let environment: Vec<_> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(code_of(&operator.run_in(&format!("key show {place} --json"), &environment)), "RP4907");
    }
}

/// Answers as KMS does, with the public key of one key and a signature of another.
fn liar(public: &FileKey) -> (String, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let pem: String = public.public().pem().lines().filter(|line| !line.starts_with('-')).collect();
    let key = json!({ "KeyId": "k", "KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY", "PublicKey": pem });
    // A signature in good form: r and s are 1.
    let signature = json!({ "KeyId": "k", "Signature": "MAYCAQECAQE=", "SigningAlgorithm": "ECDSA_SHA_256" });
    let serve = move || {
        for answer in [key, signature] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap() > 2 {
                length =
                    line.to_lowercase().strip_prefix("content-length:").map_or(length, |text| text.trim().parse().unwrap());
                line.clear();
            }
            reader.read_exact(&mut vec![0; length]).unwrap();
            let body = answer.to_string();
            write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    };
    (endpoint, std::thread::spawn(serve))
}

#[test]
fn a_signature_of_another_key_is_not_used() {
    let operator = Operator::with_plugins();
    let timestamp = operator.path("keys/timestamp");
    let (endpoint, server) = liar(&FileKey::read(&timestamp, &mut Passphrases::default()).unwrap());
    let known = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_MAX_ATTEMPTS", "1")];
    let line = format!("refresh repo --key keys/snapshot --key aws-kms:k?region=eu-central-1&endpoint={endpoint} --json");
    assert_eq!(code_of(&operator.run_in(&line, &known)), "RP5906");
    server.join().unwrap();
}

#[tokio::test]
async fn tough_signs_with_our_key_source() {
    let emulator = Emulator::start(false);
    let key = emulator.key(KeySpec::EccNistP256).await;
    // Everything that the environment could say is in the key's place.
    let profile = tempfile::tempdir().unwrap();
    fs_err::write(profile.path().join("credentials"), "[ops]\naws_access_key_id = test\naws_secret_access_key = test\n")
        .unwrap();
    let operator = Operator::new();
    let place =
        format!("aws-kms:{}?region=eu-central-1&profile=ops&endpoint={}", key.rsplit('/').next().unwrap(), emulator.endpoint());
    let credentials = profile.path().join("credentials");
    let shown = operator.run_in(
        &format!("key show {place} --json"),
        &[("AWS_SHARED_CREDENTIALS_FILE", credentials.to_str().unwrap()), ("AWS_EC2_METADATA_DISABLED", "true")],
    );
    let shown: Value = serde_json::from_str(&shown.stdout).unwrap_or_else(|_| panic!("{}", shown.stderr));
    // The same key through tough's traits, with the emulator's open door for credentials.
    let source = ragnos_repo::keys::kms::KmsSource::with_client(&place["aws-kms:".len()..], emulator.client());
    let signer = source.as_sign().await.unwrap();
    let id = signer.tuf_key().key_id().unwrap();
    assert_eq!(shown["keys"][0]["id"], hex::encode(&*id));
    let message = vec![7; 100_000];
    assert!(signer.sign(&message, &aws_lc_rs::rand::SystemRandom::new()).await.is_ok());
    assert!(source.write("", "").await.is_err());
    // The public half was kept: nobody is asked again.
    drop(emulator);
    assert_eq!(source.as_sign().await.unwrap().tuf_key(), signer.tuf_key());
}
