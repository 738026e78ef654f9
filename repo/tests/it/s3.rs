//! A repository in a bucket: made, changed, raced for, locked, and left half-published by a process that was killed.
//!
//! Two makers of S3 that have nothing in common, an emulator of AWS and SeaweedFS, have to agree.

use std::sync::Arc;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use ragnos_plugin::origin::Folder;
use ragnos_repo::publish::publish;
use ragnos_repo::storage::{Error, S3, Storage};

use super::emulator::Emulator;
use super::founding::KEYS;
use super::program::{Ended, INIT, ONLINE, Operator};
use super::publishing::{ALL_STEPS, client_sees, kill_a_publisher, kill_at, release, repository};
use super::witness::both_agree;

/// Makes the bucket `plugins`.
pub(crate) const BUCKET: &str = "
import botocore.session
s3 = botocore.session.get_session().create_client('s3')
s3.create_bucket(Bucket='plugins', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
";

/// Copies the bucket into a folder, and prints what caches are told.
const COPY: &str = "
import botocore.session, json, pathlib
s3 = botocore.session.get_session().create_client('s3')
told = {}
for page in s3.get_paginator('list_objects_v2').paginate(Bucket='plugins'):
    for entry in page.get('Contents', []):
        answer = s3.get_object(Bucket='plugins', Key=entry['Key'])
        path = pathlib.Path('FOLDER') / entry['Key']
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer['Body'].read())
        told[entry['Key']] = [answer['CacheControl'], answer['ContentType']]
print(json.dumps(told))
";

/// The same tests with both makers of S3.
macro_rules! with_both {
    ($($name:ident),*) => {
        mod ministack {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::prepared(super::Emulator::start(false))).await;
            })*
        }
        mod seaweed {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::prepared(super::Emulator::seaweed())).await;
            })*
        }
    };
}

with_both!(
    a_bucket_is_a_repository_that_every_client_reads,
    a_bucket_compares_and_swaps,
    every_class_of_files_is_locked_for_its_own_time,
    racers_for_a_bucket_all_succeed_without_a_lock,
    a_publisher_that_is_killed_leaves_a_bucket_that_the_next_one_goes_on_with,
    an_init_that_is_killed_goes_on_in_a_bucket_where_nothing_is_ever_replaced
);

fn prepared(emulator: Emulator) -> Emulator {
    emulator.script(BUCKET);
    emulator
}

async fn a_bucket_is_a_repository_that_every_client_reads(emulator: Emulator) {
    let operator = Operator::new();
    let place = "s3://plugins/registry";
    let keys = format!("--key keys/acme-1 --key keys/log {ONLINE}");
    operator.in_cloud(&emulator, &INIT.replace("init repo", &format!("init {place}")));
    operator.in_cloud(&emulator, &format!("delegate add {place} acme --role-key keys/acme-1 --key keys/targets {ONLINE}"));
    operator.pack("acme/text", "1.2.0");
    let said = operator.in_cloud(&emulator, &format!("publish {place} dist {keys} --dry-run"));
    assert!(said.contains("the client takes it"), "{said}");
    operator.in_cloud(&emulator, &format!("publish {place} dist {keys}"));
    assert_eq!(operator.in_cloud(&emulator, &format!("publish {place} dist {keys}")), "nothing to do\n");
    assert!(operator.in_cloud(&emulator, &format!("delegate show {place} acme")).contains("2 targets"));
    let told = emulator.script(&COPY.replace("FOLDER", operator.path("copy").as_str()));
    let folder = operator.path("copy/registry");
    both_agree(&folder, &fs_err::read(folder.join("metadata/1.root.json")).unwrap()).await;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        told["registry/metadata/timestamp.json"],
        serde_json::json!(["public, max-age=5, must-revalidate", "application/json"])
    );
    for (name, told) in told.as_object().unwrap().iter().filter(|(name, _)| !name.ends_with("/timestamp.json")) {
        assert_eq!(told[0], "public, max-age=31536000, immutable", "{name}");
        let kind = if name.contains("/metadata/") || name.contains("._log.") { "application/json" } else { "application/gzip" };
        assert_eq!(told[1], kind, "{name}");
    }
}

