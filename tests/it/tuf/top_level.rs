//! Timestamp, snapshot and targets (TUF spec 5.4 to 5.6; attack table rows 30 to 57).

use ragnos_plugin::digest::Sha256;
use serde_json::json;

use super::refused;
use super::repository::{LATER, Machine, PAST, Repository, list, raise, sign, targets};

#[tokio::test]
async fn the_first_refresh_asks_in_order_and_an_unchanged_one_asks_twice() {
    let (repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    assert_eq!(repository.origin.requests(), ["2.root.json", "timestamp.json", "1.snapshot.json", "1.targets.json"]);
    for role in ["timestamp", "1.snapshot", "1.targets"] {
        let stored = machine.content()[&format!("{}.json", role.trim_start_matches("1."))].clone();
        assert_eq!(stored, repository.origin.get(&format!("{role}.json")).unwrap(), "{role}");
    }
    machine.refresh(&repository).await.unwrap();
    assert_eq!(repository.origin.requests(), ["2.root.json", "timestamp.json"]);
}

#[tokio::test]
async fn versions_do_not_go_back() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let old = repository.origin.get("timestamp.json").unwrap();
    raise(repository.top());
    repository.publish_next();
    machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    // Row 32: an older timestamp.
    repository.origin.put("timestamp.json", old);
    refused!(machine.refresh(&repository).await, Rollback);
    // Row 34: a newer timestamp that lists an older snapshot.
    raise(&mut repository.timestamp);
    let current = repository.timestamp["meta"].clone();
    repository.timestamp["meta"]["snapshot.json"] = json!({"version": 1});
    repository.publish_timestamp();
    refused!(machine.refresh(&repository).await, Rollback);
    assert_eq!(machine.content(), before);
    // Row 37: a newer snapshot that lists older targets; row 38: one that lists none.
    repository.timestamp["meta"] = current;
    raise(&mut repository.snapshot);
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1});
    repository.publish_snapshot();
    refused!(machine.refresh(&repository).await, Rollback);
    repository.snapshot["meta"] = json!({"other.json": {"version": 9}});
    raise(&mut repository.snapshot);
    raise(&mut repository.timestamp);
    repository.publish_snapshot();
    refused!(machine.refresh(&repository).await, Disappeared);
    assert_eq!((machine.version("snapshot"), machine.version("targets")), (Some(2), Some(2)));
}

#[tokio::test]
async fn an_equal_timestamp_with_other_content_is_dropped_for_the_trusted_one() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    let before = machine.content();
    repository.timestamp["meta"]["snapshot.json"]["version"] = json!(9);
    repository.publish_timestamp();
    machine.refresh(&repository).await.unwrap();
    assert_eq!(machine.content(), before);
    assert_eq!(repository.origin.requests(), ["2.root.json", "timestamp.json"]);
}

#[tokio::test]
async fn every_role_expires() {
    for role in ["timestamp", "snapshot", "targets"] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        match role {
            "timestamp" => repository.timestamp["expires"] = json!(PAST),
            "snapshot" => repository.snapshot["expires"] = json!(PAST),
            _ => repository.top()["expires"] = json!(PAST),
        }
        repository.publish();
        refused!(machine.refresh(&repository).await, Expired);
        assert_eq!(machine.version(role), None, "{role}");
    }
}

#[tokio::test]
async fn unsigned_and_wrongly_typed_roles_are_refused_and_earlier_ones_kept() {
    for (file, role) in [("timestamp.json", "timestamp"), ("1.snapshot.json", "snapshot"), ("1.targets.json", "targets")] {
        let (mut repository, machine) = (Repository::new(), Machine::new());
        // Without hashes in the parents, so that only the signature stands in the way.
        repository.snapshot["meta"]["targets.json"] = json!({"version": 1});
        repository.publish_snapshot();
        repository.timestamp["meta"]["snapshot.json"] = json!({"version": 1});
        repository.publish_timestamp();
        let good = repository.origin.get(file).unwrap();
        let mut envelope: serde_json::Value = serde_json::from_slice(&good).unwrap();
        envelope["signatures"] = json!([]);
        repository.origin.put(file, serde_json::to_vec(&envelope).unwrap());
        refused!(machine.refresh(&repository).await, Threshold);
        assert_eq!(machine.version(role), None);
        assert_eq!(machine.version("timestamp").is_some(), role != "timestamp");
        // Row 31: a good signature on another type.
        let mut signed = envelope["signed"].clone();
        signed["_type"] = json!("root");
        repository.origin.put(file, sign(&signed, &repository.seeds[role]));
        refused!(machine.refresh(&repository).await, Malformed);
        repository.origin.put(file, good);
        machine.refresh(&repository).await.unwrap();
    }
}

