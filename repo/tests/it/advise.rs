//! Advisories: from `advise` through signed metadata to an audit that finds them.

use camino::Utf8PathBuf;
use serde_json::{Value, json};

use crate::consumer::Consumer;
use crate::program::{ONLINE, Operator};

const SIGNED: &str = "--key keys/security";
const ARCHIVE: &str = "_security.osv.tar.gz";

/// A record about a plugin, all of whose versions before 1.3.0 are affected.
fn record(id: &str, modified: &str, plugin: &str) -> Value {
    json!({
        "id": id, "modified": modified, "summary": "it reads what it must not",
        "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
        "affected": [{
            "package": { "ecosystem": "ragnos", "name": plugin },
            "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": "1.3.0" }] }],
        }],
    })
}

/// A repository whose security role has keys, and a consumer who has locked `acme/text` 1.2.0 of it.
fn scene() -> (Operator, Consumer) {
    let operator = Operator::with_plugins();
    operator.done(&format!("delegate add repo security --role-key keys/security --key keys/targets {ONLINE}"));
    let consumer = Consumer::new();
    let (url, root) = (operator.path("repo"), operator.path("repo/metadata/1.root.json"));
    consumer.done(&format!("init --repository company={url} --root {root}"));
    consumer.done("add acme/text");
    write(&operator, "one.json", &record("ACME-2026-1", "2026-01-02T00:00:00Z", "acme/text"));
    (operator, consumer)
}

fn write(operator: &Operator, name: &str, record: &Value) {
    fs_err::write(operator.path(name), record.to_string()).unwrap();
}

fn add(files: &str) -> String {
    format!("advise add repo {files} {SIGNED} {ONLINE}")
}

/// The published archive.
fn archive(operator: &Operator) -> Utf8PathBuf {
    let files = operator.path("repo/targets").read_dir_utf8().unwrap().map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.as_str().ends_with(ARCHIVE))
        .max_by_key(|path| path.metadata().unwrap().modified().unwrap())
        .unwrap()
}

/// The ids that an audit finds, or the code of what stopped it.
#[track_caller]
fn audited(consumer: &Consumer, more: &str, exit: i32) -> Vec<String> {
    let ended = consumer.run(&format!("audit {more} --json"));
    assert_eq!(ended.code, exit, "{}{}", ended.stdout, ended.stderr);
    if ended.stdout.is_empty() {
        let error: Value = serde_json::from_str(ended.stderr.lines().last().unwrap()).unwrap();
        return vec![error["code"].as_str().unwrap().to_owned()];
    }
    let report: Value = serde_json::from_str(&ended.stdout).unwrap();
    let text = |one: &Value| format!("{} {} {}", one["id"], one["package"], one["version"]).replace('"', "");
    report["findings"].as_array().unwrap().iter().map(text).collect()
}

#[test]
fn an_audit_finds_what_the_security_role_advises() {
    let (operator, consumer) = scene();
    assert_eq!(audited(&consumer, "", 3), ["RP3400"], "nobody advises of anything yet");
    let before = operator.files();
    let said = operator.done(&format!("{} --dry-run", add("one.json")));
    let line = "+ ACME-2026-1 2026-01-02T00:00:00Z: it reads what it must not (ragnos acme/text)";
    assert!(said.contains(&format!("+ {ARCHIVE}")) && said.contains(line), "{said}");
    assert_eq!(operator.files(), before);
    assert_eq!(operator.refused(&format!("advise add repo one.json --key keys/acme-1 {ONLINE}"), 4), "RP4901");
    operator.done(&add("one.json"));
    assert_eq!(audited(&consumer, "", 11), ["ACME-2026-1 acme/text 1.2.0"]);
    assert_eq!(audited(&consumer, "--db target --max-db-age 72h", 3), ["RP3402"]);
    assert_eq!(operator.done(&add("one.json")), "nothing to do\n");
    // The bytes are the same however often, and in whatever order, records are given.
    let bytes = fs_err::read(archive(&operator)).unwrap();
    write(&operator, "two.json", &record("ACME-2026-2", "2026-01-03T00:00:00Z", "acme/csv"));
    operator.done(&add("two.json"));
    assert_eq!(operator.done("advise list repo").lines().count(), 2);
    operator.done(&format!("advise remove repo ACME-2026-2 {SIGNED} {ONLINE}"));
    assert_eq!(operator.json("advise list repo")["advisories"][0]["packages"], json!(["ragnos acme/text"]));
    assert!(operator.files().iter().filter(|(name, content)| name.ends_with(ARCHIVE) && *content == bytes).count() == 1);
    assert_eq!(operator.refused(&format!("advise remove repo ACME-2026-2 {SIGNED} {ONLINE}"), 2), "RP2992");
    operator.done(&format!("advise remove repo ACME-2026-1 {SIGNED} {ONLINE}"));
    assert_eq!(audited(&consumer, "", 3), ["RP3400"]);
    assert_eq!(operator.done("advise list repo"), "no advisories\n");
}

