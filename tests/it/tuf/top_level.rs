//! Timestamp, snapshot and targets (TUF spec 5.4 to 5.6): the order of requests, and what is found.

use ragnos_plugin::digest::Sha256;
use serde_json::json;

use super::refused;
use super::repository::{LATER, Machine, Repository, list};

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
