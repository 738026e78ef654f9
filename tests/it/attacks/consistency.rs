//! Snapshot and targets: what a parent says of a file against the file, and versions that go back (TUF spec 5.5, 5.6).

use ragnos_plugin::digest::Sha256;
use serde_json::{Value, json};

use super::code;
use super::scene::{FIRST, Scene, release};
use crate::tuf::repository::{Machine, Repository, raise, sign};

/// Row 36: an older snapshot, and a newer one whose entry for a role goes back.
#[test]
fn a_snapshot_that_goes_back() {
    let mut scene = Scene::synced();
    let (old_file, old) = (scene.repository.origin.get("1.snapshot.json").unwrap(), scene.repository.snapshot.clone());
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    scene.accepted(&["update"], &["role.acme.json", "snapshot.json", "timestamp.json"]);
    let new = scene.repository.snapshot.clone();
    // The old file under the new name, with a timestamp that says nothing about its bytes.
    raise(&mut scene.repository.timestamp);
    scene.repository.timestamp["meta"]["snapshot.json"] = json!({"version": 3});
    scene.repository.publish_timestamp();
    scene.repository.origin.put("3.snapshot.json", old_file);
    scene.refused(&["sync"], 5, "RP5006", &["timestamp.json"]);
    // The old content under a new version: acme's role went back.
    scene.repository.snapshot = old;
    scene.repository.snapshot["version"] = json!(3);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_snapshot();
    let said = scene.refused(&["sync"], 5, "RP5005", &["timestamp.json"]).stderr;
    assert!(said.contains("the role acme that the snapshot lists went back from version 2 to 1"), "{said}");
    scene.repository.snapshot = new;
    scene.repository.snapshot["version"] = json!(3);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_snapshot();
    scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
}

/// Row 37: targets, or a delegated role, of a lower version than was seen.
#[test]
fn a_targets_role_that_goes_back() {
    for role in ["targets", "acme"] {
        let mut scene = Scene::synced();
        let old = scene.repository.targets[role].clone();
        raise(scene.repository.targets.get_mut(role).unwrap());
        scene.repository.publish_next();
        scene.run(&["sync", "--json"]).expect(0);
        let new = scene.repository.targets.insert(role.to_owned(), old).unwrap();
        scene.repository.publish_next();
        let said = scene.refused(&["sync"], 5, "RP5005", &["timestamp.json"]).stderr;
        assert!(said.contains(&format!("the role {role} that the snapshot lists went back")), "{said}");
        assert_eq!(scene.version("snapshot"), Some(2));
        scene.repository.targets.insert(role.to_owned(), new);
        scene.repository.publish_next();
        scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    }
}

/// Row 38: a role that was listed is gone from the snapshot.
#[test]
fn a_role_that_disappears() {
    for role in ["targets", "acme"] {
        let mut scene = Scene::synced();
        scene.repository.snapshot["meta"].as_object_mut().unwrap().remove(&format!("{role}.json")).unwrap();
        raise(&mut scene.repository.snapshot);
        raise(&mut scene.repository.timestamp);
        scene.repository.publish_snapshot();
        let said = scene.refused(&["sync"], 5, "RP5010", &["timestamp.json"]).stderr;
        assert!(said.contains(role), "{said}");
        scene.repository.publish_next();
        scene.accepted(&["sync"], &["snapshot.json", "timestamp.json"]);
    }
}

/// A file of `role` under the name and, where `described` is set, the description of another version: 2.
fn misnumbered(repository: &mut Repository, role: &str, version: u64) {
    let mut signed = if role == "snapshot" { repository.snapshot.clone() } else { repository.targets[role].clone() };
    signed["version"] = json!(version);
    let bytes = sign(&signed, &repository.seeds[role].clone());
    let described = json!({"version": 2, "length": bytes.len(), "hashes": {"sha256": Sha256::of(&bytes).to_string()}});
    repository.origin.put(&format!("2.{role}.json"), bytes);
    raise(&mut repository.timestamp);
    if role == "snapshot" {
        repository.timestamp["meta"]["snapshot.json"] = described;
        repository.publish_timestamp();
    } else {
        raise(&mut repository.snapshot);
        repository.snapshot["meta"][format!("{role}.json")] = described;
        repository.publish_snapshot();
    }
}

/// Row 39: a file whose version is not the one in its name and in its parent, though length and digest fit.
#[test]
fn a_file_of_another_version_than_its_parent_says() {
    for role in ["snapshot", "targets", "acme"] {
        for version in [1, 3] {
            let mut scene = Scene::synced();
            misnumbered(&mut scene.repository, role, version);
            let (command, code) = if role == "acme" { ("update", "RP5301") } else { ("sync", "RP5006") };
            let said = scene.fails(&[command], 5, code).stderr;
            assert!(said.contains(&format!("the {role} metadata has version {version}, 2 was asked for")), "{said}");
        }
        let mut scene = Scene::synced();
        misnumbered(&mut scene.repository, role, 2);
        scene.run(&["update", "--json"]).expect(0);
    }
}

