//! `--trace-verify`: every check of a run, by rule (docs/verification-trace.md).

use std::collections::{BTreeMap, BTreeSet};

use ragnos_plugin::digest::Sha256;
use ragnos_plugin::transcript::Rule;
use serde_json::{Value, json};

use crate::attacks::scene::{Scene, in_hours, release};
use crate::cli::{Ended, damage, repository_root};
use crate::tuf::repository::{raise, sign};

impl Scene {
    /// Runs the program and reads the transcript that it wrote.
    fn traced(&self, arguments: &[&str]) -> (Ended, Vec<Value>) {
        let ended = self.run(&[arguments, &["--json", "--trace-verify", "../trace"]].concat());
        let text = self.user.read("trace");
        (ended, text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect())
    }
}

/// The rules of these lines that ended so.
fn rules(lines: &[Value], outcome: &str) -> BTreeSet<String> {
    let found = lines.iter().filter(|line| line["outcome"] == outcome);
    found.map(|line| line["rule"].as_str().unwrap().to_owned()).collect()
}

fn all_rules() -> BTreeSet<String> {
    Rule::ALL.iter().map(|rule| rule.id().to_owned()).collect()
}

/// Every rule that there is occurs in the transcripts of two good runs: an install on a fresh machine, and a check.
#[test]
fn every_rule_passes_in_the_transcript_of_a_good_run() {
    let mut scene = Scene::new();
    scene.repository.next_root(&[1, 2]);
    scene.repository.publish();
    scene.run(&["lock"]).expect(0);
    fs_err::remove_dir_all(scene.state_folder()).unwrap();
    let (ended, mut lines) = scene.traced(&["sync"]);
    ended.expect(0);
    let (ended, more) = scene.traced(&["check"]);
    ended.expect(0);
    lines.extend(more);
    assert_eq!(rules(&lines, "passed"), all_rules());
    assert_eq!(rules(&lines, "failed"), BTreeSet::new());
    let sections: BTreeMap<&str, &str> = Rule::ALL.iter().map(|rule| (rule.id(), rule.section())).collect();
    for line in &lines {
        assert_eq!(line["schema"], "ragnos.plugin/trace/v1");
        let section = sections[line["rule"].as_str().unwrap()];
        assert_eq!(line["spec"], if section.is_empty() { Value::Null } else { json!(format!("TUF {section}")) });
        assert!(line["expected"].as_str().is_some_and(|text| !text.is_empty()), "{line}");
        assert!(line["seen"].as_str().is_some_and(|text| !text.is_empty()), "{line}");
        assert_eq!(line["code"], Value::Null);
    }
    // Inputs are named by the digest of what was really served.
    for (rule, about, file) in [
        ("timestamp-signed", "timestamp", "metadata/timestamp.json"),
        ("snapshot-bytes", "snapshot", "metadata/1.snapshot.json"),
        ("root-signed-by-previous", "root", "metadata/2.root.json"),
        ("targets-signed", "acme", "metadata/1.acme.json"),
    ] {
        let bytes = scene.repository.origin.at(file).unwrap();
        let input = json!({"sha256": Sha256::of(&bytes).to_string(), "length": bytes.len()});
        let found = lines.iter().any(|line| line["rule"] == rule && line["about"] == about && line["input"] == input);
        assert!(found, "{rule} of {file}");
    }
    // The order of a run is the order of the specification.
    let position = |rule: &str| lines.iter().position(|line| line["rule"] == rule).unwrap();
    let order = [
        "pinned-root",
        "root-version",
        "root-expiry",
        "timestamp-signed",
        "snapshot-signed",
        "targets-signed",
        "locked-digest",
    ];
    assert!(order.is_sorted_by_key(|rule| position(rule)), "{order:?}");
}

/// A rule, and what is done so that it fails.
type Attack = (&'static str, &'static str, fn(&mut Scene));