#[test]
fn an_archive_that_was_altered_is_refused_by_users_and_by_the_publisher() {
    let (operator, consumer) = scene();
    operator.done(&add("one.json"));
    let (path, mut bytes) = (archive(&operator), fs_err::read(archive(&operator)).unwrap());
    let last = bytes.len() - 9;
    bytes[last] ^= 1;
    fs_err::write(&path, bytes).unwrap();
    assert_eq!(audited(&consumer, "", 5), ["RP5400"]);
    write(&operator, "two.json", &record("ACME-2026-2", "2026-01-03T00:00:00Z", "acme/csv"));
    assert_eq!(operator.refused("advise list repo", 5), "RP5903");
    assert_eq!(operator.refused(&add("two.json"), 5), "RP5903");
    fs_err::remove_file(&path).unwrap();
    assert_eq!(operator.refused(&add("two.json"), 5), "RP5900");
}

#[test]
fn a_record_never_goes_back_and_says_something_that_audits_can_use() {
    let (operator, consumer) = scene();
    operator.done(&add("one.json"));
    write(&operator, "old.json", &record("ACME-2026-1", "2026-01-01T00:00:00Z", "acme/text"));
    assert_eq!(operator.refused(&add("old.json"), 2), "RP2991");
    let mut other = record("ACME-2026-1", "2026-01-02T00:00:00Z", "acme/text");
    other["summary"] = json!("something else at the same time");
    write(&operator, "same.json", &other);
    assert_eq!(operator.refused(&add("same.json"), 2), "RP2991");
    // A withdrawal is a newer record.
    other["modified"] = json!("2026-01-03T00:00:00Z");
    other["withdrawn"] = json!("2026-01-03T00:00:00Z");
    write(&operator, "new.json", &other);
    let said = operator.done(&format!("{} --dry-run", add("new.json")));
    assert!(said.contains("~ ACME-2026-1 2026-01-03T00:00:00Z, withdrawn: something else"), "{said}");
    operator.done(&add("new.json"));
    assert_eq!(audited(&consumer, "", 0), [""; 0]);
    assert_eq!(operator.refused(&add("one.json"), 2), "RP2991", "not even by the record that it withdraws");

    let good = || record("ACME-2026-3", "2026-01-02T00:00:00Z", "acme/text");
    let changed = |change: fn(&mut Value)| {
        let mut record = good();
        change(&mut record);
        record.to_string()
    };
    for (what, text) in [
        ("no JSON", "{".to_owned()),
        ("no id", changed(|record| record["id"] = json!(1))),
        ("an id that leads elsewhere", changed(|record| record["id"] = json!("../x"))),
        ("no time", changed(|record| record["modified"] = json!("yesterday"))),
        ("the future", changed(|record| record["modified"] = json!("9999-01-01T00:00:00Z"))),
        ("a plugin that nobody has", changed(|record| record["affected"][0]["package"]["name"] = json!("acme/tex"))),
        ("no name", changed(|record| record["affected"][0]["package"]["name"] = json!("text"))),
        ("an ecosystem that nobody has", changed(|record| record["affected"][0]["package"]["ecosystem"] = json!("Ragnos"))),
        ("ranges of commits", changed(|record| record["affected"][0]["ranges"][0]["type"] = json!("GIT"))),
    ] {
        fs_err::write(operator.path("bad.json"), &text).unwrap();
        assert_eq!(operator.refused(&add("bad.json"), 2), "RP2990", "{what}");
    }
    // Of packages beside plugins the repository knows no versions.
    fs_err::write(
        operator.path("npm.json"),
        changed(|record| record["affected"][0]["package"] = json!({ "ecosystem": "npm", "name": "a" })),
    )
    .unwrap();
    operator.done(&add("npm.json"));
}

#[test]
fn several_people_advise_through_an_event() {
    let (operator, consumer) = scene();
    operator.done("stage event advise add repo one.json");
    let said = operator.done("status event");
    assert!(said.contains("= ACME-2026-1 2026-01-02T00:00:00Z: it reads"), "{said}");
    let publish = format!("publish repo --event event {ONLINE}");
    assert_eq!(operator.refused(&publish, 4), "RP4912");
    let id = operator.json("root show repo")["repository"].as_str().unwrap().to_owned();
    operator.done(&format!("sign event --yes --repository {id} {SIGNED}"));
    operator.done(&publish);
    assert_eq!(audited(&consumer, "", 11), ["ACME-2026-1 acme/text 1.2.0"]);
}