/// Rows 40, 41: bytes that are not those that the parent describes: another digest, shorter, longer. The role is well signed.
#[test]
fn a_file_that_is_not_what_its_parent_describes() {
    for (role, file) in [("snapshot", "2.snapshot.json"), ("targets", "2.targets.json"), ("acme", "2.acme.json")] {
        let mut scene = Scene::synced();
        raise(scene.repository.top());
        raise(scene.repository.targets.get_mut("acme").unwrap());
        scene.repository.publish_next();
        let good = scene.repository.origin.get(file).unwrap();
        // The signatures' list is white space away from another digest; the signed part stays.
        let text = String::from_utf8(good.clone()).unwrap();
        let same_length = text.replacen("{\n ", "{ \n", 1).into_bytes();
        assert!(same_length.len() == good.len() && same_length != good);
        let longer = [&good[..], b" "].concat();
        let shorter = text.replacen("\n ", "", 1).into_bytes();
        for (bytes, code) in [(same_length, "RP5008"), (longer, "RP5009"), (shorter, "RP5009")] {
            scene.repository.origin.put(file, bytes);
            if role == "acme" {
                let said = scene.fails(&["update"], 5, "RP5301").stderr;
                assert!(said.contains("the acme metadata has"), "{said}");
                assert_eq!(only_code(&scene, "acme"), code);
            } else {
                let said = scene.fails(&["sync"], 5, code).stderr;
                assert!(said.contains(&format!("the {role} metadata has")), "{said}");
            }
        }
        scene.repository.origin.put(file, good);
        scene.run(&["update", "--json"]).expect(0);
    }
}

/// The code of the findings on a publisher's role.
fn only_code(scene: &Scene, role: &str) -> String {
    let report = scene.run(&["check", "--json"]).expect(5).json();
    let found: Vec<&Value> = report["findings"].as_array().unwrap().iter().collect();
    assert!(!found.is_empty() && found.iter().all(|one| one["subject"] == role && one["code"] == found[0]["code"]), "{report}");
    found[0]["code"].as_str().unwrap().to_owned()
}

/// Rows 40, 76: one good digest does not excuse a wrong one, and digests that nobody here knows are no digests.
#[test]
fn every_known_digest_counts() {
    let mut scene = Scene::synced();
    scene.repository.publish_next();
    let sha512 = |bytes: &[u8]| hex::encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, bytes));
    let bytes = scene.repository.origin.get("2.snapshot.json").unwrap();
    let good = scene.repository.timestamp["meta"]["snapshot.json"]["hashes"]["sha256"].clone();
    for (hashes, code) in [
        (json!({"sha256": good, "sha512": "0".repeat(128)}), "RP5008"),
        (json!({"sha256": "0".repeat(64), "sha512": sha512(&bytes)}), "RP5008"),
        (json!({"sha256": good, "sha512": "00"}), "RP5001"),
        (json!({"md5": "00"}), "RP5001"),
        (json!({}), "RP5001"),
    ] {
        scene.repository.timestamp["meta"]["snapshot.json"]["hashes"] = hashes;
        raise(&mut scene.repository.timestamp);
        scene.repository.publish_timestamp();
        scene.fails(&["sync"], 5, code);
    }
    for hashes in [json!({"sha512": sha512(&bytes)}), json!({"sha256": good, "sha512": sha512(&bytes), "blake3": 1})] {
        scene.repository.timestamp["meta"]["snapshot.json"]["hashes"] = hashes;
        raise(&mut scene.repository.timestamp);
        scene.repository.publish_timestamp();
        scene.run(&["sync", "--json"]).expect(0);
    }
}

