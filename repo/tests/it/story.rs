//! The plan's story, from an empty account to a consumer who is stopped with the reason.

use std::io::Write as _;
use std::time::Instant;

use serde_json::json;

use super::consumer::Consumer;
use super::edge::{Control, Habit, Varnish};
use super::emulator::Emulator;
use super::infrastructure::{deploy, update};
use super::program::Operator;

/// Prints a file of the bucket.
const FILE: &str = "
import botocore.session
s3 = botocore.session.get_session().create_client('s3')
print(s3.get_object(Bucket='BUCKET', Key='metadata/1.root.json')['Body'].read().decode())
";

/// What prints the first root of a bucket.
pub(crate) fn first_root(bucket: &str) -> String {
    FILE.replace("BUCKET", bucket)
}

/// Prints how long it took from `pack` until the change was seen. Past the capture of tests: it is for people.
fn figure(how: &str, started: Instant, said: &str) {
    let took = started.elapsed().as_secs_f64();
    let line = said.lines().find(|line| line.contains(" is seen through ")).unwrap();
    let figure = format!("\nfrom pack to visible through the cache, where {how}: {took:.1} s ({line})\n");
    std::io::stdout().write_all(figure.as_bytes()).unwrap();
}

#[test]
fn from_an_empty_account_to_a_consumer_who_is_stopped_with_the_reason() {
    let (emulator, operator) = (Emulator::start(false), Operator::new());
    let stack = deploy(&emulator);
    let output = |name: &str| stack[name].as_str().unwrap();
    let (place, bucket) = (output("Place"), output("BucketName"));
    let (timestamp, snapshot, log) = (output("TimestampKeyAlias"), output("SnapshotKeyAlias"), output("LogKeyAlias"));
    let cache = Varnish::start(&emulator, bucket, Habit::Sound);
    let control = Control::start(&emulator, &cache);
    let cdn = control.cdn(output("Cdn").strip_prefix("cloudfront:").unwrap());
    let seen = format!("--through {} --invalidate {cdn}", cache.url());
    let done = |line: String| operator.in_cloud(&emulator, &line);
    let refused = |line: String| operator.run_with(&emulator, &format!("{line} --json"), &[]);

    // The ceremony: three people have a root key, two of them are there, each with a machine of their own.
    let public = |name: &str| format!("keys/{name}.pub");
    let roots: String = ["root-1", "root-2", "root-3"].map(|name| format!("--root-key {} ", public(name))).concat();
    let online = format!("--snapshot-key {snapshot} --timestamp-key {timestamp} --log-key {log}");
    let offline = format!("--targets-key {} --security-key {}", public("targets"), public("security"));
    done(format!("stage event init {place} {roots} --root-threshold 2 {offline} {online}"));
    done("sign event --yes --key keys/root-1".to_owned());
    done("sign event --yes --key keys/targets --key keys/security".to_owned());
    let online = format!("--key {snapshot} --key {timestamp}");
    let found = format!("publish {place} --event event {online} --key {log} {seen}");
    let early = refused(found.clone());
    assert!(early.code == 4 && early.stderr.contains("RP4912"), "one of two is not enough: {}", early.stderr);
    done("sign event --yes --key keys/root-3".to_owned());
    let said = done(found);
    let id = said.lines().find_map(|line| line.strip_prefix("id of metadata/1.root.json, to give to users with it: ")).unwrap();

    // Two publishers: one needs two signatures.
    let acme = "--role-key keys/acme-1.pub --role-key keys/acme-2.pub --threshold 2";
    done(format!("stage acme delegate add {place} acme {acme}"));
    for key in ["targets", "acme-1", "acme-2"] {
        done(format!("sign acme --yes --repository {id} --key keys/{key}"));
    }
    done(format!("publish {place} --event acme {online} {seen}"));
    done(format!("delegate add {place} lumen --role-key keys/other --key keys/targets {online} {seen}"));

    // The pipeline.
    let told = Instant::now();
    operator.pack_into("acme/text", "1.2.0", "dist");
    done(format!("stage release publish {place} dist"));
    done(format!("sign release --yes --repository {id} --key keys/acme-1"));
    let release = format!("publish {place} --event release {online} --key {log} {seen}");
    let early = refused(release.clone());
    assert!(early.code == 4 && early.stderr.contains("RP4912"), "{}", early.stderr);
    done(format!("sign release --yes --repository {id} --key keys/acme-2"));
    let said = done(release);
    figure("the CDN is told", told, &said);

    // Somebody else, elsewhere, who has the first root.
    let consumer = Consumer::new();
    fs_err::write(consumer.path("root.json"), emulator.script(&first_root(bucket))).unwrap();
    let pinned = consumer.done(&format!("init --repository company={} --root ../root.json", cache.url()));
    assert!(pinned.contains(id), "{pinned}");
    let added = consumer.done("add acme/text");
    assert!(added.contains("acme 2 (2 of 2)") && added.contains("+ acme/text 1.2.0"), "{added}");

    // The online keys are rotated, to another kind; the new ones come with the same template.
    update(&emulator, &json!({ "NextKeySpec": "RSA_3072" }));
    let roots = "--key keys/root-1 --key keys/root-2";
    done(format!("root rotate {place} --role timestamp --role-key {timestamp}-next {roots} --key {snapshot} {seen}"));
    let new = format!("{timestamp}-next");
    done(format!("root rotate {place} --role snapshot --role-key {snapshot}-next {roots} --key {new} {seen}"));
    let online = format!("--key {snapshot}-next --key {new}");
    done(format!("delegate rotate {place} log --role-key {log}-next --key keys/targets {online} {seen}"));
    assert!(control.invalidated().contains(&"/metadata/3.root.json".to_owned()));
    let untold = Instant::now();
    operator.pack_into("lumen/words", "1.1.0", "dist2");
    let line = format!("publish {place} dist2 --key keys/other --key {log}-next {online} --through {}", cache.url());
    figure("the cache's five seconds pass", untold, &done(line));
    let added = consumer.done("add lumen/words");
    assert!(added.contains("root 3 (2 of 3)") && added.contains("+ lumen/words 1.1.0"), "{added}");
    consumer.done("sync");

    // What was published turns out to be bad.
    done(format!("revoke {place} acme/text@1.2.0 --reason exfiltrates --key keys/security {online} {seen}"));
    for command in ["sync", "sync --locked"] {
        let stopped = consumer.run(command);
        assert_eq!(stopped.code, 4, "{}{}", stopped.stdout, stopped.stderr);
        assert!(stopped.stderr.contains("RP4003") && stopped.stderr.contains("was revoked: exfiltrates"), "{}", stopped.stderr);
    }
}