#[tokio::test]
async fn lengths_and_all_known_hashes_bind() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let good = repository.origin.get("1.targets.json").unwrap();
    for changed in [[&good[..], b" "].concat(), good[..good.len() - 1].to_vec()] {
        repository.origin.put("1.targets.json", changed);
        refused!(machine.refresh(&repository).await, WrongLength);
    }
    let same_length = String::from_utf8(good.clone()).unwrap().replacen("2030", "2031", 1).into_bytes();
    repository.origin.put("1.targets.json", same_length);
    refused!(machine.refresh(&repository).await, WrongHash);
    // Row 76: one good digest does not excuse a wrong one.
    repository.origin.put("1.targets.json", good);
    repository.snapshot["meta"]["targets.json"]["hashes"]["sha512"] = json!("0".repeat(128));
    repository.publish_snapshot();
    let machine = Machine::new();
    refused!(machine.refresh(&repository).await, WrongHash);
    // Row 75: digests that nobody can check are not checked digests.
    repository.snapshot["meta"]["targets.json"]["hashes"] = json!({"md5": "00"});
    repository.publish_snapshot();
    let machine = Machine::new();
    refused!(machine.refresh(&repository).await, Malformed);
}

#[tokio::test]
async fn a_file_at_another_version_than_its_parent_names_is_refused() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let bytes = sign(&targets(7), &[5]);
    let digest = Sha256::of(&bytes).to_string();
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1, "length": bytes.len(), "hashes": {"sha256": digest}});
    repository.origin.put("1.targets.json", bytes);
    repository.publish_snapshot();
    refused!(machine.refresh(&repository).await, WrongVersion);
}

#[tokio::test]
async fn a_new_timestamp_over_an_old_snapshot_is_refused() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let old = repository.origin.get("1.snapshot.json").unwrap();
    repository.publish_next();
    repository.origin.put("2.snapshot.json", old);
    assert!(machine.refresh(&repository).await.is_err());
    assert_eq!((machine.version("timestamp"), machine.version("snapshot")), (Some(2), None));
    repository.origin.remove("2.snapshot.json");
    refused!(machine.refresh(&repository).await, Origin);
}

#[tokio::test]
async fn endless_metadata_stops_at_the_cap() {
    let (repository, machine) = (Repository::new(), Machine::new());
    repository.origin.put("timestamp.json", vec![b' '; 70 << 10]);
    refused!(machine.refresh(&repository).await, WrongLength);
}

#[tokio::test]
async fn fields_that_nobody_knows_are_signed_like_all_others() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    super::repository::delegate(repository.top(), "acme", &["acme.*"], true, &[6]);
    repository.top()["delegations"]["x"] = json!({"y": [1, "\u{7}"]});
    repository.top()["delegations"]["roles"][0]["z"] = json!(null);
    repository.role("acme", 6, &["acme.a"])["custom"] = json!({});
    repository.timestamp["note"] = json!("caf\u{e9}");
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    assert_eq!(client.find("acme.a").await.unwrap().unwrap().role(), "acme");
}

#[tokio::test]
async fn a_fast_forward_ends_with_the_keys_that_signed_it() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.timestamp["version"] = json!(u64::MAX);
    repository.snapshot["version"] = json!(1_u64 << 62);
    repository.publish();
    machine.refresh(&repository).await.unwrap();
    repository.set_keys("timestamp", &[13], 1);
    repository.set_keys("snapshot", &[14], 1);
    repository.next_root(&[1, 2]);
    (repository.timestamp["version"], repository.snapshot["version"]) = (json!(2), json!(2));
    repository.publish();
    machine.refresh(&repository).await.unwrap();
    assert_eq!((machine.version("timestamp"), machine.version("snapshot")), (Some(2), Some(2)));
}

#[tokio::test]
async fn targets_of_the_top_level_role_are_found_with_what_is_signed() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    list(repository.top(), "dir/a");
    list(repository.top(), "b");
    repository.top()["targets"]["odd"] = json!({"length": 1, "hashes": {"md5": "00"}});
    repository.top()["expires"] = json!(LATER);
    repository.publish();
    let client = machine.refresh(&repository).await.unwrap();
    let target = client.find("dir/a").await.unwrap().unwrap();
    assert_eq!((target.length(), target.sha256(), target.role()), (5, Some(Sha256::of(b"dir/a")), "targets"));
    assert_eq!(target.custom(), r#"{"from":"dir/a"}"#);
    assert_eq!(client.target_file(&target), format!("dir/{}.a", Sha256::of(b"dir/a")));
    refused!(client.find("odd").await, NoKnownHash);
    assert_eq!(client.find("c").await.unwrap(), None);
}
