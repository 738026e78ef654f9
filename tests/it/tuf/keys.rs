//! Thresholds and key ids (attack table rows 14 to 25).

use serde_json::{Value, json};

use super::refused;
use super::repository::{Key, Machine, Repository, sign};

#[tokio::test]
async fn one_key_under_two_ids_counts_once() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let key = Key::seeded(5);
    repository.root["keys"]["another-name"] = key.json();
    repository.root["roles"]["targets"] = json!({"keyids": [key.id(), "another-name"], "threshold": 2});
    repository.next_root(&[1, 2]);
    let mut file: Value = serde_json::from_slice(&repository.origin.get("1.targets.json").unwrap()).unwrap();
    let mut second = file["signatures"][0].clone();
    second["keyid"] = json!("another-name");
    file["signatures"].as_array_mut().unwrap().push(second);
    repository.snapshot["meta"]["targets.json"] = json!({"version": 1});
    repository.publish_snapshot();
    repository.origin.put("1.targets.json", serde_json::to_vec(&file).unwrap());
    refused!(machine.refresh(&repository).await, Threshold);
    // With threshold 1 the same file is fine: ids are names, not digests (row 21).
    repository.root["roles"]["targets"] = json!({"keyids": ["another-name"], "threshold": 1});
    repository.next_root(&[1, 2]);
    machine.refresh(&repository).await.unwrap();
}

#[tokio::test]
async fn duplicates_among_signatures_and_key_ids_are_refused() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    let good = repository.origin.get("timestamp.json").unwrap();
    repository.origin.put("timestamp.json", sign(&repository.timestamp, &[3, 3]));
    refused!(machine.refresh(&repository).await, DuplicateSignature);
    repository.origin.put("timestamp.json", good);
    let id = Key::seeded(3).id();
    repository.root["roles"]["timestamp"] = json!({"keyids": [id, id], "threshold": 2});
    repository.next_root(&[1, 2]);
    refused!(machine.refresh(&repository).await, BadKeys);
}

#[tokio::test]
async fn bad_signatures_beside_enough_good_ones_do_no_harm() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.set_keys("timestamp", &[3, 33, 34], 2);
    repository.next_root(&[1, 2]);
    for (seeds, texts, accepted) in
        [(&[3, 33][..], ["", "zz"], true), (&[3], ["", "00"], false), (&[3, 33], ["00", "\u{e9}"], true)]
    {
        let mut file: Value = serde_json::from_slice(&sign(&repository.timestamp, seeds)).unwrap();
        for (id, text) in [Key::seeded(34).id(), "stranger".to_owned()].into_iter().zip(texts) {
            file["signatures"].as_array_mut().unwrap().push(json!({"keyid": id, "sig": text}));
        }
        repository.origin.put("timestamp.json", serde_json::to_vec(&file).unwrap());
        assert_eq!(machine.refresh(&repository).await.is_ok(), accepted, "{seeds:?} {texts:?}");
    }
}

#[tokio::test]
async fn an_unknown_kind_of_key_does_harm_only_where_it_is_needed() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.root["keys"]["future"] = json!({"keytype": "lattice", "scheme": "lattice-1", "keyval": {"public": "x"}});
    repository.next_root(&[1, 2]);
    machine.refresh(&repository).await.unwrap();
    repository.root["roles"]["timestamp"] = json!({"keyids": ["future", Key::seeded(3).id()], "threshold": 2});
    repository.next_root(&[1, 2]);
    refused!(machine.refresh(&repository).await, Threshold);
}

#[tokio::test]
async fn a_threshold_above_the_number_of_keys_is_never_met() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    repository.root["roles"]["snapshot"]["threshold"] = json!(2);
    repository.next_root(&[1, 2]);
    refused!(machine.refresh(&repository).await, Threshold);
    assert_eq!((machine.version("root"), machine.version("snapshot")), (Some(2), None));
}

#[tokio::test]
async fn a_revoked_key_signs_nothing_any_more() {
    let (mut repository, machine) = (Repository::new(), Machine::new());
    machine.refresh(&repository).await.unwrap();
    repository.set_keys("targets", &[15], 1);
    repository.next_root(&[1, 2]);
    // The stored targets file is the one that the snapshot lists, but its signer is gone.
    refused!(machine.refresh(&repository).await, Threshold);
}