/// Row 42: a parent that gives neither length nor digest is enough, within this program's own caps.
#[test]
fn a_parent_without_length_and_digest() {
    let mut scene = Scene::new();
    for role in ["targets", "acme", "beta"] {
        scene.repository.snapshot["meta"][format!("{role}.json")] = json!({"version": 1});
    }
    scene.repository.publish_snapshot();
    scene.repository.timestamp["meta"]["snapshot.json"] = json!({"version": 1});
    scene.repository.publish_timestamp();
    scene.accepted(&["sync"], &FIRST);
    // The caps: 64 KiB for a timestamp, 1 MiB for a root, 64 MiB for all else. A sparse file costs the test nothing.
    scene.freeze();
    for (file, cap) in [("timestamp", 64_u64 << 10), ("2.root", 1 << 20)] {
        let path = scene.user.path(&format!("repo/metadata/{file}.json"));
        let good = fs_err::read(&path).ok();
        fs_err::File::create(&path).unwrap().set_len(cap + 1).unwrap();
        let said = scene.refused(&["sync"], 5, "RP5009", &[]).stderr;
        assert!(said.contains(&format!("{} bytes, {cap} are signed or allowed", cap + 1)), "{said}");
        good.map_or_else(|| fs_err::remove_file(&path), |good| fs_err::write(&path, good)).unwrap();
    }
    raise(&mut scene.repository.timestamp);
    scene.repository.timestamp["meta"]["snapshot.json"] = json!({"version": 2});
    let bytes = sign(&scene.repository.timestamp, &[3]);
    fs_err::write(scene.user.path("repo/metadata/timestamp.json"), bytes).unwrap();
    let large = fs_err::File::create(scene.user.path("repo/metadata/2.snapshot.json")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    scene.refused(&["sync"], 5, "RP5009", &["timestamp.json"]);
    raise(&mut scene.repository.snapshot);
    let bytes = sign(&scene.repository.snapshot, &[4]);
    fs_err::write(scene.user.path("repo/metadata/2.snapshot.json"), bytes).unwrap();
    scene.accepted(&["sync"], &["snapshot.json"]);
}

/// Row 43: a new timestamp with an old snapshot, a delegated role from another snapshot: both well signed.
#[test]
fn files_of_different_states_of_the_repository() {
    let mut scene = Scene::synced();
    let old: Vec<Vec<u8>> = ["1.snapshot.json", "1.acme.json"].map(|file| scene.repository.origin.get(file).unwrap()).into();
    scene.repository.publish_release("acme", &release("acme/tool", "1.1.0", ""));
    let files = ["2.snapshot.json", "2.acme.json"];
    let good = files.map(|file| scene.repository.origin.get(file).unwrap());
    scene.repository.origin.put(files[0], old[0].clone());
    let ended = scene.run(&["update", "--json"]).expect(5);
    assert!(["RP5008", "RP5009"].contains(&ended.error().as_str()), "{}", ended.stderr);
    assert_eq!((scene.version("timestamp"), scene.version("snapshot")), (Some(2), Some(1)));
    scene.repository.origin.put(files[0], good[0].clone());
    scene.repository.origin.put(files[1], old[1].clone());
    scene.refused(&["update"], 5, "RP5301", &["snapshot.json"]);
    // Without a digest in the snapshot the version still tells.
    scene.repository.snapshot["meta"]["acme.json"] = json!({"version": 2});
    raise(&mut scene.repository.snapshot);
    raise(&mut scene.repository.timestamp);
    scene.repository.publish_snapshot();
    let said = scene.refused(&["update"], 5, "RP5301", &["snapshot.json", "timestamp.json"]).stderr;
    assert!(said.contains("the acme metadata has version 1, 2 was asked for"), "{said}");
    scene.repository.origin.put(files[1], good[1].clone());
    scene.accepted(&["update"], &["role.acme.json"]);
}

/// Row 56: each file in turn is missing. Earlier roles are kept, and the next run goes on from there.
#[test]
fn a_file_that_is_missing() {
    for (file, state) in [
        ("timestamp.json", &[][..]),
        ("2.snapshot.json", &["timestamp.json"]),
        ("2.targets.json", &["snapshot.json", "timestamp.json"]),
    ] {
        let mut scene = Scene::synced();
        raise(scene.repository.top());
        scene.repository.publish_next();
        let good = scene.repository.origin.get(file).unwrap();
        scene.repository.origin.remove(file);
        let said = scene.refused(&["sync"], 7, "RP7001", state).stderr;
        assert!(said.contains(file), "{said}");
        scene.repository.origin.put(file, good);
        scene.run(&["sync", "--json"]).expect(0);
        assert_eq!(["timestamp", "snapshot", "targets"].map(|role| scene.version(role)), [Some(2); 3]);
    }
}

/// Row 57: what is stored is what was served, byte for byte, however it is laid out.
#[test]
fn stored_bytes_are_the_served_ones() {
    let scene = Scene::new();
    let odd = |file: &str| {
        let value: Value = serde_json::from_slice(&scene.repository.origin.get(file).unwrap()).unwrap();
        let text = format!(
            "\n\t{{ \"other\": [1.5], \"signed\" :\n{} , \"signatures\":{}}}\r\n",
            value["signed"], value["signatures"]
        );
        scene.repository.origin.put(file, text.into_bytes());
    };
    // No digest stands in the way of the timestamp and of the next root.
    odd("timestamp.json");
    let mut scene = scene;
    scene.repository.root["version"] = json!(2);
    let root = sign(&scene.repository.root, &[2, 1]);
    scene.repository.origin.put("2.root.json", [b"  ", &root[..]].concat());
    scene.accepted(&["sync"], &FIRST);
    let served = ["2.root", "timestamp", "1.snapshot", "1.targets", "1.acme", "1.beta"];
    let stored = ["root", "timestamp", "snapshot", "targets", "role.acme", "role.beta"];
    for (served, stored) in served.into_iter().zip(stored) {
        let bytes = fs_err::read(scene.state_file(&format!("{stored}.json"))).unwrap();
        assert_eq!(Some(bytes), scene.repository.origin.get(&format!("{served}.json")), "{served}");
    }
    scene.accepted(&["sync"], &[]);
}

/// Row 42: a snapshot that nobody measured, from a server that never stops sending.
#[tokio::test]
async fn a_role_without_an_end() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1, "length": 5000});
    repository.publish_snapshot();
    repository.origin.put("1.targets.json", vec![b' '; 1 << 20]);
    assert_eq!(code(machine.refresh(&repository).await), "RP5009");
    assert_eq!((machine.version("snapshot"), machine.version("targets")), (Some(1), None));
}