const ATTACKS: [Attack; 24] = [
    ("pinned-root", "sync", |scene| scene.pin(&sign(&scene.repository.root, &[1]))),
    ("locked-repository", "sync", |scene| {
        scene.repository.root["note"] = json!("another repository");
        scene.pin(&sign(&scene.repository.root, &[1, 2]));
    }),
    ("root-download", "sync", |scene| scene.repository.origin.put("2.root.json", vec![b' '; 2 << 20])),
    ("root-form", "sync", |scene| scene.repository.origin.put("2.root.json", b"{}".to_vec())),
    ("root-signed-by-previous", "sync", |scene| scene.repository.next_root(&[2, 9])),
    ("root-signed-by-itself", "sync", |scene| {
        scene.repository.set_keys("root", &[8, 9], 2);
        scene.repository.next_root(&[1, 2]);
    }),
    ("root-version", "sync", |scene| {
        scene.repository.root["version"] = json!(3);
        scene.repository.origin.put("2.root.json", sign(&scene.repository.root, &[1, 2]));
    }),
    ("root-expiry", "sync", |scene| {
        scene.repository.root["expires"] = json!(in_hours(-1));
        scene.repository.next_root(&[1, 2]);
    }),
    ("root-minimum", "sync", |scene| {
        let lock = scene.user.read("project/ragnos.lock");
        scene.user.write("project/ragnos.lock", &lock.replace("root-version = 1", "root-version = 7"));
    }),
    ("locked-root-keys", "sync", |scene| {
        let lock = scene.user.read("project/ragnos.lock");
        let line = lock.lines().find(|line| line.starts_with("root-keys")).unwrap();
        let other = format!("root-keys = \"{}\"", "0".repeat(64));
        scene.user.write("project/ragnos.lock", &lock.replace(line, &other));
    }),
    ("timestamp-download", "sync", |scene| scene.repository.origin.remove("timestamp.json")),
    ("timestamp-signed", "sync", |scene| {
        scene.repository.origin.put("timestamp.json", sign(&scene.repository.timestamp, &[9]));
    }),
    ("timestamp-form", "sync", |scene| scene.repository.origin.put("timestamp.json", b"[]".to_vec())),
    ("timestamp-rollback", "sync", |scene| {
        let old = scene.repository.origin.get("timestamp.json").unwrap();
        scene.repository.publish_next();
        scene.run(&["sync"]).expect(0);
        scene.repository.origin.put("timestamp.json", old);
    }),
    ("timestamp-expiry", "sync", |scene| scene.expires("timestamp")),
    ("snapshot-download", "sync", |scene| {
        scene.repository.publish_next();
        scene.repository.origin.remove("2.snapshot.json");
    }),
    ("snapshot-bytes", "sync", |scene| {
        scene.repository.publish_next();
        scene.repository.origin.put("2.snapshot.json", sign(&scene.repository.snapshot, &[9]));
    }),
    ("snapshot-signed", "sync", |scene| {
        scene.repository.seeds.insert("snapshot".to_owned(), vec![9]);
        scene.repository.publish_next();
    }),
    ("snapshot-rollback", "sync", |scene| {
        scene.repository.targets.remove("beta");
        scene.repository.snapshot["meta"].as_object_mut().unwrap().remove("beta.json");
        scene.repository.publish_next();
    }),
    ("targets-signed", "check", |scene| {
        scene.repository.seeds.insert("acme".to_owned(), vec![9]);
        scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    }),
    ("targets-expiry", "update", |scene| {
        scene.repository.top()["expires"] = json!(in_hours(-1));
        raise(scene.repository.top());
        scene.repository.publish_next();
    }),
    ("locked-digest", "check", |scene| {
        let lock = scene.user.read("project/ragnos.lock");
        let line = lock.lines().find(|line| line.starts_with("sha256")).unwrap();
        scene.user.write("project/ragnos.lock", &lock.replace(line, &format!("sha256 = \"{}\"", "0".repeat(64))));
    }),
    ("served-bytes", "check", |scene| {
        scene.repository.origin.change_target("acme.tool-1.0.0.tar.gz", |bytes| bytes[40] ^= 1);
    }),
    ("installed-tree", "check", |scene| damage(&scene.user.path("project/.ragnos/plugins/acme/tool/main.txt"))),
];

/// A failed check stands in the transcript under its rule, with the code that the run ends with, and no later check of that input
/// is told as passed.
#[test]
fn a_failed_check_is_told_by_its_rule_and_code() {
    for (rule, command, attack) in ATTACKS {
        let mut scene = Scene::synced();
        attack(&mut scene);
        let (ended, lines) = scene.traced(&[command]);
        assert_ne!(ended.code, 0, "{rule}");
        let failed: Vec<&Value> = lines.iter().filter(|line| line["outcome"] == "failed" && line["rule"] == rule).collect();
        assert!(!failed.is_empty(), "{rule} is not among the failed: {:?}", rules(&lines, "failed"));
        for line in failed {
            let code = line["code"].as_str().unwrap();
            assert!(code.starts_with("RP") && (ended.stderr.contains(code) || ended.stdout.contains(code)), "{rule}: {line}");
        }
    }
}

#[test]
fn every_rule_is_documented() {
    let text = fs_err::read_to_string(repository_root().join("docs/verification-trace.md")).unwrap();
    for rule in Rule::ALL {
        let spec = if rule.section().is_empty() { String::new() } else { format!("TUF {}", rule.section()) };
        let line = format!("| `{}` | {spec} | {} |", rule.id(), rule.words());
        assert!(text.contains(&line), "docs/verification-trace.md lacks {line}");
    }
    let listed = text.lines().filter(|line| line.starts_with("| `")).count();
    assert!(listed >= Rule::ALL.len());
}

/// A transcript with gaps would prove nothing.
#[test]
fn a_transcript_that_cannot_be_written_fails_the_command() {
    let scene = Scene::synced();
    let ended = scene.run(&["sync", "--json", "--trace-verify", "../no/such/folder"]).expect(8);
    assert_eq!(ended.error(), "RP8022");
    if std::path::Path::new("/dev/full").exists() {
        assert_eq!(scene.run(&["sync", "--json", "--trace-verify", "/dev/full"]).expect(8).error(), "RP8022");
    }
}