/// Makes the bucket `locked`, whose versions can be locked.
const LOCKED: &str = "
import botocore.session
s3 = botocore.session.get_session().create_client('s3')
s3.create_bucket(Bucket='locked', ObjectLockEnabledForBucket=True, CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
";

/// Prints the lock and the checksum of every file, and what comes of each attack on `timestamp.json` and on an archive.
const ATTACKS: &str = "
import base64, botocore.session, datetime, hashlib, json
from botocore.exceptions import ClientError
s3 = botocore.session.get_session().create_client('s3')
now = datetime.datetime.now(datetime.timezone.utc)
locks, attacks = {}, []
for entry in s3.list_objects_v2(Bucket='locked')['Contents']:
    at = {'Bucket': 'locked', 'Key': entry['Key']}
    lock = s3.get_object_retention(**at)['Retention']
    answer = s3.get_object(**at, ChecksumMode='ENABLED')
    assert answer['ChecksumSHA256'] == base64.b64encode(hashlib.sha256(answer['Body'].read()).digest()).decode(), entry['Key']
    locks[entry['Key']] = [lock['Mode'], round((lock['RetainUntilDate'] - now) / datetime.timedelta(days=1))]
    shorter = lambda mode: {'Mode': mode, 'RetainUntilDate': now + datetime.timedelta(hours=1)}
    at = {**at, 'VersionId': answer['VersionId']}
    for attack in [
        lambda: s3.delete_object(**at),
        lambda: s3.put_object_retention(**at, Retention=shorter('COMPLIANCE')),
        lambda: s3.put_object_retention(**at, Retention=shorter('GOVERNANCE')),
        lambda: s3.delete_object(**at, BypassGovernanceRetention=True),
    ]:
        try:
            attack()
            attacks.append(entry['Key'])
        except ClientError as error:
            assert error.response['Error']['Code'] == 'AccessDenied', error
print(json.dumps({'locks': locks, 'attacks': attacks}))
";

async fn every_class_of_files_is_locked_for_its_own_time(emulator: Emulator) {
    let operator = Operator::new();
    emulator.script(LOCKED);
    let place = "s3://locked?lock=compliance:400d&timestamp-lock=governance:1d";
    operator.in_cloud(&emulator, &INIT.replace("init repo", &format!("init {place}")));
    operator.in_cloud(&emulator, &format!("delegate add {place} acme --role-key keys/acme-1 --key keys/targets {ONLINE}"));
    operator.pack("acme/text", "1.2.0");
    operator.in_cloud(&emulator, &format!("publish {place} dist --key keys/acme-1 --key keys/log {ONLINE}"));
    let said: serde_json::Value = serde_json::from_str(&emulator.script(ATTACKS)).unwrap();
    let (timestamp, locks) = ("metadata/timestamp.json", said["locks"].as_object().unwrap());
    assert!(locks.keys().any(|name| name.starts_with("targets/")), "{said}");
    for (name, lock) in locks {
        let expected =
            if name == timestamp { serde_json::json!(["GOVERNANCE", 1]) } else { serde_json::json!(["COMPLIANCE", 400]) };
        assert_eq!(*lock, expected, "{name}");
    }
    // Only the short lock of the timestamp gives way, and only to who may bypass it.
    assert_eq!(said["attacks"], serde_json::json!([timestamp]));
}

async fn racers_for_a_bucket_all_succeed_without_a_lock(emulator: Emulator) {
    for racers in [2, 4] {
        let operator = Operator::new();
        let place = format!("s3://plugins/race-{racers}");
        operator.in_cloud(&emulator, &INIT.replace("init repo", &format!("init {place}")));
        let acme = "--role-key keys/acme-1";
        operator.in_cloud(&emulator, &format!("delegate add {place} acme {acme} --key keys/targets {ONLINE}"));
        let releases = [("acme/text", "1.0.0"), ("acme/text", "1.1.0"), ("acme/csv", "1.0.0"), ("acme/csv", "1.0.1")];
        for (number, (name, version)) in releases.iter().enumerate().take(racers) {
            operator.pack_into(name, version, &format!("dist-{number}"));
        }
        let ended: Vec<Ended> = std::thread::scope(|scope| {
            let race = |number| {
                let line = format!("publish {place} dist-{number} --wait 120s --key keys/acme-1 --key keys/log {ONLINE}");
                let (operator, emulator) = (&operator, &emulator);
                scope.spawn(move || operator.run_with(emulator, &line, &[]))
            };
            let running: Vec<_> = (0..racers).map(race).collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for one in ended {
            assert_eq!(one.code, 0, "{}", one.stderr);
        }
        let shown = operator.in_cloud(&emulator, &format!("delegate show {place} acme"));
        assert!(shown.contains(&format!("{} targets", 2 * racers)), "{shown}");
    }
}

fn open(emulator: &Emulator, place: &str) -> (String, Arc<dyn Storage>) {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(emulator.endpoint())
        .force_path_style(true)
        .credentials_provider(Credentials::new("test", "test", None, None, "test"));
    (format!("s3://plugins/{place}"), Arc::new(S3::with_client(Client::from_conf(config.build()), "plugins", place)))
}

async fn a_publisher_that_is_killed_leaves_a_bucket_that_the_next_one_goes_on_with(emulator: Emulator) {
    for steps in 1..=ALL_STEPS {
        let (place, storage) = open(&emulator, &format!("killed-{steps}"));
        repository(&storage).await;
        kill_a_publisher(&place, steps, &emulator.environment());
        let served = format!("{}/plugins/killed-{steps}/", emulator.endpoint());
        let root = storage.read(Folder::Metadata, "1.root.json").await.unwrap().unwrap();
        let committed = steps == ALL_STEPS;
        assert_eq!(client_sees(&served, root.clone(), "2.0.0").await, committed, "killed after step {steps}");
        let receipt = publish(release(&storage, "2.0.0").await, &*storage).await.unwrap();
        assert_eq!(receipt.written().is_empty(), committed, "after step {steps}: {receipt:?}");
        assert!(client_sees(&served, root, "2.0.0").await);
    }
}

async fn an_init_that_is_killed_goes_on_in_a_bucket_where_nothing_is_ever_replaced(emulator: Emulator) {
    let operator = Operator::new();
    // Before the root is there, and after.
    for steps in [3, 4] {
        let (place, storage) = open(&emulator, &format!("begun-{steps}"));
        let mut environment = emulator.environment();
        environment.push((KEYS, operator.path("keys").into_string()));
        kill_at("founding::a_founder", &place, steps, &environment);
        let root = storage.read(Folder::Metadata, "1.root.json").await.unwrap();
        assert_eq!(root.is_some(), steps == 4);
        operator.in_cloud(&emulator, &INIT.replace("init repo", &format!("init {place}")));
        let now = storage.read(Folder::Metadata, "1.root.json").await.unwrap();
        assert!(root.is_none() || now == root);
        let shown = operator.in_cloud(&emulator, &format!("status {place}"));
        assert!(shown.contains("timestamp"), "{shown}");
    }
}

async fn a_bucket_compares_and_swaps(emulator: Emulator) {
    let ((_, one), (_, other)) = (open(&emulator, "cas"), open(&emulator, "cas"));
    let digest = ragnos_plugin::digest::Sha256::of;
    one.commit(None, b"1").await.unwrap();
    assert!(matches!(other.commit(None, b"2").await, Err(Error::Busy { .. })));
    // Nobody swaps what was not read.
    assert!(matches!(open(&emulator, "cas").1.commit(Some(digest(b"1")), b"2").await, Err(Error::Busy { .. })));
    for storage in [&one, &other] {
        assert_eq!(storage.read(Folder::Metadata, "timestamp.json").await.unwrap().as_deref(), Some(&b"1"[..]));
    }
    other.commit(Some(digest(b"1")), b"2").await.unwrap();
    assert!(matches!(one.commit(Some(digest(b"1")), b"3").await, Err(Error::Busy { .. })));
    // The answer to a write was lost, and it is repeated.
    assert!(one.create(Folder::Targets, "a", b"1").await.unwrap());
    assert!(!other.create(Folder::Targets, "a", b"1").await.unwrap());
    assert!(matches!(other.create(Folder::Targets, "a", b"2").await, Err(Error::Taken { .. })));
    assert_eq!(
        (one.exists(Folder::Targets, "a").await.unwrap(), one.exists(Folder::Targets, "b").await.unwrap()),
        (true, false)
    );
    assert_eq!(one.read(Folder::Targets, "b").await.unwrap(), None);
}

#[test]
fn a_bucket_that_cannot_be_used_says_why() {
    let (emulator, operator) = (Emulator::start(true), Operator::new());
    emulator.script(BUCKET);
    let (id, secret) = emulator.nobody();
    let there = "root show s3://plugins/registry --json";
    for (changed, line, code) in [
        (&[][..], "root show s3://absent/registry --json", "RP2942"),
        (&[("AWS_ACCESS_KEY_ID", &*id), ("AWS_SECRET_ACCESS_KEY", &*secret)][..], there, "RP4914"),
        (&[("AWS_ENDPOINT_URL", "http://127.0.0.1:9")][..], there, "RP7901"),
        (&[("AWS_REGION", "")][..], there, "RP2940"),
        (&[("AWS_ACCESS_KEY_ID", ""), ("AWS_SECRET_ACCESS_KEY", "")][..], there, "RP2941"),
        (&[][..], "root show s3:// --json", "RP2939"),
        (&[][..], "root show s3://a/b//c --json", "RP2939"),
        (&[][..], "root show s3://a?colour=red --json", "RP2939"),
        (&[][..], "root show s3://a?lock=compliance --json", "RP2939"),
    ] {
        let ended = operator.run_with(&emulator, line, changed);
        let exit: i32 = code[2..3].parse().unwrap();
        assert_eq!((ended.code, ended.stderr.contains(code)), (exit, true), "{code}: {}", ended.stderr);
    }
}

/// What they answer where they differ from S3, or from one another.
const DIFFERENCES: &str = "
import botocore.session, json, urllib.error, urllib.request
from botocore.exceptions import ClientError
s3 = botocore.session.get_session().create_client('s3')

def answer(call, **arguments):
    try:
        return call(**arguments)['ResponseMetadata']['HTTPStatusCode']
    except ClientError as error:
        return error.response['Error']['Code']

def anonymous():
    try:
        return urllib.request.urlopen(s3.meta.endpoint_url + '/locked/a').status
    except urllib.error.HTTPError as error:
        return error.code

put = s3.put_object(Bucket='locked', Key='a', Body=b'1', ChecksumAlgorithm='SHA256')
print(json.dumps({
    'anonymous': anonymous(),
    'block': answer(s3.put_public_access_block, Bucket='locked', PublicAccessBlockConfiguration={'BlockPublicAcls': True}),
    'echo': 'ChecksumSHA256' in put,
    'suspend': answer(s3.put_bucket_versioning, Bucket='locked', VersioningConfiguration={'Status': 'Suspended'}),
    'swap': answer(s3.put_object, Bucket='locked', Key='absent', Body=b'1', IfMatch='\"0\"'),
}))
";

/// S3 itself: 403 for who is not known, 200 for the block of public access, the checksum comes back, 409 `InvalidBucketState`,
/// 404 `NoSuchKey`. A change here means that a new version of the emulator is closer to it, or farther off.
#[test]
fn what_the_emulators_do_otherwise_than_s3_is_known() {
    let differences = |emulator: Emulator| {
        emulator.script(LOCKED);
        serde_json::from_str::<serde_json::Value>(&emulator.script(DIFFERENCES)).unwrap()
    };
    let known = |anonymous: u16, block: serde_json::Value, echo: bool, suspend: serde_json::Value, swap: &str| serde_json::json!({ "anonymous": anonymous, "block": block, "echo": echo, "suspend": suspend, "swap": swap });
    // Without AUTH everybody may read, and a locked bucket may lose its versions.
    assert_eq!(differences(Emulator::start(false)), known(200, 200.into(), false, 200.into(), "NoSuchKey"));
    // Everybody may read what the tests' own configuration lets everybody read.
    let seaweed = differences(Emulator::seaweed());
    assert_eq!(seaweed, known(200, "NotImplemented".into(), true, "InvalidBucketState".into(), "PreconditionFailed"));
}

#[test]
fn another_maker_of_s3_says_no_in_the_same_words() {
    let (emulator, operator) = (prepared(Emulator::seaweed()), Operator::new());
    for (changed, line, code) in [
        (&[][..], "root show s3://absent/registry --json", "RP2942"),
        (&[][..], "root show s3://plugins/registry --json", "RP2908"),
        (&[("AWS_SECRET_ACCESS_KEY", "wrong")][..], "root show s3://plugins/registry --json", "RP4914"),
        (&[("AWS_ACCESS_KEY_ID", "stranger")][..], "root show s3://plugins/registry --json", "RP4914"),
    ] {
        let ended = operator.run_with(&emulator, line, changed);
        assert!(ended.stderr.contains(code), "{code}: {}", ended.stderr);
    }
}
